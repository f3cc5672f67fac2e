"""What became of every text that was ever in the store, so that an old citation still says the truth.

A text stays as long as an article carries it or, before a correction, carried it. Deleting an article withdraws the
texts that nothing else holds: their words go, their names stay with the time.
"""

import hashlib
from datetime import datetime
from typing import Literal

from index.errors import CorruptArticleError
from index.storage.article_rows import SUMMARY, intact, summary_from
from index.storage.database import Connection, Database, Row
from index.storage.records import FormerCarrier, StoredText
from index.storage.row_checksums import row_checksum

PREFIX_DIGITS = 16
"""How many digits of a text's SHA-256 name it in a citation."""
_HIDDEN = "sha256:"


def keep_text(connection: Connection, version: str, text: str) -> None:
    """Stores a text under its name; one that was withdrawn, or no longer matches its name, is put back."""
    sql = "INSERT INTO texts (version, text) VALUES (?, ?) ON CONFLICT (version) DO UPDATE SET text = excluded.text"
    connection.execute(sql, (version, text))


def withdraw_texts(connection: Connection, article_id: str, at: datetime) -> tuple[str, ...]:
    """Removes an article that has no chunks any more, and what only it carried.

    Returns the names of all the texts that it carried, ascending.
    """
    carried = connection.execute("SELECT version FROM carriers WHERE article_id = ? ORDER BY version", (article_id,))
    versions = tuple(row["version"] for row in carried)
    connection.execute("DELETE FROM articles WHERE id = ?", (article_id,))
    for version in versions:
        tombstone = (version, article_id, at.isoformat())
        connection.execute("INSERT OR REPLACE INTO tombstones VALUES (?, ?, ?)", tombstone)
        sql = """UPDATE texts SET text = NULL
                 WHERE version = ? AND NOT EXISTS (SELECT 1 FROM carriers WHERE version = texts.version)"""
        connection.execute(sql, (version,))
    return versions


def find_text(database: Database, version_prefix: str) -> StoredText | None:
    """What is known of the text whose name begins so, None where there never was one.

    `version_prefix` is 16 to 64 hexadecimal digits in lowercase. The text is not checked against its name. Raises
    CorruptArticleError where a deletion of it is not what was written.
    """
    with database.reading() as connection:
        row = connection.execute(
            "SELECT version, text FROM texts WHERE prefix = ? AND substr(version, 1, ?) = ? ORDER BY version",
            (version_prefix[:PREFIX_DIGITS], len(version_prefix), version_prefix),
        ).fetchone()
        if row is None:
            return None
        graves = _graves(connection, "version", (row["version"],))
        last = max((grave["deleted_at"] for grave in graves), default=None)
        return StoredText(
            version=row["version"],
            text=row["text"],
            article_ids=carriers_of(connection, row["version"]),
            former=_former_carriers(connection, row["version"]),
            withdrawn_from=tuple(grave["article_id"] for grave in graves),
            withdrawn_at=datetime.fromisoformat(last) if last and row["text"] is None else None,
        )


def last_deletion(database: Database, article_id: str) -> datetime | None:
    """When the article of this id was deleted last (UTC); None where it never was."""
    with database.reading() as connection:
        graves = _graves(connection, "article_id", (article_id, hidden_id(article_id)))
        last = max((grave["deleted_at"] for grave in graves), default=None)
    return datetime.fromisoformat(last) if last else None


def hide_deleted_ids(connection: Connection) -> int:
    """Leaves a digest in place of each deleted article's id, which may say what the article was about; says how many.

    `last_deletion` goes on finding it by the id. Raises CorruptArticleError where a deletion was changed on the disk.
    """
    ids = connection.execute(f"SELECT DISTINCT article_id FROM tombstones WHERE article_id NOT LIKE '{_HIDDEN}%'")
    shown = [str(row["article_id"]) for row in ids]
    for article_id in shown:
        for grave in _graves(connection, "article_id", (article_id,)):
            tombstone = (grave["version"], hidden_id(article_id), grave["deleted_at"])
            connection.execute("INSERT OR REPLACE INTO tombstones VALUES (?, ?, ?)", tombstone)
        for table in ("tombstones", "tombstone_checksums"):
            connection.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))
    return len(shown)


def hidden_id(article_id: str) -> str:
    """What is left of the id of a deleted article after a purge; no article has such an id."""
    return f"{_HIDDEN}{hashlib.sha256(article_id.encode('utf-8', 'surrogatepass')).hexdigest()}"


def carriers_of(connection: Connection, version: str) -> tuple[str, ...]:
    """The ids of the articles that carry a text today: the earliest published first, no date last, then by id."""
    sql = f"SELECT {SUMMARY} FROM articles a WHERE version = ? ORDER BY published IS NULL, published, id"
    carriers = intact(connection.execute(sql, (version,)), summary_from)
    return tuple(carrier.id for carrier in carriers if carrier.version == version)  # an index may say what is not so


def _graves(connection: Connection, column: Literal["version", "article_id"], values: tuple[str, ...]) -> list[Row]:
    """The deletions of texts or of articles, by article id. Raises CorruptArticleError for one that was changed."""
    sql = f"""SELECT version, article_id, deleted_at, checksum
              FROM tombstones LEFT JOIN tombstone_checksums USING (version, article_id)
              WHERE {column} IN ({", ".join("?" * len(values))}) ORDER BY article_id"""
    graves = connection.execute(sql, values).fetchall()
    for grave in graves:
        if row_checksum(grave["version"], grave["article_id"], grave["deleted_at"]) != grave["checksum"]:
            raise CorruptArticleError(str(grave["article_id"]))
    return graves


def _former_carriers(connection: Connection, version: str) -> tuple[FormerCarrier, ...]:
    sql = f"""SELECT {SUMMARY} FROM articles a
              WHERE id IN (SELECT article_id FROM carriers WHERE version = ?) ORDER BY id"""
    carriers = intact(connection.execute(sql, (version,)), summary_from)
    return tuple(FormerCarrier(carrier.id, carrier.version) for carrier in carriers if carrier.version != version)
