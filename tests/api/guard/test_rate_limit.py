"""Token buckets, against buckets that are filled and emptied step by step."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.guard.rate_limit import RateLimiter


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Bucket:
    """The oracle: `capacity` tokens, that many a minute come back."""

    def __init__(self, capacity: int, now: float) -> None:
        self.capacity = capacity
        self.tokens = float(capacity)
        self.seen = now

    def take(self, now: float) -> bool:
        self.tokens = min(self.capacity, self.tokens + (now - self.seen) * self.capacity / 60)
        self.seen = now
        if self.tokens < 1 - 1e-6:
            return False
        self.tokens -= 1
        return True


def test_as_many_as_a_minute_has_may_come_at_once_and_then_one_after_the_other() -> None:
    clock = Clock()
    limiter = RateLimiter.alone(6, clock=clock)
    assert [limiter.seconds_to_wait("a") for _ in range(6)] == [0.0] * 6
    assert limiter.seconds_to_wait("a") == pytest.approx(10.0)
    clock.now += 4
    assert limiter.seconds_to_wait("a") == pytest.approx(6.0)
    clock.now += 6
    assert limiter.seconds_to_wait("a") == 0.0
    assert limiter.seconds_to_wait("a") == pytest.approx(10.0)


def test_callers_have_buckets_of_their_own() -> None:
    limiter = RateLimiter.alone(1, clock=Clock())
    assert [limiter.seconds_to_wait(caller) for caller in ("a", "b", "a", "b")] == [0.0, 0.0, 60.0, 60.0]


@given(
    per_minute=st.integers(1, 40),
    steps=st.lists(st.tuples(st.floats(0, 30).map(lambda s: round(s, 1)), st.integers(0, 3)), max_size=200),
)
def test_it_decides_as_a_bucket_does(per_minute: int, steps: list[tuple[float, int]]) -> None:
    clock = Clock()
    limiter = RateLimiter.alone(per_minute, clock=clock)
    buckets = [Bucket(per_minute, clock.now) for _ in range(4)]
    for seconds, caller in steps:
        clock.now += seconds
        assert (limiter.seconds_to_wait(f"caller {caller}") == 0.0) == buckets[caller].take(clock.now)


def test_waiting_as_long_as_it_says_is_enough() -> None:
    clock = Clock()
    limiter = RateLimiter.alone(7, clock=clock)
    while not (wait := limiter.seconds_to_wait("a")):
        pass
    for _ in range(50):
        clock.now += wait
        assert limiter.seconds_to_wait("a") == 0.0
        wait = limiter.seconds_to_wait("a")
        assert wait > 0.0


def test_workers_that_share_a_file_count_together(tmp_path: Path) -> None:
    clock = Clock()
    one, other = (RateLimiter.shared(tmp_path / "rates", 4, clock=clock) for _ in range(2))
    assert [limiter.seconds_to_wait("a") for limiter in (one, other, one, other)] == [0.0] * 4
    assert one.seconds_to_wait("a") == other.seconds_to_wait("a") == pytest.approx(15.0)


def test_a_crowd_of_addresses_takes_no_memory_and_keeps_nobody_out() -> None:
    limiter = RateLimiter.alone(1, clock=Clock())
    assert all(limiter.seconds_to_wait(f"address {number}") == 0.0 for number in range(100_000))


def test_a_busy_caller_is_remembered_among_a_crowd_that_comes_once() -> None:
    clock = Clock()
    limiter = RateLimiter.alone(600, clock=clock)
    for _ in range(600):
        assert limiter.seconds_to_wait("busy") == 0.0
    for number in range(100_000):
        limiter.seconds_to_wait(f"address {number}")
    assert limiter.seconds_to_wait("busy") > 0.0
