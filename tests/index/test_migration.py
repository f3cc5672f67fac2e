"""A store of version 1, as the program before wrote it, opened by this one."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from doubles import HashEmbedder
from index.article_index import ArticleIndex
from index.article_store import DATABASE_NAME
from index.errors import StoreSchemaError
from sample_articles import FUND, RAIL


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with ArticleIndex.open_or_create(tmp_path / "store", HashEmbedder()) as index:
        index.add([FUND, RAIL])
        index.add([replace(FUND, id="copie", text=f"{FUND.text} Une phrase de plus.")])
    with sqlite3.connect(tmp_path / "store" / DATABASE_NAME) as connection:
        for table in ("near_copies", "bands", "signatures"):
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
    with pytest.raises(StoreSchemaError, match="tables of version 9, this program reads and writes version 2"):
        ArticleIndex.open(folder, HashEmbedder())


def test_a_migration_that_fails_leaves_version_1_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(connection: sqlite3.Connection) -> int:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr("index.migration.link_all", fail)
        with pytest.raises(MemoryError):
            ArticleIndex.open(folder, HashEmbedder())
    with sqlite3.connect(folder / DATABASE_NAME) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert "bands" not in tables
        assert connection.execute("SELECT value FROM manifest WHERE key = 'schema_version'").fetchone() == ("1",)
    with ArticleIndex.open(folder, HashEmbedder()) as index:
        assert [copy.id for copy in index.near_copies(FUND.version)] == ["copie"]
