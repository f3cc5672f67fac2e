"""A store that is made anew with other settings while it is searched and changed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.article import Article
from doubles import CountingEmbedder, HashEmbedder
from index.article_index import ArticleIndex
from index.errors import RebuildRunningError, StoreMismatchError, StoreRebuiltError
from index.storage.locks import locked_file
from index.storage.manifest import Chunking
from index.storage.records import AddProgress
from sample_articles import NUMBERED_ARTICLES, make_article
from sample_stores import CHUNKING, QUESTIONS, WEIGHTS, corrupt_text, make_store, places, reopen_store

ARTICLES = [make_article(number) for number in range(150)]  # three groups
SMALLER = Chunking(max_tokens=12, overlap=0)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with make_store(tmp_path / "store") as index:
        index.add(ARTICLES)
    return tmp_path / "store"


@pytest.fixture
def reader(store: Path) -> Iterator[ArticleIndex]:
    with reopen_store(store) as opened:
        yield opened


def rebuild(
    store: Path,
    embedder: HashEmbedder | None = None,
    chunking: Chunking = CHUNKING,
    on_progress: Callable[[AddProgress], None] | None = None,
) -> ArticleIndex:
    return ArticleIndex.rebuild(
        store, embedder or HashEmbedder(), chunking=chunking, weights=WEIGHTS, on_progress=on_progress
    )


def test_rebuilding_takes_on_other_settings_and_keeps_the_past(store: Path, reader: ArticleIndex) -> None:
    old = reader.get("article-005")
    reader.add([replace(old, text="Un kangourou traverse la place.")])
    receipt = reader.delete("article-006")
    with rebuild(store, HashEmbedder(32), SMALLER) as rebuilt:
        assert (rebuilt.article_count, rebuilt.status().waiting) == (149, 0)
        assert rebuilt.check() == []
        assert len({hit.article.id for hit in rebuilt.search("volcan", k=10_000)}) == 149
        superseded, withdrawn = rebuilt.find_text(old.version), rebuilt.find_text(receipt.versions[0])
        assert superseded is not None
        assert superseded.text == old.text
        assert withdrawn is not None
        assert withdrawn.withdrawn_at == receipt.deleted_at
    with pytest.raises(StoreRebuiltError, match="since this program opened it"):
        reader.search("volcan", k=3)  # the process that had it open does not mix two models
    with pytest.raises(StoreMismatchError, match="--rebuild"):
        reopen_store(store)


def test_a_rebuilt_store_is_what_a_new_one_would_be(store: Path, tmp_path: Path) -> None:
    with (
        rebuild(store, HashEmbedder(32), SMALLER) as rebuilt,
        ArticleIndex.open_or_create(tmp_path / "new", HashEmbedder(32), chunking=SMALLER, weights=WEIGHTS) as new,
    ):
        new.add(ARTICLES)
        for question in QUESTIONS:
            assert places(rebuilt.search(question, k=50)) == places(new.search(question, k=50))


def test_the_store_is_searched_as_it_was_until_all_is_ready(store: Path, reader: ArticleIndex) -> None:
    before = [places(reader.search(question, k=30)) for question in QUESTIONS]
    seen: list[AddProgress] = []

    def look(done: AddProgress) -> None:
        seen.append(done)
        assert [places(reader.search(question, k=30)) for question in QUESTIONS] == before
        with reopen_store(store) as another:
            assert places(another.search(QUESTIONS[0], k=30)) == before[0]
            assert another.check() == []

    with rebuild(store, HashEmbedder(32), on_progress=look) as rebuilt:
        assert seen[-1] == AddProgress(150, rebuilt.chunk_count, 150)
    assert len(seen) == 3


def test_a_reader_with_the_same_settings_moves_over_at_its_next_search(store: Path, reader: ArticleIndex) -> None:
    before = {question: places(reader.search(question, k=30)) for question in QUESTIONS}
    chunks = {hit.chunk for hit in reader.search("volcan", k=10_000)}
    rebuild(store).close()
    assert {question: places(reader.search(question, k=30)) for question in QUESTIONS} == before
    assert {hit.chunk for hit in reader.search("volcan", k=10_000)} == chunks
    assert reader.check() == []


def test_a_search_that_a_rebuild_overtakes_is_done_again(store: Path, reader: ArticleIndex) -> None:
    expected = places(reader.search("volcan", k=20))
    searches = 0

    class Overtaken(HashEmbedder):
        def embed_queries(self, texts):  # type: ignore[no-untyped-def]
            nonlocal searches
            searches += 1
            if searches == 1:
                rebuild(store).close()
            return super().embed_queries(texts)

    with ArticleIndex.open(store, Overtaken(), chunking=CHUNKING, weights=WEIGHTS) as overtaken:
        assert places(overtaken.search("volcan", k=20)) == expected
    assert searches == 2


def test_what_changes_meanwhile_is_taken_along(store: Path, reader: ArticleIndex) -> None:
    changes: list[Callable[[], object]] = [
        lambda: reader.add([replace(ARTICLES[3], text="Un kangourou traverse la place.")]),  # prepared already
        lambda: (reader.delete("article-004"), reader.add([Article("aaa", "Neuf", "Un lynx dort.")])),
    ]

    def change(done: AddProgress) -> None:
        if changes:
            changes.pop(0)()

    with rebuild(store, HashEmbedder(32), on_progress=change) as rebuilt:
        assert rebuilt.check() == []
        assert [hit.chunk.text for hit in rebuilt.search_by_terms("kangourou", k=5)] == [
            "Un kangourou traverse la place."
        ]
        assert [hit.article.id for hit in rebuilt.search_by_terms("lynx", k=5)] == ["aaa"]
        found = {hit.article.id for hit in rebuilt.search("volcan", k=10_000)}
        assert found == {article.id for article in ARTICLES} - {"article-004"} | {"aaa"}


def test_a_rebuild_that_failed_midway_leaves_the_store_whole_and_is_gone_on_with(
    store: Path, reader: ArticleIndex
) -> None:
    before = places(reader.search("volcan", k=30))
    with pytest.raises(MemoryError):
        rebuild(store, CountingEmbedder(32, fails_after=250))
    assert places(reader.search("volcan", k=30)) == before
    with reopen_store(store) as again:
        assert again.check() == []
        assert again.add(NUMBERED_ARTICLES).unchanged == len(NUMBERED_ARTICLES)
    second = CountingEmbedder(32)
    with rebuild(store, second) as rebuilt:
        assert 0 < second.embedded < rebuilt.chunk_count  # the first group was there
        assert rebuilt.check() == []
        assert len({hit.article.id for hit in rebuilt.search("volcan", k=10_000)}) == 150


def test_a_rebuild_with_yet_other_settings_starts_over(store: Path) -> None:
    with pytest.raises(MemoryError):
        rebuild(store, CountingEmbedder(32, fails_after=250))
    other = CountingEmbedder(16)
    with rebuild(store, other) as rebuilt:
        assert other.embedded == rebuilt.chunk_count
        assert rebuilt.check() == []


def test_of_two_rebuilds_one_is_told_to_wait(store: Path) -> None:
    with locked_file(store / "rebuild.lock"), pytest.raises(RebuildRunningError, match="Let that"):
        rebuild(store)


def test_an_ingestion_with_the_settings_of_before_is_refused_when_it_stores(store: Path, reader: ArticleIndex) -> None:
    class Slow(HashEmbedder):
        def embed_documents(self, texts):  # type: ignore[no-untyped-def]
            rebuild(store, HashEmbedder(32)).close()
            return super().embed_documents(texts)

    index = ArticleIndex.open(store, Slow(), chunking=CHUNKING, weights=WEIGHTS)
    with pytest.raises(StoreMismatchError):
        index.add([Article("neuf", "Neuf", "Un lynx dort.")])
    with ArticleIndex.open(store, HashEmbedder(32), chunking=CHUNKING, weights=WEIGHTS) as opened:
        assert opened.search_by_terms("lynx", k=5) == []
        assert opened.check() == []


def test_an_article_with_a_corrupt_text_waits_until_it_comes_again(store: Path) -> None:
    corrupt_text(store, ARTICLES[7].version)
    with rebuild(store, HashEmbedder(32)) as rebuilt:
        assert rebuilt.status().waiting == 1
        assert len({hit.article.id for hit in rebuilt.search("volcan", k=10_000)}) == 149
        assert rebuilt.add([ARTICLES[7]]).replaced == 1
        assert rebuilt.status().waiting == 0
        assert rebuilt.check() == []
