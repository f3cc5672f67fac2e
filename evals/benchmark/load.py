"""The service under load: many clients at once, one worker and two, beside a bare route of the same framework."""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
from rich.console import Console

from evals.benchmark.filled_store import fill_store
from evals.benchmark.load_client import Plan
from evals.benchmark.load_phase import LoadFigures, measure_alone, measure_load
from evals.benchmark.load_questions import different_questions
from evals.benchmark.server_process import RunningService, running_server
from evals.benchmark.service import Latency, running_service
from evals.race.disturbance import OtherWork
from rag.settings import Settings

CLIENTS = 64
SECONDS = 60.0
WARM_UP_SECONDS = 5.0
ALONE_SECONDS = 5.0  # for one client: some hundred answers
QUESTIONS = 20_000  # at most: as many as there are


@dataclass(frozen=True, slots=True)
class Setting:
    """How many clients ask at once, and for how many seconds with each number of workers, after a warm-up."""

    clients: int = CLIENTS
    seconds: float = SECONDS
    warm_up_seconds: float = WARM_UP_SECONDS
    alone_seconds: float = ALONE_SECONDS


@dataclass(frozen=True, slots=True)
class LoadBenchmark:
    """Everything that was measured. `chunks` are those of the store, `questions` are all different.

    `search` and `first_event` are met by one client alone, with one worker. `bare` and `bare_two` are of a route that
    does nothing, asked by the same clients: what no service of this framework can pass on this machine, or, where that
    is less, what the clients can ask. `other_cores` were kept busy by other programs meanwhile.
    """

    load_before: float
    other_cores: float
    chunks: int
    articles: int
    questions: int
    one: LoadFigures
    two: LoadFigures
    ratio: float
    search: Latency
    first_event: Latency
    bare: LoadFigures
    bare_two: LoadFigures


def run_load_benchmark(*, chunks: int, setting: Setting, console: Console) -> LoadBenchmark:
    """Measures everything, in some five minutes. Raises BenchmarkError where a server or the clients do not run."""
    load_before, other_work = os.getloadavg()[0], OtherWork()
    with tempfile.TemporaryDirectory(prefix="sourcier-load-") as folder:
        store = Path(folder) / "store"
        console.print(f"A store of {chunks} chunks …")
        articles = fill_store(store, Settings(), chunks=chunks)
        plan = Plan("", different_questions(QUESTIONS), setting.clients, setting.warm_up_seconds, setting.seconds)
        alone = replace(plan, clients=1, warm_up_seconds=1.0, seconds=setting.alone_seconds)
        console.print(f"One worker, one client, then {setting.clients} …")
        with running_service(store) as service:
            search = measure_alone(replace(alone, url=f"{service.url}/v1/search", echoes=False))
            first_event = measure_alone(replace(alone, url=f"{service.url}/v1/ask", stream=True))
            one = _under_load(service, plan, workers=1)
            body = _an_answer(service, plan.questions[0])
        console.print("Two workers …")
        with running_service(store, workers=2) as service:
            two = _under_load(service, plan, workers=2)
        console.print("A bare route …")
        bare, bare_two = (_measure_bare(workers, body, plan, Path(folder)) for workers in (1, 2))
    return LoadBenchmark(
        load_before=load_before,
        other_cores=other_work.cores(),
        chunks=chunks,
        articles=articles,
        questions=len(plan.questions),
        one=one,
        two=two,
        ratio=two.per_second / one.per_second,
        search=search,
        first_event=first_event,
        bare=bare,
        bare_two=bare_two,
    )


def _under_load(service: RunningService, plan: Plan, *, workers: int) -> LoadFigures:
    return measure_load(service, replace(plan, url=f"{service.url}/v1/ask"), workers=workers)


def _an_answer(service: RunningService, question: str) -> bytes:
    response = httpx.post(f"{service.url}/v1/ask", json={"question": question}, timeout=30.0)
    return response.raise_for_status().content


def _measure_bare(workers: int, body: bytes, plan: Plan, folder: Path) -> LoadFigures:
    with _bare_service(workers, body, folder) as service:
        return _under_load(service, replace(plan, echoes=False), workers=workers)


@contextmanager
def _bare_service(workers: int, body: bytes, folder: Path) -> Iterator[RunningService]:
    """A server of the same framework whose route sends this body."""
    stored = folder / "answer.json"
    stored.write_bytes(body)
    command: Sequence[str] = [
        sys.executable,
        "-m",
        "evals.benchmark.bare_service",
        str(workers),
        str(stored),
    ]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with running_server(command, environment, log=folder / "bare.log") as service:
        yield service
