"""Everything that can go wrong over HTTP, as RFC 9457 problem details: one table, one shape."""

import errno
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.guard.allowed_methods import allowed_methods
from api.guard.security import PAGE_HEADERS
from api.openai_protocol.errors import openai_error, openai_status, speaks_openai
from api.operation.request_record import REQUEST_ID_HEADER, request_id_of
from api.wire.schemas import Problem, ProblemError
from index.embedding.model_errors import ModelError
from index.errors import (
    CorruptArticleError,
    CorruptTextError,
    MirrorUnwritableError,
    StoreBusyError,
    StoreError,
    StoreFullError,
    UnknownArticleError,
)
from rag.errors import InvalidCitationIdError, InvalidQuestionError, NoLanguageModelError, UnknownCitationError

PROBLEM_MEDIA_TYPE = "application/problem+json"
_TYPE_PREFIX = "urn:sourcier:problem:"
_SHOWN_INPUT = 80  # characters of a wrong value that its message repeats
_SHOWN_ERRORS = 20
_BUSY_SECONDS = 10  # after a writer has waited in vain, an ingestion is under way: no use in asking at once

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A sort of problem: `name` is stable and ends its `type`, `title` is the same for each of its sort."""

    name: str
    status: int
    title: str


INVALID_JSON = ProblemKind("invalid-json", 400, "The body is not JSON")
ACCESS_KEY_NEEDED = ProblemKind("access-key-needed", 401, "A valid access key is needed")
SCOPE_MISSING = ProblemKind("scope-missing", 403, "The access key is not good for this")
NOT_LOCAL = ProblemKind("not-local", 403, "Without access keys only this machine is answered")
NOT_FOUND = ProblemKind("not-found", 404, "There is no such route")
METHOD_NOT_ALLOWED = ProblemKind("method-not-allowed", 405, "The route does not know this method")
BODY_TIMED_OUT = ProblemKind("body-timed-out", 408, "The body did not arrive in time")
CONTENT_TOO_LARGE = ProblemKind("content-too-large", 413, "The body is too large")
ARTICLE_UNKNOWN = ProblemKind("article-unknown", 404, "There is no such article")
CITATION_UNKNOWN = ProblemKind("citation-unknown", 404, "There is no such citation")
CITATION_WITHDRAWN = ProblemKind("citation-withdrawn", 410, "The cited article has been withdrawn")
ARTICLE_WITHDRAWN = ProblemKind("article-withdrawn", 410, "The article has been deleted")
JOB_UNKNOWN = ProblemKind("job-unknown", 404, "There is no such job")
JOB_FINISHED = ProblemKind("job-finished", 409, "The job has finished")
KEY_IN_USE = ProblemKind("idempotency-key-in-use", 409, "A request with this key is being worked on")
PRECONDITION_FAILED = ProblemKind("precondition-failed", 412, "The article is not the one that was expected")
UNSUPPORTED_MEDIA_TYPE = ProblemKind("unsupported-media-type", 415, "The body must be JSON")
UNREADABLE_MEDIA_TYPE = ProblemKind("unsupported-media-type", 415, "The body is of a format that is not read")
INVALID_UPLOAD = ProblemKind("invalid-upload", 400, "The body is not what its media type says")
INVALID_REQUEST = ProblemKind("invalid-request", 422, "The request is not valid")
INVALID_QUESTION = ProblemKind("invalid-question", 422, "The question cannot be asked")
NO_LANGUAGE_MODEL = ProblemKind("no-language-model", 422, "No language model is configured")
INVALID_CITATION_ID = ProblemKind("invalid-citation-id", 422, "The citation id is malformed")
NOTHING_READ = ProblemKind("nothing-read", 422, "No article could be read")
KEY_REUSED = ProblemKind("idempotency-key-reused", 422, "The key was used for another request")
TOO_MANY_REQUESTS = ProblemKind("too-many-requests", 429, "Too many requests")
CORRUPT_TEXT = ProblemKind("corrupt-text", 500, "A stored text does not match its hash")
CORRUPT_ARTICLE = ProblemKind("corrupt-article", 500, "What is stored about an article was changed")
INTERNAL_ERROR = ProblemKind("internal-error", 500, "The service failed")
STORE_NOT_READY = ProblemKind("store-not-ready", 503, "The store is not open")
KEYS_UNREADABLE = ProblemKind("keys-unreadable", 503, "The access keys cannot be read")
OVERLOADED = ProblemKind("overloaded", 503, "Too many answers are being worked on")
TIMED_OUT = ProblemKind("timed-out", 503, "The answer took too long")
SHUTTING_DOWN = ProblemKind("shutting-down", 503, "The service is being stopped")
STORE_BUSY = ProblemKind("store-busy", 503, "The store is being written to")
STORE_UNWRITABLE = ProblemKind("store-unwritable", 503, "The store cannot be written to")
TOO_MANY_JOBS = ProblemKind("too-many-jobs", 503, "Too many uploads wait")

_KINDS_OF_ERRORS: Mapping[type[Exception], ProblemKind] = {
    InvalidQuestionError: INVALID_QUESTION,
    NoLanguageModelError: NO_LANGUAGE_MODEL,
    InvalidCitationIdError: INVALID_CITATION_ID,
    UnknownCitationError: CITATION_UNKNOWN,
    UnknownArticleError: ARTICLE_UNKNOWN,
    CorruptTextError: CORRUPT_TEXT,
    CorruptArticleError: CORRUPT_ARTICLE,
    StoreBusyError: STORE_BUSY,
    StoreFullError: STORE_UNWRITABLE,
    MirrorUnwritableError: STORE_UNWRITABLE,
    StoreError: STORE_NOT_READY,
    ModelError: STORE_NOT_READY,  # its vectors cannot be searched without the model
}

_KINDS_OF_STATUSES: Mapping[int, ProblemKind] = {
    kind.status: kind for kind in (INVALID_JSON, NOT_FOUND, METHOD_NOT_ALLOWED, CONTENT_TOO_LARGE)
}


class ProblemException(Exception):  # noqa: N818 - an outcome that a route chooses, such as 410
    """A route's way to end with a problem; `retry_after` is in seconds."""

    def __init__(
        self, kind: ProblemKind, detail: str, *, errors: Sequence[ProblemError] = (), retry_after: int | None = None
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.errors = errors
        self.retry_after = retry_after


def install_problem_handlers(app: FastAPI) -> None:
    """Every error of the app, expected or not, leaves as a problem."""
    app.add_exception_handler(ProblemException, _on_problem)
    app.add_exception_handler(RequestValidationError, _on_validation_error)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(Exception, _on_unexpected)
    app.add_exception_handler(OSError, _on_system_error)
    for error in _KINDS_OF_ERRORS:
        app.add_exception_handler(error, _on_known_error)


def problem_of(request: Request, kind: ProblemKind, detail: str, errors: Sequence[ProblemError] = ()) -> Problem:
    """A problem whose instance is the path that was asked for."""
    return Problem(
        type=_TYPE_PREFIX + kind.name,
        title=kind.title,
        status=kind.status,
        detail=_encodable(detail),
        instance=quote(request.url.path, errors="replace"),
        request_id=request_id_of(request.scope),
        errors=list(errors),
    )


def problem_of_failure(request: Request, error: Exception) -> Problem:
    """What is said of an error where the response has begun and its status is sent; a defect is logged."""
    kind = _kind_of(error)
    if kind is not None:
        return problem_of(request, kind, str(error))
    _logger.error("request %s failed", request_id_of(request.scope), exc_info=error)
    return problem_of(request, INTERNAL_ERROR, _defect_detail(request))


def problem_response(request: Request, kind: ProblemKind, detail: str, errors: Sequence[ProblemError] = ()) -> Response:
    """The response that carries a problem; in OpenAI's form on the routes that its clients use."""
    problem = problem_of(request, kind, detail, errors)
    if speaks_openai(request.url.path):
        content = openai_error(problem).model_dump_json()
        return Response(content, openai_status(problem), media_type="application/json")
    content = problem.model_dump_json(exclude_none=True)
    return Response(content, kind.status, media_type=PROBLEM_MEDIA_TYPE)


async def _on_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemException)
    response = problem_response(request, error.kind, error.detail, error.errors)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


