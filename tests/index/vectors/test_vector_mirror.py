import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.article import Article
from index.article_index import ArticleIndex
from index.vectors.approximate_index import ApproximateIndex
from index.vectors.faiss_index import FaissIndex
from index.vectors.vector_building import EXACT_ROWS, MirroredIndex, build_index, is_fit
from index.vectors.vector_mirror import VectorMirror
from running_service import PATIENCE
from sample_articles import NUMBERED_ARTICLES
from sample_stores import QUESTIONS, make_store, places, reopen_store

FEW = 40


@pytest.fixture(autouse=True)
def approximate_from_few_rows_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.vectors.vector_building.EXACT_ROWS", FEW)
    monkeypatch.setattr("index.vectors.approximate_index.ROWS_PER_LIST", 10)
    monkeypatch.setattr("index.vectors.approximate_index.DIRECT_ROWS", 0)
    monkeypatch.setattr("index.vectors.vector_mirror.SAVE_AFTER", 10)


@pytest.fixture
def exact(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[list[Article]], list[object]]:
    """What a store that compares every row finds."""

    def find(articles: list[Article]) -> list[object]:
        with monkeypatch.context() as patch:
            patch.setattr("index.vectors.vector_building.EXACT_ROWS", 10**6)
            with make_store(tmp_path / f"exact-{len(articles)}") as index:
                index.add(articles)
                return found_in(index)

    return find


def found_in(index: ArticleIndex) -> list[object]:
    return [[place[:2] for place in places(index.search_by_vectors(question, k=6))] for question in QUESTIONS]


def mirror_of(index: ArticleIndex) -> VectorMirror:
    return index._mirrors.vectors


def kind_of(index: ArticleIndex) -> type[MirroredIndex]:
    return type(mirror_of(index)._index)


ALL = list(NUMBERED_ARTICLES)
FIRST = ALL[:12]


def test_a_store_that_grows_is_given_the_index_that_fits(tmp_path: Path) -> None:
    with make_store(tmp_path / "store") as index:
        index.add(FIRST)
        assert kind_of(index) is FaissIndex
        index.add(ALL[12:30])
        before = found_in(index)
        mirror_of(index).finish()
        index.add(ALL[30:])
        mirror_of(index).finish()
        assert index.chunk_count > FEW
        assert kind_of(index) is ApproximateIndex
        assert index.check() == []
    assert before
    with reopen_store(tmp_path / "store") as again:
        assert kind_of(again) is ApproximateIndex


def test_what_is_found_is_what_comparing_every_row_finds(
    tmp_path: Path, exact: Callable[[list[Article]], list[object]]
) -> None:
    with make_store(tmp_path / "store") as index:
        index.add(ALL)
        assert kind_of(index) is ApproximateIndex
        assert found_in(index) == exact(ALL)


