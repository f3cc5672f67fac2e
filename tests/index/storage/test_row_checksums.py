"""A row that is not what was written is left out of every answer, named by a check, and mended by ingesting again."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.article_index import ArticleIndex
from index.errors import CorruptArticleError
from index.storage.row_checksums import row_checksum
from sample_articles import NUMBERED_ARTICLES
from sample_stores import make_store, reopen_store

HURT = NUMBERED_ARTICLES[6]
OF_HURT = f"(SELECT id FROM chunks WHERE article_id = '{HURT.id}')"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with make_store(tmp_path / "store") as index:
        index.add(NUMBERED_ARTICLES)
        index.delete(NUMBERED_ARTICLES[9].id)
    return tmp_path / "store"


def change(folder: Path, sql: str) -> None:
    """Changes rows as a disk does: no trigger hears of it."""
    connection = sqlite3.connect(folder / "articles.sqlite")
    assert connection.execute(sql).rowcount > 0
    connection.commit()
    connection.close()


def found(index: ArticleIndex) -> set[str]:
    return {hit.article.id for hit in index.search("le la numéro", k=1_000)}


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        (f"UPDATE article_checksums SET checksum = checksum + 1 WHERE article_id = '{HURT.id}'", "What is known about"),
        (f'UPDATE chunks SET start = start + 1, "end" = "end" + 1 WHERE article_id = \'{HURT.id}\'', "Passages of"),
        (f"UPDATE embeddings SET vector = zeroblob(length(vector)) WHERE chunk_id IN {OF_HURT}", "Passages of"),
        (f"DELETE FROM chunk_checksums WHERE chunk_id IN {OF_HURT}", "Passages of"),
    ],
    ids=["article", "place", "embedding", "checksum"],
)
def test_a_changed_row_is_left_out_named_and_mended(folder: Path, sql: str, named: str) -> None:
    whole = {article.id for article in NUMBERED_ARTICLES} - {NUMBERED_ARTICLES[9].id}
    change(folder, sql)
    for path in folder.glob("vectors*.json"):
        path.unlink()  # its own copy of the embeddings is sound; have it made anew
    with reopen_store(folder) as index:
        assert any(problem.startswith(f"{named} {HURT.id}") for problem in index.check()), index.check()
        assert {hit.article.id for hit in index.search_by_vectors(HURT.text, k=1_000)} == whole - {HURT.id}
        index.add([HURT])
        assert index.check() == []
        assert found(index) == whole
        assert index.get(HURT.id) == HURT


def test_what_is_known_of_a_changed_article_is_not_given_out(folder: Path) -> None:
    change(folder, f"UPDATE article_checksums SET checksum = 0 WHERE article_id = '{HURT.id}'")
    with reopen_store(folder) as index:
        with pytest.raises(CorruptArticleError, match=f"{HURT.id}' was changed on the disk. Ingest the article again"):
            index.get(HURT.id)
        assert HURT.id not in found(index)
        assert HURT.id not in {summary.id for summary in index.list_articles(limit=1_000)}


def test_a_changed_time_of_deletion_is_not_told(folder: Path) -> None:
    gone = NUMBERED_ARTICLES[9]
    change(folder, "UPDATE tombstones SET deleted_at = '2001-01-01T00:00:00+00:00'")
    with reopen_store(folder) as index:
        assert [problem.split(" was ")[0] for problem in index.check()] == [f"The deletion of {gone.id}"]
        with pytest.raises(CorruptArticleError):
            index.find_text(gone.version)
        with pytest.raises(CorruptArticleError):
            index.deleted_at(gone.id)


def test_copies_that_agree_no_more_are_named(folder: Path) -> None:
    change(folder, f"INSERT INTO near_copies VALUES ('{HURT.version}', '{NUMBERED_ARTICLES[1].version}', 0.9)")
    with reopen_store(folder) as index:
        assert [problem.split(" were ")[0] for problem in index.check()] == [f"The near copies of {HURT.version}"]


def test_a_checksum_tells_values_types_and_their_places_apart() -> None:
    rows = [
        ("a", "b"),
        ("b", "a"),
        ("ab", ""),
        ("", "ab"),
        ("ab",),
        (b"a", "b"),
        ("a", None),
        ("a", "None"),
        (1, 2),
        (12,),
    ]
    assert len({row_checksum(*row) for row in rows}) == len(rows)
    assert row_checksum("fonds", None, 3, b"\x00") == -4237450734012683723
