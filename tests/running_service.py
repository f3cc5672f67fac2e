"""The service as programs meet it: behind a real port of the loopback interface, in this process or in its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import uvicorn
from starlette.types import ASGIApp

ROOT = Path(__file__).parent.parent
COMMAND = (sys.executable, "-c", "from api.cli import main; main()")
_ADDRESS = re.compile(r"answers on (http://127\.0\.0\.1:\d+)")
PATIENCE = 60.0  # seconds; a test that waits so long has failed


@contextmanager
def run_app(app: ASGIApp) -> Iterator[str]:
    """The address of an app that a thread of this process serves."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        wait_until(lambda: server.started)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
        listener.close()


@contextmanager
def run_command(environment: Mapping[str, str]) -> Iterator[str]:
    """The address of `sourcier serve` in a process of its own."""
    command = [*COMMAND, "serve", "--port", "0"]
    whole = {**os.environ, **environment}
    with subprocess.Popen(command, env=whole, cwd=ROOT, stderr=subprocess.PIPE, text=True) as serving:
        assert serving.stderr is not None
        try:
            address = next(filter(None, map(_ADDRESS.search, serving.stderr)), None)
            assert address is not None, f"{command} ended without an address: {serving.wait()}"
            threading.Thread(target=serving.stderr.read, daemon=True).start()  # a pipe that is full would stop it
            yield address[1]
        finally:
            serving.send_signal(signal.SIGINT)
            try:
                serving.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                serving.kill()
                raise


def service_of(store: Path) -> dict[str, str]:
    """The environment of a service over a store, modest enough to run beside other tests."""
    return {"SOURCIER_STORE": str(store), "SOURCIER_THREADS": "2"}


def make_store(folder: Path, articles: int | None = None) -> dict[str, str]:
    """The environment of a store with the first of the bundled articles, or all of them, and the model that ships."""
    environment = service_of(folder)
    paths = sorted((ROOT / "corpus" / "articles").glob("*.md"))[:articles]
    command = [*COMMAND, "ingest", "--quiet", *map(str, paths)]
    subprocess.run(command, env={**os.environ, **environment}, cwd=ROOT, check=True, timeout=300)
    return environment


def wait_until(holds: Callable[[], object]) -> None:
    """Returns as soon as it holds; fails if it never does."""
    end = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < end, "it never came about"
        sleep(0.01)
