"""Uploads that were accepted, on disk: what a job is to do, how far it is, and whether it shall stop.

Each has a folder of its own in the store's folder: `files/` as they came, `upload.json` with what the client said,
`job.json` with the progress, an empty `cancel` once it shall stop. A job is accepted once all of it lies on the disk
for good; a folder without `job.json` is a request that was cut off.
"""

import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from api.changes.uploads import Upload
from api.wire.article_fields import ArticleMetadata
from api.wire.article_schemas import Job
from index.storage.locks import locked_file_if_free

KEPT_SECONDS = 7 * 86_400
KEPT_JOBS = 1_000
_JOB_ID = re.compile(r"[0-9a-f]{32}")
_JOB, _UPLOAD, _CANCEL, _LOCK, _FILES = "job.json", "upload.json", "cancel", "lock", "files"
_CUT_OFF_SECONDS = 86_400  # no request lasts so long


class _Stated(BaseModel):
    model_config = ConfigDict(frozen=True)

    metadata: ArticleMetadata
    digest: str


class JobFolder:
    """The accepted uploads of a store. Thread-safe, and safe between processes: every file appears whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def accept(self, upload: Upload) -> Job:
        """Makes a job of an upload that lies in this folder; once this returns, it outlives the machine's power."""
        job = Job(
            id=upload.folder.name,
            state="queued",
            created_at=datetime.now(UTC),
            files=upload.files,
            bytes=upload.bytes,
            link=f"/v1/jobs/{upload.folder.name}",
        )
        stated = _Stated(metadata=upload.metadata, digest=upload.digest)
        upload.folder.joinpath(_UPLOAD).write_text(stated.model_dump_json(), encoding="utf-8")
        for folder, _, names in os.walk(upload.folder, topdown=False):
            for name in names:
                _make_lasting(Path(folder, name))
            _make_lasting(Path(folder))
        _make_lasting(self.folder)
        self.save(job, lasting=True)
        return job

    def get(self, job_id: str) -> Job | None:
        """The job as it is now; None where there is none, or it was forgotten."""
        if not _JOB_ID.fullmatch(job_id):
            return None
        try:
            job = Job.model_validate_json(self._path(job_id, _JOB).read_bytes())
        except FileNotFoundError:
            return None
        if not job.finished and self.shall_stop(job_id):
            return job.model_copy(update={"state": "cancelling"})
        return job

    def save(self, job: Job, *, lasting: bool = False) -> None:
        """Writes how far a job is; `lasting` waits for the disk."""
        path = self._path(job.id, _JOB)
        fresh = path.with_suffix(".new")
        fresh.write_text(job.model_dump_json(), encoding="utf-8")
        if lasting:
            _make_lasting(fresh)
        fresh.replace(path)
        if lasting:
            _make_lasting(path.parent)

    def upload_of(self, job: Job) -> Upload:
        """What a job is to do."""
        stated = _Stated.model_validate_json(self._path(job.id, _UPLOAD).read_bytes())
        return Upload(self.folder / job.id, stated.metadata, job.files, job.bytes, stated.digest)

    def finish(self, job: Job) -> None:
        """Writes a job's last state, and lets go of its files."""
        self.give_up(job)
        shutil.rmtree(self._path(job.id, _FILES), ignore_errors=True)
        self._path(job.id, _UPLOAD).unlink(missing_ok=True)

    def give_up(self, job: Job) -> None:
        """Writes a job's last state; its files stay as long as it is remembered, for whoever looks for the reason."""
        self.save(job, lasting=True)

    def ask_to_stop(self, job_id: str) -> None:
        """Leaves word for whoever works on the job, here or in another process."""
        self._path(job_id, _CANCEL).touch()

    def shall_stop(self, job_id: str) -> bool:
        """Whether somebody has."""
        return self._path(job_id, _CANCEL).exists()

    @contextmanager
    def working_on(self, job_id: str) -> Iterator[bool]:
        """Whether the job is ours alone to work on while the block runs, among all processes of this store."""
        with locked_file_if_free(self._path(job_id, _LOCK)) as mine:
            yield mine

    def unfinished(self) -> list[str]:
        """The jobs that are not finished, oldest first."""
        jobs = [job for job in self._jobs() if not job.finished]
        return [job.id for job in sorted(jobs, key=lambda job: (job.created_at, job.id))]

    def forget_old(self) -> None:
        """Takes finished jobs away that are old or too many, and what requests left that were cut off."""
        finished = sorted((job for job in self._jobs() if job.finished), key=lambda job: job.created_at, reverse=True)
        for place, job in enumerate(finished):
            age = datetime.now(UTC) - (job.finished_at or job.created_at)
            if place >= KEPT_JOBS or age.total_seconds() > KEPT_SECONDS:
                shutil.rmtree(self.folder / job.id, ignore_errors=True)
        for folder in self._folders():
            with suppress(FileNotFoundError):  # another worker, which starts at the same time, took it away
                if not folder.joinpath(_JOB).exists() and time.time() - folder.stat().st_mtime > _CUT_OFF_SECONDS:
                    shutil.rmtree(folder, ignore_errors=True)

    def _jobs(self) -> Iterator[Job]:
        for folder in self._folders():
            job = self.get(folder.name)
            if job is not None:
                yield job

    def _folders(self) -> list[Path]:
        return [path for path in self.folder.glob("*") if _JOB_ID.fullmatch(path.name)]

    def _path(self, job_id: str, name: str) -> Path:
        return self.folder / job_id / name


def _make_lasting(path: Path) -> None:
    """Waits until a file or a folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
