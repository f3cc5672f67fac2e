"""The same request with the same key is done once and answered twice."""

import json
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi import Response
from fastapi.responses import JSONResponse
from fastapi.testclient import TestClient

from api.app import create_app
from api.changes.idempotency import KeptResponses
from api.changes.kept_responses import RESPONSES
from api.commands.deletion import delete_articles
from api.commands.folder_sync import sync_folders
from api.errors import KEY_IN_USE, KEY_REUSED, ProblemException
from rag.settings import Settings
from running_service import PATIENCE
from sample_articles import EMOJI_FUND, SERVED_ARTICLES
from uploading import TEXT, problem

KEY = {"idempotency-key": '"8e03978e-40d5-43dd-bc93-6894a57f9324"'}
FUND = f"/v1/articles/{EMOJI_FUND.id}"


def test_an_upload_is_answered_alike_and_stored_once(client: TestClient) -> None:
    first = client.post("/v1/articles", json={"text": TEXT}, headers=KEY)
    again = client.post("/v1/articles", json={"text": TEXT}, headers=KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again.headers["location"] == first.headers["location"]
    assert again.headers["content-type"] == "application/json"
    assert ("idempotency-replayed" in first.headers, again.headers["idempotency-replayed"]) == (False, "true")
    assert len(client.get("/v1/articles").json()["articles"]) == len(SERVED_ARTICLES) + 1


def test_the_same_form_is_the_same_request_though_its_boundary_differs(client: TestClient) -> None:
    responses = [
        client.post("/v1/articles", files={"file": ("a.txt", TEXT, "text/plain")}, headers=KEY) for _ in range(2)
    ]
    assert responses[0].content == responses[1].content
    assert responses[1].headers["idempotency-replayed"] == "true"


def test_a_deletion_that_is_sent_again_gives_its_receipt_again(client: TestClient) -> None:
    first = client.delete(FUND, headers=KEY)
    assert client.delete(FUND, headers=KEY).json() == first.json()
    problem(client.delete(FUND), 410, "article-withdrawn")


def test_a_job_is_begun_once(client: TestClient) -> None:
    headers = KEY | {"prefer": "respond-async"}
    first, again = (client.post("/v1/articles", json={"text": TEXT}, headers=headers) for _ in range(2))
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.headers["location"] == again.headers["location"]


@pytest.mark.parametrize(
    ("method", "route", "body"),
    [
        ("POST", "/v1/articles", {"text": "Un autre texte."}),
        ("POST", "/v1/articles?source=x", {"text": TEXT}),
        ("PUT", "/v1/articles/brest", {"text": TEXT}),
        ("DELETE", FUND, None),
    ],
)
def test_another_request_with_the_key_is_refused(client: TestClient, method: str, route: str, body: object) -> None:
    client.post("/v1/articles", json={"text": TEXT}, headers=KEY)
    response = client.request(method, route, json=body, headers=KEY)
    problem(response, 422, "idempotency-key-reused")
    assert client.get(FUND).status_code == 200


def test_a_problem_has_changed_nothing_and_is_worked_out_anew(client: TestClient) -> None:
    problem(client.put(FUND, json={"text": TEXT}, headers=KEY | {"if-match": '"x"'}), 412, "precondition-failed")
    held = client.get(FUND).headers["etag"]
    assert client.put(FUND, json={"text": TEXT}, headers=KEY | {"if-match": held}).status_code == 200


def test_a_key_outlives_the_service(stored: Settings) -> None:
    with TestClient(create_app(stored), base_url="http://127.0.0.1:8000") as client:
        first = client.delete(FUND, headers=KEY)
    with TestClient(create_app(stored), base_url="http://127.0.0.1:8000") as client:
        assert client.delete(FUND, headers=KEY).json() == first.json()


@pytest.mark.parametrize("key", ["", '""', "x" * 256, "a b", '"a', "é"])
def test_a_key_has_a_form(client: TestClient, key: str) -> None:
    response = client.post("/v1/articles", json={"text": TEXT}, headers={"idempotency-key": key.encode()})
    assert "Idempotency-Key" in problem(response, 422, "invalid-request")["detail"]


def answered(kept: KeptResponses, key: str, request: str = "r", caller: str = "") -> bytes:
    calls.append(key)
    body = str(len(calls)).encode()
    return bytes(kept.once(key, caller=caller, request=request, work=lambda: Response(body)).body)


calls: list[str] = []


def test_a_key_in_quotation_marks_is_the_same_key(tmp_path: Path) -> None:
    kept = KeptResponses(tmp_path)
    assert answered(kept, "a") == answered(kept, '"a"') == answered(kept, " a ")


def test_the_keys_of_one_caller_are_not_those_of_another(tmp_path: Path) -> None:
    kept = KeptResponses(tmp_path)
    assert answered(kept, "a", caller="one") != answered(kept, "a", caller="two")


def test_a_day_later_the_key_is_new(tmp_path: Path) -> None:
    import time

    now = [time.time()]
    kept = KeptResponses(tmp_path, seconds=60, now=lambda: now[0])
    first = answered(kept, "a")
    now[0] += 50
    assert answered(kept, "a") == first
    now[0] += 20
    assert answered(kept, "a") != first


def test_no_more_responses_are_kept_than_allowed(tmp_path: Path) -> None:
    kept = KeptResponses(tmp_path, most=5)
    for number in range(50):
        answered(kept, f"key-{number}")
        assert len(list(tmp_path.iterdir())) <= 2 * 5 + 1
    assert answered(kept, "key-49") == answered(kept, "key-49")


def test_workers_take_old_responses_away_side_by_side(tmp_path: Path) -> None:
    """A file that another had taken away meanwhile was the end of a request whose work was done, and was not kept."""

    def work(worker: int) -> list[bytes]:
        kept = KeptResponses(tmp_path, most=20)
        keys = [f"{worker}-{number}" for number in range(120)]
        return [bytes(kept.once(key, caller="", request="r", work=lambda: Response(b"done")).body) for key in keys]

    with ThreadPoolExecutor(8) as workers:
        assert list(workers.map(work, range(8))) == [[b"done"] * 120] * 8


def test_a_key_that_is_used_anew_is_not_taken_away_with_its_old_response(tmp_path: Path) -> None:
    kept, another = KeptResponses(tmp_path), KeptResponses(tmp_path)
    answered(kept, "a")
    (record,) = tmp_path.iterdir()
    os.utime(record, (1_000_000_000, 1_000_000_000))

    def slow() -> Response:
        answered(another, "b")  # its first response: it looks for what is too old
        with pytest.raises(ProblemException) as refused:
            answered(another, "a")
        assert refused.value.kind is KEY_IN_USE
        return Response(b"done")

    assert kept.once("a", caller="", request="r", work=slow).body == b"done"
    assert answered(another, "a") == b"done"


def test_while_the_first_is_worked_on_the_second_is_told_so(tmp_path: Path) -> None:
    kept, begun, go = KeptResponses(tmp_path), threading.Event(), threading.Event()

    def slow() -> Response:
        begun.set()
        assert go.wait(PATIENCE)
        return Response(b"done")

    first = threading.Thread(target=lambda: kept.once("a", caller="", request="r", work=slow))
    first.start()
    assert begun.wait(PATIENCE)
    with pytest.raises(ProblemException) as refused:
        kept.once("a", caller="", request="r", work=slow)
    assert (refused.value.kind, refused.value.retry_after) == (KEY_IN_USE, 1)
    go.set()
    first.join()
    assert kept.once("a", caller="", request="r", work=slow).body == b"done"
    with pytest.raises(ProblemException) as reused:
        kept.once("a", caller="", request="other", work=slow)
    assert reused.value.kind is KEY_REUSED


def test_a_record_that_was_cut_short_is_none(tmp_path: Path) -> None:
    kept = KeptResponses(tmp_path)
    first = answered(kept, "a")
    (record,) = tmp_path.iterdir()
    record.write_bytes(record.read_bytes()[:10])
    assert answered(kept, "a") != first


WORDS = {"title": "Un titre à oublier", "source": "Une source à oublier", "author": "Une plume à oublier"}
FORGOTTEN = {"title": "", "source": None, "author": None, "url": None, "published": None}


def remembered(settings: Settings) -> str:
    """All that the files of remembered responses hold."""
    folder = settings.store / RESPONSES
    return "".join(path.read_text(encoding="utf-8").encode().decode("unicode_escape") for path in folder.iterdir())


def test_a_deletion_leaves_no_word_of_the_article_in_what_is_remembered(client: TestClient, stored: Settings) -> None:
    body = {"text": TEXT, "published": "2024-08-02", "url": "https://presse.example/oublier", **WORDS}
    first = client.put("/v1/articles/brest", json=body, headers=KEY)
    assert "oublier" in remembered(stored)
    client.delete("/v1/articles/brest")
    assert "oublier" not in remembered(stored)
    again = client.put("/v1/articles/brest", json=body, headers=KEY)
    assert (again.status_code, again.headers["idempotency-replayed"]) == (201, "true")
    assert again.json() == first.json() | FORGOTTEN
    problem(client.get("/v1/articles/brest"), 410, "article-withdrawn")


def test_the_words_of_others_stay(client: TestClient, stored: Settings) -> None:
    lines = b'{"id": "un", "title": "A garder", "text": "Un."}\n{"id": "deux", "title": "A oublier", "text": "Deux."}'
    upload = {"content": lines, "headers": KEY | {"content-type": "application/x-ndjson"}}
    first = client.post("/v1/articles", **upload).json()  # type: ignore[arg-type]
    client.delete("/v1/articles/deux")
    again = client.post("/v1/articles", **upload).json()  # type: ignore[arg-type]
    assert [article["title"] for article in first["articles"]] == ["A garder", "A oublier"]
    assert [article["title"] for article in again["articles"]] == ["A garder", ""]
    assert (again["articles"][1]["id"], again["articles"][1]["outcome"]) == ("deux", "added")


def test_the_command_that_deletes_forgets_too(client: TestClient, stored: Settings) -> None:
    client.put("/v1/articles/brest", json={"text": TEXT, **WORDS}, headers=KEY)
    assert "oublier" in remembered(stored)
    delete_articles(["brest", "personne"], stored)
    assert "oublier" not in remembered(stored)


def test_a_sync_that_withdraws_forgets_too(client: TestClient, stored: Settings, tmp_path: Path) -> None:
    client.put("/v1/articles/brest", json={"text": TEXT, **WORDS}, headers=KEY)
    folder = tmp_path / "empty"
    folder.mkdir()
    report = sync_folders([folder], stored, everything=True, consent=True, show_progress=False)
    assert "brest" in report.withdrawn
    assert "oublier" not in remembered(stored)


def test_an_article_that_is_deleted_while_its_response_is_written_down_is_forgotten(
    client: TestClient, stored: Settings
) -> None:
    told = {"id": "parti", "language": "fr", "version": "", "outcome": "added", **FORGOTTEN, **WORDS}
    desk, index = client.app.state.desk, client.app.state.service.opened.index  # type: ignore[attr-defined]
    response = desk.once(index, "cle", caller="", request="r", work=lambda: JSONResponse(told, 201))
    assert json.loads(response.body)["title"] == WORDS["title"]
    assert "oublier" not in remembered(stored)


def test_what_is_remembered_grows_no_younger_by_being_forgotten(client: TestClient, stored: Settings) -> None:
    client.put("/v1/articles/brest", json={"text": TEXT, **WORDS}, headers=KEY)
    (path,) = stored.store.joinpath(RESPONSES).iterdir()
    os.utime(path, (1_000_000_000, 1_000_000_000))
    client.delete("/v1/articles/brest")
    assert path.stat().st_mtime == 1_000_000_000
    assert [each.name for each in path.parent.iterdir()] == [path.name]
