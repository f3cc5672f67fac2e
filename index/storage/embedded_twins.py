"""What is embedded already: an article that comes with the title and text of another one takes over its chunks."""

import numpy as np

from corpus.article import Article, Chunk
from index.storage.article_rows import PreparedArticle
from index.storage.database import Database, Row
from index.storage.row_checksums import row_checksum


def find_embedded(database: Database, article: Article) -> PreparedArticle | None:
    """The article with the chunks and embeddings of one that has the same title and text; None where there is none."""
    sql = """SELECT c.article_id, c.ordinal, c.start, c."end", e.vector, s.place, s.embedding
             FROM chunks c JOIN embeddings e ON e.chunk_id = c.id LEFT JOIN chunk_checksums s ON s.chunk_id = c.id
             WHERE c.article_id = (SELECT min(id) FROM articles WHERE version = ? AND title = ? AND chunked = 1)
             ORDER BY c.ordinal"""
    with database.reading() as connection:
        found = connection.execute(sql, (article.version, article.title)).fetchall()
    if not found or not all(_as_written(row, article.version) for row in found):
        return None
    chunks = [
        Chunk(
            article.id,
            article.version,
            row["ordinal"],
            row["start"],
            row["end"],
            article.text[row["start"] : row["end"]],
        )
        for row in found
    ]
    return PreparedArticle(article, chunks, np.stack([np.frombuffer(row["vector"], dtype="<f4") for row in found]))


def _as_written(row: Row, version: str) -> bool:
    """Whether the disk still has the chunk and the embedding that were stored."""
    place = (row["article_id"], version, row["ordinal"], row["start"], row["end"])
    written: tuple[int, int] = (row["place"], row["embedding"])
    return (row_checksum(*place), row_checksum(row["vector"])) == written
