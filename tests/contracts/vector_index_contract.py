"""What every `VectorIndex` does, held against plain Python arithmetic."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from index.vectors.vector_index import VectorIndex

DIMENSION = 8


def unit_rows(count: int, *, seed: int, dimension: int = DIMENSION) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).normal(size=(count, dimension))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def int64(*ids: int) -> NDArray[np.int64]:
    return np.array(ids, dtype=np.int64)


class Oracle:
    """Every inner product by `math.fsum`, rounded to single precision, sorted by score and then by id."""

    def __init__(self) -> None:
        self.rows: dict[int, list[float]] = {}

    def add(self, ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        self.rows |= dict(zip(ids.tolist(), vectors.tolist(), strict=True))

    def score(self, query: NDArray[np.float32], row_id: int) -> float:
        products = (a * b for a, b in zip(query.tolist(), self.rows[row_id], strict=True))
        return float(np.float32(math.fsum(products)))

    def search(self, query: NDArray[np.float32], k: int, allowed: set[int] | None = None) -> list[tuple[float, int]]:
        ids = [i for i in self.rows if allowed is None or i in allowed]
        return sorted(((self.score(query, i), i) for i in ids), key=lambda pair: (-pair[0], pair[1]))[:k]


class VectorIndexContract:
    """Inherit, and give `make`: an empty index of a dimension."""

    make: Callable[[int], VectorIndex]

    @pytest.fixture
    def filled(self) -> tuple[VectorIndex, Oracle]:
        index, oracle = self.make(DIMENSION), Oracle()
        vectors = unit_rows(200, seed=1)
        vectors[[3, 50, 120, 199]] = vectors[7]  # ties
        ids = np.random.default_rng(2).permutation(1000)[:200].astype(np.int64)
        for part in np.array_split(np.arange(200), 3):
            index.add(ids[part], vectors[part])
        oracle.add(ids, vectors)
        return index, oracle

    def same(
        self, index: VectorIndex, oracle: Oracle, queries: NDArray[np.float32], k: int, allowed: set[int] | None = None
    ) -> None:
        asked = None if allowed is None else int64(*allowed)
        scores, ids = index.search(queries, k, allowed=asked)
        assert scores.dtype == np.float32
        assert ids.dtype == np.int64
        for row, query in enumerate(queries):
            expected = oracle.search(query, k, allowed)
            assert ids[row].tolist() == [i for _, i in expected]
            assert scores[row].tolist() == pytest.approx([score for score, _ in expected], abs=1e-5)

    @pytest.mark.parametrize("k", [1, 3, 10, 199, 200, 201, 5000])
    def test_finds_the_best_rows_in_order(self, filled: tuple[VectorIndex, Oracle], k: int) -> None:
        self.same(*filled, unit_rows(5, seed=3), k)

    @pytest.mark.parametrize("k", [1, 2, 3, 4, 5, 6])
    def test_ties_are_ordered_by_id_even_where_k_cuts_them(self, filled: tuple[VectorIndex, Oracle], k: int) -> None:
        self.same(*filled, unit_rows(200, seed=1)[7:8], k)

    def test_only_allowed_rows_are_found(self, filled: tuple[VectorIndex, Oracle]) -> None:
        index, oracle = filled
        some = set(sorted(oracle.rows)[::3])
        self.same(index, oracle, unit_rows(4, seed=4), 10, some)
        self.same(index, oracle, unit_rows(4, seed=4), 500, some)

    def test_allowed_ids_that_are_not_there_are_passed_over(self, filled: tuple[VectorIndex, Oracle]) -> None:
        index, oracle = filled
        self.same(index, oracle, unit_rows(2, seed=5), 10, {min(oracle.rows), 100_000, 100_001})
        scores, ids = index.search(unit_rows(2, seed=5), 10, allowed=int64(100_000))
        assert scores.shape == ids.shape == (2, 0)

    def test_nothing_allowed_finds_nothing(self, filled: tuple[VectorIndex, Oracle]) -> None:
        scores, ids = filled[0].search(unit_rows(2, seed=5), 10, allowed=int64())
        assert scores.shape == ids.shape == (2, 0)

    def test_empty_index_finds_nothing(self) -> None:
        index = self.make(DIMENSION)
        scores, ids = index.search(unit_rows(3, seed=1), 5)
        assert scores.shape == ids.shape == (3, 0)
        assert index.size == 0
        assert np.isnan(index.similarities(unit_rows(1, seed=1), int64(4))).all()

    def test_no_query_gives_no_row(self, filled: tuple[VectorIndex, Oracle]) -> None:
        scores, ids = filled[0].search(np.empty((0, DIMENSION), np.float32), 5)
        assert len(scores) == len(ids) == 0

    def test_removed_rows_are_gone_and_the_others_stay(self, filled: tuple[VectorIndex, Oracle]) -> None:
        index, oracle = filled
        gone = sorted(oracle.rows)[10:90]
        index.remove(int64(*gone, 77_777))
        for i in gone:
            del oracle.rows[i]
        assert index.size == 120
        self.same(index, oracle, unit_rows(5, seed=6), 130)

    def test_a_removed_id_can_come_back_with_another_row(self, filled: tuple[VectorIndex, Oracle]) -> None:
        index, oracle = filled
        row_id = int64(min(oracle.rows))
        index.remove(row_id)
        index.add(row_id, unit_rows(1, seed=9))
        oracle.add(row_id, unit_rows(1, seed=9))
        self.same(index, oracle, unit_rows(1, seed=9), 3)

    def test_removing_from_an_empty_index_does_nothing(self) -> None:
        index = self.make(DIMENSION)
        index.remove(int64(1, 2))
        index.remove(int64())
        assert index.size == 0

    def test_similarities_are_the_inner_products_in_the_order_asked(self, filled: tuple[VectorIndex, Oracle]) -> None:
        index, oracle = filled
        query = unit_rows(1, seed=8)
        asked = [*sorted(oracle.rows, reverse=True)[:20], 99_999]
        found = index.similarities(query, int64(*asked))
        assert found[:-1].tolist() == pytest.approx([oracle.score(query[0], i) for i in asked[:-1]], abs=1e-5)
        assert np.isnan(found[-1])
        assert index.similarities(query, int64()).shape == (0,)

    @pytest.mark.parametrize(
        ("ids", "vectors"),
        [
            (int64(1), unit_rows(1, seed=1).astype(np.float64)),
            (int64(1), unit_rows(1, seed=1)[0]),
            (int64(1), unit_rows(1, seed=1, dimension=DIMENSION + 1)),
            (int64(1), unit_rows(1, seed=1) * 2),
            (int64(1), np.full((1, DIMENSION), np.nan, np.float32)),
            (int64(1).astype(np.int32), unit_rows(1, seed=1)),
            (int64(1, 2), unit_rows(1, seed=1)),
            (int64(-1), unit_rows(1, seed=1)),
            (int64(4, 4), unit_rows(2, seed=1)),
        ],
        ids=["float64", "1-D", "dimension", "length", "NaN", "int32 ids", "more ids", "negative id", "repeated id"],
    )
    def test_wrong_rows_are_refused_at_the_door(self, ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        index = self.make(DIMENSION)
        with pytest.raises(ValueError, match=r"[Mm]ust"):
            index.add(ids, vectors)
        assert index.size == 0

    @pytest.mark.parametrize("wrong", [np.float64, "1-D"])
    def test_wrong_queries_are_refused_at_the_door(self, filled: tuple[VectorIndex, Oracle], wrong: object) -> None:
        query = unit_rows(1, seed=1)
        bad = query[0] if wrong == "1-D" else query.astype(np.float64)
        with pytest.raises(ValueError, match="float32"):
            filled[0].search(bad, 3)

    def test_an_id_that_is_there_is_refused(self, filled: tuple[VectorIndex, Oracle]) -> None:
        index, oracle = filled
        with pytest.raises(ValueError, match="in the index already"):
            index.add(int64(min(oracle.rows)), unit_rows(1, seed=1))
        assert index.size == 200
