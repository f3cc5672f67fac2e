"""Near copies in the store: found when a text comes, gone when no article carries it any more.

Which texts are linked depends on the texts alone, not on the order in which they came, unless one shares bands with
more than `COMPARED` others.
"""

from corpus.deduplication import NEAR_COPY, band_keys, shingle, similarity
from index.storage.database import Connection

COMPARED = 50
"""Texts that a new one is compared with at most, those that share most bands: bulletins that differ by a few figures
may be alike by the thousand, and each pair would be a row."""


def link_copies(connection: Connection, version: str, text: str) -> None:
    """Finds the near copies of a text among those that articles carry, unless that was done before."""
    added = connection.execute(
        "INSERT OR IGNORE INTO signatures (version) VALUES (?) RETURNING id", (version,)
    ).fetchone()
    if added is None:
        return
    shingles = shingle(text)
    keys = band_keys(shingles)
    for other in _candidates(connection, keys):
        stored = connection.execute("SELECT text FROM texts WHERE version = ?", (other,)).fetchone()["text"]
        alike = similarity(shingles, shingle(stored or ""))
        if alike >= NEAR_COPY:
            pairs = ((version, other, alike), (other, version, alike))
            connection.executemany("INSERT INTO near_copies VALUES (?, ?, ?)", pairs)
    connection.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", ((key, added["id"]) for key in keys))


def unlink_copies(connection: Connection, version: str) -> None:
    """Forgets what a text is like where no article carries it any more."""
    if connection.execute("SELECT 1 FROM articles WHERE version = ?", (version,)).fetchone() is not None:
        return
    connection.execute(
        "DELETE FROM near_copies WHERE (version, other) IN (SELECT other, version FROM near_copies WHERE version = ?)",
        (version,),
    )
    connection.execute("DELETE FROM near_copies WHERE version = ?", (version,))
    connection.execute("DELETE FROM signatures WHERE version = ?", (version,))


def link_all(connection: Connection) -> int:
    """Finds the near copies among all texts that articles carry; says how many texts there are."""
    sql = "SELECT version, text FROM texts WHERE version IN (SELECT version FROM articles) ORDER BY version"
    carried = connection.execute(sql).fetchall()
    for row in carried:
        link_copies(connection, row["version"], row["text"] or "")
    return len(carried)


def _candidates(connection: Connection, keys: list[int]) -> list[str]:
    """The texts that share bands, those that share most first, then by version."""
    if not keys:
        return []
    sql = f"""SELECT s.version FROM bands b JOIN signatures s ON s.id = b.signature_id
              WHERE b.key IN ({", ".join("?" * len(keys))})
              GROUP BY s.id ORDER BY count(*) DESC, s.version LIMIT {COMPARED}"""
    return [row["version"] for row in connection.execute(sql, keys)]
