"""The API's description: an example for every response, and problems under their own media type."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api.description.openapi_access import describe_access
from api.description.openapi_examples import restore_examples
from api.description.openapi_headers import describe_headers
from api.description.openapi_links import describe_links
from api.description.openapi_problems import described_problem
from api.openai_protocol.errors import OpenAIError
from api.openai_protocol.schemas import ChatCompletionChunk
from api.wire.schemas import Problem
from api.wire.stream_events import HitsEvent, TextEvent

TAGS = [
    {"name": "answers", "description": "Ask, and search for passages."},
    {"name": "citations", "description": "Look a citation up, and check a quote."},
    {"name": "articles", "description": "The articles that are cited."},
    {"name": "openai", "description": "The same answers for programs that speak OpenAI's protocol."},
    {"name": "service", "description": "Alive, ready, and in figures."},
]

_UNRETURNED: list[type[BaseModel]] = [Problem, HitsEvent, TextEvent, OpenAIError, ChatCompletionChunk]


def returns(example: BaseModel, *statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route: what it gives back when all is well, and the problems it may end with."""
    responses = problems(*statuses)
    responses[200] = {"content": {"application/json": {"example": example.model_dump(mode="json")}}}
    return responses


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` with which a route may end when not all is well."""
    return {status: described_problem(status) for status in statuses}


def takes(example: BaseModel) -> dict[str, Any]:
    """The `openapi_extra` of a route with a body."""
    content = {"application/json": {"example": example.model_dump(mode="json", exclude_unset=True)}}
    return {"requestBody": {"content": content}}


def describe_app(app: FastAPI) -> None:
    """Has the app describe itself with the schemas that no route returns by its type: of problems and of events."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = get_openapi(
                title=app.title,
                version=app.version,
                summary=app.summary,
                description=app.description,
                routes=app.routes,
                tags=TAGS,
            )
            _, own = models_json_schema(
                [(kind, "serialization") for kind in _UNRETURNED], ref_template="#/components/schemas/{model}"
            )
            document["components"]["schemas"] |= own["$defs"]
            _without_framework_errors(document)
            describe_access(document)
            describe_headers(document)
            describe_links(document)
            restore_examples(document, app)
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way


def _without_framework_errors(document: dict[str, Any]) -> None:
    """FastAPI adds a 422 of its own to every route that takes anything; those that can end so describe our problem."""
    for path in document["paths"].values():
        for operation in path.values():
            if "application/json" in operation["responses"].get("422", {}).get("content", {}):
                del operation["responses"]["422"]
    for name in ("HTTPValidationError", "ValidationError"):
        document["components"]["schemas"].pop(name, None)
