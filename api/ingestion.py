"""`sourcier ingest`: files into the store, with progress, counts, and the name of each file that was left out."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from api.french_lines import french_count
from corpus.article import Article
from corpus.errors import ReadFailure
from corpus.reading import read_articles
from index.article_index import ArticleIndex
from index.errors import StoreMismatchError, StoreMissingError
from index.ingestion import OnProgress, summary_of
from index.records import AddProgress, AddReport, ArticleSummary
from rag.assembly import open_index, open_or_create_index, rebuild_index
from rag.settings import Settings

_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingestion did; `counts` is None where the store held all of it already and nothing was done."""

    counts: AddReport | None
    rebuilt: bool
    articles: int
    chunks: int
    failures: tuple[ReadFailure, ...]

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "up_to_date": self.counts is None,
            "rebuilt": self.rebuilt,
            "counts": asdict(self.counts) if self.counts else None,
            "store": {"articles": self.articles, "chunks": self.chunks},
            "failed": [asdict(failure) for failure in self.failures],
        }

    def __str__(self) -> str:
        """For people, in French: the counts, then a line for each file that was left out."""
        lines = [
            self._first_line(),
            f"Base : {french_count(self.articles)} articles, {french_count(self.chunks)} passages.",
        ]
        if self.failures:
            lines.append(f"Non lus : {len(self.failures)}.")
            lines += [f"  {failure.path} : {failure.reason}" for failure in self.failures]
        return "\n".join(lines)

    def _first_line(self) -> str:
        if self.counts is None:
            return "La base est à jour : rien à faire."
        counts = self.counts
        named = {
            "ajoutés": counts.added,
            "remplacés": counts.replaced,
            "mis à jour": counts.updated,
            "inchangés": counts.unchanged,
            "passages indexés": counts.chunks,
        }
        line = ", ".join(f"{french_count(count)} {name}" for name, count in named.items())
        return f"{'Base refaite. ' if self.rebuilt else ''}Articles : {line}."


def ingest_paths(paths: Sequence[Path], settings: Settings, *, show_progress: bool) -> IngestReport:
    """Adds the articles under the paths to the store, which is made where there is none. Raises StoreError."""
    with _progress(show_progress) as on_progress, open_or_create_index(settings) as index:
        return _add(paths, index, on_progress, rebuilt=False)


def ingest_and_rebuild(paths: Sequence[Path], settings: Settings, *, show_progress: bool) -> IngestReport:
    """The same, after every article in the store has been cut and embedded again with these settings."""
    with _progress(show_progress) as on_progress:
        try:
            index = rebuild_index(settings, on_progress=on_progress)
        except StoreMissingError:
            index = open_or_create_index(settings)
        with index:
            return _add(paths, index, on_progress, rebuilt=True)


def ingest_if_stale(paths: Sequence[Path], settings: Settings, *, show_progress: bool) -> IngestReport:
    """Does nothing where the store holds these articles as they are, with these settings.

    A store that is missing or lacks some of it is brought up to date; one that was built with other settings is
    rebuilt. Other articles in the store stay, and do not count.
    """
    try:
        with open_index(settings) as index:
            failures: list[ReadFailure] = []
            if not index.status().waiting and _holds_all(index, _articles(paths, failures)):
                return IngestReport(None, False, index.article_count, index.chunk_count, tuple(failures))
    except StoreMissingError:
        pass
    except StoreMismatchError:
        return ingest_and_rebuild(paths, settings, show_progress=show_progress)
    return ingest_paths(paths, settings, show_progress=show_progress)


def _add(paths: Sequence[Path], index: ArticleIndex, on_progress: OnProgress | None, *, rebuilt: bool) -> IngestReport:
    failures: list[ReadFailure] = []
    counts = index.add(_articles(paths, failures), on_progress=on_progress)
    return IngestReport(counts, rebuilt, index.article_count, index.chunk_count, tuple(failures))


def _articles(paths: Sequence[Path], failures: list[ReadFailure]) -> Iterator[Article]:
    """The articles that can be read; what cannot is put aside in `failures`."""
    for item in read_articles(paths):
        if isinstance(item, ReadFailure):
            failures.append(item)
        else:
            yield item


def _holds_all(index: ArticleIndex, articles: Iterable[Article]) -> bool:
    """Whether each article is stored as it is. All are read, so that all failures are known."""
    stored = {summary.id: summary for summary in _summaries(index)}
    differing = sum(stored.get(article.id) != summary_of(article) for article in articles)
    return not differing


def _summaries(index: ArticleIndex) -> Iterator[ArticleSummary]:
    after: str | None = None
    while page := index.list_articles(after=after, limit=_PAGE):
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
        task = bar.add_task("Indexation", total=None)

        def show(done: AddProgress) -> None:
            articles, chunks = french_count(done.articles), french_count(done.chunks)
            bar.update(task, description=f"Indexation : {articles} articles, {chunks} passages")

        yield show
