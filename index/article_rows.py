"""How articles and their chunks lie in the rows of the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.article import Article, Chunk
from index.change_log import log_added, log_removed
from index.database import Connection, Row
from index.embedder import Vectors
from index.hit import Filters
from index.records import ArticleSummary

SUMMARY = "a.id, a.title, a.language, a.url, a.source, a.author, a.published, a.version"
"""The columns of `articles a` that `summary_from` reads."""


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


def put_article(connection: Connection, article: Article) -> None:
    """Writes what is known about an article, in place of what was; its text must be there."""
    sql = """INSERT INTO articles (id, version, title, language, url, source, author, published)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (id) DO UPDATE SET version = excluded.version, title = excluded.title,
             language = excluded.language, url = excluded.url, source = excluded.source,
             author = excluded.author, published = excluded.published"""
    a = article
    published = a.published.isoformat() if a.published else None
    connection.execute(sql, (a.id, a.version, a.title, a.language, a.url, a.source, a.author, published))
    connection.execute("INSERT OR IGNORE INTO carriers VALUES (?, ?)", (a.id, a.version))


def add_chunks(connection: Connection, prepared: PreparedArticle) -> None:
    """Writes an article's chunks and embeddings, and that they came."""
    insert = 'INSERT INTO chunks (article_id, version, ordinal, start, "end") VALUES (?, ?, ?, ?, ?) RETURNING id'
    for chunk, vector in zip(prepared.chunks, prepared.vectors, strict=True):
        row = (chunk.article_id, chunk.version, chunk.ordinal, chunk.start, chunk.end)
        chunk_id = connection.execute(insert, row).fetchone()[0]
        connection.execute("INSERT INTO embeddings VALUES (?, ?)", (chunk_id, vector.astype("<f4").tobytes()))
        log_added(connection, chunk_id)
    connection.execute("UPDATE articles SET chunked = 1 WHERE id = ?", (prepared.article.id,))


def chunk_from(row: Row) -> ChunkRow:
    """The chunk in a row with `chunk_id`, its place, and the columns of SUMMARY."""
    return ChunkRow(row["chunk_id"], row["ordinal"], row["start"], row["end"], summary_from(row))


def remove_chunks(connection: Connection, article_id: str) -> int:
    """Removes an article's chunks and embeddings, writes that they went, and says how many."""
    log_removed(connection, article_id)
    return connection.execute("DELETE FROM chunks WHERE article_id = ?", (article_id,)).rowcount


def condition(filters: Filters) -> tuple[str, tuple[str, ...]]:
    """The filters as a condition on `articles a`, and its values."""
    tests = ["1 = 1"]
    values: list[str] = []
    for test, limit in (("a.published >= ?", filters.published_from), ("a.published <= ?", filters.published_to)):
        if limit is not None:
            tests.append(test)
            values.append(limit.isoformat())
    for column, names in (
        ("a.source", filters.sources),
        ("a.language", filters.languages),
        ("a.id", filters.article_ids),
    ):
        if names:
            tests.append(f"{column} IN ({places(len(names))})")
            values.extend(names)
    return " AND ".join(tests), tuple(values)


def places(count: int) -> str:
    """So many question marks, for a list of values in SQL."""
    return ", ".join("?" * count)


def summary_from(row: Row) -> ArticleSummary:
    """The article in a row with the columns of SUMMARY."""
    published = date.fromisoformat(row["published"]) if row["published"] else None
    return ArticleSummary(
        row["id"], row["title"], row["language"], row["url"], row["source"], row["author"], published, row["version"]
    )
