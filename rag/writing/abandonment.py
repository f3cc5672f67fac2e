"""Whoever asked has left: what waits on their behalf for something slow stops waiting.

A generator can be closed only between two events, and a language model may be silent for a minute before the next. So
whoever runs the pipeline in a thread names an event here, and what waits inside looks at it.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_left: ContextVar[threading.Event | None] = ContextVar("left", default=None)


class Abandoned(BaseException):
    """Nobody waits for the answer any more: like KeyboardInterrupt no error, and nothing recovers from it."""


@contextmanager
def abandoned_when(left: threading.Event) -> Iterator[None]:
    """What runs inside, in this thread, raises Abandoned where it would wait once `left` is set."""
    token = _left.set(left)
    try:
        yield
    finally:
        _left.reset(token)


def check_abandoned() -> None:
    """Raises Abandoned where whoever asked has left."""
    left = _left.get()
    if left is not None and left.is_set():
        raise Abandoned
