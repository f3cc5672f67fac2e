"""The open store and the pipeline over it, which all requests share."""

import logging
import threading
from dataclasses import dataclass

from index.article_index import ArticleIndex
from rag.assembly import assemble, open_index
from rag.pipeline import Pipeline
from rag.settings import Settings

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OpenStore:
    """What a request works with."""

    index: ArticleIndex
    pipeline: Pipeline


class Service:
    """Opens the store when it can: one that is missing at the start is tried again by each request."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._opened: OpenStore | None = None
        self._lock = threading.Lock()
        self.draining = False  # whether it is being stopped, and wants no new readers

    @property
    def opened(self) -> OpenStore | None:
        """The store, if it is open."""
        return self._opened

    @property
    def settings(self) -> Settings:
        """The settings the service was started with."""
        return self._settings

    def open(self) -> OpenStore:
        """The open store. Raises StoreError and ModelError, whose messages have the cure."""
        with self._lock:
            if self._opened is None:
                index = open_index(self._settings)
                self._opened = OpenStore(index, assemble(index, self._settings))
                _logger.debug("articles=%d chunks=%d", index.article_count, index.chunk_count)
            return self._opened

    def close(self) -> None:
        """Lets go of the store; safe to call twice."""
        with self._lock:
            if self._opened is not None:
                self._opened.index.close()
                self._opened = None
