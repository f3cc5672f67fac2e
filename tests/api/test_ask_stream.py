"""The same answer in pieces: their order, that they make up the whole, and how a failure ends them."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.dependencies import get_pipeline
from api.wire.schemas import AnswerResponse, CitationObject
from api.wire.stream_events import EVENTS
from rag.events import Event, Hits, TextPart
from rag.settings import Settings

QUESTION = "Qui dirige le fonds municipal de Shanghai pour l’intelligence artificielle ?"
UNKNOWN = "Quel est le prix du café à Oslo ?"
OWN = {"id", "timings"}  # what differs between two times the same question is asked


def events_of(client: TestClient, body: dict[str, Any]) -> list[tuple[str, Any]]:
    response = client.post("/v1/ask", json={**body, "stream": True})
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    events = []
    for block in response.text.strip("\n").split("\n\n"):
        name, data = block.split("\n")
        events.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return events


@pytest.mark.parametrize("question", [QUESTION, UNKNOWN, "Did it rain in London?"])
def test_the_last_event_is_the_plain_answer(client: TestClient, question: str) -> None:
    plain = client.post("/v1/ask", json={"question": question}).json()
    name, final = events_of(client, {"question": question})[-1]
    assert name == "final"
    assert {k: v for k, v in final.items() if k not in OWN} == {k: v for k, v in plain.items() if k not in OWN}


def test_the_events_make_up_the_answer(client: TestClient) -> None:
    events = events_of(client, {"question": QUESTION})
    (first, hits), *_, (last, final) = events
    assert (first, last) == ("hits", "final")
    assert hits == {"standalone_question": final["standalone_question"], "hits": final["hits"]}
    assert "".join(data["text"] for name, data in events if name == "text") == final["text"]
    assert [data for name, data in events if name == "citation"] == final["citations"]
    assert final["citations"]


def test_a_citation_follows_the_sentence_that_it_supports(client: TestClient) -> None:
    said = ""
    for name, data in events_of(client, {"question": QUESTION}):
        if name == "text":
            said += data["text"]
        elif name == "citation":
            assert said[data["answer"]["start"] : data["answer"]["end"]] == data["source"]["quote"]


def test_a_refusal_has_no_text(client: TestClient) -> None:
    names = [name for name, _ in events_of(client, {"question": UNKNOWN})]
    assert names == ["hits", "final"]


@pytest.mark.parametrize(
    ("body", "status", "name"),
    [
        ({"question": " "}, 422, "invalid-question"),
        ({"question": QUESTION, "mode": "generative"}, 422, "no-language-model"),
        ({"question": QUESTION, "k": 0}, 422, "invalid-request"),
    ],
)
def test_what_cannot_be_asked_is_a_problem_and_no_stream(
    client: TestClient, body: dict[str, Any], status: int, name: str
) -> None:
    response = client.post("/v1/ask", json={**body, "stream": True})
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["type"].endswith(f":{name}")


def test_without_a_store_there_is_no_stream_either(bare_client: TestClient) -> None:
    assert bare_client.post("/v1/ask", json={"question": "a", "stream": True}).status_code == 503


class BreaksOnTheWay:
    """A pipeline with a defect behind its first sentence."""

    def stream(self, *_: object, **__: object) -> Iterator[Event]:
        yield Hits("Qui ?", ())
        yield TextPart("Wu Wei. [1]")
        raise RuntimeError("secret at /srv/inside")


def test_a_failure_on_the_way_is_the_last_event(stored: Settings, caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(stored)
    app.dependency_overrides[get_pipeline] = BreaksOnTheWay
    with TestClient(app, base_url="http://127.0.0.1:8000", headers={"x-request-id": "call-8"}) as client:
        events = events_of(client, {"question": "Qui ?"})
    assert [name for name, _ in events] == ["hits", "text", "error"]
    problem = events[-1][1]
    assert (problem["type"], problem["status"]) == ("urn:sourcier:problem:internal-error", 500)
    assert (problem["instance"], "call-8" in problem["detail"]) == ("/v1/ask", True)
    assert "secret" not in json.dumps(events)
    (record,) = [record for record in caplog.records if record.name == "api.errors"]
    assert (record.message, record.exc_info is not None) == ("request call-8 failed", True)


def test_the_description_shows_a_stream_and_the_schema_of_each_event(settings: Settings) -> None:
    document = create_app(settings).openapi()
    stream = document["paths"]["/v1/ask"]["post"]["responses"]["200"]["content"]["text/event-stream"]
    described = {
        event["properties"]["event"]["const"]: event["properties"]["data"]["contentSchema"]["$ref"].rpartition("/")[2]
        for event in stream["x-itemSchema"]["anyOf"]
    }
    assert described == {name: kind.__name__ for name, kind in EVENTS.items()} | {"error": "Problem"}
    assert set(described.values()) <= set(document["components"]["schemas"])
    shown = [block.split("\n") for block in stream["example"].strip().split("\n\n")]
    assert list(dict(shown)) == ["event: hits", "event: text", "event: citation", "event: final"]
    CitationObject.model_validate_json(dict(shown)["event: citation"].removeprefix("data: "))
    AnswerResponse.model_validate_json(shown[-1][1].removeprefix("data: "))
