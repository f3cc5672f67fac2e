"""`sourcier check`: whether the store is sound, and what to do where it is not."""

import json
from dataclasses import asdict, dataclass
from typing import Annotated, Any

import typer

from index.article_index import ArticleIndex
from index.storage.purge import PurgeReport
from rag.settings import Settings

EXIT_UNSOUND = 1


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found: sentences, each with its cure; what a purge did, if there was one."""

    articles: int
    chunks: int
    problems: tuple[str, ...]
    purged: PurgeReport | None

    @classmethod
    def of(cls, index: ArticleIndex, *, purge: bool) -> "CheckReport":
        """Purges if that is wanted, then checks: what a purge mends is no problem any more."""
        purged = index.purge() if purge else None
        problems = (*(purged.problems if purged else ()), *index.check())
        return cls(index.article_count, index.chunk_count, problems, purged)

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "sound": not self.problems,
            "problems": list(self.problems),
            "articles": self.articles,
            "chunks": self.chunks,
            "purged": asdict(self.purged) if self.purged else None,
        }

    def __str__(self) -> str:
        """What a purge did, then the problems, or that there are none."""
        lines = [_purged_line(self.purged)] if self.purged else []
        if self.problems:
            return "\n".join((*lines, *self.problems))
        sound = f"The store is sound: {self.articles} articles, {self.chunks} passages, both indexes show all of them."
        return "\n".join((*lines, sound))


def check(
    purge: Annotated[
        bool, typer.Option("--purge", help="First take the last traces of deleted articles off the disk.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """Check the store against its checksums and its indexes.

    Reads all of it. The exit status is 1 where something is wrong; each sentence says what to do. With --purge, words
    of deleted articles are in no file of the store any more, and both indexes are made anew.
    """
    from rag.assembly import open_index

    with open_index(Settings()) as index:
        report = CheckReport.of(index, purge=purge)
    typer.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2, sort_keys=True) if as_json else str(report))
    if report.problems:
        raise typer.Exit(EXIT_UNSOUND)


def _purged_line(purged: PurgeReport) -> str:
    return (
        f"Purged: the database was written anew ({purged.bytes_before} bytes before, {purged.bytes_after} after), "
        f"{purged.hidden_ids} ids of deleted articles were replaced by digests, both indexes were made anew."
    )
