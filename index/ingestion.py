"""Articles on their way into the store: cut, embedded, and stored a group at a time.

Embedding, the slow part, happens before the transaction. A group that is stored stays; a process that is killed loses
the group it was working on, and finds the others unchanged when it is run again.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from corpus.article import Article
from corpus.filed_article import FiledArticle
from index.preparation import Preparation
from index.storage.article_rows import PreparedArticle
from index.storage.article_store import ArticleStore
from index.storage.article_texts import ArticleTexts
from index.storage.embedded_twins import find_embedded
from index.storage.manifest import Manifest
from index.storage.origins import find_origins, set_origins
from index.storage.records import AddProgress, AddReport, ArticleSummary
from index.storage.row_check import changed_among

logger = logging.getLogger(__name__)

GROUP_ARTICLES = 64
GROUP_CHARACTERS = 200_000  # about 200 chunks: some seconds of embedding, all that a killed process loses

OnProgress = Callable[[AddProgress], None]


class Ingestion:
    """Adds articles to a store, and counts."""

    def __init__(self, store: ArticleStore, texts: ArticleTexts, preparation: Preparation, manifest: Manifest) -> None:
        self._store = store
        self._texts = texts
        self._preparation = preparation
        self._manifest = manifest
        self._added = self._replaced = self._updated = self._unchanged = self._chunks = 0

    def add(self, articles: Iterable[FiledArticle], *, on_progress: OnProgress | None = None) -> AddReport:
        """Stores the articles, each in place of the one that has its id, and which file each came from."""
        started = time.perf_counter()
        for group in _groups(articles):
            self._add_group([filed.article for filed in group])
            self._note_origins(group)
            if on_progress is not None:
                on_progress(AddProgress(self._articles, self._chunks))
        self._take_in_waiting(on_progress)
        seconds = time.perf_counter() - started
        logger.info("ingestion: %d articles, %d chunks in %.2f s", self._articles, self._chunks, seconds)
        return AddReport(self._added, self._replaced, self._updated, self._unchanged, self._chunks)

    @property
    def _articles(self) -> int:
        return self._added + self._replaced + self._updated + self._unchanged

    def _add_group(self, group: Sequence[Article]) -> None:
        stored = self._store.summaries(article.id for article in group)
        changed_on_disk = changed_among(self._store.database, stored)
        new = [
            article
            for article in group
            if article.id in changed_on_disk or self._needs_embedding(article, stored.get(article.id))
        ]
        others = [article for article in group if article not in new]
        changed = [article for article in others if summary_of(article) != stored[article.id]]
        if new or changed:
            self._store.put(self._prepared(new), described=changed, settings=self._manifest)
        replaced = sum(article.id in stored for article in new)
        self._added += len(new) - replaced
        self._replaced += replaced
        self._updated += len(changed)
        self._unchanged += len(others) - len(changed)

    def _note_origins(self, group: Sequence[FiledArticle]) -> None:
        known = find_origins(self._store.database, [filed.article.id for filed in group])
        other = {filed.article.id: filed.file for filed in group if known.get(filed.article.id) != filed.file}
        if other:
            set_origins(self._store.database, other)

    def _needs_embedding(self, article: Article, stored: ArticleSummary | None) -> bool:
        """True where what is embedded is new, or the stored text is lost or corrupt."""
        if stored is None or (stored.version, stored.title) != (article.version, article.title):
            return True
        return self._texts.text(stored.version) is None

    def _take_in_waiting(self, on_progress: OnProgress | None) -> None:
        """Cuts and embeds the articles that wait for it since a rebuild; one whose text is corrupt goes on waiting."""
        last = ""
        while waiting := self._store.waiting(after=last, limit=GROUP_ARTICLES):
            last = waiting[-1].id
            intact = [summary for summary in waiting if self._texts.text(summary.version) is not None]
            prepared = self._prepared([self._texts.article(summary) for summary in intact])
            self._store.put(prepared, settings=self._manifest)
            self._replaced += len(prepared)
            if on_progress is not None:
                on_progress(AddProgress(self._articles, self._chunks))

    def _prepared(self, articles: Sequence[Article]) -> list[PreparedArticle]:
        """The articles ready to be stored; only what was never embedded under its title is embedded."""
        prepared = {article.id: find_embedded(self._store.database, article) for article in articles}
        fresh = self._preparation.prepare([article for article in articles if prepared[article.id] is None])
        self._chunks += sum(len(article.chunks) for article in fresh)
        return [*(found for found in prepared.values() if found is not None), *fresh]


def summary_of(article: Article) -> ArticleSummary:
    """The article without its text."""
    a = article
    return ArticleSummary(a.id, a.title, a.language, a.url, a.source, a.author, a.published, a.version)


def _groups(articles: Iterable[FiledArticle]) -> Iterator[list[FiledArticle]]:
    """The articles in order, in groups that are worth a transaction; an id comes once in a group."""
    group: dict[str, FiledArticle] = {}
    characters = 0
    for filed in articles:
        if filed.article.id in group or len(group) >= GROUP_ARTICLES or characters >= GROUP_CHARACTERS:
            yield list(group.values())
            group, characters = {}, 0
        group[filed.article.id] = filed
        characters += len(filed.article.text)
    if group:
        yield list(group.values())
