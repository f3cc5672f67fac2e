"""Inner product over very many rows: candidates out of inverted lists of compressed vectors, scored again exactly.

Every row lies in the list of its nearest centre, a byte a dimension (FAISS `IndexIVFScalarQuantizer`, QT_8bit): 392
bytes a row instead of 1,536. A search looks through the lists nearest to the query, and what it brings back is scored
with the vectors that were given, as `ExactIndex` scores them: what is found has exactly its score and its place, and
all that may go wrong is that a row is not found.

Rows are removed for good, in the lists: none is only marked, and no id ever moves to another row.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeGuard

import faiss
import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import Vectors, check_vectors
from index.vectors.faiss_files import Content, IndexFileError, index_content
from index.vectors.row_ids import common, merged, without
from index.vectors.vector_index import Ids, best_rows, check_new_ids, inner_products

ROWS_PER_LIST: Final = 500
"""Of 1,000,000 rows at 384 dimensions a quarter of 1,024 lists hold 0.995 of the ten nearest and 0.991 of the hundred
nearest, a quarter of 2,048 hold 0.9985 and 0.9955; training those takes three times as long, 46 s on a busy machine."""
TRAINING_ROWS_PER_LIST: Final = 64  # FAISS warns below 39; 256, its default, takes four times as long
PROBED_SHARE: Final = 0.4
"""Of the lists, looked through, unless that is less than PROBED_ROWS. Of 698,911 rows of `bench --only size` in 1,398
lists a quarter held 0.980 of the ten nearest, 0.36 held 0.996 and a half all; with exact scores of a hundred that took
12, 13 and 19 ms."""
PROBED_ROWS: Final = 250_000
"""Looked through at least, 10 ms: in smaller stores near rows are spread over a larger share of the lists. Of 100,000
rows, a quarter of 256 lists holds 0.970 of the ten nearest, a half 0.996."""
DIRECT_ROWS: Final = 500  # up to so many allowed rows are all scored exactly: 2 ms with vectors out of SQLite
_SEED = 20200710
_ITERATIONS = 10
_DEVIATIONS = 5.0  # of the rounding to a byte, so that no row within reach of the k-th is left out

ExactRows = Callable[[Ids], tuple[Ids, Vectors]]
"""The rows with these ids that are there, as they were given: their ids, ascending, and one row each."""


@dataclass(frozen=True, slots=True)
class Probing:
    """How much of an index a search looks through: a share of its lists, and at least so many rows."""

    share: float = PROBED_SHARE
    rows: int = PROBED_ROWS


DEFAULT_PROBING: Final = Probing()


class ApproximateIndex:
    """A `VectorIndex` over inverted lists, made by `train`. Searches may run side by side; changes may not."""

    def __init__(self, index: faiss.IndexIVFScalarQuantizer, exact: ExactRows, *, probing: Probing) -> None:
        self._index = index
        self._exact = exact
        self._probing = probing
        self._ids = _ids_in(index)
        self._steps = faiss.vector_to_array(index.sq.trained)[index.d :] / 255

    @classmethod
    def train(
        cls, sample: Vectors, exact: ExactRows, *, lists: int, threads: int, probing: Probing = DEFAULT_PROBING
    ) -> "ApproximateIndex":
        """An empty index whose centres are those of the sample: the same sample gives the same centres."""
        rows = check_vectors(sample, sample.shape[1])
        index = faiss.IndexIVFScalarQuantizer(
            faiss.IndexFlatIP(rows.shape[1]),
            rows.shape[1],
            lists,
            faiss.ScalarQuantizer.QT_8bit,
            faiss.METRIC_INNER_PRODUCT,
        )
        index.cp.seed, index.cp.niter, index.cp.spherical = _SEED, _ITERATIONS, True
        index.cp.min_points_per_centroid, index.cp.max_points_per_centroid = 1, TRAINING_ROWS_PER_LIST
        faiss.omp_set_num_threads(threads)
        index.train(rows)
        return cls(index, exact, probing=probing)

    @classmethod
    def over(
        cls, index: faiss.Index, exact: ExactRows, *, named: str, probing: Probing = DEFAULT_PROBING
    ) -> "ApproximateIndex":
        """The index that was read from a file; raises IndexFileError for a kind that we do not write."""
        if not is_approximate(index):
            raise IndexFileError(f"{named} holds a {type(index).__name__}, not inverted lists of 8 bits a dimension.")
        return cls(index, exact, probing=probing)

    def to_content(self) -> Content:
        """The index as the content of a file."""
        return index_content(self._index)

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self._ids)

    @property
    def ids(self) -> Ids:
        """The ids of all rows, ascending."""
        return self._ids

    @property
    def lists(self) -> int:
        """How many lists the rows lie in."""
        count: int = self._index.nlist
        return count

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Adds rows; raises ValueError for an id that is there already."""
        rows = check_vectors(vectors, self._index.d)
        check_new_ids(ids, len(rows), common(ids, self._ids).tolist())
        if len(ids):
            self._index.add_with_ids(rows, ids)
            self._ids = merged(self._ids, ids)

    def remove(self, ids: Ids) -> None:
        """Removes rows; an id that is not there is passed over."""
        known = common(ids, self._ids)
        if len(known):
            self._index.remove_ids(faiss.IDSelectorBatch(known))
            self._ids = without(self._ids, known)

    def search(self, queries: Vectors, k: int, *, allowed: Ids | None = None) -> tuple[Vectors, Ids]:
        """Good rows of each query by the exact score and then by id: nearly always the best.

        Fewer than were asked for where the given vectors of some rows are gone.
        """
        checked = check_vectors(queries, self._index.d)
        known = None if allowed is None else common(allowed, self._ids)
        found = min(k, self.size if known is None else len(known))
        if not found or not len(checked):
            return np.empty((len(checked), found), np.float32), np.empty((len(checked), found), np.int64)
        best = [self._search_one(query, found, known) for query in checked]
        shown = min(len(ids) for _, ids in best)
        return np.stack([scores[:shown] for scores, _ in best]), np.stack([ids[:shown] for _, ids in best])

    def similarities(self, query: Vectors, ids: Ids) -> NDArray[np.float32]:
        """The inner product of the query and the row of each id; NaN for an id that is not there."""
        checked = check_vectors(query, self._index.d)[0]
        scores, known = self._score(checked, common(ids, self._ids))
        by_id = dict(zip(known.tolist(), scores.tolist(), strict=True))
        return np.array([by_id.get(i, np.nan) for i in ids.tolist()], dtype=np.float32)

    def _search_one(self, query: NDArray[np.float32], k: int, known: Ids | None) -> tuple[NDArray[np.float32], Ids]:
        rows = self.size if known is None else len(known)
        if rows <= DIRECT_ROWS:
            return best_rows(*self._score(query, self._ids if known is None else known), k)
        parameters = self._parameters(known)
        margin = _DEVIATIONS * float(np.sqrt(np.sum((query * self._steps) ** 2) / 12))  # of a uniform error
        wanted = min(2 * k, rows)
        faiss.omp_set_num_threads(1)  # see `FaissIndex`
        while True:
            rough, found = self._index.search(query[None], wanted, params=parameters)
            there = found[0] >= 0
            scores, ids = best_rows(*self._score(query, found[0][there]), k)
            if not there.all() and parameters.nprobe < self.lists:
                parameters.nprobe = min(4 * parameters.nprobe, self.lists)
            elif (
                wanted == rows
                or not there.all()
                or (len(ids) == k and _is_past(rough[0], found[0], scores, ids, margin))
            ):
                return scores, ids
            else:
                wanted = min(wanted * 4, rows)  # some that are as near may not have been seen

    def _parameters(self, known: Ids | None) -> faiss.SearchParametersIVF:
        """Which lists to look through and which rows; with a filter as many allowed rows are seen as without."""
        parameters = faiss.SearchParametersIVF()
        seen = max(self._probing.share * self.size, self._probing.rows)
        share = min(1.0, seen / (self.size if known is None else len(known)))
        if known is not None:
            parameters.sel = _selecting(known)
        parameters.nprobe = max(1, round(share * self.lists))
        return parameters

    def _score(self, query: NDArray[np.float32], ids: Ids) -> tuple[NDArray[np.float32], Ids]:
        if not len(ids):
            return np.empty(0, np.float32), np.empty(0, np.int64)
        known, rows = self._exact(np.sort(ids))
        return inner_products(rows.reshape(-1, self._index.d), query), known


