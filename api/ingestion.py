"""`sourcier ingest`: files into the store, with progress, counts, and the name of each file that was left out."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from corpus.reading import read_articles

from corpus.article import Article
from corpus.errors import ReadFailure
from index.article_index import ArticleIndex
from index.errors import StoreMismatchError, StoreMissingError
from index.ingestion import OnProgress, summary_of
from index.records import AddProgress, AddReport, ArticleSummary
from rag.assembly import create_index, open_index
from rag.settings import Settings


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingestion did; `added` is None where the store held all of it already and nothing was done."""

    added: AddReport | None
    failures: tuple[ReadFailure, ...]

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        counts = asdict(self.added) if self.added else None
        return {"up_to_date": self.added is None, "counts": counts, "failed": [asdict(f) for f in self.failures]}

    def __str__(self) -> str:
        """For people: counts, then a line for each file that was left out."""
        lines = [f"{failure.path}: {failure.reason}" for failure in self.failures]
        if self.added is None:
            counts = "The store is up to date; nothing to do"
        else:
            a = self.added
            counts = (
                f"{a.added} added, {a.replaced} replaced, {a.updated} with new metadata, {a.unchanged} unchanged; "
                f"{a.chunks} chunks embedded"
            )
        failed = f"; {len(lines)} could not be read:" if lines else "."
        return "\n".join([counts + failed, *lines])


@dataclass(slots=True)
class _Reading:
    """The articles of some paths; what could not be read is kept aside."""

    paths: Iterable[Path]
    failures: list[ReadFailure] = field(default_factory=list)

    def __iter__(self) -> Iterator[Article]:
        self.failures.clear()
        for item in read_articles(list(self.paths)):
            if isinstance(item, ReadFailure):
                self.failures.append(item)
            else:
                yield item


def ingest_paths(paths: Iterable[Path], settings: Settings, *, rebuild: bool, show_progress: bool) -> IngestReport:
    """Adds the articles under the paths to the store, or to a new one. Raises StoreError."""
    reading = _Reading(paths)
    with create_index(settings, rebuild=rebuild) as index, _progress(show_progress) as on_progress:
        return IngestReport(index.add(reading, on_progress=on_progress), tuple(reading.failures))


def ingest_if_stale(paths: Iterable[Path], settings: Settings, *, show_progress: bool) -> IngestReport:
    """Does nothing where the store holds these articles as they are, with these settings.

    A store that is missing or lacks some of it is brought up to date; one that was built with other settings is
    built anew. Other articles in the store do not count.
    """
    try:
        with open_index(settings) as index:
            reading = _Reading(paths)
            if _holds_all(index, reading):
                return IngestReport(None, tuple(reading.failures))
    except StoreMissingError:
        pass
    except StoreMismatchError:
        return ingest_paths(paths, settings, rebuild=True, show_progress=show_progress)
    return ingest_paths(paths, settings, rebuild=False, show_progress=show_progress)


def _holds_all(index: ArticleIndex, articles: Iterable[Article]) -> bool:
    """Whether each article is stored as it is. All are read, so that all failures are known."""
    stored = {summary.id: summary for summary in _summaries(index)}
    differing = sum(stored.get(article.id) != summary_of(article) for article in articles)
    return not differing


def _summaries(index: ArticleIndex) -> Iterator[ArticleSummary]:
    after: str | None = None
    while page := index.list_articles(after=after, limit=1_000):
        yield from page
        after = page[-1].id


@contextmanager
def _progress(shown: bool) -> Iterator[OnProgress | None]:
    """A bar on stderr; nothing where it is not wanted or stderr is no terminal."""
    if not shown or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Indexing", total=None)

        def show(done: AddProgress) -> None:
            bar.update(task, description=f"Indexing: {done.articles} articles, {done.chunks} chunks")

        yield show
