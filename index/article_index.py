"""The one door to what we know: add, delete, search, get, and look texts up."""

import logging
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.article import Article, Chunk, version_of
from index.article_store import ArticleStore, ChunkRow
from index.article_texts import ArticleTexts
from index.embedder import Embedder, Vectors, check_vectors
from index.errors import CorruptTextError, UnknownArticleError
from index.french_analysis import search_terms
from index.fusion import FusionWeights, fuse
from index.hit import Explanation, Filters, Hit
from index.ingestion import Ingestion, OnProgress
from index.manifest import DEFAULT_CHUNKING, Chunking, Manifest
from index.records import AddReport, ArticleSummary, DeletionReceipt, StoredText
from index.term_mirror import TermMirror
from index.text_history import find_text
from index.vector_index import Ids
from index.vector_mirror import VectorMirror

logger = logging.getLogger(__name__)

ALL = Filters()
CANDIDATES = 100  # of each side, at least; more where more hits are asked for
Ranked = list[tuple[int, Explanation]]


class ArticleIndex:
    """A store of articles that can be searched. Thread-safe; several processes may have it open. Use `open`."""

    def __init__(
        self, store: ArticleStore, folder: Path, embedder: Embedder, chunking: Chunking, weights: FusionWeights
    ):
        self._store = store
        self._folder = folder
        self._embedder = embedder
        self._chunking = chunking
        self._weights = weights
        self._manifest = Manifest.of(embedder, chunking)
        self._manifest.check_against(store.manifest())
        self._texts = ArticleTexts(store)
        self._catching_up = threading.Lock()
        self._seen = -1  # the data_version that both mirrors have followed
        self._vectors = VectorMirror.open(store, folder, embedder.dimension)
        self._terms = TermMirror(store, folder, title_boost=weights.title)
        self._catch_up(wait=True)
        self._vectors.save_if_far()

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
    def _over(
        cls, store: ArticleStore, folder: Path, embedder: Embedder, chunking: Chunking, weights: FusionWeights | None
    ) -> "ArticleIndex":
        try:
            return cls(store, folder, embedder, chunking, weights or FusionWeights.load())
        except BaseException:
            store.close()
            raise

    def close(self) -> None:
        """Saves what is worth saving and closes the files."""
        self._vectors.save_if_far()
        self._store.close()

    def __enter__(self) -> Self:
        """The index itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes it."""
        self.close()

    # Changing

    def add(self, articles: Iterable[Article], *, on_progress: OnProgress | None = None) -> AddReport:
        """Stores the articles, each in place of the one that has its id; they can be found when this returns.

        An article that is there as it is costs nothing; one with other metadata but the same title and text is not
        embedded again. `on_progress` is called after each group that is stored for good.
        """
        try:
            return Ingestion(self._store, self._embedder, self._chunking).add(articles, on_progress=on_progress)
        finally:
            self._catch_up(wait=True)
            self._vectors.save()

    def delete(self, article_id: str) -> DeletionReceipt:
        """Withdraws an article: its chunks and texts are gone from every answer, and from the disk.

        A text that another article carries or carried stays. Raises UnknownArticleError.
        """
        receipt = self._store.delete(article_id)
        self._texts.forget(receipt.versions)
        self._catch_up(wait=True)
        self._vectors.save()
        return receipt

    # Searching

    def search(self, question: str, *, k: int, filters: Filters = ALL) -> list[Hit]:
        """The k best chunks by vectors and terms together, best first, ties by the older chunk."""
        query, terms = self._query(question), search_terms(question)

        def rank(candidates: int, allowed: Ids | None) -> Ranked:
            dense = self._vectors.search(query, candidates, allowed=allowed)
            lexical = self._terms.search(terms, candidates, allowed=allowed)
            ranked = {row for row, _ in dense}
            others = self._vectors.similarities(query, [row for row, _ in lexical if row not in ranked])
            return fuse(dense, lexical, similarities=others, weight=self._weights.dense)

        return self._hits(rank, k, filters)

    def search_by_vectors(self, question: str, *, k: int, filters: Filters = ALL) -> list[Hit]:
        """The k chunks whose embeddings are nearest to the question's; their score is the cosine."""
        query = self._query(question)

        def rank(candidates: int, allowed: Ids | None) -> Ranked:
            found = self._vectors.search(query, candidates, allowed=allowed)
            return [(row, Explanation(s, rank, None, None, s)) for rank, (row, s) in enumerate(found, start=1)]

        return self._hits(rank, k, filters)

    def search_by_terms(self, question: str, *, k: int, filters: Filters = ALL) -> list[Hit]:
        """The k best chunks that hold terms of the question; their score is BM25."""
        terms = search_terms(question)

        def rank(candidates: int, allowed: Ids | None) -> Ranked:
            found = self._terms.search(terms, candidates, allowed=allowed)
            return [(row, Explanation(None, None, s, rank, s)) for rank, (row, s) in enumerate(found, start=1)]

        return self._hits(rank, k, filters)

    # Looking up

    def get(self, article_id: str) -> Article:
        """The article; raises UnknownArticleError, and CorruptTextError where its text is not the one it was."""
        summary = self._store.summaries([article_id]).get(article_id)
        if summary is None:
            raise UnknownArticleError(article_id)
        return self._texts.article(summary)

    def list_articles(
        self, *, after: str | None = None, limit: int = 100, filters: Filters = ALL
    ) -> list[ArticleSummary]:
        """At most `limit` articles ordered by id, those whose id comes after `after`."""
        return self._store.list_summaries(after=after, limit=limit, filters=filters)

    def find_text(self, version_prefix: str) -> StoredText | None:
        """What is known of a text by the first 16 digits or more of its SHA-256; None where there never was one.

        Raises CorruptTextError where the stored text is not the one that the version names.
        """
        stored = find_text(self._store.database, version_prefix)
        if stored is not None and stored.text is not None and version_of(stored.text) != stored.version:
            raise CorruptTextError(" ".join(stored.article_ids), stored.version)
        return stored

    def document_frequency(self, term: str) -> int:
        """In how many chunks a term of `index.french_analysis` stands."""
        return self._terms.document_frequency(term)

    @property
    def article_count(self) -> int:
        """How many articles there are."""
        return self._store.count("articles")

    @property
    def chunk_count(self) -> int:
        """How many chunks can be found."""
        return self._store.count("chunks")

    # Inside

    def _query(self, question: str) -> Vectors:
        return check_vectors(self._embedder.embed_queries([question]), self._embedder.dimension)

    def _hits(self, rank: Callable[[int, Ids | None], Ranked], k: int, filters: Filters) -> list[Hit]:
        """The first k of a ranking that are still in the store; more candidates are asked for while some are not."""
        if k < 1:
            raise ValueError(f"A search is for at least one hit; got k = {k}.")
        self._catch_up(wait=False)
        allowed = self._store.allowed_chunks(filters)
        candidates = max(CANDIDATES, 2 * k)
        while True:
            ranked = rank(candidates, allowed)
            hits = self._resolve(ranked, k)
            if len(hits) == k or len(ranked) < candidates:
                return hits
            candidates *= 4

    def _resolve(self, ranked: Ranked, k: int) -> list[Hit]:
        hits: list[Hit] = []
        for first in range(0, len(ranked), k):
            batch = ranked[first : first + k]
            rows = self._store.chunk_rows(row for row, _ in batch)
            for row_id, explanation in batch:
                hit = self._hit(rows.get(row_id), explanation)
                if hit is not None:
                    hits.append(hit)
                    if len(hits) == k:
                        return hits
        return hits

    def _hit(self, row: ChunkRow | None, explanation: Explanation) -> Hit | None:
        """The hit, or None where the chunk has been deleted or its article's text is corrupt (logged)."""
        if row is None:
            return None
        try:
            article = self._texts.article(row.article)
        except CorruptTextError as error:
            logger.error("%s", error)
            return None
        words = article.text[row.start : row.end]
        chunk = Chunk(article.id, row.article.version, row.ordinal, row.start, row.end, words)
        return Hit(chunk, article, explanation.fused, explanation)

    def _catch_up(self, *, wait: bool) -> None:
        """Lets the mirrors follow what was written since the last look, here or by another process.

        Without `wait`, a search goes on with what there is while another thread does this.
        """
        version = self._store.database.data_version()
        if version == self._seen or not self._catching_up.acquire(blocking=wait):
            return
        try:
            version = self._store.database.data_version()
            self._manifest.check_against(self._store.manifest())
            self._vectors.catch_up()
            complete = self._terms.catch_up()
            self._seen = version if complete else -1
        finally:
            self._catching_up.release()
