"""The one door to what we know: add, delete, search, get, and look texts up."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Self

from corpus.article import Article, version_of
from corpus.filed_article import FiledArticle
from index.embedding.embedder import Embedder
from index.errors import CorruptTextError, UnknownArticleError
from index.fusion import FusionWeights
from index.hit import Filters, Hit
from index.ingestion import Ingestion, OnProgress
from index.mirrors import Mirrors
from index.preparation import Preparation
from index.quote_search import QuoteVerdict, find_quote
from index.rebuilding import open_rebuilt
from index.storage.article_store import ArticleStore
from index.storage.article_texts import ArticleTexts
from index.storage.embedded_twins import find_embedded
from index.storage.manifest import DEFAULT_CHUNKING, Chunking, Manifest
from index.storage.moves import move_article
from index.storage.origins import FiledSummary, list_filed, present_id
from index.storage.purge import PurgeReport, purge_store
from index.storage.records import AddReport, ArticleSummary, DeletionReceipt, MirrorLag, StoredText, StoreStatus
from index.storage.source_list import SourceSummary, list_sources
from index.storage.store_check import find_problems
from index.storage.store_status import describe_store
from index.storage.text_history import find_text, last_deletion

ALL = Filters()


class ArticleIndex:
    """A store of articles that can be searched. Thread-safe; several processes may have it open. Use `open`."""

    def __init__(
        self, store: ArticleStore, folder: Path, embedder: Embedder, chunking: Chunking, weights: FusionWeights
    ):
        self._store = store
        self._folder = folder
        self._embedder = embedder
        self._manifest = Manifest.of(embedder, chunking)
        self._manifest.check_against(store.manifest())
        self._preparation = Preparation(embedder, chunking)
        self._texts = ArticleTexts(store)
        self._wrote = False
        self._mirrors = Mirrors(store, self._texts, folder, embedder, self._manifest, weights)
        self._mirrors.catch_up(wait=True)
        self._mirrors.save_if_far()

    @classmethod
    def open(
        cls,
        folder: Path,
        embedder: Embedder,
        *,
        chunking: Chunking = DEFAULT_CHUNKING,
        weights: FusionWeights | None = None,
    ) -> "ArticleIndex":
        """The store in `folder`, with the shipped fusion weights unless others are given.

        Raises StoreMissingError, StoreDamagedError, and StoreMismatchError where it was built with other settings.
        """
        return cls._over(ArticleStore.open(folder), folder, embedder, chunking, weights)

    @classmethod
    def open_or_create(
        cls,
        folder: Path,
        embedder: Embedder,
        *,
        chunking: Chunking = DEFAULT_CHUNKING,
        weights: FusionWeights | None = None,
    ) -> "ArticleIndex":
        """The store in `folder`, an empty one where there is none; raises like `open`."""
        store = ArticleStore.create(folder, Manifest.of(embedder, chunking).entries())
        return cls._over(store, folder, embedder, chunking, weights)

    @classmethod
    def rebuild(
        cls,
        folder: Path,
        embedder: Embedder,
        *,
        chunking: Chunking = DEFAULT_CHUNKING,
        weights: FusionWeights | None = None,
        on_progress: OnProgress | None = None,
    ) -> "ArticleIndex":
        """The store in `folder` with these settings, whatever it was built with: all articles are embedded again.

        Nothing that old citations refer to is lost. The store is searched as it was until all is ready; killed midway,
        the next rebuild goes on where this one stopped. Raises RebuildRunningError.
        """
        preparation, manifest = Preparation(embedder, chunking), Manifest.of(embedder, chunking)
        store = open_rebuilt(folder, preparation, manifest, on_progress=on_progress)
        return cls._over(store, folder, embedder, chunking, weights)

    @classmethod
    def _over(
        cls, store: ArticleStore, folder: Path, embedder: Embedder, chunking: Chunking, weights: FusionWeights | None
    ) -> "ArticleIndex":
        try:
            return cls(store, folder, embedder, chunking, weights or FusionWeights.load())
        except BaseException:
            store.close()
            raise

    def close(self) -> None:
        """Saves the vectors if this opening of the store has added some, and closes the files."""
        if self._wrote:
            self._mirrors.finish()
            self._mirrors.save()
        self._mirrors.stop()
        self._store.close()

    def __enter__(self) -> Self:
        """The index itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes it."""
        self.close()

    # Changing

    def add(self, articles: Iterable[Article], *, on_progress: OnProgress | None = None) -> AddReport:
        """Stores the articles, each in place of the one that has its id; they can be found when this returns.

        An article that is there as it is costs nothing; one with other metadata but the same title and text is not
        embedded again. `on_progress` is called after each group that is stored for good.
        """
        return self.add_filed((FiledArticle(article, None) for article in articles), on_progress=on_progress)

    def add_filed(self, articles: Iterable[FiledArticle], *, on_progress: OnProgress | None = None) -> AddReport:
        """The same, and notes which file each article was read from; `list_filed` tells."""
        ingestion = Ingestion(self._store, self._texts, self._preparation, self._manifest)
        try:
            report = ingestion.add(articles, on_progress=on_progress)
        except BaseException:
            self._show_what_was_written(wait=False)  # the groups before the one that failed
            raise
        self._show_what_was_written(wait=True)
        return report

    def move(self, former_id: str, article_id: str) -> None:
        """Gives an article another id, in place of the one that may have it: its embeddings and its past go along.

        `get` goes on finding it under the former id. Raises UnknownArticleError.
        """
        article = replace(self.get(former_id), id=article_id)
        prepared = find_embedded(self._store.database, article) or self._preparation.prepare([article])[0]
        move_article(self._store.database, former_id, prepared)
        self._wrote = True

    def delete(self, article_id: str) -> DeletionReceipt:
        """Withdraws an article: its chunks and texts are gone from every answer, and from the store's database.

        A text that another article carries or carried stays. Raises UnknownArticleError.
        """
        return self.delete_all([article_id])[0]

    def delete_all(self, article_ids: Sequence[str]) -> tuple[DeletionReceipt, ...]:
        """The same for several articles, at once: all, or none where one is unknown."""
        receipts = self._store.delete(article_ids)
        self._texts.forget(version for receipt in receipts for version in receipt.versions)
        self._mirrors.catch_up(wait=True)
        self._mirrors.save()
        return receipts

    # Searching

    def search(self, question: str, *, k: int, filters: Filters = ALL) -> list[Hit]:
        """The k best chunks by vectors and terms together, best first, ties by the older chunk."""
        return self._mirrors.search(lambda mirrors: mirrors.searcher.by_both(question, k=k, filters=filters))

    def search_by_vectors(self, question: str, *, k: int, filters: Filters = ALL) -> list[Hit]:
        """The k chunks whose embeddings are nearest to the question's; their score is the cosine."""
        return self._mirrors.search(lambda mirrors: mirrors.searcher.by_vectors(question, k=k, filters=filters))

    def search_by_terms(self, question: str, *, k: int, filters: Filters = ALL) -> list[Hit]:
        """The k best chunks that hold terms of the question; their score is BM25."""
        return self._mirrors.search(lambda mirrors: mirrors.searcher.by_terms(question, k=k, filters=filters))

    # Looking up

    def get(self, article_id: str) -> Article:
        """The article that has this id, or had it before its file was moved or renamed.

        Raises UnknownArticleError, CorruptTextError and CorruptArticleError.
        """
        try:
            return self._texts.article(self._store.summary(article_id))
        except UnknownArticleError:
            present = present_id(self._store.database, article_id)
            if present is None:
                raise
        return self._texts.article(self._store.summary(present))

    def list_articles(
        self, *, after: str | None = None, limit: int = 100, filters: Filters = ALL
    ) -> list[ArticleSummary]:
        """At most `limit` articles ordered by id, those whose id comes after `after`."""
        return self._store.list_summaries(after=after, limit=limit, filters=filters)

    def list_filed(self) -> Iterator[FiledSummary]:
        """All articles with the files they were read from, ordered by id."""
        return list_filed(self._store.database)

    def deleted_at(self, article_id: str) -> datetime | None:
        """When the article was deleted last (UTC); None where it never was. It may have come back since."""
        return last_deletion(self._store.database, article_id)

    def find_text(self, version_prefix: str) -> StoredText | None:
        """What is known of a text by the first 16 digits or more of its SHA-256; None where there never was one.

        Raises CorruptTextError where the stored text is not the one that the version names.
        """
        stored = find_text(self._store.database, version_prefix)
        if stored is not None and stored.text is not None and version_of(stored.text) != stored.version:
            raise CorruptTextError(" ".join(stored.article_ids), stored.version)
        return stored

    def sources(self) -> tuple[str, ...]:
        """The sources that articles name, each once, ascending."""
        return self._store.sources()

    def source_summaries(self) -> tuple[SourceSummary, ...]:
        """The same, each with the number and the first and last day of its articles; reads all articles."""
        return list_sources(self._store.database)

    def linked_copies(self, versions: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """For each text that has any, its near copies among the articles of today, the most alike first."""
        return self._store.near_copies(versions)

    def near_copies(self, version: str) -> list[Article]:
        """The articles whose text is nearly this one and not the same: the earliest published first, no date last.

        An article whose stored text is corrupt is left out.
        """
        others = self._store.near_copies([version]).get(version, ())
        intact = [s for s in self._store.carrying(others) if self._texts.text(s.version) is not None]
        return [self._texts.article(summary) for summary in intact]

    def find_quote(self, quote: str) -> QuoteVerdict:
        """Whether the quote stands in the articles of today; an exact quote is never missed.

        Raises ValueError for a blank quote, or one over MAX_QUOTE characters.
        """
        return self._mirrors.search(lambda mirrors: find_quote(self._store, self._texts, mirrors.terms, quote))

    def document_frequency(self, term: str) -> int:
        """In how many chunks a term of `index.terms.french_analysis` stands."""
        return self._mirrors.terms.document_frequency(term)

    def count_tokens(self, text: str) -> int:
        """How many of the embedding model's tokens a text has."""
        return self._embedder.count_tokens(text)

    @property
    def article_count(self) -> int:
        """How many articles there are."""
        return self._store.count("articles")

    @property
    def chunk_count(self) -> int:
        """How many chunks can be found."""
        return self._store.count("chunks")

    def status(self) -> StoreStatus:
        """The store in figures."""
        return describe_store(self._store, self._folder, self._embedder)

    def mirror_lag(self) -> MirrorLag:
        """How far searches are behind what is written; the next search catches up."""
        return self._mirrors.lag()

    def check(self) -> list[str]:
        """What is wrong between the store and its mirrors, a sentence each; none where all is well. Reads all of it."""
        self._mirrors.catch_up(wait=True)
        return find_problems(self._store, self._mirrors.vectors.ids, self._mirrors.terms.ids)

    def _show_what_was_written(self, *, wait: bool) -> None:
        self._wrote = True
        self._mirrors.catch_up(wait=wait)
        self._mirrors.save_if_far()

    def purge(self) -> PurgeReport:
        """Takes the last traces of what was deleted off the disk, and makes both mirrors anew, however they were."""
        return purge_store(self._store, self._mirrors, self._folder)
