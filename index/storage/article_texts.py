"""Texts of articles, checked against their names and kept in memory within bounds."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterable

from corpus.article import Article, version_of
from index.errors import CorruptTextError, UnknownArticleError
from index.storage.article_store import ArticleStore
from index.storage.records import ArticleSummary

logger = logging.getLogger(__name__)

MAX_CHARACTERS = 20_000_000  # 20 to 80 MB, as most French text takes one or two bytes a character in memory


class ArticleTexts:
    """Gives articles their texts; the ones used last are kept. Thread-safe."""

    def __init__(self, store: ArticleStore, *, max_characters: int = MAX_CHARACTERS) -> None:
        self._store = store
        self._max_characters = max_characters
        self._kept: OrderedDict[str, str] = OrderedDict()
        self._characters = 0
        self._lock = threading.Lock()

    def article(self, summary: ArticleSummary) -> Article:
        """The article with its text; raises CorruptTextError where the stored text is not the one its version names,
        UnknownArticleError where the article was deleted since it was looked up."""
        s = summary
        text = self.text(s.version)
        if text is None:
            if s.id not in self._store.summaries([s.id]):
                raise UnknownArticleError(s.id)
            raise CorruptTextError(s.id, s.version)
        return Article(s.id, s.title, text, s.language, s.url, s.source, s.author, s.published)

    def text(self, version: str) -> str | None:
        """The text of this name; None where it was withdrawn, never was, or does not match its name (logged)."""
        with self._lock:
            kept = self._kept.get(version)
            if kept is not None:
                self._kept.move_to_end(version)
                return kept
        text = self._store.text(version)
        if text is not None and version_of(text) != version:
            logger.error("The stored text %s does not match its name; nothing of it is given out.", version[:16])
            return None
        if text is not None:
            self._keep(version, text)
        return text

    def forget(self, versions: Iterable[str]) -> None:
        """Drops texts from memory."""
        with self._lock:
            for version in versions:
                self._characters -= len(self._kept.pop(version, ""))

    def _keep(self, version: str, text: str) -> None:
        with self._lock:
            if version in self._kept or len(text) > self._max_characters:
                return
            self._kept[version] = text
            self._characters += len(text)
            while self._characters > self._max_characters:
                _, oldest = self._kept.popitem(last=False)
                self._characters -= len(oldest)
