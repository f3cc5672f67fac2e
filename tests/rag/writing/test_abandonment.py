import threading
import time
from collections.abc import Generator

import pytest

from rag.writing.abandonment import Abandoned, abandoned_when, check_abandoned
from rag.writing.bounded_stream import bounded
from running_service import PATIENCE


def test_nobody_is_taken_to_have_left_who_was_never_named() -> None:
    check_abandoned()


def test_only_what_runs_inside_is_abandoned() -> None:
    left = threading.Event()
    left.set()
    with abandoned_when(left), pytest.raises(Abandoned):
        check_abandoned()
    check_abandoned()


def test_a_silent_stream_is_left_without_waiting_for_its_next_part() -> None:
    left, ended = threading.Event(), threading.Event()

    def says_one_word() -> Generator[str, None, None]:
        try:
            yield "Le "
            while not left.wait(PATIENCE):
                pass
            yield "fonds"
        finally:
            ended.set()

    with abandoned_when(left):
        parts = bounded(says_one_word, silence=PATIENCE, deadline=time.monotonic() + PATIENCE)
        assert next(parts) == "Le "
        left.set()
        with pytest.raises(Abandoned):
            next(parts)
    assert ended.wait(PATIENCE), "the stream itself was not closed"


def test_a_stream_that_nobody_left_still_ends_for_its_silence() -> None:
    given_up = threading.Event()

    def says_nothing() -> Generator[str, None, None]:
        assert given_up.wait(PATIENCE)
        yield "too late"

    with abandoned_when(threading.Event()), pytest.raises(TimeoutError):
        next(bounded(says_nothing, silence=0.25, deadline=time.monotonic() + PATIENCE))
    given_up.set()
