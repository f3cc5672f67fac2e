"""SQLite as the store uses it: many readers at once, one writer, nothing half done.

Threads: a reader borrows a connection from a pool, so that readers never wait for one another; writers take turns on
one connection. Processes: write-ahead logging lets readers go on while one process writes; a second writer waits.
"""

import queue
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from index.errors import StoreBusyError, StoreDamagedError, StoreMissingError
from index.schema import SCHEMA

Connection: TypeAlias = sqlite3.Connection
Row: TypeAlias = sqlite3.Row

WAIT_SECONDS = 30.0  # how long a writer waits for the writer of another process
CHECKPOINT_WAIT_SECONDS = 2.0


class Database:
    """One SQLite file. Thread-safe. Use `open` or `create`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: queue.LifoQueue[Connection] = queue.LifoQueue()
        self._writer = self._connect()
        self._write_lock = threading.Lock()
        self._watcher = self._connect()
        self._watch_lock = threading.Lock()

    @classmethod
    def open(cls, path: Path) -> "Database":
        """The database at `path`. Raises StoreMissingError, or StoreDamagedError where the file is something else."""
        if not path.is_file():
            raise StoreMissingError(path.parent)
        try:
            database = cls(path)
            if not database._has_tables():
                database.close()
                raise StoreMissingError(path.parent)
        except sqlite3.DatabaseError as error:
            raise StoreDamagedError(path, str(error)) from error
        return database

    @classmethod
    def create(cls, path: Path, manifest: Mapping[str, str]) -> "Database":
        """A database with empty tables and this manifest, made in one transaction; one that is there is opened."""
        path.parent.mkdir(parents=True, exist_ok=True)
        database = cls(path)
        database._writer.execute("PRAGMA journal_mode = WAL")
        with database.writing() as connection:
            if not database._has_tables():
                for statement in SCHEMA.split(";\n"):
                    connection.execute(statement)
                connection.executemany("INSERT INTO manifest VALUES (?, ?)", manifest.items())
        return database

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store until the block ends."""
        try:
            connection = self._idle.get_nowait()
        except queue.Empty:
            connection = self._connect()
            connection.execute("PRAGMA query_only = ON")
        connection.execute("BEGIN")
        try:
            yield connection
        finally:
            connection.rollback()
            self._idle.put(connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are kept together when the block ends, or not at all if it raises."""
        with self._write_lock:
            self._begin()
            try:
                yield self._writer
            except BaseException:
                self._writer.rollback()
                raise
            self._writer.commit()

    def data_version(self) -> int:
        """A number that differs from the last one whenever any connection, here or elsewhere, has written since."""
        with self._watch_lock:
            version: int = self._watcher.execute("PRAGMA data_version").fetchone()[0]
            return version

    def forget_deleted(self) -> None:
        """Writes the log into the file and empties it, so that deleted text stands in neither (`secure_delete`)."""
        with self._write_lock:
            self._writer.execute(f"PRAGMA busy_timeout = {int(CHECKPOINT_WAIT_SECONDS * 1000)}")
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            self._writer.execute(f"PRAGMA busy_timeout = {int(WAIT_SECONDS * 1000)}")

    def close(self) -> None:
        """Closes every connection that is not lent out."""
        while True:
            try:
                self._idle.get_nowait().close()
            except queue.Empty:
                break
        self._watcher.close()
        self._writer.close()

    def _connect(self) -> Connection:
        connection = sqlite3.connect(self._path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        return connection

    def _begin(self) -> None:
        try:
            self._writer.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise StoreBusyError(self._path, WAIT_SECONDS) from error
            raise

    def _has_tables(self) -> bool:
        found = self._writer.execute("SELECT 1 FROM sqlite_master WHERE name = 'manifest'").fetchone()
        return found is not None
