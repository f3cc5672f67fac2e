"""A server as a process of its own, on a free port of this machine, until it is no longer needed."""

import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from evals.benchmark.errors import BenchmarkError
from evals.machine import memory_of

START_LIMIT_SECONDS = 120.0
STOP_LIMIT_SECONDS = 30.0
_POLL_SECONDS = 0.01
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
def running_server(
    command: Sequence[str], environment: Mapping[str, str], *, port: int, log: Path
) -> Iterator[RunningService]:
    """The command, which is to answer on the port, until the block ends. Raises BenchmarkError where it does not."""
    url = f"http://127.0.0.1:{port}"
    started = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
        try:
            _wait_until_ready(url, process, log, name=" ".join(command[:3]))
            yield RunningService(url, process.pid, time.perf_counter() - started)
        finally:
            process.terminate()
            process.wait(timeout=STOP_LIMIT_SECONDS)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


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


def _wait_until_ready(url: str, process: "subprocess.Popen[bytes]", log: Path, *, name: str) -> None:
    limit = time.perf_counter() + START_LIMIT_SECONDS
    with httpx.Client(timeout=5.0) as client:
        while process.poll() is None and time.perf_counter() < limit:
            try:
                if client.get(f"{url}/readyz").status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                pass
            time.sleep(_POLL_SECONDS)
    said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    how = "was not ready in time" if process.poll() is None else f"ended with {process.returncode}"
    raise BenchmarkError(f"{name} {how}. It said: {said}")
