"""A stream that ends in time, whatever feeds it: neither a silence nor the whole may last longer than it may.

A time-out of sockets is not enough: a server that sends a sign of life every second, or a byte a minute, never runs
into one. So the stream is read in a thread of its own, and whoever waits for it stops waiting.
"""

import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from rag.writing.abandonment import check_abandoned

_GLANCE = 0.1  # seconds between two looks whether anybody still waits


@dataclass(frozen=True, slots=True)
class _End:
    """Nothing comes any more; `error` is why, if it should have."""

    error: Exception | None


def bounded(start: Callable[[], Generator[str, None, None]], *, silence: float, deadline: float) -> Iterator[str]:
    """The parts of a stream that is started now. What it raises is raised here.

    Raises TimeoutError where nothing comes for `silence` seconds, or not all before `deadline`, a `time.monotonic()`;
    and Abandoned a tenth of a second after whoever asked has left.
    A stream that is abandoned, by that or by its reader, is closed with its next part: it has to have some time-out of
    its own, or its thread may stay for as long as the other side keeps it waiting.
    """
    arrived: SimpleQueue[str | _End] = SimpleQueue()
    abandoned = threading.Event()
    threading.Thread(target=_read, args=(start, arrived, abandoned), name="language-model", daemon=True).start()
    try:
        while True:
            item = _next(arrived, max(0.0, min(silence, deadline - time.monotonic())))
            if not isinstance(item, _End):
                yield item
            elif item.error is not None:
                raise item.error
            else:
                return
    finally:
        abandoned.set()


def _next(arrived: "SimpleQueue[str | _End]", patience: float) -> str | _End:
    end = time.monotonic() + patience
    while True:
        check_abandoned()
        left = max(0.0, end - time.monotonic())
        try:
            return arrived.get(timeout=min(left, _GLANCE))
        except Empty:
            if left <= _GLANCE:
                raise TimeoutError(f"Nothing came for {patience:.1f} seconds.") from None


def _read(
    start: Callable[[], Generator[str, None, None]], arrived: "SimpleQueue[str | _End]", abandoned: threading.Event
) -> None:
    error: Exception | None = None
    try:
        with closing(start()) as parts:
            for part in parts:
                if abandoned.is_set():
                    break
                arrived.put(part)
    except Exception as raised:  # noqa: BLE001 - raised again by whoever reads the parts
        error = raised
    arrived.put(_End(error))
