"""Nearest neighbours by inner product: the protocol, and the oracle that tests hold others against."""

from collections.abc import Iterable
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import Vectors, check_vectors

Ids: TypeAlias = NDArray[np.int64]
"""Row ids: int64, not negative. An index knows rows, never chunks."""


class VectorIndex(Protocol):
    """Rows of unit vectors under ids that the caller chose."""

    @property
    def size(self) -> int:
        """How many rows there are."""
        ...

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Adds rows. Raises ValueError for an id that is there already, or vectors of another shape."""
        ...

    def remove(self, ids: Ids) -> None:
        """Removes rows; an id that is not there is passed over."""
        ...

    def search(self, queries: Vectors, k: int, *, allowed: Ids | None = None) -> tuple[Vectors, Ids]:
        """Scores and ids of the best rows of each query, both of shape (n, min(k, rows that may be found)).

        Best first, ties by the smaller id. With `allowed`, only these rows can be found.
        """
        ...

    def similarities(self, query: Vectors, ids: Ids) -> NDArray[np.float32]:
        """The inner product of one query, shape (1, d), and the row of each id; NaN for an id that is not there."""
        ...


class ExactIndex:
    """NumPy's answer to the same questions: slow, plain, and the definition of right."""

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension
        self._rows: dict[int, NDArray[np.float32]] = {}

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Adds rows; raises ValueError for an id that is there already."""
        rows = check_vectors(vectors, self._dimension)
        check_new_ids(ids, len(rows), self._rows)
        self._rows.update(zip(ids.tolist(), rows, strict=True))

    def remove(self, ids: Ids) -> None:
        """Removes rows; an id that is not there is passed over."""
        for row_id in ids.tolist():
            self._rows.pop(row_id, None)

    def search(self, queries: Vectors, k: int, *, allowed: Ids | None = None) -> tuple[Vectors, Ids]:
        """Every inner product, sorted by score and then by id."""
        checked = check_vectors(queries, self._dimension)
        wanted = set(self._rows) if allowed is None else set(self._rows) & set(allowed.tolist())
        ids = np.array(sorted(wanted), dtype=np.int64)
        found = min(k, len(ids))
        if not found or not len(checked):
            return np.empty((len(checked), found), np.float32), np.empty((len(checked), found), np.int64)
        rows = np.stack([self._rows[i] for i in ids.tolist()])
        scores = np.stack([inner_products(rows, query) for query in checked])
        order = np.argsort(-scores, axis=1, kind="stable")[:, :found]
        return np.take_along_axis(scores, order, axis=1), ids[order]

    def similarities(self, query: Vectors, ids: Ids) -> NDArray[np.float32]:
        """The inner product of the query and the row of each id; NaN for an id that is not there."""
        checked = check_vectors(query, self._dimension)[0]
        nowhere = np.full(self._dimension, np.nan, dtype=np.float32)
        rows = [self._rows.get(i, nowhere) for i in ids.tolist()]
        return inner_products(np.array(rows, np.float32).reshape(-1, self._dimension), checked)


def inner_products(rows: NDArray[np.float32], query: NDArray[np.float32]) -> NDArray[np.float32]:
    """The inner product of one query, shape (d,), with each row, summed in double precision.

    Row by row, unlike a matrix product: equal rows get equal scores wherever they stand, so that ties are ties.
    """
    products: NDArray[np.float32] = np.einsum("nd,d->n", rows, query, dtype=np.float64).astype(np.float32)
    return products


def best_rows(scores: NDArray[np.float32], ids: Ids, k: int) -> tuple[NDArray[np.float32], Ids]:
    """The k best of these rows: by score, ties by the smaller id."""
    order = np.lexsort((ids, -scores))[:k]
    return scores[order], ids[order]


def check_new_ids(ids: Ids, rows: int, present: Iterable[int]) -> None:
    """Raises ValueError unless `ids` is int64 of shape (rows,), not negative, without repeats, and new."""
    if ids.dtype != np.int64 or ids.shape != (rows,):
        raise ValueError(f"Row ids must be int64 of shape ({rows},); got {ids.dtype} of shape {ids.shape}.")
    given = set(ids.tolist())
    if len(given) != rows or (rows and min(given) < 0):
        raise ValueError("Row ids must be different from one another and not negative.")
    known = given.intersection(present)
    if known:
        raise ValueError(f"Row ids are in the index already: {sorted(known)[:5]}. Remove them first.")
