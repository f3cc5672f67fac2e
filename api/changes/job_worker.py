"""A thread that works through the uploads that were accepted, one after the other, and survives what they hold."""

import logging
import queue
import threading
from datetime import UTC, datetime

from api.changes.article_writer import ArticleWriter, Batch
from api.changes.bounded_reading import BoundedReader
from api.changes.job_folder import JobFolder
from api.changes.uploads import Upload
from api.errors import JOB_FINISHED, JOB_UNKNOWN, TOO_MANY_JOBS, ProblemException
from api.service import Service
from api.wire.article_schemas import Job, JobCounts, JobState
from index.embedding.model_errors import ModelError
from index.errors import StoreError

MAX_WAITING = 100
MAX_STARTS = 3
SHOWN_FAILURES = 100
PAUSE_SECONDS = 0.03  # between batches, of some seconds each: whoever waits to write a single article goes first
RETRY_SECONDS = 15.0  # after the store could not be opened or was busy
_WAKE = ""

logger = logging.getLogger(__name__)


class JobWorker:
    """Works on jobs in the order in which they were accepted. Use `start` and `close`.

    A job that was under way when the service stopped, however it stopped, begins again at the next start: what it had
    stored is found unchanged. One during which the service dies three times before anything new is stored is given up.
    """

    def __init__(self, jobs: JobFolder, writer: ArticleWriter, reader: BoundedReader, service: Service) -> None:
        self._jobs = jobs
        self._writer = writer
        self._reader = reader
        self._service = service
        self._waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Takes up what was left, and waits for more."""
        self._jobs.forget_old()
        for job_id in self._jobs.unfinished():
            self._waiting.put(job_id)
        self._thread = threading.Thread(target=self._work, name="uploads", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stops after the batch that is being stored; the rest waits for the next start."""
        self._stopping.set()
        self._waiting.put(_WAKE)
        if self._thread is not None:
            self._thread.join()

    def accept(self, upload: Upload) -> Job:
        """Makes a job of an upload. Raises ProblemException (503) where too many wait."""
        if self._waiting.qsize() >= MAX_WAITING:
            raise ProblemException(
                TOO_MANY_JOBS, f"{MAX_WAITING} uploads wait. Try again later.", retry_after=int(RETRY_SECONDS)
            )
        job = self._jobs.accept(upload)
        self._waiting.put(job.id)
        return job

    def get(self, job_id: str) -> Job:
        """The job as it is now. Raises ProblemException (404)."""
        job = self._jobs.get(job_id)
        if job is None:
            raise ProblemException(JOB_UNKNOWN, "There is no such job. Jobs that finished are kept for a week.")
        return job

    def cancel(self, job_id: str) -> Job:
        """Stops a job: at once where it waits, after the batch that is being stored where it runs.

        Raises ProblemException: 404, and 409 for one that has finished.
        """
        if self.get(job_id).finished:
            raise ProblemException(JOB_FINISHED, "The job has finished; what it stored can be deleted by article.")
        self._jobs.ask_to_stop(job_id)
        with self._jobs.working_on(job_id) as mine:
            job = self.get(job_id)
            if mine and not job.finished:
                self._finish(job, "cancelled")
        return self.get(job_id)

    def _work(self) -> None:
        while not self._stopping.is_set():
            job_id = self._waiting.get()
            if job_id == _WAKE:
                continue
            try:
                with self._jobs.working_on(job_id) as mine:
                    if mine:
                        self._take_up(job_id)
            except OSError as error:  # its folder was taken away, or the disk is full: it stays as it is until a start
                logger.warning("job %s cannot be worked on: %s", job_id, error)

    def _take_up(self, job_id: str) -> None:
        job = self._jobs.get(job_id)
        if job is None or job.finished:
            return
        if job.state == "cancelling":
            self._finish(job, "cancelled")
        elif job.fruitless_starts >= MAX_STARTS:
            self._give_up(job, f"The service stopped {job.fruitless_starts} times at this upload.")
        else:
            self._carry_out(job)

    def _carry_out(self, job: Job) -> None:
        started = job.model_copy(
            update={
                "state": "running",
                "started_at": datetime.now(UTC),
                "fruitless_starts": job.fruitless_starts + 1,
                "articles": JobCounts(),
                "chunks": 0,
                "failed": 0,
                "failures": [],
                "note": None,
            }
        )
        self._jobs.save(started, lasting=True)
        try:
            self._store(started)
        except (StoreError, ModelError, ProblemException) as error:
            self._put_back(started, str(error))
            self._stopping.wait(RETRY_SECONDS)
        except Exception:
            logger.exception("job %s failed", job.id)
            self._give_up(started, "The service failed at this upload. Its log has the reason.")

    def _store(self, job: Job) -> None:
        index = self._service.open().index
        for batch in self._writer.add(index, self._jobs.upload_of(job).read(self._reader)):
            job = _advanced(job, batch)
            self._jobs.save(job)
            if self._jobs.shall_stop(job.id):
                self._finish(job, "cancelled")
                return
            if self._stopping.wait(PAUSE_SECONDS):
                self._put_back(job, None)
                return
        if job.articles.done:
            self._finish(job, "succeeded")
        else:
            self._finish(job, "failed", note="No article could be read.")

    def _put_back(self, job: Job, note: str | None) -> None:
        """Lets a job wait again as one that was never begun: this was no fault of its own."""
        self._jobs.save(job.model_copy(update={"state": "queued", "fruitless_starts": 0, "note": note}))
        self._waiting.put(job.id)

    def _finish(self, job: Job, state: JobState, *, note: str | None = None) -> None:
        self._jobs.finish(_ended(job, state, note))
        logger.info(
            "job %s %s: %d articles, %d chunks, %d failures", job.id, state, job.articles.done, job.chunks, job.failed
        )

    def _give_up(self, job: Job, why: str) -> None:
        folder = self._jobs.folder / job.id
        self._jobs.give_up(_ended(job, "failed", f"{why} Its files are kept for a week."))
        logger.error("job %s is given up; its files are in %s", job.id, folder)


def _ended(job: Job, state: JobState, note: str | None) -> Job:
    return job.model_copy(update={"state": state, "finished_at": datetime.now(UTC), "note": note})


def _advanced(job: Job, batch: Batch) -> Job:
    """The job after one batch more."""
    counts = job.articles.model_dump()
    for stored in batch.stored:
        counts[stored.outcome] += 1
    fruitful = any(stored.outcome != "unchanged" for stored in batch.stored)
    articles = JobCounts.model_validate(counts)
    assert job.started_at is not None, f"job {job.id} advances before it has begun"
    seconds = (datetime.now(UTC) - job.started_at).total_seconds()
    return job.model_copy(
        update={
            "articles": articles,
            "fruitless_starts": 0 if fruitful else job.fruitless_starts,
            "chunks": job.chunks + batch.chunks,
            "articles_per_second": round(articles.done / seconds, 2) if seconds > 0 else None,
            "failed": job.failed + len(batch.failures),
            "failures": [*job.failures, *batch.failures][:SHOWN_FAILURES],
        }
    )
