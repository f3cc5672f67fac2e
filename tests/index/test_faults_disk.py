"""A full disk, and one that may not be written: said in a sentence, and nothing that was stored is lost."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.article_index import ArticleIndex
from index.errors import MirrorUnwritableError, StoreError, StoreFullError, StoreUnavailableError
from index.ingestion import GROUP_ARTICLES
from index.storage.mirror_state import write_file
from sample_articles import NUMBERED_ARTICLES, make_article
from sample_stores import QUESTIONS, make_store, places, reopen_store
from small_disk import BALLAST, fill, make_read_only, make_room, short_files, small_disk


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", kilobytes=3_000) as mounted:
        yield mounted


@pytest.fixture
def index(disk: Path) -> Iterator[ArticleIndex]:
    with make_store(disk / "store") as opened:
        opened.add(NUMBERED_ARTICLES)
        yield opened


def answers(index: ArticleIndex) -> list[list[tuple[str, int, float]]]:
    return [places(index.search(question, k=1_000)) for question in QUESTIONS]


def restart_log(index: ArticleIndex) -> None:
    """The next small transaction fits into the log that is there."""
    with index._store.database._write_lock:
        index._store.database._writer.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()


def test_what_was_stored_before_the_disk_was_full_is_whole_and_can_be_asked(disk: Path) -> None:
    (disk / BALLAST).write_bytes(bytes(500_000))
    with make_store(disk / "store") as index:
        with pytest.raises(StoreFullError, match=r"is full: nothing was changed.*Make room"):
            index.add(make_article(number) for number in itertools.count())
        assert index.article_count > 0
        assert index.article_count % GROUP_ARTICLES == 0  # the group that did not fit is not half there
        assert len(answers(index)[0]) > 0
        stored = [make_article(number) for number in range(index.article_count)]
    make_room(disk)
    with reopen_store(disk / "store") as again, make_store(disk.parent / "elsewhere") as reference:
        assert again.check() == []
        reference.add(stored)
        assert answers(again) == answers(reference)


def test_once_there_is_room_writing_goes_on(index: ArticleIndex, disk: Path) -> None:
    fill(disk)
    articles = [make_article(number) for number in range(100, 164)]
    with pytest.raises(StoreError):
        index.add(articles)
    make_room(disk)
    index.add(articles)
    index.delete("article-100")
    assert index.article_count == len(NUMBERED_ARTICLES) + 63
    assert index.check() == []


def test_an_article_that_only_the_mirrors_have_no_room_for_is_kept(index: ArticleIndex, disk: Path) -> None:
    restart_log(index)
    fill(disk)
    late = make_article(500)
    with pytest.raises(MirrorUnwritableError, match=r"\(the disk is full\)\. What was changed is kept"):
        index.add([late])
    assert index.get(late.id) == late
    assert late.id in {hit.article.id for hit in index.search_by_vectors(late.text, k=5)}
    assert index.search_by_terms("volcan", k=5), "searches go on with the terms that were there"
    with pytest.raises(MirrorUnwritableError):
        index.check()
    make_room(disk)
    assert late.id in {hit.article.id for hit in index.search_by_terms(late.text, k=5)}
    assert index.check() == []


def test_a_file_that_may_not_grow_is_named_and_what_was_stored_is_whole(tmp_path: Path) -> None:
    with make_store(tmp_path / "store") as index:
        index.add(NUMBERED_ARTICLES)
        with short_files(kilobytes=600), pytest.raises(StoreUnavailableError, match="that the disk has room"):
            index.add(make_article(number) for number in itertools.count(100))
        added = index.article_count - len(NUMBERED_ARTICLES)
        assert added % GROUP_ARTICLES == 0
        assert index.check() == []
        late = make_article(100 + added)
        index.add([late])
        assert late.id in {hit.article.id for hit in index.search(late.text, k=5)}
        whole = {article.id for article in NUMBERED_ARTICLES} | {f"article-{100 + n}" for n in range(added + 1)}
        assert {hit.article.id for hit in index.search("le la numéro", k=10_000)} == whole


def test_a_file_that_found_no_room_leaves_nothing_behind(disk: Path) -> None:
    with pytest.raises(OSError, match="No space left"):
        write_file(disk / "large", bytes(4_000_000))
    assert list(disk.iterdir()) == []


def test_a_store_that_may_not_be_written_is_named(disk: Path, index: ArticleIndex) -> None:
    index.close()
    make_read_only(disk)
    with pytest.raises(StoreUnavailableError, match=r"articles\.sqlite cannot be opened or written"):
        reopen_store(disk / "store")
    with pytest.raises(StoreUnavailableError, match="Check who may write to its folder"):
        make_store(disk / "other")


def test_a_store_is_not_opened_where_there_is_no_room_at_all(index: ArticleIndex, disk: Path) -> None:
    before = answers(index)
    index.close()
    fill(disk)  # SQLite shares 32 kB between the processes that have the store open
    with pytest.raises(StoreUnavailableError, match="and that the disk has room"):
        reopen_store(disk / "store")
    make_room(disk)
    with reopen_store(disk / "store") as again:
        assert answers(again) == before
