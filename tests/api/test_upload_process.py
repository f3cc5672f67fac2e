"""Uploads to the command as people run it: what was accepted outlives a process that is killed."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.changes.article_writer import BATCH_ARTICLES
from running_service import PATIENCE, wait_until
from uploading import TEXT, endless_pdf

ROOT = Path(__file__).parents[2]
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
COMMAND = (sys.executable, "-c", "from api.cli import main; main()")
COUNT = 100


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    found = os.environ | {
        "SOURCIER_STORE": str(tmp_path_factory.mktemp("process") / "store"),
        "SOURCIER_THREADS": "1",
    }
    articles = sorted((ROOT / "corpus" / "articles").glob("*.md"))[:1]
    done = subprocess.run(
        [*COMMAND, "ingest", *map(str, articles)], env=found, cwd=ROOT, capture_output=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return found


@contextmanager
def serving(environment: dict[str, str], *, ending: signal.Signals) -> Iterator[str]:
    """The address of a service in a process of its own, which ends by a signal."""
    log = Path(environment["SOURCIER_STORE"]).parent / "log"
    with (
        log.open("w") as said,
        subprocess.Popen([*COMMAND, "serve", "--port", "0"], env=environment, cwd=ROOT, stderr=said) as process,
    ):
        try:
            wait_until(lambda: _ADDRESS.search(log.read_text()) or process.poll() is not None)
            address = _ADDRESS.search(log.read_text())
            assert address is not None, log.read_text()
            yield address[0]
        finally:
            process.send_signal(ending)
            process.wait(PATIENCE)


def call(address: str, *, method: str = "GET", body: bytes | None = None, **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address, data=body, method=method, headers=named)
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:
        return json.load(response)


def test_an_upload_that_was_accepted_survives_a_killed_process(environment: dict[str, str]) -> None:
    lines = [json.dumps({"id": f"a{number}", "text": f"{TEXT} {number}."}) for number in range(COUNT)]
    first, last = ("\n".join(part).encode() for part in (lines[:BATCH_ARTICLES], lines[BATCH_ARTICLES:]))
    files = [("file", ("a.jsonl", first)), ("file", ("b.pdf", endless_pdf())), ("file", ("c.jsonl", last))]
    with serving(environment, ending=signal.SIGKILL) as address:
        job = httpx.post(
            f"{address}/v1/articles", files=files, headers={"prefer": "respond-async"}, timeout=PATIENCE
        ).json()
        wait_until(lambda: call(address + job["link"])["articles"]["added"])
        assert not call(address + job["link"])["finished_at"]
    uploaded = Path(environment["SOURCIER_STORE"], "uploads", job["id"], "files")
    (uploaded / "00002" / "b.pdf").unlink()  # it kept the job from ending before it was killed
    with serving(environment, ending=signal.SIGINT) as address:
        wait_until(lambda: call(address + job["link"])["finished_at"])
        done = call(address + job["link"])
        assert done["state"] == "succeeded"
        assert (done["articles"]["unchanged"], done["articles"]["added"]) == (BATCH_ARTICLES, COUNT - BATCH_ARTICLES)
        assert call(f"{address}/v1/articles/a{COUNT - 1}")["text"] == f"{TEXT} {COUNT - 1}."
        receipt = call(f"{address}/v1/articles/a0", method="DELETE")
        assert receipt["chunks"] == 1
    status = subprocess.run([*COMMAND, "status", "--json"], env=environment, cwd=ROOT, capture_output=True, timeout=60)
    assert json.loads(status.stdout)["articles"] == COUNT
    assert json.loads(status.stdout)["withdrawn"] == 1
