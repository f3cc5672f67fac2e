"""Whatever is uploaded, the service answers with one of its statuses, says why, keeps what it has, and goes on."""

import json
import random
import string
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.app import create_app
from api.changes.upload_formats import DOCX, EXTENSIONS
from corpus.ids import is_valid_id
from corpus.reading import LOADERS
from rag.settings import Settings
from sample_articles import SERVED_ARTICLES
from uploading import TEXT, docx, pdf, problem, wait_for, zip_bomb

KNOWN = {200, 201, 202, 207, 400, 404, 405, 412, 415, 422}
hostile = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
texts = st.text(max_size=60) | st.text("'\"()*:^~\\/.-\x00\u202e😀é ", max_size=30)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


def readable(response: Any) -> None:
    assert response.status_code in KNOWN, response.text
    body = response.json()
    if response.status_code >= 400:
        assert response.headers["content-type"] == "application/problem+json"
    for article in body.get("articles", []) if isinstance(body.get("articles"), list) else []:
        assert is_valid_id(article["id"])
    for failure in body.get("failures", []) + body.get("errors", []):
        assert failure.get("reason") or failure.get("detail")
    assert "/uploads/" not in response.text


@hostile
@given(content=st.binary(max_size=400), media_type=st.sampled_from([*EXTENSIONS, "application/json"]))
def test_no_bytes_make_the_service_fail(client: TestClient, content: bytes, media_type: str) -> None:
    readable(client.post("/v1/articles", content=content, headers={"content-type": media_type}))


@hostile
@given(name=texts, extension=st.sampled_from([*LOADERS, "", ".exe", ".."]), content=st.binary(max_size=200))
def test_no_file_name_makes_the_service_fail(client: TestClient, name: str, extension: str, content: bytes) -> None:
    filename = (name + extension).encode("utf-8", "replace").decode()
    readable(client.post("/v1/articles", files={"file": (filename, content, "application/octet-stream")}))


@hostile
@given(
    fields=st.dictionaries(st.sampled_from(["id", "title", "text", "published", "url", "language", "author"]), values)
)
def test_no_fields_make_the_service_fail(client: TestClient, fields: dict[str, Any]) -> None:
    for content, media_type in ((json.dumps(fields), "application/json"), (json.dumps(fields), "application/jsonl")):
        readable(client.post("/v1/articles", content=content, headers={"content-type": media_type}))


@hostile
@given(name=st.sampled_from(["if-match", "if-none-match", "prefer", "idempotency-key"]), value=st.binary(max_size=40))
def test_no_header_makes_the_service_fail(client: TestClient, name: str, value: bytes) -> None:
    value = bytes(byte for byte in value if byte >= 0x20)
    readable(client.put("/v1/articles/a", json={"text": TEXT}, headers=[(name.encode(), value)]))


@hostile
@given(cut=st.integers(min_value=0, max_value=5_000), seed=st.integers())
def test_no_mangled_document_makes_the_service_fail(client: TestClient, cut: int, seed: int) -> None:
    dice = random.Random(seed)
    for whole, media_type in ((pdf(TEXT, TEXT), "application/pdf"), (docx(TEXT), DOCX)):
        mangled = bytearray(whole)
        for _ in range(5):
            mangled[dice.randrange(len(mangled))] = dice.randrange(256)
        for content in (bytes(mangled), whole[:cut]):
            readable(client.post("/v1/articles", content=content, headers={"content-type": media_type}))


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"", "text/plain"),
        (b"   \n", "text/plain"),
        (bytes(range(256)) * 20, "text/plain"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, "application/pdf"),
        (pdf(TEXT)[:-200], "text/html"),
        (pdf(TEXT), "text/plain"),
        (docx(TEXT)[:-200], DOCX),
        (docx(TEXT), "application/pdf"),
        (b"\xd0\xcf\x11\xe0 an old .doc", DOCX),
        (b"{}\n" * 50, "application/jsonl"),
    ],
)
def test_what_is_not_what_it_says_is_named_with_a_cure(client: TestClient, content: bytes, media_type: str) -> None:
    response = client.post("/v1/articles", content=content, headers={"content-type": media_type})
    found = problem(response, 422, "nothing-read")
    assert found["errors"]
    assert all(len(error["detail"]) > 20 for error in found["errors"])
    assert len(client.get("/v1/articles").json()["articles"]) == len(SERVED_ARTICLES)


def test_a_zip_bomb_is_not_unpacked(client: TestClient) -> None:
    bomb = zip_bomb()
    assert len(bomb) < 1_000_000
    response = client.post("/v1/articles", content=bomb, headers={"content-type": DOCX})
    assert "décompressé" in problem(response, 422, "nothing-read")["detail"]


