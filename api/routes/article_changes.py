"""`POST /v1/articles`, `PUT` and `DELETE /v1/articles/{id}`: articles come, change and go."""

import hashlib
import json
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from api.changes.article_desk import ArticleDesk, DeskDependency
from api.changes.conditional import Precondition, etag_of
from api.changes.idempotency import KEY_PATTERN, REPLAYED_HEADER
from api.changes.upload_formats import EXTENSIONS
from api.changes.uploads import Upload, failures_as_errors
from api.changes.withdrawals import gone_or_unknown
from api.dependencies import IndexDependency
from api.description.article_examples import (
    ARTICLE_BODY,
    BROKEN,
    BUSY,
    CHANGED,
    NO_ARTICLE,
    PARTIAL_REPORT,
    QUEUE_FULL,
    QUEUED,
    RECEIPT,
    REPORT,
    SAME_REPORT,
    STORED,
    UNCHANGED,
    UNREADABLE_BODY,
    WRONG_FIELD,
    WRONG_KEY,
)
from api.description.descriptions import Success, describe
from api.errors import INVALID_REQUEST, NOTHING_READ, ProblemException
from api.operation.request_record import current_request
from api.wire.article_fields import ArticleBody, ArticleFacts, ArticleId, ArticleMetadata
from api.wire.article_presentation import present_batches, present_receipt, present_stored
from api.wire.article_schemas import DeletionReceipt, StoredArticle, UploadFailure, UploadReport
from api.wire.links import article_address
from corpus.article import Article
from index.article_index import ArticleIndex
from index.errors import UnknownArticleError

LONG_BYTES = 1_000_000  # some twenty seconds of embedding where all of it is text
LONG_FILES = 20

router = APIRouter(tags=["articles"])

IfMatch = Annotated[
    str | None,
    Header(alias="If-Match", description="Only if the article is the one of this entity tag, or version."),
]
IfNoneMatch = Annotated[
    str | None, Header(alias="If-None-Match", description="`*`: only if there is no article with this id.")
]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="A key of your own: the same request with it is answered alike for a day, done once.",
        json_schema_extra={"pattern": f"^({KEY_PATTERN})$"},
    ),
]
Prefer = Annotated[str | None, Header(alias="Prefer", description="`respond-async`: as a job (RFC 7240).")]


def _bodies(*, form: bool) -> dict[str, Any]:
    """The `openapi_extra` of a route that takes an article as JSON, or a file."""
    article = ARTICLE_BODY.model_dump(mode="json", exclude_none=True)
    content: dict[str, Any] = {
        "application/json": {"schema": ArticleBody.model_json_schema(), "example": article},
        **{media_type: {"schema": {"type": "string", "format": "binary"}} for media_type in EXTENSIONS},
    }
    if form:
        fields = ArticleMetadata.model_json_schema()["properties"]
        files = {"type": "array", "items": {"type": "string", "format": "binary"}}
        content["multipart/form-data"] = {"schema": {"type": "object", "properties": {"file": files, **fields}}}
    return {"requestBody": {"required": True, "content": content}}


