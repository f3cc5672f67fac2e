"""The service as a whole: health, the page and its files, the headers, the description of the API."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.routes.page import WEB_FOLDER
from rag.assembly import open_or_create_index
from rag.settings import Settings
from sample_articles import SERVED_ARTICLES


def test_health_needs_no_store(bare_client: TestClient) -> None:
    assert bare_client.get("/healthz").json() == {"status": "ok"}


def test_readiness_counts_what_is_there(client: TestClient) -> None:
    found = client.get("/readyz")
    assert found.status_code == 200
    assert found.json()["articles"] == len(SERVED_ARTICLES)
    assert found.json()["chunks"] >= len(SERVED_ARTICLES)
    assert found.json()["model"] == "hash-256"


def test_a_store_that_comes_later_is_opened(bare_client: TestClient, settings: Settings) -> None:
    assert bare_client.get("/readyz").status_code == 503
    with open_or_create_index(settings) as index:
        index.add(SERVED_ARTICLES)
    assert bare_client.get("/readyz").status_code == 200
    assert bare_client.get("/v1/articles/fonds").status_code == 200


def test_what_others_change_in_the_store_is_seen_at_once(client: TestClient, stored: Settings) -> None:
    with open_or_create_index(stored) as index:
        index.delete("meteo")
    assert client.get("/v1/articles/meteo").status_code == 410


@pytest.mark.parametrize(
    "route", ["/", "/articles/fonds", "/articles/fonds?cite=9f2c4a7be01d83aa-0-5", "/articles/a/b"]
)
def test_the_page_answers_at_its_addresses(bare_client: TestClient, route: str) -> None:
    response = bare_client.get(route)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="fr">' in response.text


def test_the_interface_is_described_on_a_page_of_our_own(bare_client: TestClient) -> None:
    response = bare_client.get("/docs")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "https://" not in response.text


@pytest.mark.parametrize(
    ("name", "media_types"),
    [
        ("style.css", {"text/css"}),
        ("app.js", {"text/javascript", "application/javascript"}),
        ("text.js", {"text/javascript", "application/javascript"}),
        ("icon.svg", {"image/svg+xml"}),
    ],
)
def test_the_files_of_the_page_have_their_types(bare_client: TestClient, name: str, media_types: set[str]) -> None:
    response = bare_client.get(f"/web/{name}")
    assert response.status_code == 200
    assert response.headers["content-type"].split(";")[0] in media_types


@pytest.mark.parametrize("path", ["/web/../app.py", "/web/%2e%2e/app.py", "/web/nothing.js", "/web/"])
def test_nothing_but_the_files_of_the_page_is_served(bare_client: TestClient, path: str) -> None:
    response = bare_client.get(path)
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_the_page_runs_no_script_and_style_but_its_own(bare_client: TestClient) -> None:
    response = bare_client.get("/")
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "<style" not in response.text
    assert " style=" not in response.text
    assert " onclick=" not in response.text
    assert "http://" not in response.text
    assert "https://" not in response.text
    for path in WEB_FOLDER.glob("*.js"):
        script = path.read_text(encoding="utf-8")
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert word not in script, f"{path.name} uses {word}"


@pytest.mark.parametrize("route", ["/", "/articles/fonds", "/web/app.js", "/web/style.css"])
def test_the_page_is_asked_for_each_time_and_its_files_are_not_sent_again(client: TestClient, route: str) -> None:
    response = client.get(route)
    assert response.headers["cache-control"] == "no-cache"
    again = client.get(route, headers={"if-none-match": response.headers["etag"]})
    assert again.status_code == (304 if route.startswith("/web/") else 200)


@pytest.mark.parametrize("route", ["/", "/v1/articles", "/nothing", "/web/app.js"])
def test_every_response_is_kept_strict(client: TestClient, route: str) -> None:
    headers = client.get(route).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["content-security-policy"]


def _operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for path in document["paths"].values() for operation in path.values()]


def test_every_reference_of_the_description_leads_somewhere(settings: Settings) -> None:
    document = create_app(settings).openapi()

    def references(node: Any) -> list[str]:
        if isinstance(node, dict):
            own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
            return own + [ref for value in node.values() for ref in references(value)]
        return [ref for value in node for ref in references(value)] if isinstance(node, list) else []

    there = {f"#/components/{kind}/{name}" for kind, named in document["components"].items() for name in named}
    assert set(references(document)) - there == set()


def test_the_examples_of_requests_are_answered(client: TestClient, settings: Settings) -> None:
    document = create_app(settings).openapi()
    for path in ("/v1/ask", "/v1/search", "/v1/verify", "/v1/chat/completions"):
        example = document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["example"]
        assert client.post(path, json=example).status_code == 200


def test_the_description_is_served(client: TestClient) -> None:
    assert client.get("/openapi.json").status_code == 200
