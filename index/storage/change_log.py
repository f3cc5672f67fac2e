"""The log of changes: what the mirrors replay to be again what the store is."""

from dataclasses import dataclass

import numpy as np

from index.storage.database import Connection
from index.vectors.vector_index import Ids


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the log: the number of a change, and the random stamp that only this change has.

    The stamp tells the log that a mirror followed from one that went on differently from a restored copy.
    """

    seq: int
    stamp: int


LOG_START = Position(0, 0)


@dataclass(frozen=True, slots=True)
class Changes:
    """The chunks that came or went since a position, each once, ascending, and the position that they lead to."""

    position: Position
    chunk_ids: Ids


def log_added(connection: Connection, chunk_id: int) -> None:
    """Writes that a chunk came, in the transaction in which it comes."""
    connection.execute("INSERT INTO changes (op, chunk_id) VALUES ('add', ?)", (chunk_id,))


def log_changed(connection: Connection, article_id: str) -> None:
    """Writes that what is known of an article's chunks changed, in the transaction in which it does."""
    sql = "INSERT INTO changes (op, chunk_id) SELECT 'add', id FROM chunks WHERE article_id = ? ORDER BY id"
    connection.execute(sql, (article_id,))


def log_removed(connection: Connection, article_id: str) -> None:
    """Writes that the chunks of an article go, in the transaction in which they go."""
    sql = "INSERT INTO changes (op, chunk_id) SELECT 'remove', id FROM chunks WHERE article_id = ? ORDER BY id"
    connection.execute(sql, (article_id,))


def log_all_removed(connection: Connection) -> None:
    """Writes that every chunk goes, in the transaction in which they go."""
    connection.execute("INSERT INTO changes (op, chunk_id) SELECT 'remove', id FROM chunks ORDER BY id")


def log_all_added(connection: Connection) -> None:
    """Writes that every chunk that there is came, in the transaction in which all of them do."""
    connection.execute("INSERT INTO changes (op, chunk_id) SELECT 'add', id FROM chunks ORDER BY id")


def last_position(connection: Connection) -> Position:
    """Where the log ends."""
    row = connection.execute("SELECT seq, stamp FROM changes ORDER BY seq DESC LIMIT 1").fetchone()
    return LOG_START if row is None else Position(row["seq"], row["stamp"])


def has_change(connection: Connection, position: Position) -> bool:
    """True where the log has this very change, or the position is its start: a mirror can go on from there."""
    if position == LOG_START:
        return True
    sql = "SELECT 1 FROM changes WHERE seq = ? AND stamp = ?"
    return connection.execute(sql, (position.seq, position.stamp)).fetchone() is not None


def changes_after(connection: Connection, position: Position) -> Changes:
    """What came or went after a position that the log has; from its start, the chunks there are."""
    if position == LOG_START:
        found = connection.execute("SELECT id FROM chunks ORDER BY id")
    else:
        sql = "SELECT DISTINCT chunk_id FROM changes WHERE seq > ? ORDER BY chunk_id"
        found = connection.execute(sql, (position.seq,))
    return Changes(last_position(connection), np.array([row[0] for row in found], dtype=np.int64))
