"""Bringing a store up to the tables of today: what can be worked out from what it holds is, and nothing is lost."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from index.storage.copy_links import link_all
from index.storage.database import Connection, Database
from index.storage.schema import ADDED_IN_VERSION_2, ADDED_IN_VERSION_3, ADDED_IN_VERSION_4

_logger = logging.getLogger(__name__)


def _nothing_to_work_out(connection: Connection) -> None:
    """The new tables begin empty."""


def _find_near_copies(connection: Connection) -> None:
    link_all(connection)


def _sum_rows(connection: Connection) -> None:
    connection.execute("INSERT INTO article_checksums SELECT * FROM articles_summed")
    connection.execute("INSERT INTO chunk_checksums SELECT * FROM chunks_summed")
    connection.execute("INSERT INTO tombstone_checksums SELECT * FROM tombstones_summed")


@dataclass(frozen=True, slots=True)
class _Step:
    """The way to a version from the one before: the tables that are new, and how they are filled."""

    to_version: str
    tables: str
    fill: Callable[[Connection], None]


_STEPS = {
    "1": _Step("2", ADDED_IN_VERSION_2, _find_near_copies),
    "2": _Step("3", ADDED_IN_VERSION_3, _nothing_to_work_out),
    "3": _Step("4", ADDED_IN_VERSION_4, _sum_rows),
}


def migrate(database: Database) -> None:
    """Takes a store of an older version to the newest, in one transaction; any other stays as it is.

    From version 1, the near copies are found among all its texts, about 3 ms each. From version 2, no article has an
    origin until its file is read again. From version 3, every row is taken to be what was written. A program of the
    older version that has the store open refuses it from then on.
    """
    with database.reading() as connection:
        if _version(connection) not in _STEPS:
            return
    started = time.perf_counter()
    with database.writing() as connection:
        before = _version(connection)
        while step := _STEPS.get(_version(connection) or ""):  # none where another process was faster
            for statement in step.tables.split(";\n"):
                connection.execute(statement)
            step.fill(connection)
            connection.execute("UPDATE manifest SET value = ? WHERE key = 'schema_version'", (step.to_version,))
        after = _version(connection)
    _logger.info("store migrated from version %s to %s in %.2f s", before, after, time.perf_counter() - started)


def _version(connection: Connection) -> str | None:
    row = connection.execute("SELECT value FROM manifest WHERE key = 'schema_version'").fetchone()
    return None if row is None else str(row["value"])
