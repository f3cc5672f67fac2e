"""`sourcier keys create | list | revoke`: who may use the service from elsewhere."""

import json
from typing import Annotated

import typer

from api.guard.keys import KeyFile, Scope
from rag.settings import Settings

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Make, list and revoke the service's access keys.")

Name = Annotated[str, typer.Option("--name", help="Who has it: letters, digits, '.', '_', '-'.", show_default=False)]
Scopes = Annotated[
    list[Scope],
    typer.Option("--scope", help="ask: read and ask; write: change articles; metrics. May be repeated."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


@app.command()
def create(name: Name, scope: Scopes, as_json: AsJson = False) -> None:
    """Make a key and print it: it is shown this once, and kept nowhere.

    From the first key on every request needs one, those of this machine too.
    """
    file = KeyFile(Settings().store)
    secret = file.create(name, scope)
    if as_json:
        typer.echo(json.dumps({"name": name, "scopes": sorted(set(scope)), "key": secret}, indent=2))
        return
    typer.echo(secret)
    typer.echo(f"This is the key {name}. It is shown this once; {file.path} has only its hash.", err=True)


@app.command("list")
def show(as_json: AsJson = False) -> None:
    """List the keys: their names, what they are good for, and when they were made."""
    file = KeyFile(Settings().store)
    keys = file.read()
    if as_json:
        listed = [{"name": key.name, "scopes": sorted(key.scopes), "created": key.created.isoformat()} for key in keys]
        typer.echo(json.dumps({"keys": listed, "needed": file.exists()}, indent=2))
        return
    for key in keys:
        typer.echo(f"{key.name}  {','.join(sorted(key.scopes))}  {key.created:%Y-%m-%d}")
    if file.exists() and not keys:
        typer.echo(f"No key is left, and nobody is answered. Make one; or remove {file.path} to serve this machine.")
    elif not keys:
        typer.echo("There are no keys; this machine is served without. Make one: sourcier keys create --help")


@app.command()
def revoke(name: Annotated[str, typer.Argument(metavar="NAME", help="As `sourcier keys list` shows it.")]) -> None:
    """Take a key back; whoever has it is refused from the next request on."""
    KeyFile(Settings().store).revoke(name)
