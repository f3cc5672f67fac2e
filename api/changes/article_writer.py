"""The one way in which the service changes articles: a batch at a time, one writer at a time."""

import threading
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from api.changes.conditional import Precondition
from api.errors import STORE_BUSY, ProblemException
from api.wire.article_schemas import Outcome, UploadFailure
from corpus.article import Article
from index.article_index import ArticleIndex
from index.hit import Filters
from index.ingestion import summary_of
from index.storage.locks import locked_file_if_free
from index.storage.records import ArticleSummary, DeletionReceipt

BATCH_ARTICLES = 32
BATCH_CHARACTERS = 100_000  # about 100 chunks: other writers wait some seconds at most
WAIT_SECONDS = 30.0
_RETRY_SECONDS = 5
_LOOK_SECONDS = 0.01


@dataclass(frozen=True, slots=True)
class Stored:
    """An article that is stored now, and what was done with it."""

    article: ArticleSummary
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Batch:
    """What was done with a few articles, what could not be read between them, and how many chunks were embedded."""

    stored: tuple[Stored, ...]
    failures: tuple[UploadFailure, ...]
    chunks: int


class ArticleWriter:
    """Lets the writers of all workers of a service take turns; `sourcier ingest` beside it waits for the store itself.

    A precondition is checked in the turn in which the change is made, so of two clients that hold the same version
    one wins. It does not see what `sourcier ingest` writes at that very moment.
    """

    def __init__(self, lock_file: Path) -> None:
        self._lock_file = lock_file
        self._lock = threading.Lock()

    def add(self, index: ArticleIndex, read: Iterable[Article | UploadFailure]) -> Iterator[Batch]:
        """Stores articles as they are read, and tells of each batch when it can be found."""
        for articles, failures in _batches(read):
            with self._turn():
                stored, chunks = _add(index, articles) if articles else ((), 0)
            yield Batch(stored, failures, chunks)

    def put(self, index: ArticleIndex, article: Article, precondition: Precondition) -> Stored:
        """Stores an article in place of the one that has its id. Raises ProblemException (412)."""
        with self._turn():
            precondition.check(_current(index, [article.id]).get(article.id))
            stored, _ = _add(index, [article])
        return stored[0]

    def delete(self, index: ArticleIndex, article_id: str, precondition: Precondition) -> DeletionReceipt:
        """Withdraws an article. Raises UnknownArticleError, and ProblemException (412)."""
        with self._turn():
            current = _current(index, [article_id]).get(article_id)
            if current is not None:
                precondition.check(current)
            return index.delete(article_id)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Waits for a turn among the threads of this process, then among the processes."""
        last = time.monotonic() + WAIT_SECONDS
        if not self._lock.acquire(timeout=WAIT_SECONDS):
            raise _busy()
        try:
            while True:
                with locked_file_if_free(self._lock_file) as mine:
                    if mine:
                        yield
                        return
                if time.monotonic() > last:
                    raise _busy()
                time.sleep(_LOOK_SECONDS)
        finally:
            self._lock.release()


def _busy() -> ProblemException:
    return ProblemException(
        STORE_BUSY,
        f"Another upload has been writing for {WAIT_SECONDS:g} s. Try again, or send `Prefer: respond-async`.",
        retry_after=_RETRY_SECONDS,
    )


def _add(index: ArticleIndex, articles: Sequence[Article]) -> tuple[tuple[Stored, ...], int]:
    before = _current(index, [article.id for article in articles])
    report = index.add(articles)
    summaries = [summary_of(article) for article in articles]
    return tuple(Stored(summary, _outcome(before.get(summary.id), summary)) for summary in summaries), report.chunks


def _current(index: ArticleIndex, ids: Sequence[str]) -> dict[str, ArticleSummary]:
    found = index.list_articles(limit=len(ids), filters=Filters(article_ids=tuple(ids)))
    return {summary.id: summary for summary in found}


def missing_articles(index: ArticleIndex, ids: Collection[str]) -> set[str]:
    """Those of the ids that no article has."""
    return set(ids).difference(_current(index, sorted(ids)))


def _outcome(before: ArticleSummary | None, now: ArticleSummary) -> Outcome:
    if before is None:
        return "added"
    if (before.version, before.title) != (now.version, now.title):
        return "replaced"
    return "unchanged" if before == now else "updated"


def _batches(
    read: Iterable[Article | UploadFailure],
) -> Iterator[tuple[tuple[Article, ...], tuple[UploadFailure, ...]]]:
    """Articles in groups that are worth a turn, with what failed between them."""
    articles: list[Article] = []
    failures: list[UploadFailure] = []
    characters = 0
    for item in read:
        if isinstance(item, UploadFailure):
            failures.append(item)
        else:
            articles.append(item)
            characters += len(item.text)
        if len(articles) + len(failures) >= BATCH_ARTICLES or characters >= BATCH_CHARACTERS:
            yield tuple(articles), tuple(failures)
            articles, failures, characters = [], [], 0
    if articles or failures:
        yield tuple(articles), tuple(failures)
