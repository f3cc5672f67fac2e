"""Log lines: one a request, with its id and its counts, and never a word of a question."""

import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Literal

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.dependencies import get_pipeline
from api.guard.keys import KeyFile, Scope
from api.operation.logs import configure_logging, log_fields
from rag.settings import Settings

SECRET_WORD = "Zanzibar"
QUESTION = {"question": f"Qui dirige le fonds municipal de Shanghai à {SECRET_WORD} ?"}


class Said(io.StringIO):
    """What was written since the last look."""

    def configure(self, log_format: Literal["text", "json"], level: str) -> None:
        with redirect_stderr(self):  # pytest puts its own in between the phases of a test
            configure_logging(log_format, level)

    def take(self) -> str:
        text = self.getvalue()
        self.seek(0)
        self.truncate()
        return text

    def take_lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.take().splitlines()]


@pytest.fixture
def said() -> Said:
    return Said()


@pytest.fixture
def json_client(stored: Settings, said: Said) -> Iterator[TestClient]:
    said.configure("json", "info")
    with TestClient(create_app(stored), base_url="http://127.0.0.1:8000", raise_server_exceptions=False) as client:
        said.take()  # of the opening of the store
        yield client


def test_a_request_has_one_line_with_what_may_be_told_of_it(json_client: TestClient, said: Said) -> None:
    answer = json_client.post("/v1/ask", json=QUESTION, headers={"X-Request-Id": "call-7"}).json()
    (line,) = [line for line in said.take_lines() if line["logger"] == "api.operation.access_log"]
    assert line.pop("time")
    milliseconds = line.pop("milliseconds")
    assert isinstance(milliseconds, float)
    expected = {
        "level": "info",
        "logger": "api.operation.access_log",
        "message": "request",
        "request_id": "call-7",
        "method": "POST",
        "route": "/v1/ask",
        "status": 200,
        "mode": "extractive",
        "answered": answer["answered"],
        "hits": len(answer["hits"]),
        "citations": len(answer["citations"]),
    }
    assert {name: line[name] for name in expected} == expected
    assert set(line) - set(expected) <= {"refusal", "notice"}


@pytest.mark.parametrize("stream", [False, True])
def test_no_line_has_a_word_of_the_question(json_client: TestClient, said: Said, stream: bool) -> None:
    history = [{"role": "user", "content": SECRET_WORD}, {"role": "assistant", "content": SECRET_WORD}]
    json_client.post("/v1/ask", json=QUESTION | {"history": history, "stream": stream})
    json_client.post("/v1/search", json=QUESTION)
    json_client.post("/v1/verify", json={"quote": SECRET_WORD})
    json_client.post("/v1/ask", json={"question": SECRET_WORD, "k": SECRET_WORD, SECRET_WORD: 1})
    json_client.get(f"/v1/articles/{SECRET_WORD}?source={SECRET_WORD}")
    json_client.get(f"/{SECRET_WORD}")
    text = said.take()
    assert text.count('"logger": "api.operation.access_log"') == 6
    assert SECRET_WORD not in text


def test_what_is_logged_on_the_way_has_the_id_of_its_request(json_client: TestClient, said: Said) -> None:
    for request_id in ("call-1", "call-2"):
        json_client.post("/v1/ask", json=QUESTION, headers={"X-Request-Id": request_id})
    ids = [line.get("request_id") for line in said.take_lines() if line["logger"] == "rag.pipeline"]
    assert ids == ["call-1", "call-2"]


def test_the_name_of_a_key_is_told_and_never_the_key(json_client: TestClient, stored: Settings, said: Said) -> None:
    secret = KeyFile(stored.store).create("press", [Scope.ASK])
    json_client.get("/v1/articles", headers={"Authorization": f"Bearer {secret}"})
    json_client.get("/v1/articles", headers={"Authorization": f"Bearer {secret}x"})
    text = said.take()
    assert [json.loads(line).get("key") for line in text.splitlines()] == ["press", None]
    assert secret not in text


def test_health_and_files_of_the_page_are_told_only_where_everything_is(json_client: TestClient, said: Said) -> None:
    for _ in range(2):
        for route in ("/healthz", "/readyz", "/web/app.js", "/metrics"):
            json_client.get(route)
        said.configure("json", "debug")
    assert [line["route"] for line in said.take_lines()] == ["/healthz", "/readyz", "/web", "/metrics"]


def test_a_defect_has_its_traceback_in_one_line(json_client: TestClient, stored: Settings, said: Said) -> None:
    class Broken:
        def stream(self, *_: object, **__: object) -> None:
            raise RuntimeError("broken")

    json_client.app.dependency_overrides[get_pipeline] = Broken  # type: ignore[attr-defined]
    assert json_client.post("/v1/ask", json=QUESTION).status_code == 500
    lines = said.take_lines()
    assert [line["status"] for line in lines if line["logger"] == "api.operation.access_log"] == [500]
    assert any(line["level"] == "error" for line in lines)


def test_an_exception_is_kept_whole_in_json(said: Said) -> None:
    said.configure("json", "info")
    try:
        raise ValueError("été\nhiver")
    except ValueError:
        logging.getLogger("api.test").exception("it failed")
    (line,) = said.take_lines()
    assert line["message"] == "it failed"
    assert str(line["exception"]).endswith("ValueError: été\nhiver")


def test_people_read_the_same_as_a_line(said: Said) -> None:
    said.configure("text", "info")
    logging.getLogger("api.test").info("request", extra=log_fields({"route": "/v1/ask", "status": 200}))
    logging.getLogger("api.test").debug("not this")
    logging.getLogger("somebody.else").info("nor this")
    text = said.take()
    assert text.endswith(" info api.test: request route=/v1/ask status=200\n")
    assert text.count("\n") == 1


def test_asking_on_the_command_line_loads_none_of_it() -> None:
    script = (
        "import sys, api.cli\n"
        "print(sorted({'fastapi', 'uvicorn', 'prometheus_client', 'opentelemetry', 'starlette'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "[]\n"
