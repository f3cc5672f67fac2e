"""SQLite as the store uses it: many readers at once, one writer, nothing half done.

Threads: a reader borrows a connection from a pool, so that readers never wait for one another; writers take turns on
one connection. Processes: write-ahead logging lets readers go on while one process writes; a second writer waits.
"""

import logging
import queue
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeAlias

from index.errors import (
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreMissingError,
    StoreUnavailableError,
)
from index.storage.locks import locked_file
from index.storage.row_checksums import FUNCTION, row_checksum
from index.storage.schema import SCHEMA

logger = logging.getLogger(__name__)

Connection: TypeAlias = sqlite3.Connection
Row: TypeAlias = sqlite3.Row

WAIT_SECONDS = 30.0  # how long a writer waits for the writer of another process
CHECKPOINT_WAIT_SECONDS = 2.0
_LOOK_SECONDS = 0.01
_UNAVAILABLE = (
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_PROTOCOL,
)
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FORMAT)
_UNREADABLE_VALUE = ("Could not decode to UTF-8", "user-defined function raised exception")
"""How Python's module begins to say that a value in the file is no text, which it does without an error code."""


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
        with _named_errors(path):
            database = cls(path)
            if database._has_tables():
                return database
        database.close()
        raise StoreMissingError(path.parent)

    @classmethod
    def create(cls, path: Path, manifest: Mapping[str, str]) -> "Database":
        """A database with empty tables and this manifest, made in one transaction; one that is there is opened."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailableError(path, str(error)) from error
        with _named_errors(path):
            database = cls(path)
            if not database._has_tables():
                database._make_tables(manifest)
        return database

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store until the block ends."""
        with _named_errors(self._path):
            connection = self._reader()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                connection.rollback()
                self._idle.put(connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are kept together when the block ends, or not at all if it raises."""
        with self._write_lock, _named_errors(self._path):
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.commit()
            except BaseException:  # of a full disk too, which a commit is the first to notice
                self._writer.rollback()
                raise

    def copy_to(self, path: Path) -> None:
        """Writes what is there at one moment into a new file; who reads or writes goes on."""
        with self.reading() as connection, _named_errors(path), closing(sqlite3.connect(path)) as copy:
            copy.execute("PRAGMA synchronous = OFF")  # whoever wants it to last waits for the whole file
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # the file alone is all of it

    def replace_with(self, path: Path) -> None:
        """Puts what is in another file in the place of what is here, in one transaction: others see all of it or none.

        Raises StoreBusyError where another process writes for longer than a writer waits.
        """
        last = time.monotonic() + WAIT_SECONDS

        def give_up(status: int, _remaining: int, _total: int) -> None:
            if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > last:
                raise StoreBusyError(self._path, WAIT_SECONDS)

        with self._write_lock, _named_errors(self._path), closing(sqlite3.connect(path)) as source:
            source.backup(self._writer, progress=give_up)
        self.forget_deleted()

    def data_version(self) -> int:
        """A number that differs from the last one whenever any connection, here or elsewhere, has written since."""
        with self._watch_lock, _named_errors(self._path):
            version: int = self._watcher.execute("PRAGMA data_version").fetchone()[0]
            return version

    def forget_deleted(self) -> None:
        """Writes the log into the file and empties it, so that deleted text stands in neither (`secure_delete`).

        Where the disk is full or a reader is slow, a later writer does so: what was deleted is deleted all the same.
        """
        try:
            self._empty_log()
        except StoreUnavailableError as error:
            logger.warning("What was deleted stands in the log still: %s", error)

    def compact(self) -> bool:
        """Writes the file anew without the room that deleted rows have left, and empties the log.

        False where the log could not be emptied, as someone read all along.
        """
        with self._write_lock, _named_errors(self._path):
            self._writer.execute("VACUUM")
        return self._empty_log()

    def _empty_log(self) -> bool:
        """Says whether it is empty. SQLite waits for readers, but not for another process that is emptying it."""
        last = time.monotonic() + CHECKPOINT_WAIT_SECONDS
        with self._write_lock, _named_errors(self._path):
            self._writer.execute(f"PRAGMA busy_timeout = {int(CHECKPOINT_WAIT_SECONDS * 1000)}")
            while busy := self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                if time.monotonic() > last:
                    break
                time.sleep(_LOOK_SECONDS)
            self._writer.execute(f"PRAGMA busy_timeout = {int(WAIT_SECONDS * 1000)}")
        return not busy

    def has_our_tables(self) -> bool:
        """Whether the tables, indexes and triggers are those of `index.storage.schema`, word for word."""
        return _has_our_tables(self._path)

    def close(self) -> None:
        """Closes every connection that is not lent out."""
        while True:
            try:
                self._idle.get_nowait().close()
            except queue.Empty:
                break
        self._watcher.close()
        self._writer.close()

    def _reader(self) -> Connection:
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            connection = self._connect()
            connection.execute("PRAGMA query_only = ON")
            return connection

    def _connect(self) -> Connection:
        connection = sqlite3.connect(self._path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        connection.create_function(FUNCTION, -1, row_checksum, deterministic=True)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        return connection

    def _make_tables(self, manifest: Mapping[str, str]) -> None:
        """Makes the tables, unless another process has just done so.

        SQLite lets nobody wait who turns to write-ahead logging while another does: one of the two is refused at
        once, whatever its time-out. So they take turns before they ask.
        """
        with _creation(self._path):
            self._writer.execute("PRAGMA journal_mode = WAL")
            with self.writing() as connection:
                if not self._has_tables():
                    for statement in SCHEMA.split(";\n"):
                        connection.execute(statement)
                    connection.executemany("INSERT INTO manifest VALUES (?, ?)", manifest.items())

    def _has_tables(self) -> bool:
        found = self._writer.execute("SELECT 1 FROM sqlite_master WHERE name = 'manifest'").fetchone()
        return found is not None


@contextmanager
def _creation(path: Path) -> Iterator[None]:
    """Held by whoever makes the tables of the file at `path`."""
    try:
        with locked_file(path.with_suffix(".lock")):
            yield
    except OSError as error:
        raise StoreUnavailableError(path, str(error)) from error


@contextmanager
def _named_errors(path: Path) -> Iterator[None]:
    """Turns what SQLite says about the file into our own errors; a mistake in our SQL stays what it is."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        named = _named(path, error)
        if named is None:
            raise
        raise named from error
    except UnicodeDecodeError as error:  # SQLite repeats what it cannot read, and Python cannot read that
        raise StoreDamagedError(path, str(error)) from error


def _named(path: Path, error: sqlite3.DatabaseError) -> StoreError | None:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # the low byte is the kind
    if code == sqlite3.SQLITE_BUSY:
        return StoreBusyError(path, WAIT_SECONDS)
    if code == sqlite3.SQLITE_FULL:
        return StoreFullError(path)
    if code in _UNAVAILABLE:
        return StoreUnavailableError(path, str(error))
    if code in _DAMAGED or str(error).startswith(_UNREADABLE_VALUE) or not _has_our_tables(path):
        return StoreDamagedError(path, str(error))
    return None


def _has_our_tables(path: Path) -> bool:
    """Whether the definitions in the file are those of `index.storage.schema`, text on the disk like any other."""
    with closing(sqlite3.connect(path)) as stored, closing(sqlite3.connect(":memory:")) as fresh:
        fresh.executescript(SCHEMA)
        try:
            return _definitions(stored) == _definitions(fresh)
        except sqlite3.DatabaseError:
            return False


def _definitions(connection: Connection) -> list[tuple[str, str]]:
    """The tables, indexes, views and triggers of a file, each with its SQL, by name."""
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
    return [(name, " ".join(sql.split())) for name, sql in found]
