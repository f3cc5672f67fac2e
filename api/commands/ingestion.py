"""Files into the store: added, with everything rebuilt, or only where the store lacks them."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from api.commands.file_reading import FileReading
from api.commands.ingest_report import IngestReport
from api.commands.progress_bar import progress_bar
from corpus.filed_article import FiledArticle
from index.article_index import ArticleIndex
from index.errors import StoreMismatchError, StoreMissingError
from index.ingestion import summary_of
from index.storage.records import ArticleSummary
from rag.assembly import open_index, open_or_create_index, rebuild_index
from rag.settings import Settings

_PAGE = 1_000


def ingest_paths(paths: Sequence[Path], settings: Settings, *, show_progress: bool) -> IngestReport:
    """Adds the articles under the paths to the store, which is made where there is none. Raises StoreError."""
    with open_or_create_index(settings) as index:
        return _add(paths, index, show_progress=show_progress, rebuilt=False)


def ingest_and_rebuild(paths: Sequence[Path], settings: Settings, *, show_progress: bool) -> IngestReport:
    """The same, after every article in the store has been cut and embedded again with these settings."""
    try:
        with progress_bar(show_progress) as on_progress:
            index = rebuild_index(settings, on_progress=on_progress)
    except StoreMissingError:
        index = open_or_create_index(settings)
    with index:
        return _add(paths, index, show_progress=show_progress, rebuilt=True)


def ingest_if_stale(paths: Sequence[Path], settings: Settings, *, show_progress: bool) -> IngestReport:
    """Does nothing where the store holds these articles as they are, with these settings.

    A store that is missing or lacks some of it is brought up to date; one that was built with other settings is
    rebuilt. Other articles in the store stay, and do not count.
    """
    try:
        with open_index(settings) as index:
            reading = FileReading(paths)
            if not index.status().waiting and _holds_all(index, reading.articles()):
                return IngestReport(None, False, index.article_count, index.chunk_count, reading.failures)
    except StoreMissingError:
        pass
    except StoreMismatchError:
        return ingest_and_rebuild(paths, settings, show_progress=show_progress)
    return ingest_paths(paths, settings, show_progress=show_progress)


def _add(paths: Sequence[Path], index: ArticleIndex, *, show_progress: bool, rebuilt: bool) -> IngestReport:
    reading = FileReading(paths)
    with progress_bar(show_progress, lambda: reading.share) as on_progress:
        counts = index.add_filed(reading.articles(), on_progress=on_progress)
    return IngestReport(counts, rebuilt, index.article_count, index.chunk_count, reading.failures)


def _holds_all(index: ArticleIndex, articles: Iterable[FiledArticle]) -> bool:
    """Whether each article is stored as it is. All are read, so that all failures are known."""
    stored = {summary.id: summary for summary in _summaries(index)}
    differing = sum(stored.get(filed.article.id) != summary_of(filed.article) for filed in articles)
    return not differing


def _summaries(index: ArticleIndex) -> Iterator[ArticleSummary]:
    after: str | None = None
    while page := index.list_articles(after=after, limit=_PAGE):
        yield from page
        after = page[-1].id
