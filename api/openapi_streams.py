"""How streams are described: an example as it goes over the wire, and the schema of each event."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel


def also_streams(
    responses: dict[int | str, dict[str, Any]], example: bytes, events: Sequence[tuple[str, type[BaseModel]]]
) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that answers with `text/event-stream` too, where the body asks for it.

    `itemSchema` is how OpenAPI 3.2 (section 4.14.4) describes an event; readers of 3.1 have the example.
    """
    schema = {"oneOf": [_event(name, kind.__name__) for name, kind in events]}
    stream = {"schema": {"type": "string"}, "itemSchema": schema, "example": example.decode()}
    success = responses[200]
    described = {"content": {**success["content"], "text/event-stream": stream}}
    return {**responses, 200: {**success, **described}}


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
