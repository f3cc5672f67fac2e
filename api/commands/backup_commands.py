"""`sourcier backup` and `sourcier restore`: the whole store into one file, and back."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from api.commands.french_lines import french_count, french_date
from index.storage.backup_file import BackupRecord
from rag.settings import Settings

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
BackupFile = Annotated[Path, typer.Argument(metavar="FILE", help="A backup.", show_default=False)]


def backup(
    file: BackupFile,
    force: Annotated[
        bool, typer.Option("--force", help="Put the backup in the place of a file that is there.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write the whole store into one file.

    It may be served, searched and written to meanwhile; what is in the file is its state at one moment: articles, their
    old texts, deletions, embeddings. It is checked before it takes its name. Access keys and uploads are not in it.
    """
    from index.storage.backup import back_up

    done = back_up(Settings().store, file, overwrite=force)
    if as_json:
        _print({"file": str(done.path), "bytes": done.bytes, "seconds": round(done.seconds, 3), **_facts(done.record)})
        return
    size = f"{done.bytes / 1_000_000:.1f} Mo".replace(".", ",")
    typer.echo(f"Base sauvegardée : {_counts(done.record)}, {size}, en {_seconds(done.seconds)}.")
    typer.echo(f"Fichier : {done.path}")


def restore(
    file: BackupFile,
    replace: Annotated[
        bool, typer.Option("--replace", help="In place of the store that is there, and of what it learned since.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Put a backup back.

    Nothing is touched before every byte of the file has proved to be what was written. A service that has the store
    open follows, and need not be restarted. Articles deleted since the backup come back: delete them again.
    """
    from index.storage.backup import restore as put_back

    done = put_back(file, Settings().store, replace=replace)
    if as_json:
        set_aside = str(done.set_aside) if done.set_aside else None
        what = {"folder": str(done.folder), "replaced": done.replaced, "set_aside": set_aside}
        _print({**what, "seconds": round(done.seconds, 3), **_facts(done.record)})
        return
    made = done.record.time
    typer.echo(
        f"Base remise : {_counts(done.record)}, tels qu’ils étaient le {french_date(made)} à {made:%H:%M} UTC, "
        f"en {_seconds(done.seconds)}."
    )
    if done.set_aside:
        typer.echo(f"L’ancienne base, illisible, est gardée : {done.set_aside}")


def _facts(record: BackupRecord) -> dict[str, Any]:
    return {
        "made_at": record.made_at,
        "articles": record.articles,
        "chunks": record.chunks,
        "texts": record.texts,
        "withdrawn": record.withdrawn,
        "model": record.model,
        "schema_version": record.schema_version,
    }


def _counts(record: BackupRecord) -> str:
    return f"{french_count(record.articles)} articles, {french_count(record.chunks)} passages"


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} s".replace(".", ",")


def _print(fields: dict[str, Any]) -> None:
    typer.echo(json.dumps(fields, ensure_ascii=False, indent=2, sort_keys=True))