async def _on_known_error(request: Request, error: Exception) -> Response:
    kind = _kind_of(error)
    assert kind is not None, error
    response = problem_response(request, kind, str(error))
    if kind is STORE_BUSY:
        response.headers["Retry-After"] = str(_BUSY_SECONDS)
    return response


async def _on_system_error(request: Request, error: Exception) -> Response:
    """A disk that is full is no defect of ours; whatever else the system says is."""
    assert isinstance(error, OSError)
    if error.errno not in _NO_ROOM:
        raise error
    _logger.error("request %s: %s", request_id_of(request.scope), error)
    detail = "The disk of the store is full: nothing was changed. Make room, then try again."
    return problem_response(request, STORE_UNWRITABLE, detail)


async def _on_http_exception(request: Request, error: Exception) -> Response:
    """What the framework and the body limit raise: an unknown route, a wrong method, a body too large."""
    assert isinstance(error, HTTPException)
    kind = _KINDS_OF_STATUSES.get(error.status_code)
    if kind is None:
        phrase = HTTPStatus(error.status_code).phrase
        kind = ProblemKind(phrase.lower().replace(" ", "-"), error.status_code, phrase)
    detail = error.detail
    if kind is INVALID_JSON:  # FastAPI's word for bytes that are no UTF-8, or nested too deep
        detail = "The body cannot be read as JSON in UTF-8."
    elif kind in (NOT_FOUND, METHOD_NOT_ALLOWED):
        detail = f"{kind.title}: {request.method} {request.url.path[:200]}. /openapi.json lists what there is."
    response = problem_response(request, kind, detail)
    response.headers.update(error.headers or {})
    if kind is METHOD_NOT_ALLOWED:
        response.headers["Allow"] = allowed_methods(request)
    return response


