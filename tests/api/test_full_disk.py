"""A disk that fills up beneath a service: uploads are refused in a sentence, and it goes on answering."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from rag.assembly import open_or_create_index
from rag.settings import Settings
from sample_articles import EMOJI_FUND, SERVED_ARTICLES, make_article
from small_disk import fill, make_room, small_disk
from uploading import problem

QUESTION = {"question": "Qui dirige le fonds municipal de Shanghai ?"}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", kilobytes=4_000) as mounted:
        yield mounted


@pytest.fixture
def client(settings: Settings, disk: Path) -> Iterator[TestClient]:
    on_disk = settings.model_copy(update={"store": disk / "store"})
    with open_or_create_index(on_disk) as index:
        index.add(SERVED_ARTICLES)
    app = create_app(on_disk)
    with TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False) as opened:
        yield opened


@pytest.mark.parametrize("how", ["one article", "a file", "a job"])
def test_an_upload_that_finds_no_room_is_refused_and_the_service_goes_on(
    client: TestClient, disk: Path, how: str
) -> None:
    before = client.post("/v1/ask", json=QUESTION).json()
    fill(disk)
    text = " ".join(make_article(number).text for number in range(120))
    if how == "one article":
        response = client.put("/v1/articles/long", json={"text": text})
    else:
        prefer = {"prefer": "respond-async"} if how == "a job" else {}
        response = client.post("/v1/articles", content=text, headers={"content-type": "text/plain", **prefer})
    found = problem(response, 503, "store-unwritable")
    assert "full" in found["detail"]
    assert "ake room" in found["detail"]
    for _ in range(2):
        after = client.post("/v1/ask", json=QUESTION).json()
        assert after["citations"] == before["citations"] != []
    assert client.get("/readyz").status_code == 200
    assert client.get(f"/v1/articles/{EMOJI_FUND.id}").json()["text"] == EMOJI_FUND.text
    make_room(disk)
    assert client.put("/v1/articles/long", json={"text": text}).status_code == 201
    assert client.get("/v1/articles/long").json()["text"] == text
