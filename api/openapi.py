"""The API's description: an example for every response, and problems under their own media type."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api.openai_errors import OpenAIError
from api.openai_schemas import ChatCompletionChunk
from api.openapi_examples import restore_examples
from api.schemas import Problem
from api.stream_events import HitsEvent, TextEvent

TAGS = [
    {"name": "answers", "description": "Ask, and search for passages."},
    {"name": "citations", "description": "Look a citation up, and check a quote."},
    {"name": "articles", "description": "The articles that are cited."},
    {"name": "openai", "description": "The same answers for programs that speak OpenAI's protocol."},
    {"name": "service", "description": "Alive, and ready."},
]

_UNRETURNED: list[type[BaseModel]] = [Problem, HitsEvent, TextEvent, OpenAIError, ChatCompletionChunk]

_PROBLEMS = {
    400: ("invalid-json", "The body is not JSON", "The body is not JSON: Expecting value at character 12.", "/v1/ask"),
    404: (
        "citation-unknown",
        "There is no such citation",
        "No text that was ever in this store has the citation 0000000000000000-0-5.",
        "/v1/citations/0000000000000000-0-5",
    ),
    410: (
        "citation-withdrawn",
        "The cited article has been withdrawn",
        "The article of citation 9f2c4a7be01d83aa-1834-1921 was withdrawn.",
        "/v1/citations/9f2c4a7be01d83aa-1834-1921",
    ),
    413: ("content-too-large", "The body is too large", "The body is larger than 1,000,000 bytes.", "/v1/ask"),
    415: (
        "unsupported-media-type",
        "The body must be JSON",
        "The body must come with Content-Type: application/json; it came with text/plain.",
        "/v1/ask",
    ),
    422: ("invalid-request", "The request is not valid", "k: Input should be greater than or equal to 1, not 0.", "/"),
    500: ("internal-error", "The service failed", "The service could not answer. Its log has the reason.", "/"),
    503: (
        "store-not-ready",
        "The store is not open",
        "There is no store in index/store. Run: sourcier ingest PATH…",
        "/readyz",
    ),
}


def returns(example: BaseModel, *problems: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route: what it gives back when all is well, and the problems it may end with."""
    responses: dict[int | str, dict[str, Any]] = {status: _problem(status) for status in problems}
    responses[200] = {"content": {"application/json": {"example": example.model_dump(mode="json")}}}
    return responses


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
            restore_examples(document, app)
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way


def _problem(status: int) -> dict[str, Any]:
    name, title, detail, instance = _PROBLEMS[status]
    example = Problem(
        type=f"urn:sourcier:problem:{name}",
        title=title,
        status=status,
        detail=detail,
        instance=instance,
        request_id="0b6f1c2d9e8a4f5b8c7d6e5f4a3b2c1d",
    )
    content = {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example.model_dump(mode="json")}
    return {"description": title, "content": {"application/problem+json": content}}


def _without_framework_errors(document: dict[str, Any]) -> None:
    """OpenAI's routes say 400 of what is not valid; FastAPI adds its own 422 to every route that takes anything."""
    for path in document["paths"].values():
        for operation in path.values():
            if operation.get("tags") == ["openai"]:
                operation["responses"].pop("422", None)
