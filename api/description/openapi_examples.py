"""Examples in the API description as they were written: the framework drops what is null in them."""

from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts


def restore_examples(document: dict[str, Any], app: FastAPI) -> None:
    """Puts the examples of responses back: a field that is required and null would be missing without it."""
    for route in iter_route_contexts(app.routes):
        if not isinstance(route.original_route, APIRoute) or route.path_format not in document["paths"]:
            continue
        for method in route.methods or ():
            operation = document["paths"][route.path_format].get(method.lower())
            if operation is not None:
                _restore(operation["responses"], route.original_route.responses)


def _restore(described: dict[str, Any], written: dict[int | str, dict[str, Any]]) -> None:
    for status, response in written.items():
        for media_type, content in response.get("content", {}).items():
            for name in ("example", "examples"):
                if name in content:
                    described[str(status)]["content"][media_type][name] = content[name]
