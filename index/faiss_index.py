"""Exact inner product with FAISS, and index files that are read only when they are the ones we wrote.

FAISS finds candidates in single precision; the few that matter are scored again as `ExactIndex` scores them, so that
both give the same ids, ties included.
"""

import hashlib
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.embedder import Vectors, check_vectors
from index.errors import StoreError
from index.vector_index import Ids, check_new_ids, inner_products

DIRECT_ROWS = 1_000  # up to so many allowed rows are scored without a search: 0.1 ms (measured at 384 dimensions)
ROUNDING = 1e-5  # single-precision inner products of unit vectors are closer than this to the exact ones
SPARE = 8  # candidates beyond k, so that one search is usually enough to see where the ties end


class IndexFileError(StoreError):
    """An index file is not the one that was written, or not of a kind that we write."""


class FaissIndex:
    """A `VectorIndex` over `IndexFlatIP`. Searches may run side by side; adding and removing may not."""

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension
        self._index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
        self._sorted_ids: Ids = np.empty(0, np.int64)

    @classmethod
    def load(cls, path: Path, *, sha256: str, dimension: int) -> "FaissIndex":
        """The index in a file whose SHA-256 is this; raises IndexFileError for any other, OSError for none.

        Of 6,500 mutated index files FAISS read 65 % without a word and crashed on seven: hence the hash.
        """
        content = path.read_bytes()
        found = hashlib.sha256(content).hexdigest()
        if found != sha256:
            raise IndexFileError(f"{path} has the SHA-256 {found[:16]}…, not {sha256[:16]}…: it is damaged.")
        index = faiss.deserialize_index(np.frombuffer(content, dtype=np.uint8))
        if not isinstance(index, faiss.IndexIDMap2) or not isinstance(
            faiss.downcast_index(index.index), faiss.IndexFlatIP
        ):
            raise IndexFileError(f"{path} holds a {type(index).__name__}, not an IndexIDMap2 over IndexFlatIP.")
        if index.d != dimension:
            raise IndexFileError(f"{path} holds vectors of dimension {index.d}, not {dimension}.")
        loaded = cls(dimension)
        loaded._index = index
        loaded._sort_ids()
        return loaded

    def to_bytes(self) -> bytes:
        """The index as the content of a file."""
        content: bytes = faiss.serialize_index(self._index).tobytes()
        return content

    @property
    def size(self) -> int:
        """How many rows there are."""
        rows: int = self._index.ntotal
        return rows

    @property
    def ids(self) -> Ids:
        """The ids of all rows, ascending."""
        return self._sorted_ids

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Adds rows; raises ValueError for an id that is there already."""
        rows = check_vectors(vectors, self._dimension)
        check_new_ids(ids, len(rows), self._known(ids).tolist())
        self._index.add_with_ids(rows, ids)
        self._sort_ids()

    def remove(self, ids: Ids) -> None:
        """Removes rows; an id that is not there is passed over."""
        known = self._known(ids)
        if len(known):
            self._index.remove_ids(faiss.IDSelectorBatch(known))
            self._sort_ids()

    def search(self, queries: Vectors, k: int, *, allowed: Ids | None = None) -> tuple[Vectors, Ids]:
        """The best rows of each query, by the exact score and then by id."""
        checked = check_vectors(queries, self._dimension)
        known = None if allowed is None else self._known(allowed)
        found = min(k, self.size if known is None else len(known))
        if not found or not len(checked):
            return np.empty((len(checked), found), np.float32), np.empty((len(checked), found), np.int64)
        best = [self._search_one(query, found, known) for query in checked]
        return np.stack([scores for scores, _ in best]), np.stack([ids for _, ids in best])

    def similarities(self, query: Vectors, ids: Ids) -> NDArray[np.float32]:
        """The inner product of the query and the row of each id; NaN for an id that is not there."""
        checked = check_vectors(query, self._dimension)[0]
        known = self._known(ids)
        scores = dict(zip(known.tolist(), self._score(checked, known).tolist(), strict=True))
        return np.array([scores.get(i, np.nan) for i in ids.tolist()], dtype=np.float32)

    def _search_one(self, query: NDArray[np.float32], k: int, known: Ids | None) -> tuple[NDArray[np.float32], Ids]:
        rows = self.size if known is None else len(known)
        if known is not None and rows <= DIRECT_ROWS:
            return _best(self._score(query, known), known, k)
        selector = None if known is None else _selecting(known)
        wanted = min(k + SPARE, rows)
        # One query is over before other threads have woken: 10,000 rows take 0.7 ms with one thread, up to 29 ms with
        # four on a busy machine. OpenMP keeps the number for each calling thread, so it is said each time.
        faiss.omp_set_num_threads(1)
        while True:
            rough, found = self._index.search(query[None], wanted, params=selector)
            scores, ids = _best(self._score(query, found[0]), found[0], k)
            if wanted == rows or rough[0, -1] < scores[-1] - ROUNDING:
                return scores, ids
            wanted = min(wanted * 4, rows)  # ties may reach beyond what was seen

    def _score(self, query: NDArray[np.float32], known: Ids) -> NDArray[np.float32]:
        if not len(known):
            return np.empty(0, np.float32)
        return inner_products(self._index.reconstruct_batch(known), query)

    def _known(self, ids: Ids) -> Ids:
        """Those of the ids that are there, ascending, each once."""
        asked = np.unique(ids)
        places = np.searchsorted(self._sorted_ids, asked)
        inside = places < self.size
        inside[inside] = self._sorted_ids[places[inside]] == asked[inside]
        known: Ids = asked[inside]
        return known

    def _sort_ids(self) -> None:
        self._sorted_ids = np.sort(faiss.vector_to_array(self._index.id_map))


def _selecting(ids: Ids) -> faiss.SearchParameters:
    parameters = faiss.SearchParameters()
    parameters.sel = faiss.IDSelectorBatch(ids)
    return parameters


def _best(scores: NDArray[np.float32], ids: Ids, k: int) -> tuple[NDArray[np.float32], Ids]:
    order = np.lexsort((ids, -scores))[:k]
    return scores[order], ids[order]
