"""Places for answers: as many as there are, in the order of their asking, and a queue that ends."""

import asyncio

import pytest

from api.guard.admission import Admission, OverloadedError


class Level:
    """A gauge that remembers how high it was."""

    def __init__(self) -> None:
        self.now = self.highest = 0

    def inc(self) -> None:
        self.now += 1
        self.highest = max(self.highest, self.now)

    def dec(self) -> None:
        self.now -= 1


@pytest.fixture
def running() -> Level:
    return Level()


@pytest.fixture
def waiting() -> Level:
    return Level()


def test_no_more_run_than_there_are_places_and_they_come_in_order(running: Level, waiting: Level) -> None:
    done: list[int] = []

    async def answer(admission: Admission, number: int) -> None:
        async with admission.place():
            await asyncio.sleep(0)
            done.append(number)

    async def crowd() -> None:
        admission = Admission(places=2, waiting=10, running_gauge=running, waiting_gauge=waiting)
        await asyncio.gather(*(answer(admission, number) for number in range(12)))

    asyncio.run(crowd())
    assert done == list(range(12))
    assert (running.highest, waiting.highest) == (2, 10)
    assert (running.now, waiting.now) == (0, 0)


def test_who_comes_after_the_queue_is_sent_away(running: Level, waiting: Level) -> None:
    async def crowd() -> None:
        admission = Admission(places=1, waiting=1, running_gauge=running, waiting_gauge=waiting)
        async with admission.place():
            waits = asyncio.create_task(_take(admission))
            await asyncio.sleep(0)
            with pytest.raises(OverloadedError):
                await _take(admission)
        await waits
        await _take(admission)

    asyncio.run(crowd())
    assert (running.now, waiting.now) == (0, 0)


@pytest.mark.parametrize("fails", [False, True])
def test_whoever_leaves_the_queue_or_fails_gives_the_place_back(running: Level, waiting: Level, fails: bool) -> None:
    async def crowd() -> None:
        admission = Admission(places=1, waiting=1, running_gauge=running, waiting_gauge=waiting)
        try:
            async with admission.place():
                waits = asyncio.create_task(_take(admission))
                await asyncio.sleep(0)
                waits.cancel()
                await asyncio.wait([waits])
                if fails:
                    raise KeyError
        except KeyError:
            pass
        await _take(admission)

    asyncio.run(crowd())
    assert (running.now, waiting.now) == (0, 0)


async def _take(admission: Admission) -> None:
    async with admission.place():
        pass
