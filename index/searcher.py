"""Three ways to rank chunks for a question, and the hits they lead to."""

import logging
import unicodedata
from collections.abc import Callable
from typing import TypeAlias

from corpus.article import Chunk
from index.embedding.embedder import Embedder, Vectors, check_vectors
from index.errors import CorruptTextError, UnknownArticleError
from index.fusion import FusionWeights, fuse
from index.hit import Explanation, Filters, Hit
from index.storage.article_rows import ChunkRow
from index.storage.article_store import ArticleStore
from index.storage.article_texts import ArticleTexts
from index.storage.chunk_table import ChunkTable
from index.terms.french_analysis import search_terms
from index.terms.term_mirror import TermMirror
from index.vectors.vector_index import Ids
from index.vectors.vector_mirror import VectorMirror

logger = logging.getLogger(__name__)

CANDIDATES = 100  # of each side, at least; more where more hits are asked for

Ranked: TypeAlias = list[tuple[int, Explanation]]
Rank: TypeAlias = Callable[[int, Ids | None], Ranked]
"""Ranks chunks: how many candidates a side may name, and which may be found (None: all)."""


class Searcher:
    """Ranks with the mirrors, answers with what the store has now. Thread-safe."""

    def __init__(
        self,
        store: ArticleStore,
        texts: ArticleTexts,
        embedder: Embedder,
        vectors: VectorMirror,
        terms: TermMirror,
        *,
        weights: FusionWeights,
    ) -> None:
        self._store = store
        self._table = ChunkTable(store)
        self._texts = texts
        self._embedder = embedder
        self._vectors = vectors
        self._terms = terms
        self._weights = weights

    def by_both(self, question: str, *, k: int, filters: Filters) -> list[Hit]:
        """The k best chunks by the fused score."""
        query, terms = self._query(question), _terms(question)

        def rank(candidates: int, allowed: Ids | None) -> Ranked:
            dense = self._vectors.search(query, candidates, allowed=allowed)
            lexical = self._terms.search(terms, candidates, allowed=allowed)
            ranked = {row for row, _ in dense}
            others = self._vectors.similarities(query, [row for row, _ in lexical if row not in ranked])
            return fuse(dense, lexical, similarities=others, weight=self._weights.dense)

        return self._hits(rank, k, filters)

    def by_vectors(self, question: str, *, k: int, filters: Filters) -> list[Hit]:
        """The k best chunks by cosine alone."""
        query = self._query(question)

        def rank(candidates: int, allowed: Ids | None) -> Ranked:
            found = self._vectors.search(query, candidates, allowed=allowed)
            return [(row, Explanation(s, rank, None, None, s)) for rank, (row, s) in enumerate(found, start=1)]

        return self._hits(rank, k, filters)

    def by_terms(self, question: str, *, k: int, filters: Filters) -> list[Hit]:
        """The k best chunks by BM25 alone."""
        terms = _terms(question)

        def rank(candidates: int, allowed: Ids | None) -> Ranked:
            found = self._terms.search(terms, candidates, allowed=allowed)
            return [(row, Explanation(None, None, s, rank, s)) for rank, (row, s) in enumerate(found, start=1)]

        return self._hits(rank, k, filters)

    def _query(self, question: str) -> Vectors:
        return check_vectors(self._embedder.embed_queries([_composed(question)]), self._embedder.dimension)

    def _hits(self, rank: Rank, k: int, filters: Filters) -> list[Hit]:
        """The first k of a ranking that are still in the store; more candidates are asked for while some are not."""
        if k < 1:
            raise ValueError(f"A search is for at least one hit; got k = {k}.")
        allowed = self._table.allowed(filters)
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
            found = (self._hit(rows.get(row), explanation) for row, explanation in batch)
            hits += [hit for hit in found if hit is not None]
            if len(hits) >= k:
                break
        return hits[:k]

    def _hit(self, row: ChunkRow | None, explanation: Explanation) -> Hit | None:
        """The hit, or None where the chunk has been deleted or its article's text is corrupt (logged)."""
        if row is None:
            return None
        try:
            article = self._texts.article(row.article)
        except UnknownArticleError:
            return None
        except CorruptTextError as error:
            logger.error("%s", error)
            return None
        words = article.text[row.start : row.end]
        chunk = Chunk(article.id, row.article.version, row.ordinal, row.start, row.end, words)
        return Hit(chunk, article, explanation.fused, explanation)


def _terms(question: str) -> list[str]:
    return search_terms(_composed(question))


def _composed(question: str) -> str:
    """The question in Unicode NFC, as articles are: some systems type an accent as a character of its own."""
    return unicodedata.normalize("NFC", question)
