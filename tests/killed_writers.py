"""Processes that change a store and are killed while they do: as `python killed_writers.py` what forks them, as a
module what they do and what is left to be expected.

A line on standard input is a `Round` as JSON. The process, which has loaded what is slow to load, forks its writers,
kills the first of them with SIGKILL at the appointed moment and the others right after, and answers with a line.
A writer puts one byte into its file of acknowledgements after each operation that has returned.
"""

import json
import os
import random
import signal
import sys
import threading
import time
import traceback
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from corpus.article import Article
from index.article_index import ArticleIndex
from index.errors import UnknownArticleError
from sample_articles import make_article
from sample_stores import make_store

OPERATIONS = 200  # more than a writer gets through before it is killed
IDS = 12  # of each writer, so that most are replaced and deleted many times


@dataclass(frozen=True, slots=True)
class Moment:
    """When a writer dies: after so many seconds, or at the nth event that Python audits and in whose path this stands.

    Events are those of https://docs.python.org/3/library/audit_events.html, and `fsync`.
    """

    seconds: float | None = None
    event: str = ""
    path: str = ""
    nth: int = 1


@dataclass(frozen=True, slots=True)
class Round:
    """One round: the store, the seeds of the writers, when the first of them dies, and where they acknowledge."""

    store: str
    seeds: tuple[int, ...]
    moment: Moment
    acknowledged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """Articles to be stored, in place of those that have their ids, or an id to be deleted."""

    articles: tuple[Article, ...] = ()
    deleted: str | None = None

    def carry_out(self, index: ArticleIndex) -> None:
        if self.deleted is None:
            index.add(self.articles)
        else:
            with suppress(UnknownArticleError):
                index.delete(self.deleted)


def operations(seed: int, writer: int, count: int = OPERATIONS) -> list[Operation]:
    """The same for the same seed; writers have ids of their own, and texts in common."""
    dice = random.Random(f"{seed} {writer}")
    return [_operation(dice, writer) for _ in range(count)]


def _operation(dice: random.Random, writer: int) -> Operation:
    ids = [f"{writer}-{dice.randrange(IDS)}" for _ in range(dice.choice((1, 1, 2, 4)))]
    if dice.random() < 0.35:
        return Operation(deleted=ids[0])
    articles = [replace(make_article(dice.randrange(40)), id=article_id) for article_id in dict.fromkeys(ids)]
    if dice.random() < 0.2:
        articles = [replace(article, source=f"Source {dice.randrange(3)}") for article in articles]
    return Operation(tuple(articles))


def _write(round_: Round, writer: int) -> None:
    """A writer's life."""
    if writer == 0 and round_.moment.seconds is None:
        _die_at(round_.moment)
    descriptor = os.open(round_.acknowledged[writer], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    index = make_store(Path(round_.store))
    for operation in operations(round_.seeds[writer], writer):
        operation.carry_out(index)
        os.write(descriptor, b".")
    if round_.moment.seconds is not None:
        signal.pause()  # whoever kills it was late


def _die_at(moment: Moment) -> None:
    seen = 0

    def look(event: str, arguments: Sequence[Any]) -> None:
        nonlocal seen
        if event == moment.event and any(moment.path in str(argument) for argument in arguments):
            seen += 1
            if seen == moment.nth:
                os.kill(os.getpid(), signal.SIGKILL)

    real_fsync = os.fsync

    def audited_fsync(descriptor: int) -> None:
        look("fsync", (Path(f"/proc/self/fd/{descriptor}").readlink(),))
        real_fsync(descriptor)

    os.fsync = audited_fsync
    sys.addaudithook(look)


def _carry_out(round_: Round) -> None:
    children = []
    for writer in range(len(round_.seeds)):
        child = os.fork()
        if child == 0:
            try:
                _write(round_, writer)
            except Exception:  # noqa: BLE001 - whatever it is, pytest shows it beside the test that fails
                traceback.print_exc()
            finally:
                os._exit(1)
        children.append(child)
    if round_.moment.seconds is not None:
        time.sleep(round_.moment.seconds)
        os.kill(children[0], signal.SIGKILL)
    statuses = [os.waitpid(children[0], 0)[1]]
    for child in children[1:]:
        os.kill(child, signal.SIGKILL)
        statuses.append(os.waitpid(child, 0)[1])
    sys.stdout.write(f"{json.dumps(statuses)}\n")
    sys.stdout.flush()


def round_from(line: str) -> Round:
    """The round of a line."""
    fields = json.loads(line)
    moment = Moment(**fields["moment"])
    return Round(fields["store"], tuple(fields["seeds"]), moment, tuple(fields["acknowledged"]))


def line_of(round_: Round) -> str:
    """The line of a round."""
    return json.dumps(asdict(round_)) + "\n"


if __name__ == "__main__":
    assert threading.active_count() == 1, "a process with threads must not fork"
    for line in sys.stdin:
        _carry_out(round_from(line))
