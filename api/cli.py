"""The command line: `sourcier serve | ingest | ask | chat | search | cite | verify | delete | backup | restore | …`.

Exit status: 0 all is well, an honest refusal included; 1 files were left out, or ids unknown; 2 anything else, said in
one sentence. What readers see is French, what operators see is English. Heavy libraries are imported by the command
that needs them: an answer must not wait for a web server to load.
"""

import json
import os
import sys
from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer
from pydantic import BaseModel

from api.chat.command import chat
from api.commands.backup_commands import backup, restore
from api.commands.check_command import check
from api.commands.command_errors import CommandError, OneSentenceErrors
from api.commands.ingest_command import EXIT_FILES_LEFT_OUT, ingest
from api.commands.key_commands import app as keys
from api.commands.rendering import (
    render_answer,
    render_hits,
    render_lookup,
    render_sources,
    render_status,
    render_verification,
)
from api.commands.setting_names import misspelt_settings
from api.wire.presentation import (
    present_answer,
    present_hit,
    present_record,
    present_sources,
    present_verification,
    withdrawal_message,
)
from api.wire.requests import MAX_K
from api.wire.schemas import SearchResponse
from index.hit import Filters
from rag.settings import Settings

# Without rich: drawing a help page with it would cost each command its import.
app = typer.Typer(
    cls=OneSentenceErrors,
    help="Ask press articles; every sentence of an answer is a checked quote.",
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def _warn_of_misspelt_settings() -> None:
    for warning in misspelt_settings(os.environ):
        typer.echo(f"sourcier: {warning}", err=True)


Question = Annotated[str, typer.Argument(metavar="QUESTION", help="A question in plain language.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
K = Annotated[int | None, typer.Option("--k", min=1, max=MAX_K, help="How many passages; the settings' if absent.")]
Sources = Annotated[list[str] | None, typer.Option("--source", help="Only articles of this source; may be repeated.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A day, such as 2024-08-02.")]


app.command()(ingest)


@app.command()
def ask(question: Question, k: K = None, source: Sources = None, as_of: Day = None, as_json: AsJson = False) -> None:
    """Answer a question with cited sentences.

    Where the articles do not tell, that is said, with the nearest passages; the exit status is 0 then too.
    """
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
    """Look a citation up.

    Shows what it quotes, and whether the article still says it. The exit status is 2 where its text was withdrawn or
    never was; as JSON too, with the status.
    """
    from rag.assembly import open_index
    from rag.citation_lookup import CitationStatus, look_up_citation
    from rag.errors import UnknownCitationError

    try:
        record = look_up_citation(citation_id, open_index(Settings()))
    except UnknownCitationError:
        if as_json:
            typer.echo(json.dumps({"id": citation_id, "status": "unknown"}, indent=2))
        raise
    if record.status is CitationStatus.WITHDRAWN:
        if as_json:
            since = record.withdrawn_at.isoformat() if record.withdrawn_at else None
            typer.echo(json.dumps({"id": record.id, "status": "withdrawn", "withdrawn_at": since}, indent=2))
        raise CommandError(withdrawal_message(record))
    presented = present_record(record)
    _print(presented, render_lookup(presented), as_json)


@app.command()
def verify(
    quote: Annotated[str, typer.Argument(metavar="QUOTE", help="Words that are said to stand in the articles.")],
    as_json: AsJson = False,
) -> None:
    """Tell whether words stand in the articles.

    Letter for letter, but for typography, nearly, or not at all.
    """
    from rag.assembly import open_index

    index = open_index(Settings())
    try:
        verdict = index.find_quote(quote)
    except ValueError as error:  # blank, too long, or not Unicode
        raise CommandError(str(error)) from error
    presented = present_verification(quote, verdict)
    _print(presented, render_verification(presented), as_json)


@app.command()
def delete(
    article_ids: Annotated[list[str], typer.Argument(metavar="ID…", help="Ids of articles.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Withdraw articles from the store.

    Their passages are found no more, and texts that no other article carries are gone from the database. Citations of
    them say so. sourcier check --purge takes the last traces, in the indexes, off the disk. The exit status is 1 where
    an id is unknown; the others are deleted.
    """
    from api.commands.deletion import delete_articles

    report = delete_articles(article_ids, Settings())
    typer.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2, sort_keys=True) if as_json else str(report))
    if report.unknown:
        raise typer.Exit(EXIT_FILES_LEFT_OUT)


@app.command()
def sources(as_json: AsJson = False) -> None:
    """List the sources that articles name.

    With how many articles name each, and from when to when they were published. Each is a value for --source.
    """
    from rag.assembly import open_index

    presented = present_sources(open_index(Settings()).source_summaries())
    _print(presented, render_sources(presented.sources), as_json)


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
    host: Annotated[
        str, typer.Option(help="An address of this machine; for others than loopback make a key.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="0 takes a free one.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="How many processes answer, over one store.")] = 1,
) -> None:
    """Serve the page and the HTTP interface.

    Without access keys only this machine can reach them: see sourcier keys create --help.
    """
    from api.operation.serving import serve as serve_now
    from api.service_settings import ServiceSettings

    serve_now(Settings(), ServiceSettings(), host=host, port=port, workers=workers)


app.command()(backup)
app.command()(restore)
app.command()(check)
app.command()(chat)
app.add_typer(keys, name="keys")


def main() -> None:
    """The command `sourcier`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that cannot show « œ » shows a question mark
    app()


def _print(presented: BaseModel, rendered: str, as_json: bool) -> None:
    typer.echo(presented.model_dump_json(indent=2) if as_json else rendered)
