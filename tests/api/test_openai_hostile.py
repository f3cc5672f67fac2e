"""Whatever an OpenAI client sends, it gets a completion, a stream or an error body that it can read."""

import json
from typing import Any

from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ROUTE = "/v1/chat/completions"
FIELDS = [
    "model",
    "messages",
    "stream",
    "stream_options",
    "n",
    "sourcier",
    "role",
    "content",
    "type",
    "text",
    "filters",
]

hostile = settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
texts = st.text() | st.sampled_from([*FIELDS, "user", "assistant", "system", "sourcier", "refusal", "\u2028", "[DONE]"])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
contents = texts | st.none() | st.lists(st.fixed_dictionaries({"type": texts, "text": values}), max_size=3) | values
roles = st.sampled_from(["user", "assistant", "system", "developer", "tool", "poet"])
messages = st.lists(st.fixed_dictionaries({"role": roles, "content": contents}), max_size=5)


def readable(response: Any) -> None:
    assert response.status_code in {200, 400, 404}, response.text
    if response.status_code != 200:
        assert set(response.json()["error"]) == {"message", "type", "param", "code"}
        assert response.json()["error"]["type"] == "invalid_request_error"
    elif response.headers["content-type"].startswith("text/event-stream"):
        *events, end, rest = response.text.split("\n\n")
        assert (end, rest) == ("data: [DONE]", "")
        for event in events:
            assert json.loads(event.removeprefix("data: "))["object"] == "chat.completion.chunk"
    else:
        assert response.json()["object"] == "chat.completion"


@hostile
@given(body=values)
def test_no_body_makes_the_route_fail(client: TestClient, body: Any) -> None:
    readable(client.post(ROUTE, content=json.dumps(body), headers={"content-type": "application/json"}))


@hostile
@given(said=messages, stream=st.booleans(), extra=st.dictionaries(st.sampled_from(FIELDS[3:]), values, max_size=2))
def test_no_conversation_makes_the_route_fail(
    client: TestClient, said: Any, stream: bool, extra: dict[str, Any]
) -> None:
    body = {"model": "sourcier", "stream": stream, **extra, "messages": said}
    readable(client.post(ROUTE, content=json.dumps(body), headers={"content-type": "application/json"}))


@hostile
@given(name=texts)
def test_no_model_name_makes_the_route_fail(client: TestClient, name: str) -> None:
    body = {"model": name, "messages": [{"role": "user", "content": "Qui ?"}]}
    readable(client.post(ROUTE, content=json.dumps(body), headers={"content-type": "application/json"}))
