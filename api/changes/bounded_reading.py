"""Uploaded files are read in a process beside the service, which is ended where a document takes too long."""

import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path

from api.changes.reading_process import ReadingRequest
from api.wire.article_fields import ArticleMetadata
from corpus.article import Article
from corpus.errors import ReadFailure

_COMMAND = (sys.executable, "-m", "api.changes.reading_process")
_IDLE = 2  # processes that wait for the next upload
_PIECE = 1 << 16
_START_SECONDS = 60.0  # for a process to say the first word; it takes half a second where nothing else is running


class BoundedReader:
    """Reads the files of uploads, in a process for each that is read at the moment. Thread-safe.

    `seconds` is how long a file may be read without an article or a failure coming out of it.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._idle: list[_Process] = []
        self._lock = threading.Lock()

    def read(self, paths: Sequence[Path], metadata: ArticleMetadata) -> Iterator[Article | ReadFailure]:
        """The articles in these files, in order, and what could not be read.

        A document that takes too long, or that ends the process, is a failure, and the files behind it are read.
        """
        facts = metadata.model_dump(mode="json", exclude_none=True)
        known_ids: dict[str, str] = {}
        left = list(paths)
        while left:
            request = ReadingRequest(tuple(map(str, left)), facts, known_ids, self._seconds)
            with self._process() as process:
                try:
                    stopped = yield from _items(process.answers(request, self._seconds), left, known_ids)
                except (EOFError, BrokenPipeError):
                    if not process.used:
                        raise
                    continue  # it ended while it waited; a new one is as good
            if stopped is not None:
                yield ReadFailure(str(left.pop(0)), stopped)

    def close(self) -> None:
        """Ends the processes that wait."""
        with self._lock:
            idle, self._idle = self._idle, []
        for process in idle:
            process.end()

    @contextmanager
    def _process(self) -> Iterator["_Process"]:
        with self._lock:
            ended = [process for process in self._idle if not process.alive]
            self._idle = [process for process in self._idle if process.alive]
            process = self._idle.pop() if self._idle else None
        for other in ended:
            other.end()
        process = process or _Process()
        try:
            yield process
        finally:
            with self._lock:
                keep = process.waits and len(self._idle) < _IDLE
                if keep:
                    self._idle.append(process)
            if not keep:
                process.end()


def _items(
    answers: Iterator[dict[str, dict[str, str]]], left: list[Path], known_ids: dict[str, str]
) -> Generator[Article | ReadFailure, None, str | None]:
    """What comes out of the files; returns why the first of those `left` could not be read to its end, if so.

    Files that were read leave the list `left`, and the ids of their articles are added to `known_ids`.
    """
    begun = False
    try:
        for answer in answers:
            if "file" in answer:
                if begun:
                    left.pop(0)
                begun = True
            elif "article" in answer:
                article = _article(answer["article"])
                known_ids.setdefault(article.id, str(left[0]))
                yield article
            else:
                yield ReadFailure(**answer["failure"])
    except (TimeoutError, EOFError) as error:
        if not begun:
            raise  # no fault of a document's
        return str(error)
    left.clear()
    return None


def _article(fields: dict[str, str]) -> Article:
    published = fields.pop("published")
    return Article(**fields, published=date.fromisoformat(published) if published else None)


class _Process:
    """One process; `waits` is true between two requests, `used` after the first."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(_COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._received = b""
        self.waits = True
        self.used = False

    @property
    def alive(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def answers(self, request: ReadingRequest, seconds: float) -> Iterator[dict[str, dict[str, str]]]:
        """What is said of a request, each as it comes.

        Raises TimeoutError after so many seconds without anything, EOFError where the process ends.
        """
        assert self._process.stdin is not None
        self.waits = False
        self._process.stdin.write(json.dumps(asdict(request)).encode() + b"\n")
        self._process.stdin.flush()
        answer = json.loads(self._line(_START_SECONDS))
        while answer:
            yield answer
            answer = json.loads(self._line(seconds))
        self.waits = self.used = True

    def end(self) -> None:
        """Ends it, whatever it is doing."""
        self._process.kill()
        self._process.communicate()

    def _line(self, seconds: float) -> bytes:
        assert self._process.stdout is not None
        pipe = self._process.stdout.fileno()
        last = time.monotonic() + seconds
        waiting = select.poll()  # unlike select.select it takes any number of open files
        waiting.register(pipe, select.POLLIN)
        while b"\n" not in self._received:
            if not waiting.poll(max(0.0, last - time.monotonic()) * 1_000):
                raise TimeoutError(
                    f"La lecture n'a rien donné en {seconds:g} s et a été arrêtée. Allégez le document, découpez-le, "
                    "ou convertissez-le en texte."
                )
            piece = os.read(pipe, _PIECE)
            if not piece:
                raise EOFError(
                    "La lecture de ce document s'est interrompue : il est sans doute abîmé, ou trop grand pour la "
                    "mémoire. Convertissez-le en texte."
                )
            self._received += piece
        line, _, self._received = self._received.partition(b"\n")
        return line
