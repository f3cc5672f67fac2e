"""The methods that a path knows, over all the routes that it has: the framework names those of the first alone."""

from fastapi import Request
from fastapi.routing import iter_route_contexts
from starlette.routing import Match, Route


def allowed_methods(request: Request) -> str:
    """The value of `Allow` (RFC 9110, section 10.2.1), in the order of the alphabet."""
    methods: set[str] = set()
    for context in iter_route_contexts(request.app.routes):
        route = context.original_route
        if isinstance(route, Route) and route.matches(request.scope)[0] is not Match.NONE:
            methods |= route.methods or set()
    if "GET" in methods:
        methods.add("HEAD")
    return ", ".join(sorted(methods))
