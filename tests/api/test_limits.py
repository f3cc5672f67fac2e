"""A busy service: what it works on, what waits, what is sent away, and what takes too long."""

import logging
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.dependencies import get_open_store
from api.service import OpenStore
from api.service_settings import ServiceSettings
from rag.events import Event
from rag.pipeline import Pipeline
from rag.settings import Settings
from running_service import PATIENCE, run_app, wait_until

QUESTION = {"question": "Qui dirige le fonds municipal de Shanghai ?"}
JSON = {"content-type": "application/json"}


class Held:
    """A pipeline whose answers, or whose last events, wait until they are let go."""

    def __init__(self, pipeline: Pipeline, *, after: int = 0) -> None:
        self._pipeline = pipeline
        self._after = after
        self.begun = 0
        self.go = threading.Event()

    def stream(self, question: str, **options: Any) -> Iterator[Event]:
        self.begun += 1
        for number, event in enumerate(self._pipeline.stream(question, **options)):
            if number == self._after:
                assert self.go.wait(PATIENCE)
            yield event


@contextmanager
def held_service(
    stored: Settings, operation: ServiceSettings, *, after: int = 0
) -> Iterator[tuple[httpx.Client, Held]]:
    app = create_app(stored, operation)
    with run_app(app) as address, httpx.Client(base_url=address, timeout=PATIENCE) as client:
        opened = app.state.service.open()
        held = Held(opened.pipeline, after=after)
        app.dependency_overrides[get_open_store] = lambda: OpenStore(opened.index, held)  # type: ignore[arg-type]
        try:
            yield client, held
        finally:
            held.go.set()


def figure(client: httpx.Client, name: str) -> float:
    (line,) = [line for line in client.get("/metrics").text.splitlines() if line.startswith(f"{name} ")]
    return float(line.split()[1])


def test_what_the_queue_cannot_hold_is_sent_away_and_the_rest_is_answered(stored: Settings) -> None:
    operation = ServiceSettings(concurrent_answers=2, waiting_answers=1)
    with held_service(stored, operation) as (client, held), ThreadPoolExecutor(3) as readers:
        asked: list[Future[Any]] = [readers.submit(client.post, "/v1/ask", json=QUESTION) for _ in range(3)]
        wait_until(lambda: figure(client, "sourcier_answers_waiting") == 1 and held.begun == 2)
        assert figure(client, "sourcier_answers_running") == 2
        assert held.begun == 2
        for route, body in (("/v1/ask", QUESTION), ("/v1/search", QUESTION), ("/v1/verify", {"quote": "fonds"})):
            refused = client.post(route, json=body)
            assert (refused.status_code, refused.json()["type"]) == (503, "urn:sourcier:problem:overloaded")
            assert refused.headers["retry-after"] == "2"
        assert client.get("/v1/articles").status_code == 200  # what costs little goes on
        assert client.get("/readyz").status_code == 200
        held.go.set()
        assert [future.result(PATIENCE).status_code for future in asked] == [200, 200, 200]
        wait_until(lambda: figure(client, "sourcier_answers_running") == 0)
        assert figure(client, "sourcier_answers_waiting") == 0
        assert client.post("/v1/ask", json=QUESTION).status_code == 200


def test_a_stream_keeps_its_place_until_its_end(stored: Settings) -> None:
    operation = ServiceSettings(concurrent_answers=1, waiting_answers=0)
    with held_service(stored, operation, after=1) as (client, held), ThreadPoolExecutor(1) as readers:
        streaming = readers.submit(client.post, "/v1/ask", json=QUESTION | {"stream": True})
        wait_until(lambda: held.begun)
        assert client.post("/v1/ask", json=QUESTION).status_code == 503
        held.go.set()
        assert "event: final" in streaming.result(PATIENCE).text
        wait_until(lambda: figure(client, "sourcier_answers_running") == 0)


def test_an_answer_that_takes_too_long_is_given_up_in_time_and_keeps_its_place_until_it_is_done(
    stored: Settings,
) -> None:
    operation = ServiceSettings(concurrent_answers=1, waiting_answers=0, request_seconds=1.0)
    with held_service(stored, operation) as (client, held):
        late = client.post("/v1/ask", json=QUESTION)  # comes back although nothing has let the answer go
        assert (late.status_code, late.json()["type"]) == (503, "urn:sourcier:problem:timed-out")
        assert late.json()["detail"].startswith("There was no answer within 1 s.")
        assert late.headers["retry-after"]
        assert late.headers["x-content-type-options"] == "nosniff"
        assert figure(client, "sourcier_answers_running") == 1  # its thread cannot be stopped
        assert client.post("/v1/ask", json=QUESTION).json()["type"] == "urn:sourcier:problem:overloaded"
        held.go.set()
        wait_until(lambda: figure(client, "sourcier_answers_running") == 0)


def test_waiting_for_a_place_counts_as_taking_long(stored: Settings) -> None:
    operation = ServiceSettings(concurrent_answers=1, waiting_answers=5, request_seconds=1.0)
    with held_service(stored, operation) as (client, held), ThreadPoolExecutor(2) as readers:
        asked = [readers.submit(client.post, "/v1/ask", json=QUESTION) for _ in range(2)]
        assert [future.result(PATIENCE).status_code for future in asked] == [503, 503]
        assert held.begun == 1
        held.go.set()


def test_a_body_that_is_over_the_limit_of_the_settings_is_refused(stored: Settings) -> None:
    operation = ServiceSettings(max_body_bytes=1_000, max_upload_bytes=2_000)
    with TestClient(create_app(stored, operation), base_url="http://127.0.0.1:8000") as client:
        body = b'{"question": "Qui dirige le fonds ?"}'
        assert client.post("/v1/ask", content=body.ljust(1_000), headers=JSON).status_code == 200
        found = client.post("/v1/ask", content=body.ljust(1_001), headers=JSON)
        assert (found.status_code, found.json()["title"]) == (413, "The body is too large")
        assert "1,000 bytes" in found.json()["detail"]
        article = b'{"id": "a", "title": "Le quai", "text": "Le quai rouvre."}'
        assert client.put("/v1/articles/a", content=article.ljust(1_500), headers=JSON).status_code < 300
        assert client.put("/v1/articles/a", content=article.ljust(2_500), headers=JSON).status_code == 413


def test_a_stream_that_takes_too_long_is_broken_off(stored: Settings, caplog: pytest.LogCaptureFixture) -> None:
    operation = ServiceSettings(request_seconds=1.0)
    with caplog.at_level(logging.WARNING), held_service(stored, operation, after=1) as (client, _held):
        with client.stream("POST", "/v1/ask", json=QUESTION | {"stream": True}) as response:
            lines = response.iter_lines()
            assert next(lines) == "event: hits"
            with pytest.raises(httpx.RemoteProtocolError):  # the body does not end as bodies do
                list(lines)
        wait_until(lambda: figure(client, "sourcier_answers_running") == 0)
    assert "the answer was broken off after 1 s" in caplog.messages


def test_a_question_over_the_limit_of_the_settings_is_refused(stored: Settings) -> None:
    app = create_app(stored.model_copy(update={"max_question_characters": 40}))
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        for route in ("/v1/ask", "/v1/search"):
            assert client.post(route, json={"question": "Fonds ?".ljust(40)}).status_code == 200
            found = client.post(route, json={"question": "Fonds ?".ljust(41)})
            assert (found.status_code, found.json()["type"]) == (422, "urn:sourcier:problem:invalid-question")
            assert "41 characters; at most 40" in found.json()["detail"]
