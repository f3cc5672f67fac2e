"""`sourcier ingest`: files and folders into the store."""

import json
from pathlib import Path
from typing import Annotated

import typer

from api.commands.command_errors import CommandError
from api.commands.ingest_report import DryRunReport, IngestReport
from rag.settings import Settings

EXIT_FILES_LEFT_OUT = 1


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", exists=True, help="Files and folders of articles.")],
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Cut and embed all articles again, with the settings of now.")
    ] = False,
    if_stale: Annotated[
        bool, typer.Option("--if-stale", help="Only if the store does not hold them as they are.")
    ] = False,
    sync: Annotated[
        bool, typer.Option("--sync", help="Withdraw what came from these folders and is there no more.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="With --sync: withdraw whatever is not in these folders.")
    ] = False,
    consent: Annotated[
        bool, typer.Option("--yes", help="With --sync: withdraw even more than half of the articles.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but what failed.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """Add articles to the store.

    Text, Markdown, HTML, PDF, DOCX and JSON lines are read. A file that fails is named, and the others go on. With
    --sync the store becomes equal to the folders: moved files keep their citations, articles that are gone are
    withdrawn. A rebuild is made beside the store, which is searched as it was meanwhile.
    """
    if rebuild + if_stale + sync > 1:
        raise CommandError("--rebuild, --if-stale and --sync exclude each other. Choose one.")
    if dry_run and (rebuild or if_stale):
        raise CommandError("--dry-run goes with --sync, or alone.")
    if (everything or consent) and not sync:
        raise CommandError("--all and --yes go with --sync.")
    if dry_run:
        from api.commands.folder_sync import try_ingestion, try_sync

        trial = try_sync(paths, Settings(), everything=everything) if sync else try_ingestion(paths, Settings())
        _say(trial, quiet=False, as_json=as_json)
        return
    show_progress = not quiet and not as_json
    if sync:
        from api.commands.folder_sync import sync_folders

        done = sync_folders(paths, Settings(), everything=everything, consent=consent, show_progress=show_progress)
    else:
        from api.commands.ingestion import ingest_and_rebuild, ingest_if_stale, ingest_paths

        ingest_now = ingest_and_rebuild if rebuild else ingest_if_stale if if_stale else ingest_paths
        done = ingest_now(paths, Settings(), show_progress=show_progress)
    _say(done, quiet=quiet, as_json=as_json)


def _say(report: IngestReport | DryRunReport, *, quiet: bool, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2, sort_keys=True))
    elif report.failures or not quiet:
        typer.echo(str(report), err=bool(report.failures))
    if report.failures:
        raise typer.Exit(EXIT_FILES_LEFT_OUT)
