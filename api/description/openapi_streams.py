"""How streams are described: an example as it goes over the wire, and the schema of each event."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel


def also_streams(
    responses: dict[int | str, dict[str, Any]],
    example: bytes,
    events: Sequence[tuple[str, type[BaseModel]]],
    *,
    end: str | None = None,
) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that answers with `text/event-stream` too, where the body asks for it.

    `end` is the data of a last event that is no object.

    OpenAPI 3.2 has `itemSchema` for an event (section 4.14.4); in 3.1 there is room for it as an extension alone.
    """
    described = [_event(name, kind.__name__) for name, kind in events]
    if end is not None:
        described.append({"type": "object", "required": ["data"], "properties": {"data": {"const": end}}})
    schema = {"anyOf": described}
    stream = {"schema": {"type": "string"}, "x-itemSchema": schema, "example": example.decode()}
    success = responses[200]
    return {**responses, 200: {**success, "content": {**success["content"], "text/event-stream": stream}}}


def _event(name: str, schema: str) -> dict[str, Any]:
    data = {
        "type": "string",
        "contentMediaType": "application/json",
        "contentSchema": {"$ref": f"#/components/schemas/{schema}"},
    }
    properties: dict[str, Any] = {"data": data}
    if name != "message":  # the name of an event that has none
        properties["event"] = {"const": name}
    return {"type": "object", "required": sorted(properties), "properties": properties}
