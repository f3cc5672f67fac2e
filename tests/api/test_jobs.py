"""Long uploads: accepted at once, worked on, told of, stopped; what was accepted outlives the service."""

import json
import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.changes.article_desk import ArticleDesk
from api.changes.article_writer import ArticleWriter
from api.changes.job_folder import JobFolder
from api.changes.job_worker import MAX_STARTS, JobWorker
from api.wire.article_schemas import Job
from index.article_index import ArticleIndex
from index.errors import StoreBusyError
from rag.assembly import open_index
from rag.settings import Settings
from running_service import PATIENCE, wait_until
from sample_articles import SERVED_ARTICLES
from uploading import TEXT, problem, wait_for

ASYNC = {"prefer": "respond-async", "content-type": "application/x-ndjson"}


def lines(count: int) -> str:
    return "\n".join(json.dumps({"id": f"ligne-{number:03}", "text": f"{TEXT} {number}."}) for number in range(count))


def accept(client: TestClient, count: int = 3) -> str:
    response = client.post("/v1/articles", content=lines(count), headers=ASYNC)
    assert response.status_code == 202, response.text
    link: str = response.headers["location"]
    return link


@pytest.fixture
def halted(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Holds every batch of articles back until it is set."""
    go, add = threading.Event(), ArticleIndex.add

    def waiting_add(*given: object, **options: object) -> object:
        assert go.wait(PATIENCE)
        return add(*given, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(ArticleIndex, "add", waiting_add)
    yield go
    go.set()


def test_an_upload_can_be_asked_to_become_a_job(client: TestClient) -> None:
    response = client.post("/v1/articles", content=lines(70), headers=ASYNC)
    assert response.status_code == 202
    assert response.headers["preference-applied"] == "respond-async"
    assert response.json()["link"] == response.headers["location"]
    job = wait_for(client, response.headers["location"])
    assert job["state"] == "succeeded"
    assert job["articles"] == {"added": 70, "replaced": 0, "updated": 0, "unchanged": 0}
    assert (job["chunks"], job["failed"], job["failures"]) == (70, 0, [])
    assert job["articles_per_second"] > 0
    assert client.get("/v1/articles/ligne-069").json()["text"] == f"{TEXT} 69."


@pytest.mark.parametrize(("files", "status"), [(20, 201), (21, 202)])
def test_many_files_become_a_job(client: TestClient, files: int, status: int) -> None:
    sent = [("file", (f"f{number}.txt", f"{TEXT} {number}.", "text/plain")) for number in range(files)]
    response = client.post("/v1/articles", files=sent)
    assert response.status_code == status
    assert "preference-applied" not in response.headers
    if status == 202:
        assert wait_for(client, response.headers["location"])["articles"]["added"] == files


def test_a_long_body_becomes_a_job(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.routes.article_changes.LONG_BYTES", len(TEXT.encode()))
    headers = {"content-type": "text/plain"}
    assert client.post("/v1/articles", content=TEXT, headers=headers).status_code == 201
    assert client.post("/v1/articles", content=f"{TEXT}!", headers=headers).status_code == 202


def test_what_a_job_could_not_read_is_named(client: TestClient) -> None:
    content = f"{lines(2)}\nrien\n"
    job = wait_for(client, client.post("/v1/articles", content=content, headers=ASYNC).headers["location"])
    assert (job["state"], job["articles"]["added"], job["failed"]) == ("succeeded", 2, 1)
    assert job["failures"][0]["file"].endswith(".jsonl:3")
    assert "uploads" not in json.dumps(job["failures"])


def test_a_job_of_which_nothing_can_be_read_has_failed(client: TestClient) -> None:
    job = wait_for(client, client.post("/v1/articles", content="rien", headers=ASYNC).headers["location"])
    assert (job["state"], job["failed"], job["note"]) == ("failed", 1, "No article could be read.")


def test_the_files_of_a_job_are_gone_when_it_has_ended(client: TestClient, stored: Settings) -> None:
    link = accept(client)
    wait_for(client, link)
    folder = stored.store / "uploads" / link.rpartition("/")[2]
    wait_until(lambda: sorted(path.name for path in folder.iterdir()) == ["job.json", "lock"])


def test_a_request_leaves_no_files_behind(client: TestClient, stored: Settings) -> None:
    client.post("/v1/articles", json={"text": TEXT})
    client.post("/v1/articles", json={"text": ""})
    client.post("/v1/articles", content=b"\x00", headers={"content-type": "text/plain"})
    client.put("/v1/articles/a", json={"text": TEXT})
    assert list((stored.store / "uploads").iterdir()) == []


def test_a_single_article_is_stored_while_a_job_is_under_way(client: TestClient, halted: threading.Event) -> None:
    link = accept(client, 200)
    wait_until(lambda: client.get(link).json()["state"] != "queued")
    halted.set()
    assert client.put("/v1/articles/brest", json={"text": TEXT}).status_code == 201
    assert wait_for(client, link)["articles"]["added"] == 200


def test_a_running_job_is_stopped_after_the_batch_and_keeps_what_is_stored(
    client: TestClient, halted: threading.Event
) -> None:
    link = accept(client, 200)
    wait_until(lambda: client.get(link).json()["state"] != "queued")
    stopping = client.delete(link)
    assert (stopping.status_code, stopping.json()["state"]) == (202, "cancelling")
    halted.set()
    job = wait_for(client, link)
    assert (job["state"], job["articles"]["added"]) == ("cancelled", 32)
    assert client.get("/v1/articles/ligne-031").status_code == 200
    assert client.get("/v1/articles/ligne-032").status_code == 404


def test_a_waiting_job_is_stopped_at_once(client: TestClient, halted: threading.Event) -> None:
    first = accept(client)
    wait_until(lambda: client.get(first).json()["state"] != "queued")
    second = accept(client)
    stopped = client.delete(second)
    assert (stopped.status_code, stopped.json()["state"]) == (200, "cancelled")
    halted.set()
    assert wait_for(client, first)["state"] == "succeeded"
    assert client.get(second).json()["state"] == "cancelled"


def test_a_job_that_has_ended_cannot_be_stopped(client: TestClient) -> None:
    link = accept(client)
    wait_for(client, link)
    problem(client.delete(link), 409, "job-finished")


@pytest.mark.parametrize("job_id", ["0" * 32, "x", "%2E%2E", "0" * 31 + "g"])
def test_an_unknown_job_is_not_found(client: TestClient, job_id: str) -> None:
    problem(client.get(f"/v1/jobs/{job_id}"), 404, "job-unknown")
    problem(client.delete(f"/v1/jobs/{job_id}"), 404, "job-unknown")


def test_too_many_waiting_jobs_are_refused(
    client: TestClient, halted: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.changes.job_worker.MAX_WAITING", 1)
    first = accept(client)
    wait_until(lambda: client.get(first).json()["state"] != "queued")
    accept(client)
    response = client.post("/v1/articles", content=lines(1), headers=ASYNC)
    problem(response, 503, "too-many-jobs")
    assert int(response.headers["retry-after"]) > 0


# What outlives the service


def test_a_job_that_was_accepted_is_done_by_the_next_start(stored: Settings, halted: threading.Event) -> None:
    app = create_app(stored)
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        app.state.desk.worker.close()  # nobody works any more
        link = accept(client, 40)
        assert client.get(link).json()["state"] == "queued"
    halted.set()
    with TestClient(create_app(stored), base_url="http://127.0.0.1:8000") as client:
        job = wait_for(client, link)
        assert (job["state"], job["articles"]["added"]) == ("succeeded", 40)
        assert client.get("/v1/articles/ligne-039").status_code == 200


def test_a_job_that_is_under_way_at_a_stop_begins_again(stored: Settings, halted: threading.Event) -> None:
    app = create_app(stored)
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        link = accept(client, 200)
        wait_until(lambda: client.get(link).json()["state"] != "queued")
        stopping: threading.Event = app.state.desk.worker._stopping
        threading.Thread(target=lambda: stopping.wait(PATIENCE) and halted.set()).start()
    with open_index(stored) as index:
        stored_first = index.article_count - len(SERVED_ARTICLES)
    assert stored_first % 32 == 0
    assert stored_first < 200
    with TestClient(create_app(stored), base_url="http://127.0.0.1:8000") as client:
        job = wait_for(client, link)
    assert job["state"] == "succeeded"
    assert (job["articles"]["unchanged"], job["articles"]["added"]) == (stored_first, 200 - stored_first)


def test_a_job_at_which_the_service_dies_each_time_is_given_up_and_its_files_are_kept(stored: Settings) -> None:
    app = create_app(stored)
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        app.state.desk.worker.close()
        link = accept(client)
        jobs: JobFolder = app.state.desk.uploads
        job = jobs.get(link.rpartition("/")[2])
        assert job is not None
        jobs.save(job.model_copy(update={"state": "running", "fruitless_starts": MAX_STARTS}))
    with TestClient(create_app(stored), base_url="http://127.0.0.1:8000") as client:
        found = wait_for(client, link)
    assert (found["state"], found["articles"]["added"]) == ("failed", 0)
    assert "stopped 3 times" in found["note"]
    assert list(Path(stored.store, "uploads", job.id, "files").glob("*/*.jsonl"))


def test_a_defect_ends_one_job_and_not_the_next(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    add, calls = ArticleIndex.add, []

    def broken_once(*given: object, **options: object) -> object:
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError("a defect")
        return add(*given, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(ArticleIndex, "add", broken_once)
    first, second = accept(client), accept(client)
    found = wait_for(client, first)
    assert (found["state"], "defect" in found["note"]) == ("failed", False)
    assert "a defect" in caplog.text
    assert wait_for(client, second)["state"] == "succeeded"


def test_a_job_waits_for_a_store_that_is_written_to(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    add, calls = ArticleIndex.add, []

    def busy_once(*given: object, **options: object) -> object:
        calls.append(1)
        if len(calls) == 1:
            raise StoreBusyError(Path("articles.sqlite"), 30)
        return add(*given, **options)  # type: ignore[arg-type]

    save, told = JobFolder.save, []

    def save_and_look(jobs: JobFolder, job: Job, *, lasting: bool = False) -> None:
        save(jobs, job, lasting=lasting)
        if job.note:
            told.append(client.get(job.link).json())

    monkeypatch.setattr("api.changes.job_worker.RETRY_SECONDS", 0.01)
    monkeypatch.setattr(ArticleIndex, "add", busy_once)
    monkeypatch.setattr(JobFolder, "save", save_and_look)
    link = accept(client)
    job = wait_for(client, link)
    (waiting,) = told
    assert (waiting["state"], "articles.sqlite" in waiting["note"]) == ("queued", True)
    assert (job["state"], job["note"]) == ("succeeded", None)


def test_two_workers_of_one_store_do_not_work_on_the_same_job(stored: Settings) -> None:
    app = create_app(stored)
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        desk: ArticleDesk = app.state.desk
        desk.worker.close()
        job_id = accept(client).rpartition("/")[2]
        with desk.uploads.working_on(job_id) as mine:
            assert mine
            other = JobWorker(desk.uploads, ArticleWriter(stored.store / "writer.lock"), desk.reader, app.state.service)
            other.start()
            other.close()
            job = desk.uploads.get(job_id)
            assert job is not None
            assert job.state == "queued"


def test_finished_jobs_are_forgotten_when_there_are_too_many(
    client: TestClient, stored: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = [accept(client) for _ in range(3)]
    for link in links:
        wait_for(client, link)
    monkeypatch.setattr("api.changes.job_folder.KEPT_JOBS", 1)
    JobFolder(stored.store / "uploads").forget_old()
    assert [client.get(link).status_code for link in links] == [404, 404, 200]


def test_workers_that_start_together_clear_away_what_was_cut_off(tmp_path: Path) -> None:
    """They look at the same folders; one that the other had taken away kept a worker from starting."""
    workers = 4
    together = threading.Barrier(workers, timeout=PATIENCE)

    def forget(_: int) -> None:
        together.wait()
        JobFolder(tmp_path).forget_old()

    for number in range(300):
        cut_off = tmp_path / f"{number:032x}"
        cut_off.joinpath("files").mkdir(parents=True)
        os.utime(cut_off, (1_000_000_000, 1_000_000_000))
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(forget, range(workers)))
    assert list(tmp_path.iterdir()) == []
