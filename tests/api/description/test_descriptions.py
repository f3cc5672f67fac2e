"""Real responses about articles, each of a status of its own, keep what the description promises."""

import json
from typing import Any

import jsonschema
import pytest
from fastapi.testclient import TestClient

from api.description.openapi_document import DOCUMENT
from api.guard.security import PAGE_HEADERS
from sample_articles import EMOJI_FUND
from uploading import TEXT

ARTICLE = "/v1/articles/{article_id}"
SOMETIMES = ("Location", "Preference-Applied", "Retry-After", "Idempotency-Replayed")
OF_TRANSPORT = {"content-type", "content-length", "cache-control", "x-accel-buffering"}
FUND = f"/v1/articles/{EMOJI_FUND.id}"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The description as it is kept, which test_openapi_document.py compares with the service's own."""
    found: dict[str, Any] = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    return found


def check(document: dict[str, Any], schema: dict[str, Any], value: Any) -> None:
    jsonschema.Draft202012Validator({**schema, "components": document["components"]}).validate(value)


@pytest.mark.parametrize(
    ("method", "route", "options", "status"),
    [
        ("POST", "/v1/articles", {"json": {"text": TEXT}}, 201),
        ("POST", "/v1/articles", {"json": {"text": TEXT}, "headers": {"prefer": "respond-async"}}, 202),
        ("POST", "/v1/articles", {"files": [("f", ("a.txt", TEXT)), ("f", ("b.txt", b""))]}, 207),
        ("POST", "/v1/articles", {"content": b"{"}, 415),
        ("POST", "/v1/articles", {"json": {}}, 422),
        ("POST", "/v1/articles", {"files": [("f", ("b.txt", b""))]}, 422),
        ("PUT", FUND, {"json": {"text": TEXT}}, 200),
        ("PUT", "/v1/articles/brest", {"json": {"text": TEXT}}, 201),
        ("PUT", FUND, {"json": {"text": TEXT}, "headers": {"if-match": '"x"'}}, 412),
        ("DELETE", FUND, {}, 200),
        ("DELETE", "/v1/articles/x", {}, 404),
        ("GET", FUND, {}, 200),
        ("GET", "/v1/articles", {}, 200),
        ("GET", "/v1/sources", {}, 200),
        ("GET", "/v1/jobs/x", {}, 404),
        ("GET", f"/v1/citations/{EMOJI_FUND.version[:16]}-0-5", {}, 200),
    ],
)
def test_real_responses_fit_their_schemas(
    client: TestClient, document: dict[str, Any], method: str, route: str, options: dict[str, Any], status: int
) -> None:
    response = client.request(method, route, **options)
    assert response.status_code == status, response.text
    parts = route.split("/")
    names = {"articles": "article_id", "jobs": "job_id", "citations": "citation_id"}
    path = "/".join(parts[:3] + ([f"{{{names[parts[2]]}}}"] if len(parts) > 3 else []))
    described = document["paths"][path][method.lower()]["responses"][str(status)]
    media_type = response.headers["content-type"].partition(";")[0]
    check(document, described["content"][media_type]["schema"], response.json())
    for header in described.get("headers", {}):
        if header not in SOMETIMES or (status == 202 and header != "Idempotency-Replayed"):
            assert header in response.headers


@pytest.mark.parametrize(
    ("method", "route", "path", "options"),
    [
        ("POST", "/v1/articles", "/v1/articles", {"json": {"text": TEXT}}),
        ("POST", "/v1/articles", "/v1/articles", {"json": {"text": TEXT}, "headers": {"prefer": "respond-async"}}),
        ("POST", "/v1/articles", "/v1/articles", {"files": [("f", ("a.txt", TEXT)), ("f", ("b.txt", b""))]}),
        ("POST", "/v1/articles", "/v1/articles", {"json": {}}),
        ("PUT", FUND, ARTICLE, {"json": {"text": TEXT}}),
        ("PUT", "/v1/articles/brest", ARTICLE, {"json": {"text": TEXT}}),
        ("DELETE", FUND, ARTICLE, {}),
        ("GET", FUND, ARTICLE, {}),
        ("GET", FUND, ARTICLE, {"headers": {"if-none-match": "*"}}),
        ("GET", "/v1/sources", "/v1/sources", {}),
        ("POST", "/v1/ask", "/v1/ask", {"json": {"question": "Qui dirige le fonds ?"}}),
        ("POST", "/v1/ask", "/v1/ask", {"json": {"question": "Qui dirige le fonds ?", "stream": True}}),
        ("POST", "/v1/ask", "/v1/ask", {"content": b"{"}),
        ("GET", "/v1/models", "/v1/models", {}),
        ("GET", "/metrics", "/metrics", {}),
        ("GET", "/healthz", "/healthz", {}),
    ],
)
def test_no_header_comes_that_is_not_described(
    client: TestClient, document: dict[str, Any], method: str, route: str, path: str, options: dict[str, Any]
) -> None:
    options = options | {"headers": options.get("headers", {}) | {"idempotency-key": "cle"}}
    first, again = (client.request(method, route, **options) for _ in range(2))
    for response in (first, again):
        described = document["paths"][path][method.lower()]["responses"][str(response.status_code)]
        known = {name.lower() for name in (*described["headers"], *PAGE_HEADERS)} | OF_TRANSPORT
        assert set(response.headers) - known == set()
