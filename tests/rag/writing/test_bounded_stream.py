import threading
import time
from collections.abc import Callable, Generator

import pytest

from rag.writing.bounded_stream import bounded

Start = Callable[[], Generator[str, None, None]]
FOREVER = float("inf")


class Source:
    """Parts with waits before them, in seconds; knows when it was closed."""

    def __init__(self, *parts: tuple[float, str], error: Exception | None = None) -> None:
        self._parts = parts
        self._error = error
        self.closed = threading.Event()

    def __call__(self) -> Generator[str, None, None]:
        try:
            for wait, part in self._parts:
                time.sleep(wait)
                yield part
            if self._error:
                raise self._error
        finally:
            self.closed.set()


def test_all_parts_come_in_order() -> None:
    source = Source((0, "a"), (0, "b"), (0.01, "c"))
    assert list(bounded(source, silence=5.0, deadline=FOREVER)) == ["a", "b", "c"]
    assert source.closed.wait(1)


def test_what_a_stream_raises_is_raised_behind_its_parts() -> None:
    parts = bounded(Source((0, "a"), error=ValueError("broken")), silence=5.0, deadline=FOREVER)
    assert next(parts) == "a"
    with pytest.raises(ValueError, match="broken"):
        next(parts)


def test_a_silence_that_is_too_long_ends_it() -> None:
    source = Source((0, "a"), (0.3, "b"))
    parts = bounded(source, silence=0.05, deadline=FOREVER)
    assert next(parts) == "a"
    with pytest.raises(TimeoutError, match=r"Nothing came for 0\.1 seconds"):
        next(parts)
    assert source.closed.wait(2), "closed with its next part"


def test_the_whole_may_not_last_longer_however_steadily_it_comes() -> None:
    source = Source(*((0.02, "a") for _ in range(200)))
    with pytest.raises(TimeoutError):
        list(bounded(source, silence=1.0, deadline=time.monotonic() + 0.1))
    assert source.closed.wait(2)


def test_what_has_come_is_given_out_after_the_deadline_too() -> None:
    source = Source((0, "a"), (0, "b"))
    parts = bounded(source, silence=1.0, deadline=time.monotonic() + 0.05)
    assert next(parts) == "a"
    assert source.closed.wait(1)
    time.sleep(0.1)
    assert list(parts) == ["b"], "its reader was slow, not the stream"


def test_a_reader_that_leaves_closes_the_stream() -> None:
    source = Source(*((0.01, "a") for _ in range(1_000)))
    parts = bounded(source, silence=1.0, deadline=FOREVER)
    assert next(parts) == "a"
    parts.close()  # type: ignore[attr-defined]
    assert source.closed.wait(2)
