"""The command line: `sourcier serve | ingest | ask | search | cite | verify | status`.

Exit status: 0 all is well, an honest refusal included; 1 an ingestion left files out; 2 anything else, said in one
sentence. What readers see is French, what operators see is English. Heavy libraries are imported by the command
that needs them: an answer must not wait for a web server to load.
"""

import ipaddress
import json
import socket
import sys
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import BaseModel, ValidationError
from typer.core import TyperGroup

from api.presentation import present_answer, present_hit, present_record, present_verification, withdrawal_message
from api.rendering import render_answer, render_hits, render_lookup, render_status, render_verification
from api.requests import MAX_K
from api.schemas import SearchResponse
from index.errors import StoreError
from index.hit import Filters
from rag.errors import InvalidCitationIdError, InvalidQuestionError, UnknownCitationError
from rag.settings import Settings

EXIT_FILES_LEFT_OUT = 1
EXIT_ERROR = 2


class CommandError(Exception):
    """A command cannot do what was asked; the message says why and what to do."""


_EXPECTED = (CommandError, StoreError, InvalidQuestionError, InvalidCitationIdError, UnknownCitationError, OSError)


class _OneSentenceErrors(TyperGroup):
    """Ends with a sentence on stderr where something expectable goes wrong; a traceback is left for defects."""

    def invoke(self, ctx: Any) -> Any:
        """Runs the command."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # whoever read our output has closed it: not worth a word
        except _EXPECTED as error:
            message = str(error)
        except ValidationError as error:
            message = _settings_message(error)
        typer.echo(f"sourcier: {message}", err=True)
        raise typer.Exit(EXIT_ERROR)


# Without rich: drawing a help page with it would cost each command its import.
app = typer.Typer(
    cls=_OneSentenceErrors,
    help="Ask press articles; every sentence of an answer is a checked quote.",
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

Question = Annotated[str, typer.Argument(metavar="QUESTION", help="A question in plain language.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print the object that the HTTP service gives.")]
K = Annotated[int | None, typer.Option("--k", min=1, max=MAX_K, help="How many passages; the settings' if absent.")]
Sources = Annotated[list[str] | None, typer.Option("--source", help="Only articles of this source; may be repeated.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A day, such as 2024-08-02.")]


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", exists=True, help="Files and folders of articles.")],
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Cut and embed all articles again, with the settings of now.")
    ] = False,
    if_stale: Annotated[
        bool, typer.Option("--if-stale", help="Only if the store does not hold them as they are.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but what failed.")] = False,
    as_json: AsJson = False,
) -> None:
    """Add articles to the store: text, Markdown, HTML, PDF, DOCX, JSON lines. A file that fails leaves the others."""
    from api.ingestion import ingest_and_rebuild, ingest_if_stale, ingest_paths

    if rebuild and if_stale:
        raise CommandError("--rebuild and --if-stale exclude each other. Choose one.")
    ingest_now = ingest_and_rebuild if rebuild else ingest_if_stale if if_stale else ingest_paths
    report = ingest_now(paths, Settings(), show_progress=not quiet and not as_json)
    if as_json:
        typer.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2, sort_keys=True))
    elif report.failures or not quiet:
        typer.echo(str(report), err=bool(report.failures))
    if report.failures:
        raise typer.Exit(EXIT_FILES_LEFT_OUT)


@app.command()
def ask(question: Question, k: K = None, source: Sources = None, as_of: Day = None, as_json: AsJson = False) -> None:
    """Answer a question with cited sentences, or say that the articles do not tell (which is exit status 0 too)."""
    from rag.assembly import assemble, open_index

    settings = Settings()
    index = open_index(settings)
    filters = Filters(sources=tuple(source or ()))
    answer = assemble(index, settings).ask(question, k=k, filters=filters, as_of=as_of.date() if as_of else None)
    presented = present_answer(answer)
    _print(presented, render_answer(presented), as_json)


@app.command()
def search(question: Question, k: K = None, source: Sources = None, as_json: AsJson = False) -> None:
    """Find the passages nearest to a question."""
    from rag.assembly import assemble, open_index

    settings = Settings()
    index = open_index(settings)
    hits = assemble(index, settings).search(question, k=k, filters=Filters(sources=tuple(source or ())))
    presented = SearchResponse(hits=[present_hit(hit) for hit in hits])
    _print(presented, render_hits(presented.hits), as_json)


@app.command()
def cite(
    citation_id: Annotated[
        str, typer.Argument(metavar="ID", help="A citation id, such as 9f2c4a7be01d83aa-1834-1921.")
    ],
    as_json: AsJson = False,
) -> None:
    """Look a citation up: what it quotes, and whether the article still says it."""
    from rag.assembly import open_index
    from rag.citation_lookup import CitationStatus, look_up_citation

    record = look_up_citation(citation_id, open_index(Settings()))
    if record.status is CitationStatus.WITHDRAWN:
        raise CommandError(withdrawal_message(record))
    presented = present_record(record)
    _print(presented, render_lookup(presented), as_json)


@app.command()
def verify(
    quote: Annotated[str, typer.Argument(metavar="QUOTE", help="Words that are said to stand in the articles.")],
    as_json: AsJson = False,
) -> None:
    """Tell whether words stand in the articles: letter for letter, but for typography, nearly, or not at all."""
    from rag.assembly import open_index

    index = open_index(Settings())
    try:
        verdict = index.find_quote(quote)
    except ValueError as error:  # blank, too long, or not Unicode
        raise CommandError(str(error)) from error
    presented = present_verification(quote, verdict)
    _print(presented, render_verification(presented), as_json)


@app.command()
def status(as_json: AsJson = False) -> None:
    """Show the store in figures."""
    from rag.assembly import open_index

    found = open_index(Settings()).status()
    if as_json:
        typer.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2, sort_keys=True))
    else:
        typer.echo(render_status(found))


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="A loopback address.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="0 takes a free one.")] = 8000,
) -> None:
    """Serve the page and the HTTP interface on this machine."""
    check_loopback(host)
    import uvicorn

    from api.app import create_app

    service = create_app(Settings())
    store = service.state.service.open()  # a missing store is said now, not to the first reader
    with open_listener(host, port) as listener:
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{listener.getsockname()[1]}"
        typer.echo(
            f"Sourcier answers on {address} from {store.index.article_count} articles. Ctrl+C stops it.", err=True
        )
        with suppress(KeyboardInterrupt):  # the server has stopped in good order before it passes Ctrl+C on
            uvicorn.Server(uvicorn.Config(service, server_header=False, log_level="warning")).run(sockets=[listener])


def open_listener(host: str, port: int) -> socket.socket:
    """A listening socket: a port that is taken is known, and a caller waits, before anything is announced.

    asyncio sends without delay only where the protocol is named; else each answer waits 40 ms for an acknowledgement.
    """
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise CommandError(f"Cannot listen on {host}, port {port}: {error.strerror}. Try --port 0.") from error
    return listener


def check_loopback(host: str) -> None:
    """Raises CommandError for an address that other machines can reach: the service knows no keys yet."""
    try:
        loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = host == "localhost"
    if not loopback:
        raise CommandError(
            f"{host} can be reached from other machines, and the service has no access keys. Use --host 127.0.0.1."
        )


def main() -> None:
    """The command `sourcier`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that cannot show « œ » shows a question mark
    app()


def _print(presented: BaseModel, rendered: str, as_json: bool) -> None:
    typer.echo(presented.model_dump_json(indent=2) if as_json else rendered)


def _settings_message(error: ValidationError) -> str:
    """The first setting that is wrong, by the name it has in the environment."""
    first = error.errors()[0]
    name = "SOURCIER_" + "_".join(str(step) for step in first["loc"]).upper()
    return f"{name} is {first['input']!r}: {first['msg']}."
