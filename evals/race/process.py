"""An entrant as a process of its own, asked over its standard input and output; every wait has a limit."""

import json
import os
import select
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TypeAlias

from evals.race.errors import EntrantError

Answer: TypeAlias = Mapping[str, object]

_BLOCK = 65_536
_SHOWN = 1_500
_ENDING_SECONDS = 5.0
THREADS = "OMP_NUM_THREADS"
OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
}
"""No entrant may fetch anything while it races, nor tell anyone about it."""


class RunningEntrant:
    """A process that answers the calls of `evals.race.peers.protocol`. Use `running_entrant`."""

    def __init__(self, process: "subprocess.Popen[bytes]", log: Path) -> None:
        self._process = process
        self._log = log
        self._rest = b""

    @property
    def process_id(self) -> int:
        """The process, whose memory can be measured while it runs."""
        return self._process.pid

    def ask(self, request: Mapping[str, str | int], *, limit: float) -> Answer:
        """The answer to one call. Raises EntrantError after `limit` seconds, or where the entrant fails."""
        try:
            _pipe(self._process.stdin).write(json.dumps(request).encode() + b"\n")
        except OSError as error:
            raise self._failure("took no more calls") from error
        return self.read(limit=limit)

    def read(self, *, limit: float) -> Answer:
        """The next line of the entrant, as an object."""
        line = self._read_line(time.perf_counter() + limit, limit)
        try:
            answer = json.loads(line)
        except ValueError as error:
            raise self._failure(f"answered what is not JSON: {line[:200]!r}") from error
        if not isinstance(answer, dict):
            raise self._failure(f"answered what is not an object: {line[:200]!r}")
        return answer

    def _read_line(self, deadline: float, limit: float) -> bytes:
        output = _pipe(self._process.stdout).fileno()
        while b"\n" not in self._rest:
            ready, _, _ = select.select([output], [], [], max(0.0, deadline - time.perf_counter()))
            if not ready:
                raise self._failure(f"gave no answer within {limit:g} s")
            block = os.read(output, _BLOCK)
            if not block:
                raise self._failure(self._ending())
            self._rest += block
        line, _, self._rest = self._rest.partition(b"\n")
        return line

    def _ending(self) -> str:
        """How it ended. Only what has ended closes its output, as a rule."""
        try:
            return f"ended with {self._process.wait(timeout=_ENDING_SECONDS)}"
        except subprocess.TimeoutExpired:
            return "closed its output without ending"

    def _failure(self, what: str) -> EntrantError:
        said = self._log.read_text(encoding="utf-8", errors="replace").strip()[-_SHOWN:]
        return EntrantError(f"it {what}." + (f" It said: {said}" if said else ""))


@contextmanager
def running_entrant(command: Sequence[str], *, log: Path) -> Iterator[RunningEntrant]:
    """The command as a process that lasts for the block, with all that it starts; its standard error goes to `log`.

    It inherits this process's environment but for Sourcier's settings: every entrant has as many threads as its own
    defaults take, as its users would have them. Where OMP_NUM_THREADS says how many, it says so to all.
    """
    with log.open("wb") as errors:
        process = subprocess.Popen(
            command,
            bufsize=0,
            cwd=Path(__file__).parents[2],  # where `-m evals.race.peers.…` is found
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
        )
    try:
        yield RunningEntrant(process, log)
    finally:
        _end(process)


def _environment() -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SOURCIER_")}
    threads = inherited.get(THREADS)
    # onnxruntime, which Sourcier embeds with, does not look at OpenMP's variable.
    return inherited | OFFLINE | ({"SOURCIER_THREADS": threads} if threads else {})


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ends the process and what it has started, which share its process group."""
    with suppress(ProcessLookupError):  # it may have ended, with all that it started
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        _pipe(pipe).close()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None, "every entrant is started with pipes"
    return pipe
