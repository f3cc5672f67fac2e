import threading
import time
from collections.abc import Callable, Generator, Iterable
from itertools import repeat

import pytest

from rag.writing.bounded_stream import bounded
from running_service import PATIENCE, wait_until

Start = Callable[[], Generator[str, None, None]]
FOREVER = float("inf")


class Source:
    """Parts, `pause` seconds apart, and a last one once `go_on` is set; knows when it was closed."""

    def __init__(
        self, parts: Iterable[str], *, last: str = "", pause: float = 0.0, error: Exception | None = None
    ) -> None:
        self._parts = parts
        self._last = last
        self._pause = pause
        self._error = error
        self.go_on = threading.Event()
        self.closed = threading.Event()

    def __call__(self) -> Generator[str, None, None]:
        try:
            for part in self._parts:
                time.sleep(self._pause)
                yield part
            if self._last:
                assert self.go_on.wait(PATIENCE)
                yield self._last
            if self._error:
                raise self._error
        finally:
            self.closed.set()


def test_all_parts_come_in_order() -> None:
    source = Source(["a", "b", "c"], pause=0.01)
    assert list(bounded(source, silence=PATIENCE, deadline=FOREVER)) == ["a", "b", "c"]
    assert source.closed.wait(PATIENCE)


def test_what_a_stream_raises_is_raised_behind_its_parts() -> None:
    parts = bounded(Source(["a"], error=ValueError("broken")), silence=PATIENCE, deadline=FOREVER)
    assert next(parts) == "a"
    with pytest.raises(ValueError, match="broken"):
        next(parts)


def test_a_silence_that_is_too_long_ends_it() -> None:
    source = Source(["a"], last="b")
    parts = bounded(source, silence=1.0, deadline=FOREVER)
    assert next(parts) == "a"
    with pytest.raises(TimeoutError, match=r"Nothing came for 1\.0 seconds"):
        next(parts)
    assert not source.closed.is_set()
    source.go_on.set()
    assert source.closed.wait(PATIENCE), "closed with its next part"


def test_the_whole_may_not_last_longer_however_steadily_it_comes() -> None:
    source = Source(repeat("a"), pause=0.02)
    with pytest.raises(TimeoutError):
        list(bounded(source, silence=PATIENCE, deadline=time.monotonic() + 0.1))
    assert source.closed.wait(PATIENCE)


def test_what_has_come_is_given_out_after_the_deadline_too() -> None:
    source, deadline = Source(["a", "b"]), time.monotonic() + 1.0
    parts = bounded(source, silence=PATIENCE, deadline=deadline)
    assert next(parts) == "a"
    wait_until(lambda: time.monotonic() > deadline and not reading())
    assert list(parts) == ["b"], "its reader was slow, not the stream"


def test_a_reader_that_leaves_closes_the_stream() -> None:
    source = Source(repeat("a"), pause=0.01)
    parts = bounded(source, silence=PATIENCE, deadline=FOREVER)
    assert next(parts) == "a"
    parts.close()  # type: ignore[attr-defined]
    assert source.closed.wait(PATIENCE)


def reading() -> bool:
    """Whether a thread still reads a stream."""
    return any(thread.name == "language-model" for thread in threading.enumerate())