def is_approximate(index: faiss.Index) -> TypeGuard[faiss.IndexIVFScalarQuantizer]:
    """True for inverted lists as `ApproximateIndex` makes them."""
    return (
        isinstance(index, faiss.IndexIVFScalarQuantizer)
        and index.metric_type == faiss.METRIC_INNER_PRODUCT
        and index.sq.qtype == faiss.ScalarQuantizer.QT_8bit
        and isinstance(faiss.downcast_index(index.quantizer), faiss.IndexFlatIP)
    )


def lists_for(rows: int) -> int:
    """How many lists so many rows are spread over."""
    return max(1, round(rows / ROWS_PER_LIST))


def _is_past(rough: NDArray[np.float32], found: Ids, scores: NDArray[np.float32], ids: Ids, margin: float) -> bool:
    """True where the last row found is so far below those chosen that none after it may be as good as them.

    Their rough scores count as well as the exact ones: equal rows lie equally far from what they are compressed to.
    """
    least = min(float(rough[np.isin(found, ids)].min()), float(scores[-1]))
    return float(rough[-1]) < least - margin


def _selecting(ids: Ids) -> faiss.IDSelector:
    """A bit for each number up to the largest id: asked for every row that is looked at, it has to be fast."""
    marks = np.zeros(int(ids[-1]) + 1, dtype=bool)
    marks[ids] = True
    return faiss.IDSelectorBitmap(np.packbits(marks, bitorder="little"))  # type: ignore[call-arg, arg-type]


def _ids_in(index: faiss.IndexIVFScalarQuantizer) -> Ids:
    lists = index.invlists
    assert lists is not None
    parts = [faiss.rev_swig_ptr(lists.get_ids(i), lists.list_size(i)) for i in range(index.nlist) if lists.list_size(i)]
    return np.sort(np.concatenate(parts)) if parts else np.empty(0, np.int64)
