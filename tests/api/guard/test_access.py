"""Who comes in: without keys this machine alone, with keys whoever has one that is good for it."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.routing import APIRoute, iter_route_contexts
from fastapi.testclient import TestClient

from api.app import create_app
from api.guard.access import needed_scope
from api.guard.keys import KeyFile, Scope
from api.service_settings import ServiceSettings
from rag.settings import Settings
from running_service import PATIENCE, run_app

HERE = "http://127.0.0.1:8000"
QUESTION = {"question": "Qui dirige le fonds ?"}


@pytest.fixture
def keys(stored: Settings) -> dict[str, str]:
    """A secret for each scope, and one that has been taken back."""
    file = KeyFile(stored.store)
    made = {scope.value: file.create(scope.value, [scope]) for scope in Scope}
    made["revoked"] = file.create("revoked", list(Scope))
    file.revoke("revoked")
    return made


@pytest.fixture
def far(stored: Settings, keys: dict[str, str]) -> Iterator[TestClient]:
    """A client on another machine, of a service that has keys."""
    app = create_app(stored)
    with TestClient(app, base_url="https://presse.example", client=("203.0.113.9", 4000)) as client:
        yield client


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def problem(response: Any, status: int, name: str) -> dict[str, Any]:
    assert response.status_code == status, response.text
    body: dict[str, Any] = response.json()
    assert body["type"] == f"urn:sourcier:problem:{name}"
    return body


# What a key has to be good for


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("POST", "/v1/ask", Scope.ASK),
        ("POST", "/v1/search", Scope.ASK),
        ("POST", "/v1/verify", Scope.ASK),
        ("POST", "/v1/chat/completions", Scope.ASK),
        ("GET", "/v1/articles", Scope.ASK),
        ("HEAD", "/v1/articles/fonds", Scope.ASK),
        ("GET", "/v1/citations/9f2c4a7be01d83aa-0-5", Scope.ASK),
        ("POST", "/v1/articles", Scope.WRITE),
        ("PUT", "/v1/articles/fonds", Scope.WRITE),
        ("DELETE", "/v1/articles/v1/ask", Scope.WRITE),
        ("GET", "/v1/jobs/7", Scope.WRITE),
        ("POST", "/v1/a-route-of-tomorrow", Scope.WRITE),
        ("GET", "/v1/a-route-of-tomorrow", Scope.ASK),
        ("GET", "/metrics", Scope.METRICS),
        ("GET", "/", None),
        ("GET", "/articles/fonds", None),
        ("GET", "/web/app.js", None),
        ("GET", "/docs", None),
        ("GET", "/openapi.json", None),
        ("GET", "/healthz", None),
        ("GET", "/readyz", None),
    ],
)
def test_each_route_needs_one_scope(method: str, path: str, scope: Scope | None) -> None:
    assert needed_scope(method, path) is scope


def test_no_route_of_the_interface_is_left_open(settings: Settings) -> None:
    open_routes = {
        route.path_format
        for route in iter_route_contexts(create_app(settings).routes)
        if isinstance(route.original_route, APIRoute)
        for method in route.methods or ()
        if needed_scope(method, route.path_format) is None
    }
    assert open_routes == {"/", "/articles/{article_id}", "/docs", "/healthz", "/readyz"}


# With keys


@pytest.mark.parametrize("route", ["/healthz", "/readyz", "/", "/articles/fonds", "/docs", "/web/app.js"])
def test_health_and_the_page_need_no_key(far: TestClient, route: str) -> None:
    assert far.get(route).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer   "},
        {"Authorization": "Basic c291cmNpZXI6eA=="},
        {"X-API-Key": ""},
    ],
)
def test_without_a_key_it_is_told_how_to_send_one(far: TestClient, headers: dict[str, str]) -> None:
    response = far.post("/v1/ask", json=QUESTION, headers=headers)
    found = problem(response, 401, "access-key-needed")
    assert "sourcier keys create --scope ask" in found["detail"]
    assert response.headers["www-authenticate"] == 'Bearer realm="sourcier"'
    assert response.headers["x-content-type-options"] == "nosniff"
    assert found["request_id"] == response.headers["x-request-id"]


@pytest.mark.parametrize("wrong", ["sourcier_wrong", "revoked", "é"])
def test_a_key_that_is_wrong_or_taken_back_is_refused_and_not_repeated(
    far: TestClient, keys: dict[str, str], wrong: str
) -> None:
    secret = keys.get(wrong, wrong)
    response = far.post("/v1/ask", json=QUESTION, headers={"Authorization": f"Bearer {secret}".encode("latin-1")})
    problem(response, 401, "access-key-needed")
    assert response.headers["www-authenticate"] == 'Bearer realm="sourcier", error="invalid_token"'
    assert secret not in response.text


@pytest.mark.parametrize(
    "header", [lambda key: bearer(key), lambda key: {"authorization": f"bearer  {key}"}, lambda key: {"X-API-Key": key}]
)
def test_a_good_key_is_let_in(far: TestClient, keys: dict[str, str], header: Any) -> None:
    assert far.post("/v1/ask", json=QUESTION, headers=header(keys["ask"])).status_code == 200


@pytest.mark.parametrize(
    ("method", "route", "scope"),
    [
        ("POST", "/v1/ask", "ask"),
        ("GET", "/v1/articles", "ask"),
        ("DELETE", "/v1/articles/x", "write"),
        ("GET", "/metrics", "metrics"),
    ],
)
def test_no_scope_includes_another(far: TestClient, keys: dict[str, str], method: str, route: str, scope: str) -> None:
    for name in ("ask", "write", "metrics"):
        response = far.request(method, route, json=QUESTION if method == "POST" else None, headers=bearer(keys[name]))
        if name == scope:
            assert response.status_code in (200, 404), response.text
            continue
        found = problem(response, 403, "scope-missing")
        assert found["detail"] == f"The key {name} is good for {name}; this takes {scope}."
        challenge = f'Bearer realm="sourcier", error="insufficient_scope", scope="{scope}"'
        assert response.headers["www-authenticate"] == challenge


def test_a_refusal_comes_before_the_body_does(stored: Settings, keys: dict[str, str]) -> None:
    head = b"POST /v1/articles HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n"
    with run_app(create_app(stored)) as address:
        port = int(address.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
            connection.sendall(head)
            assert connection.recv(100).startswith(b"HTTP/1.1 401 ")


def test_openai_clients_are_refused_in_their_own_form(far: TestClient) -> None:
    response = far.post("/v1/chat/completions", json={"model": "sourcier", "messages": []})
    assert response.status_code == 401
    assert response.json()["error"]["code"] == "invalid_api_key"


def test_a_key_is_taken_back_while_the_service_runs(far: TestClient, keys: dict[str, str], stored: Settings) -> None:
    assert far.get("/v1/articles", headers=bearer(keys["ask"])).status_code == 200
    KeyFile(stored.store).revoke("ask")
    problem(far.get("/v1/articles", headers=bearer(keys["ask"])), 401, "access-key-needed")


def test_once_the_last_key_is_taken_back_nobody_comes_in(far: TestClient, client: TestClient, stored: Settings) -> None:
    for name in ("ask", "write", "metrics"):
        KeyFile(stored.store).revoke(name)
    problem(far.get("/v1/articles"), 401, "access-key-needed")
    problem(client.get("/v1/articles"), 401, "access-key-needed")


def test_a_key_file_that_cannot_be_read_lets_nobody_in(
    far: TestClient, keys: dict[str, str], stored: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    KeyFile(stored.store).path.write_text("{")
    found = problem(far.get("/v1/articles", headers=bearer(keys["ask"])), 503, "keys-unreadable")
    assert str(stored.store) not in found["detail"]
    assert any("keys.json cannot be used" in record.getMessage() for record in caplog.records)


def test_a_service_that_requires_keys_lets_nobody_in_before_there_are_some(stored: Settings) -> None:
    app = create_app(stored, ServiceSettings(require_keys=True))
    with TestClient(app, base_url=HERE) as client:
        problem(client.get("/v1/articles"), 401, "access-key-needed")
        secret = KeyFile(stored.store).create("press", [Scope.ASK])
        assert client.get("/v1/articles", headers=bearer(secret)).status_code == 200


# Without keys


@pytest.mark.parametrize(
    "address", ["http://localhost:8000", "http://127.8.8.8", "http://[::1]:8000", "http://sourcier.localhost"]
)
def test_this_machine_is_answered_without_a_key(stored: Settings, address: str) -> None:
    with TestClient(create_app(stored), base_url=address, client=("127.0.0.1", 4000)) as client:
        assert client.get("/v1/articles").status_code == 200
        assert client.get("/metrics").status_code == 200


@pytest.mark.parametrize(
    ("address", "peer", "said"),
    [
        ("http://127.0.0.1:8000", "203.0.113.9", "203.0.113.9 is another machine"),
        ("http://127.0.0.1:8000", "2001:db8::1", "2001:db8::1 is another machine"),
        ("http://evil.example:8000", "127.0.0.1", "evil.example:8000 does not name this machine"),
        ("http://localhost.evil.example", "127.0.0.1", "does not name this machine"),
        ("http://192.168.1.7", "127.0.0.1", "192.168.1.7 does not name this machine"),
    ],
)
def test_another_machine_or_name_is_not(stored: Settings, address: str, peer: str, said: str) -> None:
    with TestClient(create_app(stored), base_url=address, client=(peer, 4000)) as client:
        found = problem(client.get("/v1/articles"), 403, "not-local")
        assert said in found["detail"]
        assert "sourcier keys create" in found["detail"]
        assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:9000", "http://127.0.0.1:8000.evil.example"]
)
def test_a_page_of_elsewhere_cannot_use_the_reader_s_browser(client: TestClient, origin: str) -> None:
    found = problem(client.post("/v1/ask", json=QUESTION, headers={"Origin": origin}), 403, "not-local")
    assert "SOURCIER_ALLOWED_ORIGINS" in found["detail"]


def test_the_page_itself_can(client: TestClient) -> None:
    assert client.post("/v1/ask", json=QUESTION, headers={"Origin": HERE}).status_code == 200


# Pages of other origins


PREFLIGHT = {"Origin": "https://presse.example", "Access-Control-Request-Method": "POST"}


def test_other_origins_are_not_allowed_by_default(client: TestClient) -> None:
    response = client.options("/v1/ask", headers=PREFLIGHT)
    assert "access-control-allow-origin" not in response.headers
    assert response.status_code == 403


def test_an_origin_that_is_named_may_ask_and_read_why_not(stored: Settings, keys: dict[str, str]) -> None:
    app = create_app(stored, ServiceSettings(allowed_origins=("https://presse.example",)))
    with TestClient(app, base_url="https://sourcier.example") as client:
        preflight = client.options(
            "/v1/ask", headers=PREFLIGHT | {"Access-Control-Request-Headers": "authorization, if-match"}
        )
        assert preflight.status_code == 200
        origin = {"Origin": "https://presse.example"}
        for headers, status in ((origin | bearer(keys["ask"]), 200), (origin, 401)):
            response = client.post("/v1/ask", json=QUESTION, headers=headers)
            assert response.status_code == status
            assert response.headers["access-control-allow-origin"] == "https://presse.example"
            assert "credentials" not in " ".join(response.headers)
        other = client.post("/v1/ask", json=QUESTION, headers={"Origin": "https://evil.example"} | bearer(keys["ask"]))
        assert "access-control-allow-origin" not in other.headers


# How often


def test_each_key_has_its_own_number_of_requests(stored: Settings, keys: dict[str, str]) -> None:
    app = create_app(stored, ServiceSettings(requests_per_minute=3))
    with TestClient(app, base_url="https://presse.example", client=("203.0.113.9", 4000)) as client:
        assert [client.get("/v1/articles", headers=bearer(keys["ask"])).status_code for _ in range(3)] == [200] * 3
        response = client.get("/v1/articles", headers=bearer(keys["ask"]))
        found = problem(response, 429, "too-many-requests")
        assert found["detail"].startswith("At most 3 requests a minute are answered. Try again in ")
        assert 1 <= int(response.headers["retry-after"]) <= 20
        assert client.get("/metrics", headers=bearer(keys["metrics"])).status_code == 200
        assert client.get("/healthz").status_code == 200


def test_nobody_tries_keys_without_end(stored: Settings, keys: dict[str, str]) -> None:
    app = create_app(stored, ServiceSettings(requests_per_minute=3))
    with TestClient(app, base_url="https://presse.example", client=("203.0.113.9", 4000)) as client:
        tried = [client.get("/v1/articles", headers=bearer(f"sourcier_{n}")).status_code for n in range(5)]
        assert tried == [401, 401, 401, 429, 429]
        assert client.get("/v1/articles", headers=bearer(keys["ask"])).status_code == 200


def test_this_machine_is_not_counted_unless_a_number_is_set(stored: Settings) -> None:
    with TestClient(create_app(stored), base_url=HERE) as client:
        assert {client.get("/v1/articles").status_code for _ in range(400)} == {200}
    with TestClient(create_app(stored, ServiceSettings(requests_per_minute=2)), base_url=HERE) as client:
        assert [client.get("/v1/articles").status_code for _ in range(3)] == [200, 200, 429]
    with TestClient(create_app(stored, ServiceSettings(requests_per_minute=0)), base_url=HERE) as client:
        assert {client.get("/v1/articles").status_code for _ in range(20)} == {200}


def test_addresses_of_one_ipv6_network_are_counted_together(stored: Settings) -> None:
    app = create_app(stored, ServiceSettings(requests_per_minute=1, require_keys=True))
    statuses = []
    for peer in ("2001:db8:0:1::1", "2001:db8:0:1::2", "2001:db8:0:2::1"):
        client = TestClient(app, base_url="https://presse.example", client=(peer, 4000))
        statuses.append(client.get("/v1/articles").status_code)
    assert statuses == [401, 429, 401]


# The description


def test_every_route_that_takes_a_key_says_what_it_needs_and_how_it_ends_without(settings: Settings) -> None:
    document = create_app(settings).openapi()
    assert set(document["components"]["securitySchemes"]) == {"bearer", "header"}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            scope = needed_scope(method.upper(), path)
            if scope is None:
                assert "security" not in operation
                assert not path.startswith("/v1/")
                continue
            assert operation["security"] == [{"bearer": [scope]}, {"header": [scope]}]
            assert {"401", "403", "429", "503"} <= set(operation["responses"])
            assert ("408" in operation["responses"]) == ("requestBody" in operation)
