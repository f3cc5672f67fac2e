"""`sourcier serve` in a process of its own, with what it says and how it ends."""

import os
import re
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

from running_service import COMMAND, PATIENCE, ROOT

_ADDRESS = re.compile(r"answers on http://(?P<host>[\d.]+):(?P<port>\d+)")


@dataclass
class Served:
    """A running service: `lines` is what it has said on stderr so far."""

    process: "subprocess.Popen[str]"
    port: int
    lines: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, **headers: str) -> httpx.Response:
        """What a client of its own, with a connection of its own, is answered."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx.get(self.address + path, headers=named, timeout=PATIENCE)

    def ask(self, question: str, **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx.post(self.address + "/v1/ask", json={"question": question}, headers=named, timeout=PATIENCE)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Its exit status."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@contextmanager
def serve_process(environment: Mapping[str, str], *arguments: str) -> Iterator[Served]:
    """The service until the block ends, if it has not ended before."""
    command = [*COMMAND, "serve", "--port", "0", *arguments]
    with subprocess.Popen(
        command, env={**os.environ, **environment}, cwd=ROOT, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        try:
            said: list[str] = []
            for line in process.stderr:
                said.append(line)
                if found := _ADDRESS.search(line):
                    break
            else:
                raise AssertionError(f"it ended without an address: {''.join(said)}")
            served = Served(process, int(found["port"]), said)
            reader = threading.Thread(target=lambda: said.extend(process.stderr or ()), daemon=True)
            reader.start()
            yield served
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        reader.join(PATIENCE)