@router.post(
    "/v1/articles",
    operation_id="uploadArticles",
    status_code=201,
    response_model=UploadReport,
    responses=describe(
        Success(201, "Stored", REPORT, ("Location", REPLAYED_HEADER)),
        Success(200, "Stored; no article is new", SAME_REPORT, (REPLAYED_HEADER,)),
        Success(202, "Accepted as a job", QUEUED, ("Location", "Retry-After", "Preference-Applied", REPLAYED_HEADER)),
        Success(
            207, "Stored in part: some files or lines could not be read", PARTIAL_REPORT, ("Location", REPLAYED_HEADER)
        ),
        *UNREADABLE_BODY,
        WRONG_FIELD,
        *WRONG_KEY,
        *BROKEN,
        BUSY,
        QUEUE_FULL,
    ),
    openapi_extra=_bodies(form=True),
)
async def upload_articles(
    request: Request,
    index: IndexDependency,
    desk: DeskDependency,
    said: Annotated[ArticleMetadata, Query()],
    prefer: Prefer = None,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Store articles: one as JSON, or files of text, Markdown, HTML, PDF, Word or JSON lines.

    A file comes as the body with its media type, several come as a form. What the address or the form states of an
    article goes before what its file states. An article takes the place of the one with its id; without an id it gets
    one from its file's name, or from its content. What cannot be read is named with the cure, and the others are
    stored (207). Over a megabyte or twenty files, or with `Prefer: respond-async`, the upload becomes a job (202).
    """
    async with desk.receiving(request, said) as upload:
        asked = _digest(request, upload.digest)
        wants_job = "respond-async" in _preferences(prefer)
        return await run_in_threadpool(
            desk.once,
            index,
            idempotency_key,
            caller=_caller(),
            request=asked,
            work=lambda: (
                _accept(desk, upload, preferred=wants_job)
                if wants_job or _is_long(upload)
                else _store(desk, index, upload)
            ),
        )


@router.put(
    "/v1/articles/{article_id:path}",
    operation_id="putArticle",
    response_model=StoredArticle,
    responses=describe(
        Success(200, "Replaced, or unchanged", UNCHANGED, ("ETag", REPLAYED_HEADER)),
        Success(201, "Added", STORED, ("ETag", "Location", REPLAYED_HEADER)),
        *UNREADABLE_BODY,
        CHANGED,
        WRONG_FIELD,
        *WRONG_KEY,
        *BROKEN,
        BUSY,
    ),
    openapi_extra=_bodies(form=False),
)
async def put_article(
    article_id: ArticleId,
    request: Request,
    index: IndexDependency,
    desk: DeskDependency,
    said: Annotated[ArticleFacts, Query()],
    if_match: IfMatch = None,
    if_none_match: IfNoneMatch = None,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Store an article under this id, in place of the one that has it. One that is there as it is costs nothing.

    Citations of the text before stay valid: they are `superseded`, with the place where their words stand now.
    """
    named = ArticleMetadata(id=article_id, **said.model_dump())
    precondition = Precondition(if_match, if_none_match)
    async with desk.receiving(request, named) as upload:
        return await run_in_threadpool(
            desk.once,
            index,
            idempotency_key,
            caller=_caller(),
            request=_digest(request, upload.digest, if_match, if_none_match),
            work=lambda: _put(desk, index, upload, precondition),
        )


@router.delete(
    "/v1/articles/{article_id:path}",
    operation_id="deleteArticle",
    response_model=DeletionReceipt,
    responses=describe(
        Success(200, "Deleted", RECEIPT, (REPLAYED_HEADER,)),
        *NO_ARTICLE,
        CHANGED,
        WRONG_FIELD,
        *WRONG_KEY,
        *BROKEN,
        BUSY,
    ),
)
def delete_article(
    article_id: str,
    request: Request,
    index: IndexDependency,
    desk: DeskDependency,
    if_match: IfMatch = None,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Withdraw an article: its passages are found no more, and its texts are gone from the disk.

    Citations of it answer 410 from now on, but for texts that another article carries.
    """
    return desk.once(
        index,
        idempotency_key,
        caller=_caller(),
        request=_digest(request, if_match),
        work=lambda: _delete(desk, index, article_id, Precondition(if_match)),
    )


def _is_long(upload: Upload) -> bool:
    return upload.bytes > LONG_BYTES or upload.files > LONG_FILES


def _store(desk: ArticleDesk, index: ArticleIndex, upload: Upload) -> Response:
    report = present_batches(desk.writer.add(index, upload.read(desk.reader)))
    if not report.articles:
        raise _nothing_read(report.failures)
    added = any(article.outcome == "added" for article in report.articles)
    response = JSONResponse(report.model_dump(mode="json"), 207 if report.failures else 201 if added else 200)
    if added and len(report.articles) == 1:
        response.headers["Location"] = article_address(report.articles[0].id)
    return response


def _accept(desk: ArticleDesk, upload: Upload, *, preferred: bool) -> Response:
    job = desk.worker.accept(upload)
    headers = {"Location": job.link, "Retry-After": "1"}
    if preferred:
        headers["Preference-Applied"] = "respond-async"
    return JSONResponse(job.model_dump(mode="json"), 202, headers)


def _put(desk: ArticleDesk, index: ArticleIndex, upload: Upload, precondition: Precondition) -> Response:
    stored = desk.writer.put(index, _only_article(desk, upload), precondition)
    headers = {"ETag": etag_of(stored.article)}
    if stored.outcome == "added":
        headers["Location"] = article_address(stored.article.id)
    status = 201 if stored.outcome == "added" else 200
    return JSONResponse(present_stored(stored).model_dump(mode="json"), status, headers)


def _delete(desk: ArticleDesk, index: ArticleIndex, article_id: str, precondition: Precondition) -> Response:
    try:
        receipt = desk.writer.delete(index, article_id, precondition)
    except UnknownArticleError as error:
        raise gone_or_unknown(index, error) from error
    desk.responses.forget([article_id])
    return JSONResponse(present_receipt(receipt).model_dump(mode="json"))


def _only_article(desk: ArticleDesk, upload: Upload) -> Article:
    """The article of an upload that is to hold one."""
    first, *others = islice(upload.read(desk.reader), 2)
    if others:
        raise ProblemException(
            INVALID_REQUEST, "The body holds several articles. PUT stores one; POST them to /v1/articles."
        )
    if isinstance(first, UploadFailure):
        raise _nothing_read([first])
    return first


def _nothing_read(failures: list[UploadFailure]) -> ProblemException:
    detail = " ".join(f"{failure.file}: {failure.reason}" for failure in failures[:3])
    return ProblemException(NOTHING_READ, detail, errors=failures_as_errors(failures))


def _preferences(prefer: str | None) -> set[str]:
    return {token.partition(";")[0].partition("=")[0].strip().lower() for token in (prefer or "").split(",")}


def _caller() -> str:
    """The name of the access key, which keeps the idempotency keys of one client from those of another."""
    record = current_request()
    return (record and record.key) or ""


def _digest(request: Request, *parts: str | None) -> str:
    """Names all that a request asks for."""
    asked = [request.method, request.url.path, *parts]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()