async def _on_unexpected(request: Request, error: Exception) -> Response:
    """Says nothing of the inside; the log has the request id, and the server writes the traceback below it.

    This runs outside the app's middleware, so it sets the headers that they would have set.
    """
    _logger.error("request %s failed: %s", request_id_of(request.scope), type(error).__name__)
    response = problem_response(request, INTERNAL_ERROR, _defect_detail(request))
    response.headers.update(PAGE_HEADERS)
    response.headers[REQUEST_ID_HEADER] = request_id_of(request.scope)
    return response


def _kind_of(error: Exception) -> ProblemKind | None:
    """The sort of an expected error; None for a defect."""
    return next((_KINDS_OF_ERRORS[base] for base in type(error).__mro__ if base in _KINDS_OF_ERRORS), None)


def _defect_detail(request: Request) -> str:
    return f"The service could not answer. Its log has the reason under the request id {request_id_of(request.scope)}."


async def _on_validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    if found and found[0]["type"] == "json_invalid":
        position = found[0]["loc"][-1]
        reason = found[0]["ctx"]["error"]
        return problem_response(request, INVALID_JSON, f"The body is not JSON: {reason} at character {position}.")
    if _is_unread_body(found):
        given = request.headers.get("content-type", "none")
        detail = f"The body must come with Content-Type: application/json; it came with {given[:_SHOWN_INPUT]}."
        return problem_response(request, UNSUPPORTED_MEDIA_TYPE, detail)
    errors = [_problem_error(item) for item in found[:_SHOWN_ERRORS]]
    return problem_response(request, INVALID_REQUEST, " ".join(item.detail for item in errors[:3]), errors)


def _is_unread_body(found: Sequence[Any]) -> bool:
    """FastAPI hands a body over as bytes where the content type is not JSON."""
    return bool(found) and tuple(found[0]["loc"]) == ("body",) and isinstance(found[0].get("input"), bytes)


def _problem_error(item: Mapping[str, Any]) -> ProblemError:
    place, *path = item["loc"]
    name = ".".join(str(step) for step in path) or str(place)
    detail = _encodable(f"{name[:_SHOWN_INPUT]}: {_reason(item)}")
    if place == "body":
        return ProblemError(detail=detail, pointer=_encodable(_json_pointer(path)))
    return ProblemError(detail=detail, parameter=_encodable(name))


def _reason(item: Mapping[str, Any]) -> str:
    if item["type"] == "extra_forbidden":
        return "there is no such field. Leave it out or mend its name."
    if item["type"] == "missing":
        return "this field is required."
    reason = str(item["msg"])
    value = item.get("input")
    if isinstance(value, str | int | float) or value is None:
        reason += f", not {repr(value)[:_SHOWN_INPUT]}"
    return reason + "."


def _json_pointer(path: Iterable[object]) -> str:
    """RFC 6901."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1")[:_SHOWN_INPUT] for step in path)


def _encodable(text: str) -> str:
    """The text with lone surrogates, which JSON can smuggle in, written as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
