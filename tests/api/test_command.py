"""The command `sourcier` as people run it: its own process, the model that ships, a real port."""

import json
import os
import re
import signal
import subprocess
import sys
import tomllib
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import pytest

from running_service import PATIENCE

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-c", "from api.cli import main; main()")
# What an answer does without: a web server, a progress bar, what reads files, what runs other models.
SLOW = {"fastapi", "uvicorn", "rich", "torch", "transformers", "sentence_transformers", "langchain_core", "trafilatura"}


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a store with two of the bundled articles."""
    store = tmp_path_factory.mktemp("command") / "store"
    found = os.environ | {"SOURCIER_STORE": str(store), "SOURCIER_THREADS": "2", "COLUMNS": "100"}
    articles = sorted((ROOT / "corpus" / "articles").glob("*.md"))[:2]
    done = run("ingest", *map(str, articles), environment=found)
    assert done.returncode == 0, done.stderr
    return found


def run(*arguments: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*COMMAND, *arguments], env=environment, cwd=ROOT, capture_output=True, timeout=120)


def test_the_entry_point_is_the_one_tested_here() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"sourcier": "api.cli:main"}


def test_ask_answers_in_a_process_of_its_own(environment: dict[str, str]) -> None:
    done = run("ask", "Combien d’armoires sont prévues à Qianhai ?", "--json", environment=environment)
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    answer = json.loads(done.stdout)
    assert answer["hits"][0]["article_id"] == "centre-calcul-qianhai"


def test_ask_loads_nothing_slow_that_it_does_not_need(environment: dict[str, str]) -> None:
    script = (
        "import sys; from api.cli import app\n"
        "app(['ask', 'Combien d’armoires ?', '--json'], standalone_mode=False)\n"
        f"print(sorted({SLOW!r} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], env=environment, cwd=ROOT, capture_output=True, timeout=120)
    assert done.stderr.decode() == "[]\n"


def test_a_missing_store_is_one_sentence_without_a_traceback(tmp_path: Path, environment: dict[str, str]) -> None:
    done = run("ask", "Qui ?", environment=environment | {"SOURCIER_STORE": str(tmp_path / "none")})
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode() == f"sourcier: There is no store in {tmp_path / 'none'}. Run: sourcier ingest PATH…\n"


def test_a_terminal_without_french_letters_is_no_reason_to_fail(environment: dict[str, str]) -> None:
    done = run("ask", "Combien d’armoires ?", environment=environment | {"PYTHONIOENCODING": "iso-8859-1"})
    assert done.returncode == 0, done.stderr
    assert "prévues au total".encode("iso-8859-1") in done.stdout


def test_a_question_of_broken_bytes_is_read_as_far_as_it_goes(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [*map(os.fsencode, COMMAND), b"ask", b"Combien d\xe9armoires ?", b"--json"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["question"] == "Combien d armoires ?"


def test_serve_answers_on_a_free_port_and_stops_when_asked(environment: dict[str, str]) -> None:
    command = [*COMMAND, "serve", "--port", "0"]
    with subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True) as serving:
        assert serving.stderr is not None
        address = re.search(r"http://127\.0\.0\.1:\d+", serving.stderr.readline())
        assert address is not None
        try:
            with urllib.request.urlopen(f"{address[0]}/readyz", timeout=PATIENCE) as response:
                assert json.load(response)["articles"] == 2
            with urllib.request.urlopen(f"{address[0]}/", timeout=PATIENCE) as response:
                assert "server" not in response.headers
                assert response.read()
        finally:
            serving.send_signal(signal.SIGINT)
        rest = serving.stderr.read()
        assert serving.wait(PATIENCE) == 0
        assert [line.split(" milliseconds=")[0].split(": ")[1] for line in rest.splitlines()] == [
            "request method=GET route=/ status=200"
        ]


def test_a_port_that_is_taken_is_named(environment: dict[str, str]) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", "--port", str(port), environment=environment)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("sourcier: ")
    assert str(port) in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
