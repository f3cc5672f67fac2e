"""Stores as earlier versions of the program wrote them, opened by this one."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from doubles import CountingEmbedder, HashEmbedder
from index.article_index import ArticleIndex
from index.errors import StoreSchemaError
from index.storage.article_store import DATABASE_NAME
from index.storage.manifest import Chunking
from sample_articles import FUND, POWER, RAIL

ADDED_IN_3 = ("origins", "former_ids", "next_manifest", "next_chunks", "next_articles")
ADDED_IN_4 = ("article_checksums", "chunk_checksums", "tombstone_checksums")
TRIGGERS_ADDED_IN_4 = (
    "checksum_of_new_article",
    "checksum_of_changed_article",
    "checksums_of_chunk",
    "checksum_of_tombstone",
)
VERSION_2 = (Path(__file__).parents[2] / "golden" / "store_version_2.sql").read_text(encoding="utf-8")
"""A dump of a store that version 2 made: an article, one that was corrected, its near copy, one that was deleted."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with ArticleIndex.open_or_create(tmp_path / "store", HashEmbedder()) as index:
        index.add([FUND, RAIL])
        index.add([replace(FUND, id="copie", text=f"{FUND.text} Une phrase de plus.")])
    with sqlite3.connect(tmp_path / "store" / DATABASE_NAME) as connection:
        for view in ("articles_summed", "chunks_summed", "tombstones_summed"):
            connection.execute(f"DROP VIEW {view}")
        for trigger in TRIGGERS_ADDED_IN_4:
            connection.execute(f"DROP TRIGGER {trigger}")
        for table in (*ADDED_IN_4, *ADDED_IN_3, "near_copies", "bands", "signatures"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("DROP INDEX articles_by_source")
        connection.execute("UPDATE manifest SET value = '1' WHERE key = 'schema_version'")
    return tmp_path / "store"


def test_a_store_of_version_1_gains_its_near_copies_and_loses_nothing(folder: Path) -> None:
    with ArticleIndex.open(folder, HashEmbedder()) as index:
        assert [copy.id for copy in index.near_copies(FUND.version)] == ["copie"]
        assert {article.id for article in index.list_articles()} == {FUND.id, RAIL.id, "copie"}
        assert index.check() == []
    with ArticleIndex.open(folder, HashEmbedder()) as again:
        assert [copy.id for copy in again.near_copies(FUND.version)] == ["copie"]


def test_a_store_that_is_rebuilt_is_migrated_too(folder: Path) -> None:
    with ArticleIndex.rebuild(folder, HashEmbedder(dimension=32)) as index:
        assert [copy.id for copy in index.near_copies(FUND.version)] == ["copie"]


def test_a_store_of_a_later_version_is_refused_with_both_versions(folder: Path) -> None:
    with sqlite3.connect(folder / DATABASE_NAME) as connection:
        connection.execute("UPDATE manifest SET value = '9' WHERE key = 'schema_version'")
    with pytest.raises(StoreSchemaError, match="tables of version 9, this program reads and writes version 4"):
        ArticleIndex.open(folder, HashEmbedder())


def test_a_migration_that_fails_leaves_version_1_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(connection: sqlite3.Connection) -> int:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr("index.storage.migration.link_all", fail)
        with pytest.raises(MemoryError):
            ArticleIndex.open(folder, HashEmbedder())
    with sqlite3.connect(folder / DATABASE_NAME) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert "bands" not in tables
        assert connection.execute("SELECT value FROM manifest WHERE key = 'schema_version'").fetchone() == ("1",)
    with ArticleIndex.open(folder, HashEmbedder()) as index:
        assert [copy.id for copy in index.near_copies(FUND.version)] == ["copie"]


def test_a_store_of_version_2_keeps_its_articles_its_past_and_its_mirrors(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / DATABASE_NAME) as connection:
        connection.executescript(VERSION_2)
    embedder = CountingEmbedder(8)
    with ArticleIndex.open(tmp_path, embedder, chunking=Chunking(24, 0)) as index:
        assert [article.id for article in index.list_articles()] == ["copie", "fonds", "rail"]
        corrected = index.get("fonds")
        assert corrected.text == FUND.text.replace("10 milliards", "12 milliards")
        assert [copy.id for copy in index.near_copies(corrected.version)] == ["copie"]
        before, withdrawn = index.find_text(FUND.version), index.find_text(POWER.version)
        assert before is not None
        assert withdrawn is not None
        assert (before.text, before.former[0].version) == (FUND.text, corrected.version)
        assert (withdrawn.text, withdrawn.withdrawn_from) == (None, ("calcul",))
        assert index.search("Quelle ligne ouvre en 2021 ?", k=1)[0].article == RAIL
        assert index.check() == []
        assert index.add([RAIL]).unchanged == 1
    assert embedder.embedded == 0