def test_searches_go_on_while_an_index_is_built_and_what_is_deleted_meanwhile_stays_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exact: Callable[[list[Article]], list[object]]
) -> None:
    go_on, begun = threading.Event(), threading.Event()

    def build_slowly(*given: object, **named: object) -> MirroredIndex:
        built = build_index(*given, **named)  # type: ignore[arg-type]
        begun.set()
        assert go_on.wait(PATIENCE)
        return built

    with make_store(tmp_path / "store") as index:
        index.add(ALL[: len(ALL) // 2 + 2])
        mirror_of(index).finish()
        monkeypatch.setattr("index.vectors.vector_mirror.build_index", build_slowly)
        monkeypatch.setattr("index.vectors.vector_building.EXACT_ROWS", 10)
        mirror = mirror_of(index)
        with monkeypatch.context() as patch:
            patch.setattr("index.vectors.vector_mirror.is_fit", lambda *_, **__: False)
            mirror.save_if_far()
        assert begun.wait(PATIENCE)
        found = index.search_by_vectors("volcan", k=3)
        gone = found[0].article.id
        index.delete(gone)
        index.add(ALL[-2:])
        during = found_in(index)
        go_on.set()
        mirror.finish()
        after = found_in(index)
        left = {article.id: article for article in [*ALL[: len(ALL) // 2 + 2], *ALL[-2:]]}
        del left[gone]
        assert gone not in str(during) + str(after)
        assert after == during == exact(list(left.values()))
        assert index.check() == []


def test_an_index_is_built_anew_once_half_of_its_rows_have_gone(tmp_path: Path) -> None:
    with make_store(tmp_path / "store") as index:
        index.add(ALL)
        built = mirror_of(index)._index
        for turn in range(2):
            index.add([replace(article, text=f"{article.text} Encore {turn}.") for article in ALL])
            mirror_of(index).finish()
        assert mirror_of(index)._index is not built
        assert kind_of(index) is ApproximateIndex
        assert index.check() == []


def test_a_lost_index_is_built_as_the_kind_that_fits(tmp_path: Path) -> None:
    with make_store(tmp_path / "store") as index:
        index.add(ALL)
        found = found_in(index)
    next((tmp_path / "store").glob("vectors-*.faiss")).unlink()
    with reopen_store(tmp_path / "store") as index:
        assert kind_of(index) is ApproximateIndex
        assert found_in(index) == found
        assert index.check() == []


def test_another_process_takes_over_the_index_that_was_built(tmp_path: Path) -> None:
    with make_store(tmp_path / "store") as writer:
        writer.add(FIRST)
        with reopen_store(tmp_path / "store") as reader:
            found_in(reader)
            for article in ALL[12:]:
                writer.add([article])
                found_in(reader)
            mirror_of(writer).finish()
            mirror_of(writer).save()
            assert kind_of(writer) is ApproximateIndex
            writer.add([replace(ALL[0], title="Un titre neuf")])
            assert found_in(reader) == found_in(writer)
            assert kind_of(reader) is ApproximateIndex
            assert mirror_of(reader)._rebuilding is None


def test_closing_gives_up_what_is_not_wanted_any_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with make_store(tmp_path / "store") as index:
        index.add(FIRST)
    saved = (tmp_path / "store" / "vectors.json").read_bytes()
    monkeypatch.setattr("index.vectors.vector_building.EXACT_ROWS", 1)
    monkeypatch.setattr("index.vectors.vector_building.BATCH", 1)
    with reopen_store(tmp_path / "store") as index:
        thread = mirror_of(index)._rebuilding
    assert thread is not None
    assert not thread.is_alive()
    left = (tmp_path / "store" / "vectors.json").read_bytes()
    assert left == saved or kind_of(index) is ApproximateIndex


@pytest.mark.parametrize(
    ("rows", "lists", "removed", "fit"),
    [
        (EXACT_ROWS, 0, 0, True),
        (EXACT_ROWS + 1, 0, 0, False),
        (1_000_000, 1000, 0, True),
        (2_000_000, 1000, 0, True),
        (2_002_000, 1000, 0, False),
        (250_000, 1000, 0, True),
        (248_000, 1000, 0, False),
        (60_000, 100, 0, True),
        (49_000, 100, 0, False),
        (1_000_000, 1000, 500_000, True),
        (1_000_000, 1000, 500_001, False),
    ],
)
def test_an_index_fits_within_bounds_that_lie_apart(
    rows: int, lists: int, removed: int, fit: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.vectors.vector_building.EXACT_ROWS", EXACT_ROWS)
    monkeypatch.setattr("index.vectors.approximate_index.ROWS_PER_LIST", 1000)

    class Sized(ApproximateIndex):
        def __init__(self) -> None: ...

        size, lists = rows, 0  # type: ignore[assignment]

    class SizedFlat(FaissIndex):
        def __init__(self) -> None: ...

        size = rows  # type: ignore[assignment]

    Sized.lists = lists  # type: ignore[method-assign, assignment]
    assert is_fit(Sized() if lists else SizedFlat(), removed=removed) is fit
