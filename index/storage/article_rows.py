"""How articles and their chunks lie in the rows of the store."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from corpus.article import Article, Chunk
from index.embedding.embedder import Vectors
from index.errors import CorruptArticleError
from index.hit import Filters
from index.storage.change_log import log_added, log_removed
from index.storage.database import Connection, Row
from index.storage.records import ArticleSummary
from index.storage.row_checksums import row_checksum

logger = logging.getLogger(__name__)

SUMMARY = """a.id, a.version, a.title, a.language, a.url, a.source, a.author, a.published,
             (SELECT checksum FROM article_checksums WHERE article_id = a.id) AS checksum"""
"""The columns of `articles a` that `summary_from` reads."""

CHUNK = f"""c.id AS chunk_id, c.article_id, c.version AS cut_from, c.ordinal, c.start, c."end",
            (SELECT place FROM chunk_checksums WHERE chunk_id = c.id) AS place, {SUMMARY}"""
"""The columns of `chunks c` and `articles a` that `chunk_from` reads."""

Read = TypeVar("Read")


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
    connection.execute("DELETE FROM former_ids WHERE former_id = ?", (a.id,))  # it is this article's own now


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
    """The chunk in a row with the columns of CHUNK; raises CorruptArticleError unless all is as it was written."""
    place = (row["article_id"], row["cut_from"], row["ordinal"], row["start"], row["end"])
    if row_checksum(*place) != row["place"]:
        raise CorruptArticleError(str(row["article_id"]))
    return ChunkRow(row["chunk_id"], row["ordinal"], row["start"], row["end"], summary_from(row))


def intact(rows: Iterable[Row], read: Callable[[Row], Read]) -> Iterator[Read]:
    """What is read from the rows, without those that changed on the disk: of them nothing is given out (logged)."""
    for row in rows:
        try:
            yield read(row)
        except CorruptArticleError as error:
            logger.error("%s", error)


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
    """The article in a row with the columns of SUMMARY; raises CorruptArticleError unless it is as it was written."""
    r = row
    known = (r["id"], r["version"], r["title"], r["language"], r["url"], r["source"], r["author"], r["published"])
    if row_checksum(*known) != row["checksum"]:
        raise CorruptArticleError(str(row["id"]))
    published = date.fromisoformat(row["published"]) if row["published"] else None
    return ArticleSummary(
        row["id"], row["title"], row["language"], row["url"], row["source"], row["author"], published, row["version"]
    )
