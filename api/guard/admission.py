"""How many answers are worked on at once, and how many wait for that; who comes after them is sent away."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol


class OverloadedError(Exception):
    """As many answers are being worked on, and as many wait, as the settings allow."""


class Gauge(Protocol):
    """A figure that goes up and down."""

    def inc(self) -> None:
        """One more."""

    def dec(self) -> None:
        """One less."""


class Admission:
    """Places for answers, given out in the order in which they were asked for. For one event loop."""

    def __init__(self, *, places: int, waiting: int, running_gauge: Gauge, waiting_gauge: Gauge) -> None:
        self._places = asyncio.Semaphore(places)
        self._most_waiting = waiting
        self._waiting = 0
        self._running_gauge = running_gauge
        self._waiting_gauge = waiting_gauge

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """A place until the block ends, after waiting for one if need be. Raises OverloadedError."""
        if self._places.locked():
            await self._wait()
        else:
            await self._places.acquire()
        self._running_gauge.inc()
        try:
            yield
        finally:
            self._running_gauge.dec()
            self._places.release()

    async def _wait(self) -> None:
        if self._waiting >= self._most_waiting:
            raise OverloadedError
        self._waiting += 1
        self._waiting_gauge.inc()
        try:
            await self._places.acquire()
        finally:
            self._waiting -= 1
            self._waiting_gauge.dec()
