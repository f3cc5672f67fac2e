"""Every error is a problem of RFC 9457, says what is wrong and what to do, and tells nothing of the inside."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.dependencies import get_pipeline
from index.embedding.model_errors import ModelUnavailableError
from rag.settings import Settings

JSON = {"content-type": "application/json"}


def problem(response: Any, status: int, name: str) -> dict[str, Any]:
    """The body, once it is known to be a problem of that sort."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["x-request-id"]
    body: dict[str, Any] = response.json()
    assert body["type"] == f"urn:sourcier:problem:{name}"
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    assert body["instance"].startswith("/")
    return body


@pytest.mark.parametrize(
    ("body", "pointer", "said"),
    [
        ({}, "/question", "required"),
        ({"question": None}, "/question", "None"),
        ({"question": 7}, "/question", "7"),
        ({"question": ["a"]}, "/question", "string"),
        ({"question": "a", "k": 0}, "/k", "0"),
        ({"question": "a", "k": 10_000}, "/k", "10000"),
        ({"question": "a", "k": "many"}, "/k", "many"),
        ({"question": "a", "filter": {}}, "/filter", "no such field"),
        ({"question": "a", "filters": {"auteur": "x"}}, "/filters/auteur", "no such field"),
        ({"question": "a", "filters": {"published_from": "hier"}}, "/filters/published_from", "hier"),
        ({"question": "a", "filters": {"sources": "Le Soir"}}, "/filters/sources", "list"),
        ({"question": "a", "filters": {"sources": ["x"] * 101}}, "/filters/sources", "100"),
        ({"question": "a", "a/b~c": 1}, "/a~1b~0c", "no such field"),
        ([], "", "object"),
        ("a", "", "object"),
    ],
)
def test_a_wrong_field_is_named(client: TestClient, body: Any, pointer: str, said: str) -> None:
    found = problem(client.post("/v1/ask", json=body), 422, "invalid-request")
    assert found["errors"][0]["pointer"] == pointer
    assert said in found["errors"][0]["detail"]
    assert found["errors"][0]["detail"] in found["detail"]


@pytest.mark.parametrize(
    "content",
    [b"{", b"{'question': 'a'}", b'{"question": "a"', b'{"question": "\xe9t\xe9"}', b"\xff\xfe", b"[" * 100_000],
)
def test_what_is_not_json_is_said_to_be_none(client: TestClient, content: bytes) -> None:
    problem(client.post("/v1/ask", content=content, headers=JSON), 400, "invalid-json")


@pytest.mark.parametrize(
    ("route", "content"),
    [
        ("/v1/ask", b'{"question": "Qui \\ud800 dirige ?"}'),
        ("/v1/ask", b'{"question": "a", "\\ud800": 1}'),
        ("/v1/ask", b'{"question": "a", "filters": {"sources": ["\\udfff"]}}'),
        ("/v1/verify", b'{"quote": "a \\ud800"}'),
    ],
)
def test_halves_of_surrogate_pairs_are_refused(client: TestClient, route: str, content: bytes) -> None:
    problem(client.post(route, content=content, headers=JSON), 422, "invalid-request")


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", None])
def test_another_media_type_is_refused(client: TestClient, media_type: str | None) -> None:
    headers = {"content-type": media_type} if media_type else {}
    response = client.post("/v1/ask", content=b'{"question": "Qui dirige le fonds ?"}', headers=headers)
    problem(response, 415, "unsupported-media-type")


def test_a_body_over_the_limit_is_refused_by_its_declared_length(client: TestClient) -> None:
    found = problem(client.post("/v1/ask", json={"question": "x" * 1_000_001}), 413, "content-too-large")
    assert "1,000,000" in found["detail"]


def test_a_body_over_the_limit_is_refused_while_it_is_read(client: TestClient) -> None:
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        while read < 50:
            read += 1
            yield b" " * 100_000

    problem(client.post("/v1/ask", content=endless(), headers=JSON), 413, "content-too-large")


