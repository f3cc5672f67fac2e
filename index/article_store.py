"""The truth: articles, their chunks and embeddings, and the log of changes that the mirrors follow."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

import numpy as np

from corpus.article import Article, Chunk
from index.database import Connection, Database, Row
from index.embedder import Vectors
from index.errors import UnknownArticleError
from index.hit import Filters
from index.records import ArticleSummary, DeletionReceipt
from index.text_history import keep_text, withdraw_texts
from index.vector_index import Ids

DATABASE_NAME = "articles.sqlite"
_SUMMARY = "a.id, a.title, a.language, a.url, a.source, a.author, a.published, a.version"


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """An article ready to be stored: its chunks and their embeddings, row for row."""

    article: Article
    chunks: Sequence[Chunk]
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class ChunkRow:
    """A stored chunk without its words, and the article that carries it without its text."""

    id: int
    ordinal: int
    start: int
    end: int
    article: ArticleSummary


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the log of changes: the number of a change, and the random stamp that only this change has."""

    seq: int
    stamp: int


LOG_START = Position(0, 0)


@dataclass(frozen=True, slots=True)
class Changes:
    """The chunks that came or went since a position, each once, and the position that they lead to."""

    position: Position
    chunk_ids: Ids


class ArticleStore:
    """Articles in a SQLite file. Thread-safe; every write is one transaction."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @classmethod
    def open(cls, folder: Path) -> "ArticleStore":
        """The store in `folder`; raises StoreMissingError or StoreDamagedError."""
        return cls(Database.open(folder / DATABASE_NAME))

    @classmethod
    def create(cls, folder: Path, manifest: Mapping[str, str]) -> "ArticleStore":
        """An empty store in `folder`, or the one that is there with its own manifest."""
        return cls(Database.create(folder / DATABASE_NAME, manifest))

    def close(self) -> None:
        """Closes the file."""
        self.database.close()

    def manifest(self) -> dict[str, str]:
        """The settings the store was built with."""
        with self.database.reading() as connection:
            return {row["key"]: row["value"] for row in connection.execute("SELECT key, value FROM manifest")}

    # Reading

    def summaries(self, ids: Iterable[str]) -> dict[str, ArticleSummary]:
        """The articles with these ids, by id; an id that is not there is left out."""
        sql = f"SELECT {_SUMMARY} FROM articles a WHERE a.id IN (SELECT value FROM json_each(?))"
        with self.database.reading() as connection:
            found = connection.execute(sql, (json.dumps(list(ids)),))
            return {row["id"]: _summary(row) for row in found}

    def list_summaries(self, *, after: str | None, limit: int, filters: Filters) -> list[ArticleSummary]:
        """At most `limit` articles that pass the filters, ordered by id, those after the id `after`."""
        where, values = _where(filters)
        sql = f"SELECT {_SUMMARY} FROM articles a WHERE {where} AND a.id > ? ORDER BY a.id LIMIT ?"
        with self.database.reading() as connection:
            return [_summary(row) for row in connection.execute(sql, (*values, after or "", limit))]

    def text(self, version: str) -> str | None:
        """The text of this name, None where there is none or it was withdrawn. It is not checked against its name."""
        with self.database.reading() as connection:
            row = connection.execute("SELECT text FROM texts WHERE version = ?", (version,)).fetchone()
            return None if row is None else row["text"]

    def versions_containing(self, words: str) -> list[str]:
        """The names of the texts, of articles as they stand, in which `words` stand exactly so."""
        sql = """SELECT version FROM texts WHERE instr(text, ?) > 0
                 AND version IN (SELECT version FROM articles) ORDER BY version"""
        with self.database.reading() as connection:
            return [row["version"] for row in connection.execute(sql, (words,))]

    def chunk_rows(self, ids: Iterable[int]) -> dict[int, ChunkRow]:
        """The chunks with these ids, by id; one that is not there any more is left out."""
        sql = f"""SELECT c.id AS chunk_id, c.ordinal, c.start, c."end", {_SUMMARY}
                  FROM chunks c JOIN articles a ON a.id = c.article_id
                  WHERE c.id IN (SELECT value FROM json_each(?)) ORDER BY c.id"""
        with self.database.reading() as connection:
            found = connection.execute(sql, (json.dumps([int(i) for i in ids]),))
            return {
                r["chunk_id"]: ChunkRow(r["chunk_id"], r["ordinal"], r["start"], r["end"], _summary(r)) for r in found
            }

    def allowed_chunks(self, filters: Filters) -> Ids | None:
        """The ids of the chunks whose articles pass, ascending; None where all pass."""
        if filters.empty:
            return None
        where, values = _where(filters)
        sql = f"SELECT c.id FROM chunks c JOIN articles a ON a.id = c.article_id WHERE {where} ORDER BY c.id"
        with self.database.reading() as connection:
            return np.array([row[0] for row in connection.execute(sql, values)], dtype=np.int64)

    def chunk_ids(self) -> Ids:
        """The ids of all chunks, ascending."""
        with self.database.reading() as connection:
            return np.array([row[0] for row in connection.execute("SELECT id FROM chunks ORDER BY id")], dtype=np.int64)

    def vectors(self, ids: Iterable[int]) -> tuple[Ids, Vectors]:
        """The embeddings of those of the chunks that are still there: their ids, ascending, and one row each."""
        sql = """SELECT chunk_id, vector FROM embeddings
                 WHERE chunk_id IN (SELECT value FROM json_each(?)) ORDER BY chunk_id"""
        with self.database.reading() as connection:
            found = connection.execute(sql, (json.dumps([int(i) for i in ids]),)).fetchall()
        rows = [np.frombuffer(row["vector"], dtype="<f4") for row in found]
        return np.array([r["chunk_id"] for r in found], np.int64), np.stack(rows) if rows else np.empty(
            (0, 0), np.float32
        )

    def count(self, table: Literal["articles", "chunks", "texts", "tombstones"]) -> int:
        """How many rows a table has."""
        with self.database.reading() as connection:
            rows: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            return rows

    # The log

    def position(self) -> Position:
        """Where the log ends."""
        with self.database.reading() as connection:
            return _position(connection)

    def knows(self, position: Position) -> bool:
        """True where the log has this very change: a mirror that stands there can go on from it."""
        sql = "SELECT 1 FROM changes WHERE seq = ? AND stamp = ?"
        with self.database.reading() as connection:
            return (
                position == LOG_START or connection.execute(sql, (position.seq, position.stamp)).fetchone() is not None
            )

    def changes_since(self, position: Position) -> Changes:
        """What came or went after a position that the log knows; from its start, the chunks there are."""
        sql = "SELECT DISTINCT chunk_id FROM changes WHERE seq > ? ORDER BY chunk_id"
        if position == LOG_START:
            sql = "SELECT id FROM chunks WHERE ? = 0 ORDER BY id"
        with self.database.reading() as connection:
            ids = [row[0] for row in connection.execute(sql, (position.seq,))]
            return Changes(_position(connection), np.array(ids, dtype=np.int64))

    # Writing

    def put(self, articles: Iterable[PreparedArticle]) -> None:
        """Stores the articles with their chunks, each in place of the one that had its id."""
        with self.database.writing() as connection:
            for prepared in articles:
                _remove_chunks(connection, prepared.article.id)
                keep_text(connection, prepared.article.version, prepared.article.text)
                _put_article(connection, prepared.article)
                _add_chunks(connection, prepared)

    def update_metadata(self, articles: Iterable[Article]) -> None:
        """Stores what is known about articles whose text and title stay as they are."""
        with self.database.writing() as connection:
            for article in articles:
                _put_article(connection, article)

    def delete(self, article_id: str) -> DeletionReceipt:
        """Removes an article and the texts no other article carries or carried; raises UnknownArticleError."""
        now = datetime.now(UTC)
        with self.database.writing() as connection:
            if connection.execute("SELECT 1 FROM articles WHERE id = ?", (article_id,)).fetchone() is None:
                raise UnknownArticleError(article_id)
            chunks = _remove_chunks(connection, article_id)
            versions = withdraw_texts(connection, article_id, now)
        self.database.forget_deleted()
        return DeletionReceipt(article_id, versions, chunks, now)


def _put_article(connection: Connection, article: Article) -> None:
    sql = """INSERT INTO articles (id, version, title, language, url, source, author, published)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (id) DO UPDATE SET version = excluded.version, title = excluded.title,
             language = excluded.language, url = excluded.url, source = excluded.source,
             author = excluded.author, published = excluded.published, chunked = 1"""
    a = article
    published = a.published.isoformat() if a.published else None
    connection.execute(sql, (a.id, a.version, a.title, a.language, a.url, a.source, a.author, published))
    connection.execute("INSERT OR IGNORE INTO carriers VALUES (?, ?)", (a.id, a.version))


def _add_chunks(connection: Connection, prepared: PreparedArticle) -> None:
    insert = 'INSERT INTO chunks (article_id, version, ordinal, start, "end") VALUES (?, ?, ?, ?, ?)'
    for chunk, vector in zip(prepared.chunks, prepared.vectors, strict=True):
        row = (chunk.article_id, chunk.version, chunk.ordinal, chunk.start, chunk.end)
        chunk_id = connection.execute(insert, row).lastrowid
        connection.execute("INSERT INTO embeddings VALUES (?, ?)", (chunk_id, vector.astype("<f4").tobytes()))
        connection.execute("INSERT INTO changes (op, chunk_id) VALUES ('add', ?)", (chunk_id,))


def _remove_chunks(connection: Connection, article_id: str) -> int:
    log = "INSERT INTO changes (op, chunk_id) SELECT 'remove', id FROM chunks WHERE article_id = ? ORDER BY id"
    connection.execute(log, (article_id,))
    return connection.execute("DELETE FROM chunks WHERE article_id = ?", (article_id,)).rowcount


def _position(connection: Connection) -> Position:
    row = connection.execute("SELECT seq, stamp FROM changes ORDER BY seq DESC LIMIT 1").fetchone()
    return LOG_START if row is None else Position(row["seq"], row["stamp"])


def _where(filters: Filters) -> tuple[str, tuple[str, ...]]:
    """The filters as a condition on `articles a`, and its values."""
    tests = ["a.published >= ?", "a.published <= ?"]
    tests += [f"a.{column} IN (SELECT value FROM json_each(?))" for column in ("source", "language", "id")]
    dates = [limit.isoformat() if limit else None for limit in (filters.published_from, filters.published_to)]
    lists = [
        json.dumps(names) if names else None for names in (filters.sources, filters.languages, filters.article_ids)
    ]
    asked = [(test, value) for test, value in zip(tests, dates + lists, strict=True) if value is not None]
    return " AND ".join(["1 = 1", *(test for test, _ in asked)]), tuple(value for _, value in asked)


def _summary(row: Row) -> ArticleSummary:
    published = date.fromisoformat(row["published"]) if row["published"] else None
    return ArticleSummary(
        row["id"], row["title"], row["language"], row["url"], row["source"], row["author"], published, row["version"]
    )
