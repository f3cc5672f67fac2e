"""How routes describe what they answer with, where that is more than one object and the usual problems."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from api.errors import PROBLEM_MEDIA_TYPE, ProblemKind
from api.wire.schemas import Problem

_REQUEST_ID = "0b6f1c2d9e8a4f5b8c7d6e5f4a3b2c1d"
HEADERS: Mapping[str, str] = {
    "ETag": "Names this state of it; for If-None-Match and If-Match.",
    "Location": "Where it can be read.",
    "Retry-After": "Seconds after which to ask again.",
    "Idempotency-Replayed": "true, where this is the response of an earlier request with the same Idempotency-Key.",
    "Preference-Applied": "respond-async, where it was asked for.",
}


@dataclass(frozen=True, slots=True)
class Success:
    """A response that is no problem; without an example it has no body."""

    status: int
    description: str
    example: BaseModel | None = None
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A problem that a route may end with, and what it may say."""

    kind: ProblemKind
    detail: str
    instance: str
    headers: tuple[str, ...] = field(default=())


def describe(*responses: Success | Refusal) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route. Problems of one status stand under their names, as examples of one another."""
    described: dict[int | str, dict[str, Any]] = {}
    for response in responses:
        if isinstance(response, Success):
            described[response.status] = _success(response)
        else:
            _add_refusal(described, response)
    return described


def described_header(name: str) -> dict[str, Any]:
    """The description of a header field of a response."""
    return {"description": HEADERS[name], "schema": {"type": "string"}}


def _success(response: Success) -> dict[str, Any]:
    described: dict[str, Any] = {"description": response.description}
    if response.example is not None:
        described["model"] = type(response.example)
        described["content"] = {"application/json": {"example": response.example.model_dump(mode="json")}}
    return described | _headers(response.headers)


def _add_refusal(described: dict[int | str, dict[str, Any]], refusal: Refusal) -> None:
    kind = refusal.kind
    example = Problem(
        type=f"urn:sourcier:problem:{kind.name}",
        title=kind.title,
        status=kind.status,
        detail=refusal.detail,
        instance=refusal.instance,
        request_id=_REQUEST_ID,
    ).model_dump(mode="json", exclude_none=True)
    known = described.setdefault(kind.status, {"description": kind.title} | _headers(refusal.headers))
    if "content" not in known:
        content = {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}
        known["content"] = {PROBLEM_MEDIA_TYPE: content}
        return
    content = known["content"][PROBLEM_MEDIA_TYPE]
    first = content.pop("example", None)
    if first is not None:
        content["examples"] = {first["type"].rpartition(":")[2]: {"value": first}}
    content["examples"][kind.name] = {"value": example}
    known["description"] += f"; {kind.title[0].lower()}{kind.title[1:]}"


def _headers(names: tuple[str, ...]) -> dict[str, Any]:
    if not names:
        return {}
    return {"headers": {name: described_header(name) for name in names}}
