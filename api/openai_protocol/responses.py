"""What OpenAI's routes may end with, for the API's description."""

from typing import Any

from pydantic import BaseModel

from api.openai_protocol.errors import OpenAIError, OpenAIErrorDetail

_INVALID, _SERVER = "invalid_request_error", "server_error"
_FAILURES = {
    400: ("messages[0].role: this field is required.", _INVALID, "messages[0].role", "invalid_request"),
    401: ("A valid access key is needed.", _INVALID, None, "invalid_api_key"),
    403: ("The key reader is good for metrics; this takes ask.", _INVALID, None, "scope_missing"),
    404: ("The model 'gpt-4o' does not exist. There are: sourcier.", _INVALID, "model", "model_not_found"),
    408: ("The body did not arrive within 30 s.", _INVALID, None, "body_timed_out"),
    413: ("The body is larger than 1,000,000 bytes.", _INVALID, None, "content_too_large"),
    415: ("The body must come with Content-Type: application/json.", _INVALID, None, "unsupported_media_type"),
    429: ("Too many requests.", "rate_limit_error", None, "rate_limit_exceeded"),
    500: ("The service could not answer. Its log has the reason.", _SERVER, None, "internal_error"),
    503: ("There is no store in index/store. Run: sourcier ingest PATH…", _SERVER, None, "store_not_ready"),
}


def returns_openai(example: BaseModel, *statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route: what it gives back when all is well, and the errors it may end with."""
    responses: dict[int | str, dict[str, Any]] = {status: described_failure(status) for status in statuses}
    responses[200] = {"content": {"application/json": {"example": example.model_dump(mode="json")}}}
    return responses


def described_failure(status: int) -> dict[str, Any]:
    """The description of a response."""
    message, kind, parameter, code = _FAILURES[status]
    body = OpenAIError(error=OpenAIErrorDetail(message=message, type=kind, param=parameter, code=code))
    schema = {"$ref": "#/components/schemas/OpenAIError"}
    content = {"schema": schema, "example": body.model_dump(mode="json")}
    return {"description": message, "content": {"application/json": content}}
