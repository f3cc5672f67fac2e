"""Real responses about articles, each of a status of its own, keep what the description promises."""

from typing import Any

import jsonschema
import pytest
from fastapi.testclient import TestClient

from sample_articles import EMOJI_FUND
from uploading import TEXT

FUND = f"/v1/articles/{EMOJI_FUND.id}"


@pytest.fixture
def document(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
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
        if header not in ("Location", "Preference-Applied", "Retry-After") or status == 202:
            assert header in response.headers
