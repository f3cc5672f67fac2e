import hashlib
from collections.abc import Callable
from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from contracts.vector_index_contract import DIMENSION, VectorIndexContract, int64, unit_rows
from index.embedding.embedder import Vectors
from index.vectors.approximate_index import DIRECT_ROWS, ApproximateIndex, Probing, lists_for
from index.vectors.faiss_files import IndexFileError, read_index_file
from index.vectors.vector_index import ExactIndex, Ids

LISTS = 12
ALL_LISTS = Probing(share=1.0)
A_QUARTER = Probing(share=0.25, rows=0)


class Rows:
    """The rows as they were given, as the store keeps them."""

    def __init__(self) -> None:
        self.kept: dict[int, NDArray[np.float32]] = {}

    def __call__(self, ids: Ids) -> tuple[Ids, Vectors]:
        there = [i for i in ids.tolist() if i in self.kept]
        return int64(*there), np.array([self.kept[i] for i in there], np.float32).reshape(len(there), DIMENSION)


class KeptIndex:
    """An `ApproximateIndex` beside the rows that it is scored with: what a store and its mirror are together."""

    def __init__(self, probing: Probing, *, lists: int = LISTS) -> None:
        self.rows = Rows()
        sample = unit_rows(40 * lists, seed=99)
        self.index = ApproximateIndex.train(sample, self.rows, lists=lists, threads=1, probing=probing)

    @property
    def size(self) -> int:
        return self.index.size

    def add(self, ids: Ids, vectors: Vectors) -> None:
        self.index.add(ids, vectors)
        self.rows.kept |= dict(zip(ids.tolist(), vectors, strict=True))

    def remove(self, ids: Ids) -> None:
        self.index.remove(ids)
        for i in ids.tolist():
            self.rows.kept.pop(i, None)

    def search(self, queries: Vectors, k: int, *, allowed: Ids | None = None) -> tuple[Vectors, Ids]:
        return self.index.search(queries, k, allowed=allowed)

    def similarities(self, query: Vectors, ids: Ids) -> NDArray[np.float32]:
        return self.index.similarities(query, ids)


def make_full(dimension: int) -> KeptIndex:
    assert dimension == DIMENSION
    return KeptIndex(ALL_LISTS)


class TestApproximateIndexThatScoresAllRows(VectorIndexContract):
    make: Callable[[int], KeptIndex] = staticmethod(make_full)


class TestApproximateIndexThatLooksThroughAllLists(VectorIndexContract):
    make: Callable[[int], KeptIndex] = staticmethod(make_full)

    @pytest.fixture(autouse=True)
    def no_direct_scoring(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("index.vectors.approximate_index.DIRECT_ROWS", 0)


ROWS = 8 * DIRECT_ROWS


@pytest.fixture(scope="module")
def both() -> tuple[KeptIndex, ExactIndex, Vectors]:
    """Rows that lie in heaps, as texts do, in both kinds of index; and queries near them."""
    draw = np.random.default_rng(5)
    heaps = unit_rows(40, seed=6)
    rows = heaps[draw.integers(40, size=ROWS)] + 0.4 * draw.normal(size=(ROWS, DIMENSION)).astype(np.float32)
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    ids = draw.permutation(3 * ROWS)[:ROWS].astype(np.int64)
    index, oracle = KeptIndex(A_QUARTER, lists=40), ExactIndex(DIMENSION)
    for each in (index, oracle):
        each.add(ids, rows)
    return index, oracle, unit_rows(40, seed=7)


@pytest.mark.parametrize("part", [1, 2, 10, 100], ids=lambda part: f"1/{part} allowed")
@pytest.mark.parametrize("k", [1, 10])
def test_finds_nearly_all_of_the_best_with_their_exact_scores(
    both: tuple[KeptIndex, ExactIndex, Vectors], part: int, k: int
) -> None:
    index, oracle, queries = both
    allowed = None if part == 1 else np.sort(np.array(list(index.rows.kept), np.int64)[::part])
    scores, found = index.search(queries, k, allowed=allowed)
    expected_scores, expected = oracle.search(queries, k, allowed=allowed)
    assert found.shape == expected.shape
    shared = [len(np.intersect1d(a, b)) for a, b in zip(found, expected, strict=True)]
    assert sum(shared) >= 0.98 * expected.size
    for row in range(len(queries)):
        right = dict(zip(expected[row].tolist(), expected_scores[row].tolist(), strict=True))
        given = dict(zip(found[row].tolist(), scores[row].tolist(), strict=True))
        assert all(given[i] == right[i] for i in given.keys() & right.keys())
        assert scores[row].tolist() == sorted(scores[row].tolist(), reverse=True)


def test_all_rows_are_found_where_all_are_asked_for(both: tuple[KeptIndex, ExactIndex, Vectors]) -> None:
    index, oracle, queries = both
    scores, found = index.search(queries[:1], ROWS + 1)
    expected_scores, expected = oracle.search(queries[:1], ROWS + 1)
    assert found.tolist() == expected.tolist()
    assert scores.tolist() == expected_scores.tolist()


@settings(deadline=None, max_examples=40)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["add", "remove"]), st.lists(st.integers(0, 40), unique=True, max_size=12)),
        max_size=8,
    ),
    k=st.integers(1, 50),
    few=st.integers(1, 3),
)
def test_no_id_ever_stands_for_another_row(steps: list[tuple[str, list[int]]], k: int, few: int) -> None:
    index, oracle = KeptIndex(ALL_LISTS), ExactIndex(DIMENSION)
    kinds = unit_rows(few, seed=1)
    for step, ids in steps:
        for each in (index, oracle):
            each.remove(int64(*ids))
            if step == "add" and ids:
                each.add(int64(*ids), kinds[[i % few for i in ids]])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.vectors.approximate_index.DIRECT_ROWS", 0)
        scores, found = index.search(kinds, k)
    expected_scores, expected = oracle.search(kinds, k)
    assert found.tolist() == expected.tolist()
    assert scores.tolist() == expected_scores.tolist()
    assert index.index.ids.tolist() == sorted(index.rows.kept)


