"""The usual problems, one a status, as the API's description shows them."""

from typing import Any

from api.wire.schemas import Problem

_PROBLEMS = {
    400: ("invalid-json", "The body is not JSON", "The body is not JSON: Expecting value at character 12.", "/v1/ask"),
    401: (
        "access-key-needed",
        "A valid access key is needed",
        "Send a key as Authorization: Bearer KEY, or as X-API-Key: KEY.",
        "/v1/ask",
    ),
    403: (
        "scope-missing",
        "The access key is not good for this",
        "The key reader is good for ask; this takes write.",
        "/v1/articles/fonds",
    ),
    404: (
        "citation-unknown",
        "There is no such citation",
        "No text that was ever in this store has the citation 0000000000000000-0-5.",
        "/v1/citations/0000000000000000-0-5",
    ),
    408: ("body-timed-out", "The body did not arrive in time", "The body did not arrive within 30 s.", "/v1/ask"),
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
    429: (
        "too-many-requests",
        "Too many requests",
        "At most 300 requests a minute are answered. Try again in 2 s.",
        "/v1/ask",
    ),
    500: ("internal-error", "The service failed", "The service could not answer. Its log has the reason.", "/"),
    503: (
        "store-not-ready",
        "The store is not open",
        "There is no store in index/store. Run: sourcier ingest PATH…",
        "/readyz",
    ),
}


def described_problem(status: int) -> dict[str, Any]:
    """The description of a response."""
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
