"""A store cut and embedded again with other settings, beside what is searched meanwhile."""

import logging
import time
from pathlib import Path

from index.errors import RebuildRunningError
from index.ingestion import GROUP_ARTICLES, OnProgress
from index.preparation import Preparation
from index.storage.article_store import ArticleStore
from index.storage.article_texts import ArticleTexts
from index.storage.generations import begin_generation, prepare_next, prepared_count, take_place, unprepared
from index.storage.locks import locked_file_if_free
from index.storage.manifest import Manifest, check_schema
from index.storage.records import AddProgress

logger = logging.getLogger(__name__)


def open_rebuilt(
    folder: Path, preparation: Preparation, manifest: Manifest, *, on_progress: OnProgress | None = None
) -> ArticleStore:
    """The store in `folder`, once every article is cut and embedded as `preparation` does it.

    Until all is ready the store is searched as it was, and may change: what comes meanwhile is taken along. Then the
    new takes the place of the old at once. Killed midway, the next rebuild with the same settings goes on where this
    one stopped, one with others starts over. An article that changed on the disk waits, without chunks.
    Raises RebuildRunningError, and what opening a store raises.
    """
    store = ArticleStore.open(folder)
    try:
        check_schema(store.manifest())
        with locked_file_if_free(folder / "rebuild.lock") as mine:
            if not mine:
                raise RebuildRunningError(folder)
            begin_generation(store.database, manifest.entries())
            _Rebuild(store, preparation, on_progress).run()
    except BaseException:
        store.close()
        raise
    return store


class _Rebuild:
    """One run, and what it has counted."""

    def __init__(self, store: ArticleStore, preparation: Preparation, on_progress: OnProgress | None) -> None:
        self._store = store
        self._texts = ArticleTexts(store)
        self._preparation = preparation
        self._on_progress = on_progress
        self._chunks = 0
        self._corrupt: set[str] = set()

    def run(self) -> None:
        started = time.perf_counter()
        self._prepare_all()
        while not take_place(self._store.database, without=frozenset(self._corrupt)):
            self._prepare_all()  # what came meanwhile
        seconds = time.perf_counter() - started
        logger.info("store rebuilt: %d chunks embedded in %.2f s", self._chunks, seconds)

    def _prepare_all(self) -> None:
        database, last = self._store.database, ""
        while ids := unprepared(database, after=last, limit=GROUP_ARTICLES):
            last = ids[-1]
            summaries = self._store.summaries(ids).values()
            intact = [summary for summary in summaries if self._texts.text(summary.version) is not None]
            self._corrupt.update(set(ids) - {summary.id for summary in intact})
            prepared = self._preparation.prepare([self._texts.article(summary) for summary in intact])
            prepare_next(database, prepared)
            self._chunks += sum(len(article.chunks) for article in prepared)
            if self._on_progress is not None:
                total = self._store.count("articles")
                self._on_progress(AddProgress(prepared_count(database), self._chunks, total))
