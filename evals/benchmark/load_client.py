"""Clients that ask at once, in a process of their own: each asks, reads the whole answer, and asks the next question.

Run by `evals.benchmark.load` as `python -m evals.benchmark.load_client`; the plan comes as JSON on stdin, what was
measured goes as JSON to stdout. aiohttp, because httpx needs more time for a request than a bare route does.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import cycle

import aiohttp

_FIRST_EVENT = b"event: hits"
_PATIENCE = 30.0  # seconds for an answer


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked where, by how many clients at once, for how long.

    The questions are asked in turn, and again from the first where they do not last. What begins or ends outside of
    the `seconds` after the `warm_up_seconds` does not count. With `stream`, an answer's time is that of its first
    event; without `echoes`, a server need not say which question it answers.
    """

    url: str
    questions: Sequence[str]
    clients: int
    warm_up_seconds: float
    seconds: float
    stream: bool = False
    echoes: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a plan: a time for each answer that counts, and the failures of the whole run by their reason.

    `requests` are all that were sent, the warm-up included, in `whole_seconds`; `cpu_seconds` is what the clients
    themselves computed in that time.
    """

    seconds: float
    milliseconds: Sequence[float]
    failures: dict[str, int]
    requests: int
    whole_seconds: float
    cpu_seconds: float
    bytes: int


@dataclass(slots=True)
class _Tally:
    milliseconds: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    bytes: int = 0


class _Wrong(Exception):  # noqa: N818 - a reason to count, no error of ours
    """An answer that is none."""


async def carry_out(plan: Plan) -> Asked:
    """Asks as planned; when the time is over, what is under way is waited for."""
    tally = _Tally()
    questions = cycle(plan.questions)
    began, computed = time.perf_counter(), time.process_time()
    window = (began + plan.warm_up_seconds, began + plan.warm_up_seconds + plan.seconds)
    connector = aiohttp.TCPConnector(limit=plan.clients)
    timeout = aiohttp.ClientTimeout(total=_PATIENCE)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
        await asyncio.gather(*(_one_client(session, plan, questions, window, tally) for _ in range(plan.clients)))
    return Asked(
        seconds=plan.seconds,
        milliseconds=tally.milliseconds,
        failures=dict(tally.failures),
        requests=tally.requests,
        whole_seconds=time.perf_counter() - began,
        cpu_seconds=time.process_time() - computed,
        bytes=tally.bytes,
    )


async def _one_client(
    session: aiohttp.ClientSession, plan: Plan, questions: Iterator[str], window: tuple[float, float], tally: _Tally
) -> None:
    while (started := time.perf_counter()) < window[1]:
        question = next(questions)
        tally.requests += 1
        try:
            ended = await _ask(session, plan, question, tally)
        except _Wrong as error:
            tally.failures[str(error)] += 1
        except (aiohttp.ClientError, TimeoutError) as error:
            tally.failures[type(error).__name__] += 1
        else:
            if window[0] <= started and ended <= window[1]:
                tally.milliseconds.append((ended - started) * 1000)


async def _ask(session: aiohttp.ClientSession, plan: Plan, question: str, tally: _Tally) -> float:
    """When the answer was there, or its first event. Raises _Wrong where it is none, or that of another question."""
    body = {"question": question, "stream": True} if plan.stream else {"question": question}
    async with session.post(plan.url, json=body) as response:
        if response.status != 200:
            raise _Wrong(str(response.status))
        if plan.stream:
            return await _first_event(response)
        whole = await response.read()
        ended = time.perf_counter()
    tally.bytes = max(tally.bytes, len(whole))
    if plan.echoes and json.loads(whole)["question"] != " ".join(question.split()):  # the service evens out blanks
        raise _Wrong("the answer to another question")
    return ended


async def _first_event(response: aiohttp.ClientResponse) -> float:
    """When the passages came; the rest of the answer is read after that."""
    ended = None
    async for line in response.content:
        if ended is None and line.startswith(_FIRST_EVENT):
            ended = time.perf_counter()
    if ended is None:
        raise _Wrong("a stream without passages")
    return ended


if __name__ == "__main__":
    done = asyncio.run(carry_out(Plan(**json.load(sys.stdin))))
    print(json.dumps(asdict(done)))  # noqa: T201 - what the parent reads
