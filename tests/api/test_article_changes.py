"""Replacing and deleting: only what the client holds, with a receipt, and nothing done for what is unchanged."""

from datetime import datetime

import pytest
from fastapi.testclient import TestClient

from index.article_index import ArticleIndex
from rag.assembly import open_index
from rag.settings import Settings
from sample_articles import EMOJI_FUND, POWER, POWER_COPY
from uploading import TEXT, problem

FUND = f"/v1/articles/{EMOJI_FUND.id}"


def test_an_article_is_created_under_the_id_of_its_address(client: TestClient) -> None:
    response = client.put("/v1/articles/brest", content=TEXT, headers={"content-type": "text/plain"})
    assert (response.status_code, response.json()["id"], response.json()["outcome"]) == (201, "brest", "added")
    assert response.headers["location"] == "/v1/articles/brest"
    assert response.headers["etag"] == client.get("/v1/articles/brest").headers["etag"]


def test_other_metadata_alone_are_no_new_text(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    held = client.get(FUND)
    response = client.put(FUND, json=held.json() | {"author": "B. Wang"})
    assert (response.status_code, response.json()["outcome"]) == (200, "updated")
    assert response.json()["version"] == EMOJI_FUND.version
    assert response.headers["etag"] != held.headers["etag"], "the object has changed, if not its text"


@pytest.mark.parametrize("article_id", ["..", "a b", "é", "a/b", "-a", "x" * 201])
def test_an_id_that_cannot_stand_in_a_citation_is_refused(client: TestClient, article_id: str) -> None:
    response = client.put(f"/v1/articles/{article_id.replace('..', '%2E%2E')}", json={"text": TEXT})
    found = problem(response, 422, "invalid-request")
    assert found["errors"][0]["parameter"] == "article_id"


def test_a_body_with_another_id_is_stored_under_the_address(client: TestClient) -> None:
    assert client.put("/v1/articles/brest", json={"id": "lorient", "text": TEXT}).json()["id"] == "brest"
    assert client.get("/v1/articles/lorient").status_code == 404


def test_several_articles_are_no_single_one(client: TestClient) -> None:
    content = '{"text": "Un."}\n{"text": "Deux."}'
    response = client.put("/v1/articles/a", content=content, headers={"content-type": "application/jsonl"})
    assert "several" in problem(response, 422, "invalid-request")["detail"]
    assert client.get("/v1/articles/a").status_code == 404


def test_the_entity_tag_begins_with_the_version(client: TestClient) -> None:
    assert client.get(FUND).headers["etag"].startswith(f'"{EMOJI_FUND.version}-')


@pytest.mark.parametrize("route", [FUND, "/v1/articles", "/v1/articles?limit=2"])
def test_what_is_held_is_not_sent_again(client: TestClient, route: str) -> None:
    etag = client.get(route).headers["etag"]
    for held in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        response = client.get(route, headers={"if-none-match": held})
        assert (response.status_code, response.content, response.headers["etag"]) == (304, b"", etag)
    assert client.get(route, headers={"if-none-match": '"other"'}).status_code == 200


def test_the_list_has_another_tag_when_an_article_has_changed(client: TestClient) -> None:
    etag = client.get("/v1/articles").headers["etag"]
    client.put(FUND, json=client.get(FUND).json() | {"source": "Le Matin"})
    assert client.get("/v1/articles", headers={"if-none-match": etag}).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_of_two_clients_that_hold_the_same_one_wins(client: TestClient, method: str) -> None:
    held = client.get(FUND).headers["etag"]
    body = {"text": TEXT} if method == "PUT" else None
    client.put(FUND, json={"text": "Une autre a gagné."}, headers={"if-match": held})
    response = client.request(method, FUND, json=body, headers={"if-match": held})
    found = problem(response, 412, "precondition-failed")
    assert client.get(FUND).headers["etag"] in found["detail"]
    assert client.get(FUND).json()["text"] == "Une autre a gagné."


@pytest.mark.parametrize("written", ['"{version}"', "{etag}", "*", '"other", {etag}'])
def test_the_version_alone_can_be_what_is_expected(client: TestClient, written: str) -> None:
    etag = client.get(FUND).headers["etag"]
    if_match = written.format(version=EMOJI_FUND.version, etag=etag)
    assert client.delete(FUND, headers={"if-match": if_match}).status_code == 200


@pytest.mark.parametrize("written", ["W/{etag}", '"other"', "rubbish", ""])
def test_a_tag_that_does_not_match_changes_nothing(client: TestClient, written: str) -> None:
    etag = client.get(FUND).headers["etag"]
    problem(client.delete(FUND, headers={"if-match": written.format(etag=etag)}), 412, "precondition-failed")
    assert client.get(FUND).status_code == 200


def test_an_article_can_be_created_only_where_there_is_none(client: TestClient) -> None:
    only_new = {"if-none-match": "*"}
    problem(client.put(FUND, json={"text": TEXT}, headers=only_new), 412, "precondition-failed")
    assert client.get(FUND).json()["text"] == EMOJI_FUND.text
    assert client.put("/v1/articles/brest", json={"text": TEXT}, headers=only_new).status_code == 201
    problem(
        client.put("/v1/articles/lorient", json={"text": TEXT}, headers={"if-match": "*"}), 412, "precondition-failed"
    )


def test_a_deletion_gives_a_receipt(client: TestClient, stored: Settings) -> None:
    client.put(FUND, json={"text": TEXT})
    new_version = client.get(FUND).json()["version"]
    receipt = client.delete(FUND)
    assert receipt.status_code == 200
    found = receipt.json()
    assert (found["id"], found["chunks"]) == (EMOJI_FUND.id, 1)
    assert found["versions"] == sorted([EMOJI_FUND.version, new_version])
    assert datetime.fromisoformat(found["deleted_at"]).utcoffset() is not None
    assert client.post("/v1/verify", json={"quote": TEXT}).json()["status"] == "absent"
    for version in found["versions"]:
        problem(client.get(f"/v1/citations/{version[:16]}-0-5"), 410, "citation-withdrawn")
    assert_no_text_on_disk(stored, EMOJI_FUND.text)


def assert_no_text_on_disk(stored: Settings, text: str) -> None:
    needle = text[:40].encode()
    holding = [path for path in stored.store.rglob("*") if path.is_file() and needle in path.read_bytes()]
    assert not holding


def test_what_was_deleted_is_gone_and_what_never_was_is_unknown(client: TestClient) -> None:
    receipt = client.delete(FUND).json()
    when = datetime.fromisoformat(receipt["deleted_at"])
    for response in (client.delete(FUND), client.get(FUND)):
        assert f"{when:%Y-%m-%d %H:%M} UTC" in problem(response, 410, "article-withdrawn")["detail"]
    for response in (client.delete("/v1/articles/personne"), client.get("/v1/articles/personne")):
        problem(response, 404, "article-unknown")
    assert client.put(FUND, json={"text": TEXT}).status_code == 201, "it may come back"
    assert client.get(FUND).status_code == 200


def test_a_text_that_another_article_carries_stays(client: TestClient) -> None:
    assert client.delete(f"/v1/articles/{POWER.id}").status_code == 200
    found = client.get(f"/v1/citations/{POWER.version[:16]}-0-7").json()
    assert (found["status"], found["source"]["article_id"]) == ("current", POWER_COPY.id)


def test_a_store_that_another_process_writes_to_says_when_to_come_back(
    client: TestClient, stored: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.storage.locks import locked_file

    monkeypatch.setattr("api.changes.article_writer.WAIT_SECONDS", 0.05)
    with locked_file(stored.store / "writer.lock"):
        response = client.put(FUND, json={"text": TEXT})
    problem(response, 503, "store-busy")
    assert int(response.headers["retry-after"]) > 0
    assert client.put(FUND, json={"text": TEXT}).status_code == 200


def test_a_database_that_is_locked_says_when_to_come_back(
    client: TestClient, stored: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.errors import StoreBusyError

    def busy(*_: object, **__: object) -> None:
        raise StoreBusyError(stored.store, 30)

    monkeypatch.setattr(ArticleIndex, "delete", busy)
    response = client.delete(FUND)
    problem(response, 503, "store-busy")
    assert int(response.headers["retry-after"]) > 0


def test_articles_that_came_over_http_are_those_of_the_store(client: TestClient, stored: Settings) -> None:
    client.put("/v1/articles/brest", json={"text": TEXT})
    with open_index(stored) as index:
        assert index.get("brest").text == TEXT
        assert index.check() == []


@pytest.mark.parametrize(
    "route", ["/", "/docs", "/healthz", "/readyz", "/v1/articles", FUND, "/openapi.json", "/web/style.css"]
)
def test_head_is_get_without_the_body(client: TestClient, route: str) -> None:
    got, head = client.get(route), client.head(route)
    assert (head.status_code, head.content) == (got.status_code, b"")
    for name in ("content-type", "content-length", "etag"):
        assert head.headers.get(name) == got.headers.get(name)


def test_head_of_what_is_not_there_is_not_there(client: TestClient) -> None:
    assert client.head("/v1/articles/personne").status_code == 404
    assert client.head("/v1/ask").status_code == 405


@pytest.mark.parametrize(
    ("route", "allowed"),
    [
        ("/v1/articles", "GET, HEAD, POST"),
        (FUND, "DELETE, GET, HEAD, PUT"),
        ("/v1/jobs/x", "DELETE, GET, HEAD"),
        ("/v1/ask", "POST"),
    ],
)
def test_a_wrong_method_names_all_that_the_path_knows(client: TestClient, route: str, allowed: str) -> None:
    response = client.patch(route)
    problem(response, 405, "method-not-allowed")
    assert response.headers["allow"] == allowed


def test_where_keys_are_needed_one_for_asking_changes_nothing(client: TestClient, stored: Settings) -> None:
    from api.guard.keys import KeyFile, Scope

    keys = KeyFile(stored.store)
    ask, write = (
        {"authorization": f"Bearer {keys.create(name, [scope])}"}
        for name, scope in (("lecteur", Scope.ASK), ("redaction", Scope.WRITE))
    )
    for method, route in (("POST", "/v1/articles"), ("PUT", FUND), ("DELETE", FUND), ("GET", "/v1/jobs/x")):
        problem(client.request(method, route, json={"text": TEXT}, headers=ask), 403, "scope-missing")
    assert client.get(FUND, headers=ask).json()["text"] == EMOJI_FUND.text
    assert client.put(FUND, json={"text": TEXT}, headers=write).status_code == 200
    same = {"idempotency-key": "k"}
    assert client.delete(FUND, headers=write | same).status_code == 200
    other = {"authorization": f"Bearer {keys.create('autre', [Scope.WRITE])}"}
    problem(client.delete(FUND, headers=other | same), 410, "article-withdrawn")
