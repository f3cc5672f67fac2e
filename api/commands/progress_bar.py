"""How far a long work is, on a terminal: what is done, how fast, and how long it will still take."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from api.commands.french_lines import french_count
from index.ingestion import OnProgress
from index.storage.records import AddProgress

_LEAST_SHARE = 0.01  # below, an estimate of the time left is a guess

ShareDone = Callable[[], float]


@contextmanager
def progress_bar(shown: bool, share_read: ShareDone | None = None) -> Iterator[OnProgress | None]:
    """A bar on stderr; nothing where it is not wanted or stderr is no terminal.

    `share_read` tells how much of the work is done, from 0 to 1, where the number of articles is not known.
    """
    if not shown or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    started = time.monotonic()
    columns = (BarColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Indexation", total=1.0)

        def show(done: AddProgress) -> None:
            share = share_done(done, share_read)
            line = progress_line(done, seconds=time.monotonic() - started, share=share)
            bar.update(task, description=line, completed=share or 0.0)

        yield show


def share_done(done: AddProgress, share_read: ShareDone | None) -> float | None:
    """How much of the work is done, from 0 to 1: by articles where their number is known; None where nothing is."""
    if done.total:
        return min(1.0, done.articles / done.total)
    return share_read() if share_read is not None else None


def progress_line(done: AddProgress, *, seconds: float, share: float | None) -> str:
    """What is done so far, the rates, and the time left where enough is done to tell."""
    said = f"{french_count(done.articles)} articles, {french_count(done.chunks)} passages"
    if seconds > 0:
        said += f" · {_rate(done.articles / seconds)} articles/s, {_rate(done.chunks / seconds)} passages/s"
    if share is not None and share >= _LEAST_SHARE:
        said += f" · reste {_duration(seconds * (1 - share) / share)}"
    return said


def _rate(rate: float) -> str:
    return french_count(round(rate)) if rate >= 10 else f"{rate:.2g}".replace(".", ",")


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes:02} min"
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
