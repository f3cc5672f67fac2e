"""The truth: articles, their chunks and embeddings, and the log of changes that the mirrors follow."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np

from corpus.article import Article
from index.embedding.embedder import Vectors
from index.errors import UnknownArticleError
from index.hit import Filters
from index.storage.article_rows import (
    CHUNK,
    SUMMARY,
    ChunkRow,
    PreparedArticle,
    add_chunks,
    chunk_from,
    condition,
    intact,
    places,
    put_article,
    remove_chunks,
    summary_from,
)
from index.storage.change_log import (
    Changes,
    Position,
    changes_after,
    has_change,
    last_position,
    log_changed,
)
from index.storage.copy_links import link_copies, unlink_copies
from index.storage.database import Connection, Database
from index.storage.generations import forget_next
from index.storage.manifest import Manifest
from index.storage.migration import migrate
from index.storage.records import ArticleSummary, DeletionReceipt
from index.storage.row_checksums import row_checksum
from index.storage.text_history import carriers_of, keep_text, withdraw_texts
from index.vectors.vector_index import Ids

DATABASE_NAME = "articles.sqlite"
Countable: TypeAlias = Literal["articles", "waiting", "chunks", "texts", "withdrawn"]
# A text whose words are gone was buried: looking only among those spares reading all the others.
_WITHDRAWN = "(SELECT count(*) FROM texts WHERE text IS NULL AND version IN (SELECT version FROM tombstones))"
_COUNTED: Mapping[Countable, str] = {
    "articles": "count(*) FROM articles",
    "waiting": "count(*) FROM articles WHERE chunked = 0",
    "chunks": "count(*) FROM chunks",
    "texts": f"count(*) - {_WITHDRAWN} FROM texts",
    "withdrawn": _WITHDRAWN,
}


class ArticleStore:
    """Articles in a SQLite file. Thread-safe; every write is one transaction."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._counts: dict[Countable, tuple[int, int]] = {}

    @classmethod
    def open(cls, folder: Path) -> "ArticleStore":
        """The store in `folder`; raises StoreMissingError or StoreDamagedError."""
        return cls._migrated(Database.open(folder / DATABASE_NAME))

    @classmethod
    def create(cls, folder: Path, manifest: Mapping[str, str]) -> "ArticleStore":
        """An empty store in `folder`, or the one that is there with its own manifest."""
        return cls._migrated(Database.create(folder / DATABASE_NAME, manifest))

    @classmethod
    def _migrated(cls, database: Database) -> "ArticleStore":
        try:
            migrate(database)
        except BaseException:
            database.close()
            raise
        return cls(database)

    def close(self) -> None:
        """Closes the file."""
        self.database.close()

    def manifest(self) -> dict[str, str]:
        """The settings the store was built with."""
        with self.database.reading() as connection:
            return _manifest(connection)

    # Reading

    def summaries(self, ids: Iterable[str]) -> dict[str, ArticleSummary]:
        """The articles with these ids, by id; an id that is not there is left out."""
        asked = list(ids)
        sql = f"SELECT {SUMMARY} FROM articles a WHERE a.id IN ({places(len(asked))})"
        with self.database.reading() as connection:
            found = connection.execute(sql, asked)
            return {summary.id: summary for summary in intact(found, summary_from)}

    def summary(self, article_id: str) -> ArticleSummary:
        """The article without its text; raises UnknownArticleError, and CorruptArticleError where it was changed."""
        with self.database.reading() as connection:
            row = connection.execute(f"SELECT {SUMMARY} FROM articles a WHERE a.id = ?", (article_id,)).fetchone()
        if row is None:
            raise UnknownArticleError(article_id)
        return summary_from(row)

    def list_summaries(self, *, after: str | None, limit: int, filters: Filters) -> list[ArticleSummary]:
        """At most `limit` articles that pass the filters, ordered by id, those after the id `after`."""
        where, values = condition(filters)
        sql = f"SELECT {SUMMARY} FROM articles a WHERE {where} AND a.id > ? ORDER BY a.id LIMIT ?"
        with self.database.reading() as connection:
            return list(intact(connection.execute(sql, (*values, after or "", limit)), summary_from))

    def sources(self) -> tuple[str, ...]:
        """The sources that articles name, each once, ascending; one look-up each, however many articles there are."""
        sql = """WITH RECURSIVE found (source) AS (
                     SELECT min(source) FROM articles
                     UNION ALL
                     SELECT (SELECT min(source) FROM articles WHERE source > found.source) FROM found
                     WHERE found.source IS NOT NULL)
                 SELECT source FROM found WHERE source IS NOT NULL"""
        with self.database.reading() as connection:
            return tuple(row["source"] for row in connection.execute(sql))

    def text(self, version: str) -> str | None:
        """The text of this name, None where there is none or it was withdrawn. It is not checked against its name."""
        with self.database.reading() as connection:
            row = connection.execute("SELECT text FROM texts WHERE version = ?", (version,)).fetchone()
            return None if row is None else row["text"]

    def kept_versions(self) -> list[str]:
        """The names of all texts that are kept, ascending."""
        with self.database.reading() as connection:
            found = connection.execute("SELECT version FROM texts WHERE text IS NOT NULL ORDER BY version")
            return [row["version"] for row in found]

    def carriers(self, version: str) -> tuple[str, ...]:
        """The articles that carry a text today, the earliest published first."""
        with self.database.reading() as connection:
            return carriers_of(connection, version)

    def near_copies(self, versions: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """For each text that has any, the texts that articles carry today and that are nearly the same, the most
        alike first, then by version."""
        sql = """SELECT version, other FROM near_copies WHERE version IN (SELECT value FROM json_each(?))
                 ORDER BY version, similarity DESC, other"""
        found: dict[str, tuple[str, ...]] = {}
        with self.database.reading() as connection:
            for row in connection.execute(sql, (json.dumps(sorted(set(versions))),)):
                found[row["version"]] = (*found.get(row["version"], ()), row["other"])
        return found

    def carrying(self, versions: Iterable[str]) -> list[ArticleSummary]:
        """The articles that carry one of these texts today: the earliest published first, no date last, then by id."""
        sql = f"""SELECT {SUMMARY} FROM articles a WHERE a.version IN (SELECT value FROM json_each(?))
                  ORDER BY a.published IS NULL, a.published, a.id"""
        with self.database.reading() as connection:
            return list(intact(connection.execute(sql, (json.dumps(sorted(set(versions))),)), summary_from))

    def summaries_containing(self, words: str, *, limit: int) -> list[ArticleSummary]:
        """At most `limit` articles in which `words` stand exactly so: the earliest published first, no date last."""
        sql = f"""SELECT {SUMMARY} FROM articles a JOIN texts t ON t.version = a.version WHERE instr(t.text, ?) > 0
                  ORDER BY a.published IS NULL, a.published, a.id LIMIT ?"""
        with self.database.reading() as connection:
            return list(intact(connection.execute(sql, (words, limit)), summary_from))

    def chunk_rows(self, ids: Iterable[int]) -> dict[int, ChunkRow]:
        """The chunks with these ids, by id; one that is not there any more is left out."""
        sql = f"""SELECT {CHUNK} FROM chunks c JOIN articles a ON a.id = c.article_id
                  WHERE c.id IN (SELECT value FROM json_each(?)) ORDER BY c.id"""
        with self.database.reading() as connection:
            found = connection.execute(sql, (json.dumps([int(i) for i in ids]),))
            return {chunk.id: chunk for chunk in intact(found, chunk_from)}

    def allowed_chunks(self, filters: Filters) -> Ids | None:
        """The ids of the chunks whose articles pass, ascending; None where all pass."""
        if filters.empty:
            return None
        where, values = condition(filters)
        sql = f"SELECT c.id FROM chunks c JOIN articles a ON a.id = c.article_id WHERE {where} ORDER BY c.id"
        with self.database.reading() as connection:
            return np.array([row[0] for row in connection.execute(sql, values)], dtype=np.int64)

    def chunk_ids(self) -> Ids:
        """The ids of all chunks, ascending."""
        with self.database.reading() as connection:
            return np.array([row[0] for row in connection.execute("SELECT id FROM chunks ORDER BY id")], dtype=np.int64)

    def vectors(self, ids: Iterable[int]) -> tuple[Ids, Vectors]:
        """The embeddings of those of the chunks that are still there, as they were written: their ids, ascending, and
        one row each."""
        sql = """SELECT chunk_id, vector, embedding FROM embeddings LEFT JOIN chunk_checksums USING (chunk_id)
                 WHERE chunk_id IN (SELECT value FROM json_each(?)) ORDER BY chunk_id"""
        with self.database.reading() as connection:
            stored = connection.execute(sql, (json.dumps([int(i) for i in ids]),)).fetchall()
        found = [row for row in stored if row_checksum(row["vector"]) == row["embedding"]]
        if not found:
            return np.empty(0, np.int64), np.empty((0, 0), np.float32)
        rows = np.frombuffer(b"".join(row["vector"] for row in found), dtype="<f4").reshape(len(found), -1)
        return np.array([row["chunk_id"] for row in found], np.int64), rows.astype(np.float32, copy=False)

    def count(self, what: Countable) -> int:
        """How many there are: articles, those waiting for chunks, chunks, texts, withdrawn texts.

        Counted once after each change of the store: SQLite has to go through all of them.
        """
        version = self.database.data_version()
        known = self._counts.get(what)
        if known is not None and known[0] == version:
            return known[1]
        with self.database.reading() as connection:
            rows: int = connection.execute(f"SELECT {_COUNTED[what]}").fetchone()[0]
        self._counts[what] = (version, rows)
        return rows

    # The log

    def position(self) -> Position:
        """Where the log ends."""
        with self.database.reading() as connection:
            return last_position(connection)

    def knows(self, position: Position) -> bool:
        """True where the log has this very change: a mirror that stands there can go on from it."""
        with self.database.reading() as connection:
            return has_change(connection, position)

    def changes_since(self, position: Position) -> Changes:
        """What came or went after a position that the log knows; from its start, the chunks there are."""
        with self.database.reading() as connection:
            return changes_after(connection, position)

    # Writing

    def put(
        self,
        articles: Iterable[PreparedArticle],
        *,
        described: Iterable[Article] = (),
        settings: Manifest | None = None,
    ) -> None:
        """Stores the articles with their chunks, each in place of the one that had its id, all or none of them.

        Of those `described`, whose text and title stay as they are, what is known about them is stored with the others.
        Raises StoreMismatchError where the store has taken on others than the `settings` they were prepared with.
        """
        with self.database.writing() as connection:
            if settings is not None:
                settings.check_against(_manifest(connection))
            for prepared in articles:
                article = prepared.article
                before = connection.execute("SELECT version FROM articles WHERE id = ?", (article.id,)).fetchone()
                remove_chunks(connection, article.id)
                forget_next(connection, article.id)
                keep_text(connection, article.version, article.text)
                put_article(connection, article)
                add_chunks(connection, prepared)
                if before is not None:
                    unlink_copies(connection, before["version"])
                link_copies(connection, article.version, article.text)
            for article in described:
                put_article(connection, article)
                log_changed(connection, article.id)

    def waiting(self, *, after: str, limit: int) -> list[ArticleSummary]:
        """At most `limit` articles that wait to be cut and embedded again, ordered by id, after the id `after`."""
        sql = f"SELECT {SUMMARY} FROM articles a WHERE a.chunked = 0 AND a.id > ? ORDER BY a.id LIMIT ?"
        with self.database.reading() as connection:
            return list(intact(connection.execute(sql, (after, limit)), summary_from))

    def delete(self, article_ids: Sequence[str]) -> tuple[DeletionReceipt, ...]:
        """Removes articles and the texts that no other carries or carried; all, or none with UnknownArticleError."""
        now = datetime.now(UTC)
        with self.database.writing() as connection:
            receipts = tuple(_delete(connection, article_id, now) for article_id in article_ids)
        self.database.forget_deleted()
        return receipts


def _delete(connection: Connection, article_id: str, now: datetime) -> DeletionReceipt:
    carried = connection.execute("SELECT version FROM articles WHERE id = ?", (article_id,)).fetchone()
    if carried is None:
        raise UnknownArticleError(article_id)
    chunks = remove_chunks(connection, article_id)
    versions = withdraw_texts(connection, article_id, now)
    unlink_copies(connection, carried["version"])
    return DeletionReceipt(article_id, versions, chunks, now)


def _manifest(connection: Connection) -> dict[str, str]:
    return {row["key"]: row["value"] for row in connection.execute("SELECT key, value FROM manifest")}
