"""Documents that take too long, or take their reader with them, are left; what was sent with them is stored."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.changes.bounded_reading import BoundedReader
from api.service_settings import ServiceSettings
from api.wire.article_fields import ArticleMetadata
from corpus.article import Article
from corpus.errors import ReadFailure
from rag.settings import Settings
from running_service import PATIENCE, wait_until
from uploading import TEXT, endless_pdf, wait_for

SECONDS = 2.0  # the document takes six times as long
NOTHING = ArticleMetadata()


@pytest.fixture
def reader() -> Iterator[BoundedReader]:
    made = BoundedReader(SECONDS)
    yield made
    made.close()


@pytest.fixture
def patient() -> Iterator[BoundedReader]:
    made = BoundedReader(PATIENCE)
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two good files with one between them that is not."""
    made = tmp_path / "documents"
    made.mkdir()
    made.joinpath("a.jsonl").write_text(json.dumps({"title": "Premier port", "text": TEXT}), encoding="utf-8")
    made.joinpath("b.pdf").write_bytes(endless_pdf())
    made.joinpath("c.jsonl").write_text(json.dumps({"title": "Second port", "text": TEXT}), encoding="utf-8")
    return made


def children() -> set[int]:
    """The processes that read for this one."""
    found = set()
    for entry in Path("/proc").iterdir():
        try:
            stat, command = (entry / "stat").read_text(), (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if int(stat.rpartition(")")[2].split()[1]) == os.getpid() and b"api.changes.reading_process" in command:
            found.add(int(entry.name))
    return found


def processor_seconds(process: int) -> float:
    """How long it has worked."""
    user, system = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def test_articles_come_as_they_are(patient: BoundedReader, tmp_path: Path) -> None:
    line = '{"id": "un", "title": "Été 😀", "text": "L’œuvre.", "published": "2024-08-02", "author": "É. Roy"}'
    tmp_path.joinpath("a.jsonl").write_text(f"{line}\n[]\n", encoding="utf-8")
    article, failure = patient.read([tmp_path / "a.jsonl"], ArticleMetadata(source="Le Large"))
    assert isinstance(article, Article)
    assert (article.id, article.title, article.text) == ("un", "Été 😀", "L’œuvre.")
    assert (str(article.published), article.author, article.source) == ("2024-08-02", "É. Roy", "Le Large")
    assert isinstance(failure, ReadFailure)
    assert failure.path.endswith("a.jsonl:2")


def test_a_document_that_takes_too_long_is_left(reader: BoundedReader, folder: Path) -> None:
    before = children()
    first, left, last = reader.read(sorted(folder.iterdir()), NOTHING)
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert (first.title, last.title) == ("Premier port", "Second port")
    assert left == ReadFailure(
        str(folder / "b.pdf"),
        "La lecture n'a rien donné en 2 s et a été arrêtée. Allégez le document, découpez-le, ou convertissez-le en "
        "texte.",
    )
    assert len(children() - before) == 1  # the one that read the last file waits for more
    reader.close()
    assert children() == before


def test_a_document_that_ends_its_reader_is_left(patient: BoundedReader, folder: Path) -> None:
    before = children()
    items = patient.read(sorted(folder.iterdir()), NOTHING)
    assert isinstance(next(items), Article)
    (child,) = children() - before
    so_far = processor_seconds(child)
    wait_until(lambda: processor_seconds(child) > so_far + 0.2)  # the next file is the one that takes so long
    os.kill(child, signal.SIGKILL)
    failure, last = items
    assert isinstance(failure, ReadFailure)
    assert failure.path == str(folder / "b.pdf")
    assert "s'est interrompue" in failure.reason
    assert isinstance(last, Article)


def test_a_reader_that_was_ended_while_it_waited_is_replaced(patient: BoundedReader, folder: Path) -> None:
    before = children()
    assert len(list(patient.read([folder / "a.jsonl"], NOTHING))) == 1
    for child in children() - before:
        os.kill(child, signal.SIGKILL)
    wait_until(lambda: all(Path(f"/proc/{child}/cmdline").read_bytes() == b"" for child in children() - before))
    assert len(list(patient.read([folder / "c.jsonl"], NOTHING))) == 1


def test_an_id_that_was_taken_before_the_interruption_stays_taken(reader: BoundedReader, tmp_path: Path) -> None:
    for name in ("a.jsonl", "c.jsonl"):
        tmp_path.joinpath(name).write_text('{"id": "un", "title": "Un", "text": "Un port."}\n', encoding="utf-8")
    tmp_path.joinpath("b.pdf").write_bytes(endless_pdf())
    kinds = [type(item) for item in reader.read(sorted(tmp_path.iterdir()), NOTHING)]
    assert kinds == [Article, ReadFailure, ReadFailure]


def test_what_is_not_wanted_to_its_end_is_let_go(patient: BoundedReader, folder: Path) -> None:
    before = children()
    items = iter(patient.read(sorted(folder.iterdir()), NOTHING))
    next(items)
    items.close()  # type: ignore[attr-defined]
    assert children() == before
    assert len(list(patient.read([folder / "c.jsonl"], NOTHING))) == 1


def test_a_job_says_what_took_too_long_and_the_next_one_is_done(stored: Settings, folder: Path) -> None:
    form = [("file", (path.name, path.read_bytes())) for path in sorted(folder.iterdir())]
    operation = ServiceSettings(document_seconds=SECONDS)
    with TestClient(create_app(stored, operation), base_url="http://127.0.0.1:8000") as client:
        headers = {"prefer": "respond-async"}
        slow = client.post("/v1/articles", files=form, headers=headers)
        next_one = client.post("/v1/articles", json={"text": TEXT}, headers=headers)
        job = wait_for(client, slow.headers["location"])
        assert (job["state"], job["articles"]["added"], job["failed"]) == ("succeeded", 2, 1)
        assert job["failures"][0]["file"] == "b.pdf"
        assert "arrêtée" in job["failures"][0]["reason"]
        assert wait_for(client, next_one.headers["location"])["state"] == "succeeded"
