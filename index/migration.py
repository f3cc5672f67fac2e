"""Bringing a store up to the tables of today: what can be worked out from what it holds is, and nothing is lost."""

import logging
import time

from index.copy_links import link_all
from index.database import Connection, Database
from index.schema import ADDED_IN_VERSION_2

_WITHOUT_COPIES, _WITH_COPIES = "1", "2"
_logger = logging.getLogger(__name__)


def migrate(database: Database) -> None:
    """Takes a store of version 1 to version 2, in one transaction; any other stays as it is.

    The near copies are found among all its texts, about 3 ms each. A program of version 1 that has the store open
    refuses it from then on.
    """
    with database.reading() as connection:
        if _version(connection) != _WITHOUT_COPIES:
            return
    started = time.perf_counter()
    with database.writing() as connection:
        if _version(connection) != _WITHOUT_COPIES:  # another process was faster
            return
        for statement in ADDED_IN_VERSION_2.split(";\n"):
            connection.execute(statement)
        texts = link_all(connection)
        connection.execute("UPDATE manifest SET value = ? WHERE key = 'schema_version'", (_WITH_COPIES,))
    _logger.info("store migrated: %d texts compared for near copies in %.2f s", texts, time.perf_counter() - started)


def _version(connection: Connection) -> str | None:
    row = connection.execute("SELECT value FROM manifest WHERE key = 'schema_version'").fetchone()
    return None if row is None else str(row["value"])
