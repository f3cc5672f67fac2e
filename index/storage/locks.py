"""Locks between threads (many readers or one writer) and between processes (a locked file)."""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


class ReadWriteLock:
    """Lets any number of threads read, or one write. A waiting writer goes before readers that come later."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._readers = 0
        self._writing = False
        self._writers_waiting = 0

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Waits for the writer, if there is one. Not to be nested."""
        with self._changed:
            self._changed.wait_for(lambda: not self._writing and not self._writers_waiting)
            self._readers += 1
        try:
            yield
        finally:
            with self._changed:
                self._readers -= 1
                self._changed.notify_all()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Waits for everyone else."""
        with self._changed:
            self._writers_waiting += 1
            self._changed.wait_for(lambda: not self._writing and not self._readers)
            self._writers_waiting -= 1
            self._writing = True
        try:
            yield
        finally:
            with self._changed:
                self._writing = False
                self._changed.notify_all()


@contextmanager
def locked_file(path: Path) -> Iterator[None]:
    """Holds the lock on a file, waiting for it; the system frees it when the process ends, however it ends.

    Who holds it may remove the file, or put another in its place: whoever waited then locks the one that is there.
    """
    while True:
        with path.open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if _is_at(path, file):
                yield
                return


@contextmanager
def locked_file_if_free(path: Path) -> Iterator[bool]:
    """Holds the lock on a file if nobody else does, and says whether. The file may be removed as in `locked_file`."""
    while True:
        with path.open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            if _is_at(path, file):
                yield True
                return


def _is_at(path: Path, file: TextIO) -> bool:
    """Whether the open file is still the one of this name, so that everybody else meets its lock."""
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False