@pytest.mark.slow
def test_a_long_text_is_read_as_a_job(client: TestClient) -> None:
    """Ten megabytes in a few thousand articles: nothing is cut, nothing is missed."""
    dice = random.Random(7)
    words = ["".join(dice.choices(string.ascii_lowercase, k=7)) for _ in range(500)]
    lines = [
        json.dumps({"id": f"a{number}", "text": " ".join(dice.choices(words, k=1_200))}) for number in range(1_000)
    ]
    content = "\n".join(lines)
    assert 9_000_000 < len(content) < 11_000_000
    response = client.post("/v1/articles", content=content, headers={"content-type": "application/jsonl"})
    assert response.status_code == 202
    job = wait_for(client, response.headers["location"], seconds=300)
    assert (job["state"], job["articles"]["added"], job["failed"]) == ("succeeded", 1_000, 0)
    assert client.get("/v1/articles/a999").json()["text"] == json.loads(lines[999])["text"]


def test_one_huge_line_is_one_article(client: TestClient) -> None:
    text = "Le port ouvre au printemps prochain. " * 5_000
    response = client.post(
        "/v1/articles", content=json.dumps({"id": "a", "text": text}), headers={"content-type": "application/jsonl"}
    )
    assert response.status_code == 201
    assert client.get("/v1/articles/a").json()["text"] == text.strip()


def test_ids_that_come_twice_in_an_upload_are_stored_once_and_named(client: TestClient) -> None:
    content = "\n".join(json.dumps({"id": "a", "text": f"Texte {number}."}) for number in range(3))
    response = client.post("/v1/articles", content=content, headers={"content-type": "application/jsonl"})
    assert response.status_code == 207
    assert [failure["file"].rpartition(":")[2] for failure in response.json()["failures"]] == ["2", "3"]
    assert client.get("/v1/articles/a").json()["text"] == "Texte 0."


@pytest.mark.parametrize("field", ["text", "title", "source", "author", "id", "url", "language"])
def test_halves_of_surrogate_pairs_are_refused_in_json_and_dropped_from_files(client: TestClient, field: str) -> None:
    body = '{"text": "Un texte.", "%s": "a\\ud800b"}' % field  # noqa: UP031 - braces stand in it
    refused = client.post("/v1/articles", content=body, headers={"content-type": "application/json"})
    problem(refused, 422, "invalid-request")
    response = client.post("/v1/articles", content=body, headers={"content-type": "application/jsonl"})
    if field in ("id", "url", "language"):
        problem(response, 422, "nothing-read")
    else:
        assert response.status_code == 201
        stored = client.get(f"/v1/articles/{response.json()['articles'][0]['id']}").json()
        assert stored[field] == "ab"


@pytest.mark.parametrize(
    "name",
    ["../../../escaped.txt", "/etc/escaped.txt", "..\\..\\escaped.txt", "a/../../escaped.txt", "escaped.txt\x00.md"],
)
def test_a_file_name_leads_nowhere(client: TestClient, stored: Settings, tmp_path: Path, name: str) -> None:
    before = {path for path in tmp_path.rglob("*") if "escaped" in path.name}
    boundary = b'--b\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n\r\n%s\r\n--b--\r\n'
    response = client.post(
        "/v1/articles",
        content=boundary % (name.encode(), TEXT.encode()),
        headers={"content-type": "multipart/form-data; boundary=b"},
    )
    assert response.status_code in (201, 422), response.text
    assert {path for path in tmp_path.rglob("*") if "escaped" in path.name} == before
    assert not Path("/etc/escaped.txt").exists()


@pytest.mark.parametrize("declared", [True, False])
def test_an_upload_has_a_largest_size(stored: Settings, monkeypatch: pytest.MonkeyPatch, declared: bool) -> None:
    monkeypatch.setenv("SOURCIER_MAX_UPLOAD_BYTES", "3000000")
    content = TEXT.encode().ljust(3_000_001)
    pieces = (content[start : start + 500_000] for start in range(0, len(content), 500_000))
    headers = {"content-type": "text/plain"}
    with TestClient(create_app(stored), base_url="http://127.0.0.1:8000") as client:
        response = client.post("/v1/articles", content=content if declared else pieces, headers=headers)
        assert "3,000,000" in problem(response, 413, "content-too-large")["detail"]
        assert client.post("/v1/articles", content=content[:-1], headers=headers).status_code == 202
    assert all(path.joinpath("job.json").exists() for path in (stored.store / "uploads").iterdir())


def test_a_form_of_too_many_files_is_refused(client: TestClient) -> None:
    files = [("file", (f"{number}.txt", b"a", "text/plain")) for number in range(1_001)]
    assert "1000" in problem(client.post("/v1/articles", files=files), 400, "invalid-upload")["detail"]


def test_what_an_article_contains_is_kept_as_text(client: TestClient) -> None:
    body = {"title": "<script>alert(1)</script>", "text": "Un <b onclick=alert(1)>mot</b> & un autre."}
    stored = client.put("/v1/articles/a", json=body)
    assert stored.status_code == 201
    article = client.get("/v1/articles/a")
    assert (article.json()["title"], article.json()["text"]) == (body["title"], body["text"])
    assert article.headers["content-type"] == "application/json"
    assert article.headers["x-content-type-options"] == "nosniff"
