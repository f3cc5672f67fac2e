"""A server as a process of its own, on a free port of this machine, until it is no longer needed."""

import re
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from evals.benchmark.errors import BenchmarkError
from evals.machine import memory_of

START_LIMIT_SECONDS = 120.0
STOP_LIMIT_SECONDS = 30.0
_POLL_SECONDS = 0.01
_ADDRESS = re.compile(r"answers on (http://127\.0\.0\.1:\d+)")
_TICKS = 100  # a second, of the times in /proc/PID/stat: USER_HZ, the same on all of Linux's machines (man 5 proc)


@dataclass(frozen=True, slots=True)
class RunningService:
    """A service that answers at `url`."""

    url: str
    process_id: int
    start_seconds: float

    def cpu_seconds(self) -> float:
        """What it has computed so far, its workers included. Linux only; 0 elsewhere."""
        return sum(_cpu_seconds(process) for process in family_of(self.process_id))

    def resident_mb(self) -> int:
        """What it holds in memory, its workers included. Linux only; 0 elsewhere."""
        return sum(memory_of(process).get("resident", 0) for process in family_of(self.process_id))


@contextmanager
def running_server(command: Sequence[str], environment: Mapping[str, str], *, log: Path) -> Iterator[RunningService]:
    """The command until the block ends, on the port that it says it answers on: one that was looked for before could
    be another's by then. Raises BenchmarkError where it does not come up."""
    started = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
        try:
            url = _wait_until_ready(process, log, name=" ".join(command[:3]))
            yield RunningService(url, process.pid, time.perf_counter() - started)
        finally:
            process.terminate()
            process.wait(timeout=STOP_LIMIT_SECONDS)


def family_of(process_id: int) -> list[int]:
    """The process and all that it has started, as far as they live. Linux only; the process alone elsewhere."""
    family = [process_id]
    for process in family:
        for listed in Path(f"/proc/{process}/task").glob("*/children"):
            family += [int(child) for child in _read(listed).split()]
    return family


def _cpu_seconds(process_id: int) -> float:
    fields = _read(Path(f"/proc/{process_id}/stat")).rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS if fields else 0.0  # utime and stime


def _read(path: Path) -> str:
    """The file, or nothing where its process has ended meanwhile."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def _wait_until_ready(process: "subprocess.Popen[bytes]", log: Path, *, name: str) -> str:
    """Its address."""
    limit = time.perf_counter() + START_LIMIT_SECONDS
    with httpx.Client(timeout=5.0) as client:
        while process.poll() is None and time.perf_counter() < limit:
            said = _ADDRESS.search(log.read_text(encoding="utf-8", errors="replace"))
            with suppress(httpx.TransportError):
                if said and client.get(f"{said[1]}/readyz").status_code == httpx.codes.OK:
                    return said[1]
            time.sleep(_POLL_SECONDS)
    end = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    how = "was not ready in time" if process.poll() is None else f"ended with {process.returncode}"
    raise BenchmarkError(f"{name} {how}. It said: {end}")
