"""Which rows are not what was written: found by their checksums, when all of them are compared."""

import json
from collections.abc import Iterable

from index.storage.database import Connection, Database

_SHOWN = 5  # ids named in a sentence

_CHANGED_CHUNKS = """
    FROM chunks c JOIN chunks_summed now ON now.id = c.id LEFT JOIN chunk_checksums written ON written.chunk_id = c.id
    WHERE (written.place IS NOT now.place OR written.embedding IS NOT now.embedding)"""
_CHANGED_ARTICLES = """
    SELECT now.id FROM articles_summed now LEFT JOIN article_checksums written ON written.article_id = now.id
    WHERE written.checksum IS NOT now.checksum ORDER BY now.id"""
_CHANGED_TOMBSTONES = """
    SELECT now.article_id FROM tombstones_summed now LEFT JOIN tombstone_checksums written
    ON written.version = now.version AND written.article_id = now.article_id
    WHERE written.checksum IS NOT now.checksum ORDER BY now.article_id"""
_LOST_EMBEDDINGS = "SELECT article_id FROM chunks WHERE id NOT IN (SELECT chunk_id FROM embeddings) ORDER BY id"
_LONE_COPIES = """
    SELECT version FROM near_copies one WHERE NOT EXISTS (SELECT 1 FROM near_copies other
    WHERE other.version = one.other AND other.other = one.version AND other.similarity = one.similarity)"""


def changed_among(database: Database, article_ids: Iterable[str]) -> set[str]:
    """Those of the articles of which a chunk or an embedding is not what was written: they are to be embedded again."""
    sql = f"SELECT DISTINCT c.article_id {_CHANGED_CHUNKS} AND c.article_id IN (SELECT value FROM json_each(?))"
    with database.reading() as connection:
        return {row[0] for row in connection.execute(sql, (json.dumps(sorted(article_ids)),))}


def find_changed_rows(database: Database) -> list[str]:
    """What is not as it was written, a sentence for each kind of row with its cure. Reads all of it."""
    again = "Ingest them again (sourcier ingest PATH…)"
    back = "put back a backup (sourcier restore FILE)"
    with database.reading() as connection:
        changed_chunks = f"SELECT DISTINCT c.article_id {_CHANGED_CHUNKS} ORDER BY c.article_id"
        return [
            *_sentence(
                connection, _CHANGED_ARTICLES, "What is known about %s was changed on the disk", f"{again}, or {back}"
            ),
            *_sentence(connection, changed_chunks, "Passages of %s were changed on the disk", f"{again}, or {back}"),
            *_sentence(connection, _LOST_EMBEDDINGS, "Passages of %s have no embeddings", f"{again}, or {back}"),
            *_sentence(
                connection, _CHANGED_TOMBSTONES, "The deletion of %s was changed on the disk", back.capitalize()
            ),
            *_sentence(connection, _LONE_COPIES, "The near copies of %s were changed on the disk", back.capitalize()),
        ]


def _sentence(connection: Connection, sql: str, what: str, cure: str) -> list[str]:
    found = list(dict.fromkeys(str(row[0]) for row in connection.execute(sql)))
    if not found:
        return []
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return [f"{what % (', '.join(found[:_SHOWN]) + more)}. {cure}."]
