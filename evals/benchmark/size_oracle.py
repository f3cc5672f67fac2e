"""What an exact search finds: every embedding compared, every chunk that holds a term scored, every filter by SQL.

Nothing of it is what is measured, but the analysis of questions, BM25 itself and the sum of both sides.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.benchmark.size_search import EVERY_WAY, FILTERS, Asked, K, Place
from index.embedding.embedder import Embedder, Vectors
from index.fusion import FusionWeights, fuse
from index.searcher import CANDIDATES
from index.storage.article_store import ArticleStore
from index.terms.french_analysis import search_terms
from index.terms.lexical_index import ScoredId
from index.terms.term_mirror import TermMirror
from index.vectors.vector_index import Ids, best_rows

_BATCH = 20_000


def exact_places(store_folder: Path, questions: Sequence[str], embedder: Embedder) -> dict[Asked, list[list[Place]]]:
    """The K best chunks of each question in every way of searching, best first; minutes at a million chunks."""
    store = ArticleStore.open(store_folder)
    try:
        terms = TermMirror(store, store_folder, title_boost=FusionWeights.load().title)
        queries = embedder.embed_queries(list(questions))
        ids = store.chunk_ids()
        cosines = _all_cosines(store, ids, queries)
        inside = {name: _inside(store, ids, name) for name in FILTERS}
        exact: dict[Asked, list[list[Place]]] = {way: [] for way in EVERY_WAY}
        for question, row in zip(questions, cosines, strict=True):
            words = terms.search(search_terms(question), terms.size, allowed=None)  # all that hold a term
            for way in EVERY_WAY:
                best = _ranked(way, ids, inside[way.filters], row, words)
                exact[way].append(_places(store, best))
        return exact
    finally:
        store.close()


def _all_cosines(store: ArticleStore, ids: Ids, queries: Vectors) -> NDArray[np.float32]:
    """A row a question, a column a chunk."""
    parts = []
    for first in range(0, len(ids), _BATCH):
        _, rows = store.vectors(ids[first : first + _BATCH].tolist())
        parts.append((queries.astype(np.float64) @ rows.astype(np.float64).T).astype(np.float32))
    return np.concatenate(parts, axis=1)


def _inside(store: ArticleStore, ids: Ids, filters: str) -> NDArray[np.bool_]:
    """Which of the chunks pass."""
    allowed = store.allowed_chunks(FILTERS[filters])
    return np.ones(len(ids), dtype=bool) if allowed is None else np.isin(ids, allowed)


def _ranked(
    way: Asked, ids: Ids, inside: NDArray[np.bool_], cosines: NDArray[np.float32], words: Sequence[ScoredId]
) -> list[int]:
    where = np.searchsorted(ids, np.array([row for row, _ in words], dtype=np.int64))
    passing = np.flatnonzero(inside[where])[:CANDIDATES].tolist()
    lexical = [words[place] for place in passing]
    scores, best = best_rows(cosines[inside], ids[inside], CANDIDATES)
    dense = list(zip(best.tolist(), scores.tolist(), strict=True))
    if way.search == "terms":
        return [row for row, _ in lexical[:K]]
    if way.search == "vectors":
        return [row for row, _ in dense[:K]]
    places = np.searchsorted(ids, [row for row, _ in lexical])
    others = {row: float(cosines[place]) for (row, _), place in zip(lexical, places.tolist(), strict=True)}
    fused = fuse(dense, lexical, similarities=others, weight=FusionWeights.load().dense)
    return [row for row, _ in fused[:K]]


def _places(store: ArticleStore, rows: Sequence[int]) -> list[Place]:
    known = store.chunk_rows(rows)
    return [(known[row].article.id, known[row].ordinal) for row in rows]