def test_a_row_that_the_store_has_no_more_is_not_found(
    both: tuple[KeptIndex, ExactIndex, Vectors], monkeypatch: pytest.MonkeyPatch
) -> None:
    index, _, queries = both
    gone = int(index.search(queries[:1], 3)[1][0, 1])
    kept = {row: vector for row, vector in index.rows.kept.items() if row != gone}
    monkeypatch.setattr(index.rows, "kept", kept)  # others read the rows in their order
    assert gone not in index.search(queries[:1], 3)[1]


def test_the_same_sample_gives_the_same_index() -> None:
    one, other = (KeptIndex(ALL_LISTS).index.to_content() for _ in range(2))
    assert one.tobytes() == other.tobytes()


def written(content: bytes, folder: Path) -> tuple[Path, str]:
    path = folder / "vectors.faiss"
    path.write_bytes(content)
    return path, hashlib.sha256(content).hexdigest()


def read_back(path: Path, sha256: str, rows: Rows, probing: Probing = ALL_LISTS) -> ApproximateIndex:
    index = read_index_file(path, sha256=sha256, dimension=DIMENSION)
    return ApproximateIndex.over(index, rows, named=str(path), probing=probing)


def test_comes_back_from_a_file_as_it_was(both: tuple[KeptIndex, ExactIndex, Vectors], tmp_path: Path) -> None:
    index, _, queries = both
    path, sha256 = written(index.index.to_content().tobytes(), tmp_path)
    loaded = read_back(path, sha256, index.rows, A_QUARTER)
    assert (loaded.size, loaded.lists) == (ROWS, 40)
    assert loaded.ids.tolist() == index.index.ids.tolist()
    assert loaded.search(queries, 60)[1].tolist() == index.search(queries, 60)[1].tolist()
    loaded.remove(loaded.ids[:10])
    assert loaded.size == ROWS - 10


def test_a_file_with_one_flipped_bit_is_not_read(tmp_path: Path) -> None:
    content = bytearray(KeptIndex(ALL_LISTS).index.to_content().tobytes())
    _, sha256 = written(bytes(content), tmp_path)
    for place in (0, 10, len(content) // 2, len(content) - 1):
        content[place] ^= 1
        path, _ = written(bytes(content), tmp_path)
        with pytest.raises(IndexFileError, match="damaged"):
            read_back(path, sha256, Rows())
        content[place] ^= 1


def _other(kind: str) -> faiss.Index:
    centres = faiss.IndexFlatIP(DIMENSION)
    if kind == "flat":
        return faiss.IndexIDMap2(centres)
    if kind == "4 bits":
        four = faiss.ScalarQuantizer.QT_4bit
        index = faiss.IndexIVFScalarQuantizer(centres, DIMENSION, 2, four, faiss.METRIC_INNER_PRODUCT)
    else:
        eight = faiss.ScalarQuantizer.QT_8bit
        index = faiss.IndexIVFScalarQuantizer(faiss.IndexFlatL2(DIMENSION), DIMENSION, 2, eight, faiss.METRIC_L2)
    index.cp.min_points_per_centroid = 1
    index.train(unit_rows(100, seed=1))
    return index


@pytest.mark.parametrize("kind", ["flat", "4 bits", "L2"])
def test_other_kinds_of_index_are_not_read(tmp_path: Path, kind: str) -> None:
    path, sha256 = written(faiss.serialize_index(_other(kind)).tobytes(), tmp_path)
    with pytest.raises(IndexFileError, match="not inverted lists of 8 bits"):
        read_back(path, sha256, Rows())


@pytest.mark.parametrize(("rows", "lists"), [(1, 1), (100_000, 200), (1_000_000, 2000)])
def test_lists_grow_with_the_rows(rows: int, lists: int) -> None:
    assert lists_for(rows) == lists
