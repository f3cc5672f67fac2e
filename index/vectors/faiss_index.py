"""Exact inner product with FAISS.

FAISS finds candidates in single precision; the few that matter are scored again as `ExactIndex` scores them, so that
both give the same ids, ties included.
"""

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import Vectors, check_vectors
from index.vectors.faiss_files import Content, IndexFileError, index_content, read_index_file
from index.vectors.row_ids import common
from index.vectors.vector_index import Ids, best_rows, check_new_ids, inner_products

DIRECT_ROWS = 1_000  # up to so many allowed rows are scored without a search: 0.1 ms (measured at 384 dimensions)
ROUNDING = 1e-5  # single-precision inner products of unit vectors are closer than this to the exact ones
SPARE = 8  # candidates beyond k, so that one search is usually enough to see where the ties end


class FaissIndex:
    """A `VectorIndex` over `IndexFlatIP`. Searches may run side by side; adding and removing may not."""

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension
        self._index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
        self._sorted_ids: Ids = np.empty(0, np.int64)

    @classmethod
    def load(cls, path: Path, *, sha256: str, dimension: int) -> "FaissIndex":
        """The index in a file with this SHA-256; raises IndexFileError for any other file, OSError for none."""
        return cls.over(read_index_file(path, sha256=sha256, dimension=dimension), named=str(path))

    @classmethod
    def over(cls, index: faiss.Index, *, named: str) -> "FaissIndex":
        """The index that was read from a file; raises IndexFileError for a kind that we do not write."""
        if not isinstance(index, faiss.IndexIDMap2) or not isinstance(
            faiss.downcast_index(index.index), faiss.IndexFlatIP
        ):
            raise IndexFileError(f"{named} holds a {type(index).__name__}, not an IndexIDMap2 over IndexFlatIP.")
        loaded = cls(index.d)
        loaded._index = index
        loaded._sort_ids()
        return loaded

    def to_content(self) -> Content:
        """The index as the content of a file."""
        return index_content(self._index)

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
        check_new_ids(ids, len(rows), common(ids, self._sorted_ids).tolist())
        self._index.add_with_ids(rows, ids)
        self._sort_ids()

    def remove(self, ids: Ids) -> None:
        """Removes rows; an id that is not there is passed over."""
        known = common(ids, self._sorted_ids)
        if len(known):
            self._index.remove_ids(faiss.IDSelectorBatch(known))
            self._sort_ids()

    def search(self, queries: Vectors, k: int, *, allowed: Ids | None = None) -> tuple[Vectors, Ids]:
        """The best rows of each query, by the exact score and then by id."""
        checked = check_vectors(queries, self._dimension)
        known = None if allowed is None else common(allowed, self._sorted_ids)
        found = min(k, self.size if known is None else len(known))
        if not found or not len(checked):
            return np.empty((len(checked), found), np.float32), np.empty((len(checked), found), np.int64)
        best = [self._search_one(query, found, known) for query in checked]
        return np.stack([scores for scores, _ in best]), np.stack([ids for _, ids in best])

    def similarities(self, query: Vectors, ids: Ids) -> NDArray[np.float32]:
        """The inner product of the query and the row of each id; NaN for an id that is not there."""
        checked = check_vectors(query, self._dimension)[0]
        known = common(ids, self._sorted_ids)
        scores = dict(zip(known.tolist(), self._score(checked, known).tolist(), strict=True))
        return np.array([scores.get(i, np.nan) for i in ids.tolist()], dtype=np.float32)

    def _search_one(self, query: NDArray[np.float32], k: int, known: Ids | None) -> tuple[NDArray[np.float32], Ids]:
        rows = self.size if known is None else len(known)
        if known is not None and rows <= DIRECT_ROWS:
            return best_rows(self._score(query, known), known, k)
        selector = None if known is None else _selecting(known)
        wanted = min(k + SPARE, rows)
        # One query is over before other threads have woken: 10,000 rows take 0.7 ms with one thread, up to 29 ms with
        # four on a busy machine. OpenMP keeps the number for each calling thread, so it is said each time.
        faiss.omp_set_num_threads(1)
        while True:
            rough, found = self._index.search(query[None], wanted, params=selector)
            scores, ids = best_rows(self._score(query, found[0]), found[0], k)
            if wanted == rows or rough[0, -1] < scores[-1] - ROUNDING:
                return scores, ids
            wanted = min(wanted * 4, rows)  # ties may reach beyond what was seen

    def _score(self, query: NDArray[np.float32], known: Ids) -> NDArray[np.float32]:
        if not len(known):
            return np.empty(0, np.float32)
        return inner_products(self._index.reconstruct_batch(known), query)

    def _sort_ids(self) -> None:
        self._sorted_ids = np.sort(faiss.vector_to_array(self._index.id_map))


def _selecting(ids: Ids) -> faiss.SearchParameters:
    parameters = faiss.SearchParameters()
    parameters.sel = faiss.IDSelectorBatch(ids)
    return parameters
