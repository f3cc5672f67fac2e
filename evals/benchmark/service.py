"""The service and the command line measured from outside, as the processes that users run."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from evals.benchmark.errors import BenchmarkError
from evals.benchmark.server_process import RunningService, running_server
from evals.machine import memory_of
from evals.runs.latency import percentile


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds over `count` requests, one after another."""

    count: int
    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class ServiceFigures:
    """The service under one client. Memory in MB, after all requests; `start_seconds` until it is ready to answer."""

    start_seconds: float
    ask: Latency
    search: Latency
    bare: Latency
    resident_mb: int
    highest_mb: int


def measure_service(store: Path, *, warm_up: Sequence[str], questions: Sequence[str]) -> ServiceFigures:
    """Serves the store on a free port of this machine and asks every question once on each route.

    No question is asked twice on a route, and those of the warm-up are others: no cache of answers can flatter.
    """
    with running_service(store) as service, httpx.Client(base_url=service.url, timeout=30.0) as client:
        for question in warm_up:
            _post(client, "/v1/ask", {"question": question})
            _post(client, "/v1/search", {"question": question})
        ask = measure(lambda question: _post(client, "/v1/ask", {"question": question}), questions)
        search = measure(lambda question: _post(client, "/v1/search", {"question": question}), questions)
        bare = measure(lambda _: _check(client.get("/healthz")), questions)
        memory = memory_of(service.process_id)
    return ServiceFigures(service.start_seconds, ask, search, bare, memory.get("resident", 0), memory.get("highest", 0))


@contextmanager
def running_service(store: Path, *, workers: int = 1) -> Iterator[RunningService]:
    """`sourcier serve` as its own process until the block ends. Raises BenchmarkError where it does not come up."""
    command = [_sourcier(), "serve", "--host", "127.0.0.1", "--port", "0", "--workers", str(workers)]
    with running_server(command, _environment(store), log=store.parent / "serve.log") as service:
        yield service


def measure(request: Callable[[str], None], questions: Sequence[str]) -> Latency:
    """The latency of a request made once for each question."""
    milliseconds = []
    for question in questions:
        started = time.perf_counter()
        request(question)
        milliseconds.append((time.perf_counter() - started) * 1000)
    return Latency(len(milliseconds), percentile(milliseconds, 50), percentile(milliseconds, 95))


def measure_command(store: Path, question: str, *, repeats: int = 5) -> float:
    """Seconds that `sourcier ask` takes as a whole process, the median; one run beforehand warms the disk's cache."""
    command = [_sourcier(), "ask", question]
    seconds = []
    for _ in range(repeats + 1):
        started = time.perf_counter()
        done = subprocess.run(command, env=_environment(store), capture_output=True, text=True, check=False)
        seconds.append(time.perf_counter() - started)
        if done.returncode:
            raise BenchmarkError(f"sourcier ask ended with {done.returncode}: {done.stderr.strip()}")
    return statistics.median(seconds[1:])


def _post(client: httpx.Client, path: str, body: dict[str, str]) -> None:
    _check(client.post(path, json=body))


def _check(response: httpx.Response) -> None:
    if response.status_code != httpx.codes.OK:
        raise BenchmarkError(f"{response.request.url} answered {response.status_code}: {response.text[:300]}")


def _sourcier() -> str:
    """The command of the environment that this runs in."""
    command = Path(sys.executable).parent / "sourcier"
    if not command.exists():
        raise BenchmarkError(f"{command} is not there. Install the project first: make install.")
    return str(command)


def _environment(store: Path) -> dict[str, str]:
    """This process's environment with the store in it, and no other setting of the service's."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SOURCIER_")}
    return inherited | {"SOURCIER_STORE": str(store)}
