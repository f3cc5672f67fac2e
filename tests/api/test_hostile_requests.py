"""Whatever is sent, the service answers with one of its statuses and an object that can be read."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

KNOWN = {200, 400, 404, 405, 410, 413, 415, 422}
JSON = {"content-type": "application/json"}
FIELDS = ["question", "k", "filters", "as_of", "quote", "sources", "published_from", "article_ids"]

hostile = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
texts = st.text() | st.sampled_from(FIELDS) | st.text("'\"()*:^~\\/ANDORT\x00\u202e😀 ", max_size=30)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def readable(response: Any) -> None:
    assert response.status_code in KNOWN
    assert response.json() is not None
    if response.status_code != 200:
        assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("route", ["/v1/ask", "/v1/search", "/v1/verify"])
@hostile
@given(body=values)
def test_no_body_makes_the_service_fail(client: TestClient, route: str, body: Any) -> None:
    readable(client.post(route, content=json.dumps(body), headers=JSON))  # NaN and Infinity included


@pytest.mark.parametrize("route", ["/v1/ask", "/v1/search", "/v1/verify"])
@hostile
@given(words=texts)
def test_no_words_make_the_service_fail(client: TestClient, route: str, words: str) -> None:
    readable(client.post(route, json={"quote" if route == "/v1/verify" else "question": words}))


@hostile
@given(content=st.binary(max_size=200))
def test_no_bytes_make_the_service_fail(client: TestClient, content: bytes) -> None:
    readable(client.post("/v1/ask", content=content, headers=JSON))


@hostile
@given(name=texts, value=texts)
def test_no_address_makes_the_service_fail(client: TestClient, name: str, value: str) -> None:
    for address in (f"/v1/articles/{quote(name)}", f"/v1/citations/{quote(name)}", f"/v1/articles?{quote(name)}"):
        readable(client.get(address))
    readable(client.get("/v1/articles", params={"source": value, "cursor": name}))
