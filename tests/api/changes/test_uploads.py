"""Articles over HTTP: what is sent is stored, found, and told; what cannot be read is named, and nothing is lost."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.changes.upload_formats import DOCX, file_name
from sample_articles import EMOJI_FUND, SERVED_ARTICLES
from uploading import HTML, MARKDOWN, TEXT, docx, pdf, problem

QUOTE = "Il accueillera douze navires dès le printemps"


def form(*files: tuple[str, bytes | str, str]) -> list[tuple[str, Any]]:
    return [("file", file) for file in files]


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (TEXT.encode(), "text/plain; charset=utf-8"),
        (TEXT.encode("cp1252"), "text/plain"),
        (MARKDOWN.encode(), "text/markdown"),
        (HTML.encode(), "TEXT/HTML"),
        (pdf(*TEXT.split(". ")), "application/pdf"),
        (docx(TEXT), DOCX),
        (json.dumps({"text": TEXT}).encode(), "application/x-ndjson"),
        (json.dumps({"text": TEXT}).encode(), "application/json"),
    ],
)
def test_every_format_is_read_as_a_body(client: TestClient, content: bytes, media_type: str) -> None:
    response = client.post("/v1/articles", content=content, headers={"content-type": media_type})
    assert response.status_code == 201, response.text
    (article,) = response.json()["articles"]
    assert article["outcome"] == "added"
    assert response.headers["location"] == f"/v1/articles/{article['id']}"
    assert response.json()["chunks"] == 1
    stored = client.get(response.headers["location"]).json()
    assert QUOTE in stored["text"]
    assert client.post("/v1/verify", json={"quote": QUOTE}).json()["place"]["article_id"] == article["id"]


def test_several_files_are_read_from_a_form(client: TestClient) -> None:
    files = form(("Brest.md", MARKDOWN, "text/markdown"), ("lorient.txt", "Lorient pêche. " * 3, "text/plain"))
    response = client.post("/v1/articles", files=files)
    assert response.status_code == 201
    assert [(article["id"], article["outcome"]) for article in response.json()["articles"]] == [
        ("brest", "added"),
        ("lorient", "added"),
    ]
    assert client.get("/v1/articles/brest").json()["source"] == "Le Large"


def test_many_articles_come_in_one_file(client: TestClient) -> None:
    lines = "\n".join(json.dumps({"id": f"ligne-{number}", "text": f"{TEXT} {number}."}) for number in range(70))
    response = client.post("/v1/articles", content=lines, headers={"content-type": "application/x-ndjson"})
    assert response.status_code == 201
    assert [article["id"] for article in response.json()["articles"]] == [f"ligne-{number}" for number in range(70)]


def test_what_is_stated_goes_before_what_the_file_states(client: TestClient) -> None:
    stated = {
        "id": "port",
        "title": "Brest s’agrandit",
        "source": "L’Agence",
        "author": "A. Le Goff",
        "published": "2024-03-02",
        "url": "https://presse.example/port",
        "language": "fr-FR",
    }
    by_address = client.post(
        "/v1/articles", params=stated, content=MARKDOWN, headers={"content-type": "text/markdown"}
    ).json()["articles"][0]
    by_form = client.post("/v1/articles", data=stated, files=form(("x.md", MARKDOWN, ""))).json()["articles"][0]
    expected = stated | {"language": "fr", "version": by_address["version"]}
    assert by_address == expected | {"outcome": "added"}
    assert by_form == expected | {"outcome": "unchanged"}


def test_a_stated_title_leaves_the_first_line_in_the_text(client: TestClient) -> None:
    body = f"Le port de Brest\n\n{TEXT}"
    headers = {"content-type": "text/plain"}
    client.post("/v1/articles", params={"id": "a"}, content=body, headers=headers)
    client.post("/v1/articles", params={"id": "b", "title": "Un port"}, content=body, headers=headers)
    assert client.get("/v1/articles/a").json()["text"] == TEXT
    assert client.get("/v1/articles/b").json()["text"] == body


def test_what_could_not_be_read_is_named_and_the_rest_is_stored(client: TestClient) -> None:
    files = form(
        ("bon.txt", TEXT, "text/plain"), ("vide.txt", b"", "text/plain"), ("image.png", b"\x89PNG", "image/png")
    )
    response = client.post("/v1/articles", files=files)
    assert response.status_code == 207
    found = response.json()
    assert [article["id"] for article in found["articles"]] == ["bon"]
    assert [failure["file"] for failure in found["failures"]] == ["vide.txt", "image.png"]
    assert "0 octet" in found["failures"][0]["reason"]
    assert ".docx" in found["failures"][1]["reason"]
    assert "uploads" not in response.text, "where files lie meanwhile is nobody's business"


def test_lines_that_are_no_articles_are_named_by_number(client: TestClient) -> None:
    content = f'{{"text": "{TEXT}"}}\n{{"titre": 1}}\n[]\n'
    response = client.post("/v1/articles", files=form(("a.jsonl", content, "")))
    assert response.status_code == 207
    assert [failure["file"] for failure in response.json()["failures"]] == ["a.jsonl:2", "a.jsonl:3"]


def test_an_upload_of_which_nothing_can_be_read_is_a_problem_that_names_each_file(client: TestClient) -> None:
    response = client.post("/v1/articles", files=form(("a.pdf", b"%PDF-1.4 oops", ""), ("b.txt", b"", "")))
    found = problem(response, 422, "nothing-read")
    assert [error["file"] for error in found["errors"]] == ["a.pdf", "b.txt"]
    assert all(error["detail"] for error in found["errors"])
    assert "uploads" not in response.text
    assert len(client.get("/v1/articles").json()["articles"]) == len(SERVED_ARTICLES)


def test_two_files_of_one_name_do_not_replace_one_another(client: TestClient) -> None:
    files = form(("a/x.txt", "Le premier texte.", ""), ("b/x.txt", "Le second texte.", ""))
    response = client.post("/v1/articles", files=files)
    assert response.status_code == 207
    assert response.json()["articles"][0]["id"] == "x"
    assert response.json()["failures"][0]["file"] == "x.txt"
    assert "« x » est déjà celui de x.txt" in response.json()["failures"][0]["reason"]
    assert client.get("/v1/articles/x").json()["text"] == "Le premier texte."


def test_the_same_again_is_unchanged_and_costs_nothing(client: TestClient) -> None:
    before = client.post("/v1/articles", json={"text": TEXT})
    again = client.post("/v1/articles", json={"text": TEXT})
    assert (before.status_code, again.status_code) == (201, 200)
    assert again.json()["articles"][0]["outcome"] == "unchanged"
    assert again.json()["chunks"] == 0
    assert "location" not in again.headers


def test_what_an_article_is_given_out_as_can_be_sent_back(client: TestClient) -> None:
    for article in SERVED_ARTICLES:
        given = client.get(f"/v1/articles/{article.id}").json()
        response = client.put(f"/v1/articles/{article.id}", json=given)
        assert response.status_code == 200, response.text
        assert response.json()["outcome"] == "unchanged"


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({}, "/text"),
        ({"text": " \n"}, "/text"),
        ({"text": 7}, "/text"),
        ({"text": "a", "id": "../etc/passwd"}, "/id"),
        ({"text": "a", "id": "é"}, "/id"),
        ({"text": "a", "published": "hier"}, "/published"),
        ({"text": "a", "url": "javascript:alert(1)"}, "/url"),
        ({"text": "a", "language": "français !"}, "/language"),
        ({"text": "a", "titel": "b"}, "/titel"),
        ({"text": "a", "title": "b" * 1_001}, "/title"),
        ([], ""),
    ],
)
def test_a_wrong_field_is_named(client: TestClient, fields: Any, pointer: str) -> None:
    found = problem(client.post("/v1/articles", json=fields), 422, "invalid-request")
    assert found["errors"][0]["pointer"] == pointer


def test_a_wrong_parameter_is_named(client: TestClient) -> None:
    response = client.post("/v1/articles?published=hier", content=TEXT, headers={"content-type": "text/plain"})
    assert problem(response, 422, "invalid-request")["errors"][0]["parameter"] == "published"
    response = client.post("/v1/articles?auteur=x", content=TEXT, headers={"content-type": "text/plain"})
    assert problem(response, 422, "invalid-request")["errors"][0]["parameter"] == "auteur"


@pytest.mark.parametrize("media_type", ["image/png", "application/octet-stream", "", "multipart/mixed", "*/*"])
def test_what_is_no_format_that_is_read_is_said_with_those_that_are(client: TestClient, media_type: str) -> None:
    response = client.post("/v1/articles", content=TEXT, headers={"content-type": media_type})
    assert DOCX in problem(response, 415, "unsupported-media-type")["detail"]


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe\x00", b"[" * 100_000, b"", b'{"text": "a"} b'])
def test_what_is_not_json_is_said_to_be_none(client: TestClient, content: bytes) -> None:
    response = client.post("/v1/articles", content=content, headers={"content-type": "application/json"})
    problem(response, 400, "invalid-json")


@pytest.mark.parametrize(
    ("content_type", "content"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=b", b"--b\r\n\r\nx\r\n--b--"),
        ("multipart/form-data; boundary=b", b"nothing of the kind"),
    ],
)
def test_a_form_that_cannot_be_read_is_a_problem(client: TestClient, content_type: str, content: bytes) -> None:
    response = client.post("/v1/articles", content=content, headers={"content-type": content_type})
    assert response.status_code in (400, 422), response.text
    assert response.headers["content-type"] == "application/problem+json"


def test_a_form_without_files_is_refused(client: TestClient) -> None:
    boundary = b'--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nUn titre\r\n--b--\r\n'
    response = client.post(
        "/v1/articles", content=boundary, headers={"content-type": "multipart/form-data; boundary=b"}
    )
    assert "no file" in problem(response, 422, "invalid-request")["detail"]


def test_one_title_for_two_files_is_refused(client: TestClient) -> None:
    files = form(("a.txt", TEXT, ""), ("b.txt", TEXT, ""))
    response = client.post("/v1/articles", data={"title": "Un seul"}, files=files)
    assert "one article" in problem(response, 422, "invalid-request")["detail"]


@pytest.mark.parametrize(
    ("given", "media_type", "expected"),
    [
        ("a.txt", "", "a.txt"),
        ("A.PDF", "text/plain", "A.PDF"),
        ("scan", "application/pdf", "scan.pdf"),
        ("scan.v2", "application/pdf", "scan.v2.pdf"),
        ("image.png", "image/png", "image.png"),
        ("../../etc/passwd.txt", "", "passwd.txt"),
        ("C:\\Users\\a\\b.md", "", "b.md"),
        ("..", "text/plain", "x.txt"),
        (".txt", "text/plain", "txt.txt"),
        ("", "text/html", "x.html"),
        ("a\x00b\n.txt", "", "a-b-.txt"),
        ("é" * 300 + ".txt", "", "é" * 90 + ".txt"),
        ("~$a.docx", "", "$a.docx"),
    ],
)
def test_the_name_of_a_file_is_made_harmless(given: str, media_type: str, expected: str) -> None:
    assert file_name(given, media_type, default="x") == expected


def test_a_replaced_article_leaves_its_citations_superseded(client: TestClient) -> None:
    start = EMOJI_FUND.text.index("Le fonds est dirigé")
    cited = f"{EMOJI_FUND.version[:16]}-{start}-{start + 19}"
    body = {"title": EMOJI_FUND.title, "text": f"Mise à jour du jour. {EMOJI_FUND.text}"}
    response = client.put(f"/v1/articles/{EMOJI_FUND.id}", json=body)
    assert (response.status_code, response.json()["outcome"]) == (200, "replaced")
    found = client.get(f"/v1/citations/{cited}").json()
    assert found["status"] == "superseded"
    assert found["new_place"]["start"] == start + len("Mise à jour du jour. ")
