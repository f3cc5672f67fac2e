import hashlib
from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.vector_index_contract import DIMENSION, VectorIndexContract, int64, unit_rows
from index.vectors.faiss_files import IndexFileError
from index.vectors.faiss_index import DIRECT_ROWS, FaissIndex
from index.vectors.vector_index import ExactIndex


class TestFaissIndex(VectorIndexContract):
    make = FaissIndex


def filled(rows: int = 50) -> FaissIndex:
    index = FaissIndex(DIMENSION)
    index.add(np.arange(rows, dtype=np.int64) * 3, unit_rows(rows, seed=1))
    return index


def written(content: bytes, folder: Path) -> tuple[Path, str]:
    path = folder / "vectors.faiss"
    path.write_bytes(content)
    return path, hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("rows", [DIRECT_ROWS + 1, 3 * DIRECT_ROWS])
def test_many_allowed_rows_are_searched_as_exactly_as_few(rows: int) -> None:
    index, oracle = FaissIndex(DIMENSION), ExactIndex(DIMENSION)
    vectors = unit_rows(4 * DIRECT_ROWS, seed=1)
    vectors[100:1100] = vectors[99]  # more ties than one search fetches
    ids = np.random.default_rng(3).permutation(len(vectors)).astype(np.int64)
    for each in (index, oracle):
        each.add(ids, vectors)
    allowed = ids[:rows]
    for queries in (unit_rows(3, seed=5), vectors[99:100]):
        for k in (1, 20, 700):
            scores, found = index.search(queries, k, allowed=allowed)
            expected_scores, expected = oracle.search(queries, k, allowed=allowed)
            assert found.tolist() == expected.tolist()
            assert scores.tolist() == expected_scores.tolist()


@settings(deadline=None, max_examples=60)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["add", "remove"]), st.lists(st.integers(0, 40), unique=True, max_size=12)),
        max_size=8,
    ),
    k=st.integers(1, 50),
    few=st.integers(1, 3),
)
def test_equals_the_exact_index_after_any_changes(steps: list[tuple[str, list[int]]], k: int, few: int) -> None:
    index, oracle = FaissIndex(DIMENSION), ExactIndex(DIMENSION)
    kinds = unit_rows(few, seed=1)  # few different rows: many ties
    for step, ids in steps:
        for each in (index, oracle):
            each.remove(int64(*ids))
            if step == "add" and ids:
                each.add(int64(*ids), kinds[[i % few for i in ids]])
    scores, found = index.search(kinds, k)
    expected_scores, expected = oracle.search(kinds, k)
    assert found.tolist() == expected.tolist()
    assert scores.tolist() == expected_scores.tolist()
    assert index.ids.tolist() == sorted(index.ids.tolist())


def test_comes_back_from_a_file_as_it_was(tmp_path: Path) -> None:
    index = filled()
    path, sha256 = written(index.to_content().tobytes(), tmp_path)
    loaded = FaissIndex.load(path, sha256=sha256, dimension=DIMENSION)
    queries = unit_rows(4, seed=2)
    assert loaded.search(queries, 60)[1].tolist() == index.search(queries, 60)[1].tolist()
    loaded.add(int64(1), unit_rows(1, seed=3))
    loaded.remove(int64(3))
    assert loaded.size == 50


def test_an_empty_index_comes_back_too(tmp_path: Path) -> None:
    path, sha256 = written(FaissIndex(DIMENSION).to_content().tobytes(), tmp_path)
    assert FaissIndex.load(path, sha256=sha256, dimension=DIMENSION).size == 0


def test_a_file_with_one_flipped_bit_is_not_read(tmp_path: Path) -> None:
    content = bytearray(filled().to_content().tobytes())
    _, sha256 = written(bytes(content), tmp_path)
    for place in (0, 10, len(content) // 2, len(content) - 1):
        content[place] ^= 1
        path, _ = written(bytes(content), tmp_path)
        with pytest.raises(IndexFileError, match="damaged"):
            FaissIndex.load(path, sha256=sha256, dimension=DIMENSION)
        content[place] ^= 1


def test_a_truncated_file_is_not_read(tmp_path: Path) -> None:
    content = filled().to_content().tobytes()
    _, sha256 = written(content, tmp_path)
    path, _ = written(content[:-100], tmp_path)
    with pytest.raises(IndexFileError, match="damaged"):
        FaissIndex.load(path, sha256=sha256, dimension=DIMENSION)


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        FaissIndex.load(tmp_path / "none", sha256="0" * 64, dimension=DIMENSION)


@pytest.mark.parametrize(
    "other",
    [
        faiss.IndexFlatIP(DIMENSION),
        faiss.IndexIDMap2(faiss.IndexFlatL2(DIMENSION)),
        faiss.IndexIDMap2(faiss.IndexHNSWFlat(DIMENSION, 4, faiss.METRIC_INNER_PRODUCT)),
    ],
    ids=["no ids", "L2", "HNSW"],
)
def test_other_kinds_of_index_are_not_read(tmp_path: Path, other: faiss.Index) -> None:
    path, sha256 = written(faiss.serialize_index(other).tobytes(), tmp_path)
    with pytest.raises(IndexFileError, match="IndexIDMap2 over IndexFlatIP"):
        FaissIndex.load(path, sha256=sha256, dimension=DIMENSION)


def test_another_dimension_is_not_read(tmp_path: Path) -> None:
    path, sha256 = written(filled().to_content().tobytes(), tmp_path)
    with pytest.raises(IndexFileError, match="dimension 8, not 16"):
        FaissIndex.load(path, sha256=sha256, dimension=16)
