"""One phase of the load benchmark: clients in a process of their own against one server, and what became of it."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from evals.benchmark.errors import BenchmarkError
from evals.benchmark.load_client import Asked, Plan
from evals.benchmark.server_process import RunningService
from evals.benchmark.service import Latency
from evals.runs.latency import percentile

_ROOT = Path(__file__).parents[2]
_GRACE_SECONDS = 90.0  # for answers that are under way when the time is over


@dataclass(frozen=True, slots=True)
class LoadFigures:
    """What so many clients got of a server that ran so many workers.

    `answers` are those of the `seconds` that count, `per_second` their rate, the times in milliseconds. `failures`
    counts those of the whole phase by their reason: an HTTP status, an error of the connection, a wrong answer.
    `answer_bytes` is the size of the largest body. `server_cpu_ms` is what the server computed for a request,
    `server_cores` and `client_cores` how many cores each side kept busy; `asked` are the requests of the phase, the
    warm-up included.
    """

    workers: int
    clients: int
    seconds: float
    answers: int
    per_second: float
    p50: float
    p95: float
    p99: float
    failures: dict[str, int]
    asked: int
    answer_bytes: int
    server_cpu_ms: float
    server_cores: float
    client_cores: float
    resident_mb: int


def measure_load(service: RunningService, plan: Plan, *, workers: int) -> LoadFigures:
    """The plan carried out against the service. Raises BenchmarkError where the clients could not."""
    before = service.cpu_seconds()
    asked = ask_from_outside(plan)
    return figures_of(
        asked, plan, workers=workers, server_seconds=service.cpu_seconds() - before, resident_mb=service.resident_mb()
    )


def measure_alone(plan: Plan) -> Latency:
    """The latency that a plan of one client met. Raises BenchmarkError where anything failed."""
    asked = ask_from_outside(plan)
    if asked.failures:
        raise BenchmarkError(f"{plan.url} failed one client: {asked.failures}")
    times = _answered(asked, plan)
    return Latency(len(times), percentile(times, 50), percentile(times, 95))


def figures_of(asked: Asked, plan: Plan, *, workers: int, server_seconds: float, resident_mb: int) -> LoadFigures:
    """The figures of a plan that was carried out. Raises BenchmarkError where no answer came."""
    times = _answered(asked, plan)
    return LoadFigures(
        workers=workers,
        clients=plan.clients,
        seconds=asked.seconds,
        answers=len(times),
        per_second=len(times) / asked.seconds,
        p50=percentile(times, 50),
        p95=percentile(times, 95),
        p99=percentile(times, 99),
        failures=dict(asked.failures),
        asked=asked.requests,
        answer_bytes=asked.bytes,
        server_cpu_ms=server_seconds * 1000 / asked.requests,
        server_cores=server_seconds / asked.whole_seconds,
        client_cores=asked.cpu_seconds / asked.whole_seconds,
        resident_mb=resident_mb,
    )


def ask_from_outside(plan: Plan) -> Asked:
    """The plan carried out by a process of its own. Raises BenchmarkError where that fails."""
    done = subprocess.run(
        [sys.executable, "-m", "evals.benchmark.load_client"],
        input=json.dumps(asdict(plan)),
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=plan.warm_up_seconds + plan.seconds + _GRACE_SECONDS,
    )
    if done.returncode:
        raise BenchmarkError(f"The clients could not ask {plan.url}: {done.stderr.strip()[-500:]}")
    return Asked(**json.loads(done.stdout))


def _answered(asked: Asked, plan: Plan) -> Sequence[float]:
    if not asked.milliseconds:
        raise BenchmarkError(f"{plan.url} gave no answer in {asked.seconds:g} s: {asked.failures or 'all took longer'}")
    return asked.milliseconds
