"""`sourcier serve` as it is run: real processes, real HTTP, real signals, over the model that ships."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from running_service import COMMAND, PATIENCE, ROOT, make_store, wait_until
from served_process import Served, serve_process

QUESTION = "Combien d’armoires sont prévues à Qianhai ?"
ARTICLE = "---\nid: {id}\ntitle: Le quai {id}\npublished: 2024-03-01\n---\n\nLe quai {id} rouvre au printemps.\n"


@pytest.fixture(scope="module")
def two_articles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a store with two of the bundled articles."""
    return make_store(tmp_path_factory.mktemp("serving") / "store", articles=2)


@pytest.fixture
def environment(two_articles: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """That of a copy of it."""
    store = shutil.copytree(two_articles["SOURCIER_STORE"], tmp_path / "store")
    return two_articles | {"SOURCIER_STORE": str(store)}


def run(environment: Mapping[str, str], *arguments: str) -> str:
    whole = {**os.environ, **environment}
    done = subprocess.run([*COMMAND, *arguments], env=whole, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def children(process_id: int) -> list[int]:
    """The workers of a parent."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == process_id and b"spawn_main" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


@contextmanager
def half_a_request(served: Served) -> Iterator[tuple[socket.socket, bytes]]:
    """A connection on which half of a question has been sent, and the rest of it."""
    body = json.dumps({"question": QUESTION}).encode()
    head = (
        f"POST /v1/ask HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE) as connection:
        connection.sendall(head.encode() + body[:10])
        yield connection, body[10:]


def response_on(connection: socket.socket) -> str:
    """All that comes until the other side closes."""
    parts = []
    while part := connection.recv(65_536):
        parts.append(part)
    return b"".join(parts).decode()


def test_workers_answer_from_one_store_while_it_is_added_to(environment: dict[str, str], tmp_path: Path) -> None:
    with serve_process(environment, "--workers", "2") as served:
        assert served.ask(QUESTION).json()["hits"][0]["article_id"] == "centre-calcul-qianhai"
        wait_until(lambda: len(children(served.process.pid)) == 2)
        known = 2
        for number in range(2):
            path = tmp_path / f"{number}.md"
            path.write_text(ARTICLE.format(id=f"quai-{number}"), encoding="utf-8")
            command = [*COMMAND, "ingest", "--quiet", str(path)]
            with subprocess.Popen(command, env={**os.environ, **environment}, cwd=ROOT) as ingestion:
                while ingestion.poll() is None:
                    assert served.ask(QUESTION).status_code == 200
                assert ingestion.wait() == 0
            known += 1
            for _ in range(8):  # connections of their own: both workers take some
                hits = served.ask(f"Quand rouvre le quai {number} ?").json()["hits"]
                assert f"quai-{number}" in {hit["article_id"] for hit in hits}
                assert len(served.get("/v1/articles").json()["articles"]) == known
        figures = served.get("/metrics").text.splitlines()
        counted = [line for line in figures if line.startswith("sourcier_requests_total{") and "/v1/articles" in line]
        assert counted == ['sourcier_requests_total{method="GET",route="/v1/articles",status="200"} 16.0']
        assert f"sourcier_articles {known}.0" in figures
        assert served.stop() == 0


def test_a_worker_that_is_killed_is_replaced(environment: dict[str, str]) -> None:
    with serve_process(environment, "--workers", "2") as served:
        assert served.get("/readyz").status_code == 200
        wait_until(lambda: len(children(served.process.pid)) == 2)
        killed, other = children(served.process.pid)
        os.kill(killed, signal.SIGKILL)
        wait_until(lambda: len({*children(served.process.pid)} - {killed, other}) == 1)
        wait_until(lambda: killed not in children(served.process.pid))
        assert {served.ask(QUESTION).status_code for _ in range(6)} == {200}
        assert served.stop(signal.SIGINT) == 0


def test_workers_count_requests_together(environment: dict[str, str]) -> None:
    with serve_process(environment | {"SOURCIER_REQUESTS_PER_MINUTE": "5"}, "--workers", "2") as served:
        served.get("/readyz")
        started = time.monotonic()
        let_in = [served.get("/v1/articles").status_code for _ in range(20)].count(200)
        come_back = (time.monotonic() - started) / 12  # seconds a token
        assert 5 <= let_in <= 5 + come_back


def test_a_key_opens_the_service_to_other_machines_until_it_is_taken_back(environment: dict[str, str]) -> None:
    secret = run(environment, "keys", "create", "--scope", "ask", "--name", "press")
    with serve_process(environment, "--workers", "2", "--host", "0.0.0.0") as served:
        assert served.get("/v1/articles").status_code == 401
        bearer = f"Bearer {secret}"
        assert {served.ask(QUESTION, Authorization=bearer).status_code for _ in range(4)} == {200}
        assert served.get("/v1/articles", X_API_Key=secret).status_code == 200
        run(environment, "keys", "revoke", "press")
        assert {served.get("/v1/articles", Authorization=bearer).status_code for _ in range(10)} == {401}
        Path(environment["SOURCIER_STORE"], "keys.json").unlink()
        assert {served.get("/v1/articles").status_code for _ in range(4)} == {401}  # open to others, so never without


def test_what_is_running_is_finished_and_nothing_new_is_begun(environment: dict[str, str]) -> None:
    with serve_process(environment) as served, half_a_request(served) as (connection, rest):
        served.get("/readyz")
        served.process.send_signal(signal.SIGTERM)
        wait_until(lambda: refuses(served))
        assert served.process.poll() is None
        connection.sendall(rest)
        response = response_on(connection)
        assert response.startswith("HTTP/1.1 200 OK\r\n")
        assert '"answered"' in response
        assert served.process.wait(PATIENCE) == -signal.SIGTERM
    assert "Traceback" not in "".join(served.lines)


def refuses(served: Served) -> bool:
    try:
        served.get("/healthz")
    except httpx.ConnectError:
        return True
    except httpx.TransportError:  # let in, and hung up on, as the service stopped listening
        return False
    return False


def test_a_request_that_does_not_end_is_given_up_when_stopping(environment: dict[str, str]) -> None:
    settings = {"SOURCIER_SHUTDOWN_SECONDS": "0.5"}
    with serve_process(environment | settings) as served, half_a_request(served):
        served.get("/readyz")
        assert served.stop() == -signal.SIGTERM


def test_readiness_goes_before_the_service_does(environment: dict[str, str]) -> None:
    with serve_process(environment | {"SOURCIER_DRAIN_SECONDS": "600"}) as served:
        assert served.get("/readyz").status_code == 200
        served.process.send_signal(signal.SIGTERM)
        wait_until(lambda: served.get("/readyz").status_code == 503)
        assert served.get("/readyz").json()["type"] == "urn:sourcier:problem:shutting-down"
        assert served.get("/healthz").status_code == 200
        assert served.ask(QUESTION).status_code == 200
        assert served.stop() == -signal.SIGTERM  # the second time at once


def test_a_body_that_does_not_arrive_ends_in_time(environment: dict[str, str]) -> None:
    settings = {"SOURCIER_BODY_SECONDS": "1"}
    with serve_process(environment | settings) as served, half_a_request(served) as (connection, _rest):
        response = response_on(connection)
        assert response.startswith("HTTP/1.1 408 Request Timeout\r\n")
        assert "connection: close" in response.lower()
        assert "urn:sourcier:problem:body-timed-out" in response
        assert served.ask(QUESTION).status_code == 200


@pytest.mark.parametrize("route", ["/v1/ask", "/v1/articles"])
def test_whoever_sends_too_much_reads_why_not(environment: dict[str, str], route: str) -> None:
    with serve_process(environment | {"SOURCIER_MAX_UPLOAD_BYTES": "1000000"}) as served:
        headers = {"Content-Type": "application/json"}
        response = httpx.post(served.address + route, content=b" " * 8_000_000, headers=headers, timeout=PATIENCE)
        assert response.status_code == 413
        assert response.headers["connection"] == "close"


def test_whoever_sends_without_end_is_hung_up_on(environment: dict[str, str]) -> None:
    def endless() -> Iterator[bytes]:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            yield b" " * 65_536
        raise AssertionError("it was all taken")

    with serve_process(environment) as served:
        with suppress(httpx.TransportError):  # where the end of the connection is found out before the response
            assert httpx.post(f"{served.address}/v1/ask", content=endless(), timeout=PATIENCE).status_code == 413
        assert served.ask(QUESTION).status_code == 200


@pytest.mark.parametrize("workers", ["1", "2"])
def test_all_it_says_is_json_where_that_is_asked_for(environment: dict[str, str], workers: str) -> None:
    settings = {"SOURCIER_LOG_FORMAT": "json", "SOURCIER_CHUNK_TOKENS": "220"}
    with serve_process(environment | settings, "--workers", workers) as served:
        served.ask("Que dit-on de Zanzibar ?", X_Request_Id="call-7")
        wait_until(lambda: any("api.operation.access_log" in line for line in served.lines))
        served.stop()
    said = [json.loads(line) for line in served.lines]
    (request,) = [line for line in said if line["logger"] == "api.operation.access_log"]
    assert (request["request_id"], request["route"], request["status"]) == ("call-7", "/v1/ask", 200)
    assert "Zanzibar" not in "".join(served.lines)


def test_workers_that_cannot_start_are_given_up_with_the_reason(environment: dict[str, str], tmp_path: Path) -> None:
    hidden = tmp_path / "opentelemetry" / "exporter"  # an empty package in the place of the one that is needed
    hidden.mkdir(parents=True)
    (hidden / "__init__.py").touch()
    settings = {"SOURCIER_TELEMETRY": "true", "PYTHONPATH": str(tmp_path)}
    command = [*COMMAND, "serve", "--port", "0", "--workers", "2"]
    whole = {**os.environ, **environment, **settings}
    done = subprocess.run(command, env=whole, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 2
    assert "pip install -c constraints.txt -e '.[telemetry]'" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("sourcier: A worker could not start.")