def test_a_body_of_exactly_the_limit_is_read(client: TestClient) -> None:
    body = b'{"question": "Qui dirige le fonds ?"}'
    assert client.post("/v1/ask", content=body.ljust(1_000_000), headers=JSON).status_code == 200


def test_an_unknown_route_is_not_found(client: TestClient) -> None:
    found = problem(client.get("/v2/nothing/été"), 404, "not-found")
    assert found["instance"] == "/v2/nothing/%C3%A9t%C3%A9"


def test_a_wrong_method_names_the_right_one(client: TestClient) -> None:
    response = client.get("/v1/ask")
    problem(response, 405, "method-not-allowed")
    assert response.headers["allow"] == "POST"


def test_a_defect_tells_nothing_of_the_inside_and_is_found_in_the_log(
    stored: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    class BrokenPipeline:
        def stream(self, *_: object, **__: object) -> None:
            raise RuntimeError("secret at /srv/inside")

    app = create_app(stored)
    app.dependency_overrides[get_pipeline] = BrokenPipeline
    with TestClient(app, raise_server_exceptions=False, base_url="http://127.0.0.1:8000") as client:
        response = client.post("/v1/ask", json={"question": "a"}, headers={"x-request-id": "call-7"})
    found = problem(response, 500, "internal-error")
    assert "secret" not in response.text
    assert "inside" not in response.text
    assert "call-7" in found["detail"]
    assert response.headers["x-request-id"] == "call-7"
    assert [record.message for record in caplog.records if record.name == "api.errors"] == [
        "request call-7 failed: RuntimeError"
    ]


@pytest.mark.parametrize(
    ("method", "route"),
    [
        ("POST", "/v1/ask"),
        ("POST", "/v1/search"),
        ("POST", "/v1/verify"),
        ("GET", "/v1/articles"),
        ("GET", "/v1/articles/a"),
        ("GET", "/v1/citations/9f2c4a7be01d83aa-0-5"),
        ("GET", "/readyz"),
    ],
)
def test_without_a_store_the_cure_is_told(bare_client: TestClient, method: str, route: str) -> None:
    body = {"quote": "a"} if route == "/v1/verify" else {"question": "a"}
    response = bare_client.request(method, route, json=body if method == "POST" else None)
    found = problem(response, 503, "store-not-ready")
    assert "sourcier ingest" in found["detail"]


@pytest.mark.parametrize(
    ("given", "echoed"), [("call-7.a_B", True), ("x" * 128, True), ("x" * 129, False), ("a b", False), ("a;b", False)]
)
def test_a_harmless_request_id_is_echoed(client: TestClient, given: str, echoed: bool) -> None:
    response = client.get("/healthz", headers={"x-request-id": given})
    assert (response.headers["x-request-id"] == given) == echoed
    assert len(response.headers["x-request-id"]) >= 6


def test_a_model_that_cannot_be_had_is_told_with_its_cure(stored: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def unavailable(_settings: Settings) -> None:
        raise ModelUnavailableError("acme/embeddings", "the hub cannot be reached")

    monkeypatch.setattr("rag.assembly.load_embedder", unavailable)
    with TestClient(create_app(stored), base_url="http://127.0.0.1:8000") as client:
        assert client.get("/healthz").status_code == 200
        found = problem(client.post("/v1/ask", json={"question": "a"}), 503, "store-not-ready")
    assert "acme/embeddings" in found["detail"]
    assert "hf download" in found["detail"]


def test_a_store_of_other_settings_is_told_with_its_cure(stored: Settings) -> None:
    with TestClient(
        create_app(stored.model_copy(update={"chunk_overlap": 0})), base_url="http://127.0.0.1:8000"
    ) as client:
        found = problem(client.get("/readyz"), 503, "store-not-ready")
    assert "sourcier ingest --rebuild" in found["detail"]
