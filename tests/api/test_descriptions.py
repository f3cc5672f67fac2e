"""What the description of the interface promises about articles, and that real responses keep it."""

from typing import Any

import jsonschema
import pytest
from fastapi.testclient import TestClient

from sample_articles import EMOJI_FUND
from uploading import TEXT

OPERATIONS = {
    "listArticles": ("get", "/v1/articles"),
    "listSources": ("get", "/v1/sources"),
    "uploadArticles": ("post", "/v1/articles"),
    "getArticle": ("get", "/v1/articles/{article_id}"),
    "putArticle": ("put", "/v1/articles/{article_id}"),
    "deleteArticle": ("delete", "/v1/articles/{article_id}"),
    "getJob": ("get", "/v1/jobs/{job_id}"),
    "cancelJob": ("delete", "/v1/jobs/{job_id}"),
    "lookUpCitation": ("get", "/v1/citations/{citation_id}"),
    "verifyQuote": ("post", "/v1/verify"),
}
FUND = f"/v1/articles/{EMOJI_FUND.id}"


@pytest.fixture
def document(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def check(document: dict[str, Any], schema: dict[str, Any], value: Any) -> None:
    jsonschema.Draft202012Validator({**schema, "components": document["components"]}).validate(value)


def examples_of(content: dict[str, Any]) -> list[Any]:
    return [content["example"]] if "example" in content else [given["value"] for given in content["examples"].values()]


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_operation_ids_stay(document: dict[str, Any], operation_id: str) -> None:
    method, path = OPERATIONS[operation_id]
    assert document["paths"][path][method]["operationId"] == operation_id


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_every_response_has_examples_that_fit_its_schema(document: dict[str, Any], operation_id: str) -> None:
    method, path = OPERATIONS[operation_id]
    for status, response in document["paths"][path][method]["responses"].items():
        assert response["description"]
        if status == "304":
            assert "content" not in response
            continue
        for content in response["content"].values():
            for example in examples_of(content):
                check(document, content["schema"], example)
                assert example.get("status", int(status)) in (
                    int(status),
                    example.get("state"),
                    "current",
                    "typographic",
                )


def test_the_examples_of_bodies_fit_their_schemas(document: dict[str, Any]) -> None:
    for path in ("/v1/articles", "/v1/articles/{article_id}"):
        method = "post" if path == "/v1/articles" else "put"
        body = document["paths"][path][method]["requestBody"]["content"]["application/json"]
        check(document, body["schema"], body["example"])


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
