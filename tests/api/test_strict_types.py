"""A value of another type than the description says is refused, never read as something it may have meant."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from doubles import HashEmbedder
from rag.assembly import open_or_create_index
from rag.settings import Settings
from sample_articles import SERVED_ARTICLES

QUESTION = "Qui dirige le fonds municipal de Shanghai ?"
MESSAGES = [{"role": "user", "content": QUESTION}]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """One for all: nothing is changed here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rag.assembly.load_embedder", lambda _settings: HashEmbedder(dimension=256))
        settings = Settings(store=tmp_path_factory.mktemp("strict") / "store")
        with open_or_create_index(settings) as index:
            index.add(SERVED_ARTICLES)
        with TestClient(create_app(settings), base_url="http://127.0.0.1:8000") as opened:
            yield opened


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/v1/ask", {"as_of": 0}, "/as_of"),  # no first of January 1970
        ("/v1/ask", {"as_of": "0"}, "/as_of"),
        ("/v1/ask", {"as_of": "2024-08-02T00:00:00"}, "/as_of"),
        ("/v1/ask", {"as_of": "2024-02-30"}, "/as_of"),
        ("/v1/ask", {"as_of": "٢٠٢٤-٠٨-٠٢"}, "/as_of"),
        ("/v1/ask", {"stream": 0}, "/stream"),
        ("/v1/ask", {"stream": "true"}, "/stream"),
        ("/v1/ask", {"k": "5"}, "/k"),
        ("/v1/ask", {"k": True}, "/k"),
        ("/v1/ask", {"filters": {"published_to": 0}}, "/filters/published_to"),
        ("/v1/search", {"filters": {"published_from": 1_000_000_000}}, "/filters/published_from"),
    ],
)
def test_a_question_with_a_value_of_another_type_is_refused(
    client: TestClient, path: str, body: dict[str, Any], field: str
) -> None:
    response = client.post(path, json={"question": QUESTION, **body})
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == [field]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"logprobs": 0}, "logprobs"),
        ({"logprobs": True}, "logprobs"),
        ({"n": True}, "n"),
        ({"n": 2}, "n"),
        ({"stream": 1}, "stream"),
        ({"stream": True, "stream_options": {"include_usage": 1}}, "stream_options.include_usage"),
        ({"sourcier": {"as_of": 0}}, "sourcier.as_of"),
        ({"sourcier": {"k": "5"}}, "sourcier.k"),
    ],
)
def test_so_is_a_conversation(client: TestClient, body: dict[str, Any], field: str) -> None:
    response = client.post("/v1/chat/completions", json={"model": "sourcier", "messages": MESSAGES, **body})
    assert response.status_code == 400
    assert response.json()["error"]["param"] == field


@pytest.mark.parametrize("body", [{"logprobs": False, "n": 1}, {"logprobs": None, "n": None}, {"stream": None}])
def test_what_asks_for_nothing_else_is_taken(client: TestClient, body: dict[str, Any]) -> None:
    response = client.post("/v1/chat/completions", json={"model": "sourcier", "messages": MESSAGES, **body})
    assert response.status_code == 200


@pytest.mark.parametrize("published", ["0", "1719878400", "2024-8-2", "2024-08-02T10:00:00Z"])
def test_the_dates_of_lists_and_articles_are_days(client: TestClient, published: str) -> None:
    assert client.get("/v1/articles", params={"published_from": published}).status_code == 422
    body = {"text": "Le port ouvre en mai.", "published": published}
    assert client.put("/v1/articles/port", json=body).status_code == 422
    assert client.put("/v1/articles/port", params={"published": published}, json={"text": "Oui."}).status_code == 422


def test_the_description_knows_that_a_message_may_be_a_plain_text(client: TestClient) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    for message in ("UserMessage", "AssistantMessage"):
        types = [choice.get("type") for choice in schemas[message]["properties"]["content"]["anyOf"]]
        assert types[:2] == ["string", "array"]
