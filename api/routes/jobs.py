"""`GET` and `DELETE /v1/jobs/{id}`: how far a long upload is, and stopping it."""

from fastapi import APIRouter, Response

from api.changes.article_desk import DeskDependency
from api.description.article_examples import BROKEN, CANCELLED, CANCELLING, JOB_ENDED, NO_JOB, RUNNING
from api.description.descriptions import Success, describe
from api.wire.article_schemas import Job

_POLL_SECONDS = "1"

router = APIRouter(tags=["articles"])


@router.get(
    "/v1/jobs/{job_id}",
    operation_id="getJob",
    responses=describe(Success(200, "As far as it is", RUNNING, ("Retry-After",)), NO_JOB, BROKEN[0]),
)
def get_job(job_id: str, response: Response, desk: DeskDependency) -> Job:
    """Tell how far a long upload is. `Retry-After` stands beside one that is not finished."""
    job = desk.worker.get(job_id)
    if not job.finished:
        response.headers["Retry-After"] = _POLL_SECONDS
    return job


@router.delete(
    "/v1/jobs/{job_id}",
    operation_id="cancelJob",
    responses=describe(
        Success(200, "Cancelled", CANCELLED),
        Success(202, "Will stop after the articles that are being stored", CANCELLING),
        NO_JOB,
        JOB_ENDED,
        BROKEN[0],
    ),
)
def cancel_job(job_id: str, response: Response, desk: DeskDependency) -> Job:
    """Stop a long upload. What it has stored stays."""
    job = desk.worker.cancel(job_id)
    if not job.finished:
        response.status_code = 202
    return job
