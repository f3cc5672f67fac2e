"""Keys and limits in the API's description: they hold for every route alike, so no route names them itself."""

from typing import Any

from api.description.openapi_problems import described_problem
from api.guard.access import needed_scope
from api.openai_protocol.responses import described_failure

_SCHEMES = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "An access key. A service that has none, and listens on its own machine alone, needs none.",
    },
    "header": {"type": "apiKey", "in": "header", "name": "X-API-Key", "description": "The same key."},
}
_AT_THE_GATE = (401, 403, 429, 503)
_WHILE_READING = (408, 413)


def describe_access(document: dict[str, Any]) -> None:
    """Adds to each route under /v1 what its key has to be good for, and how it ends without."""
    document["components"]["securitySchemes"] = _SCHEMES
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            scope = needed_scope(method.upper(), path)
            if scope is None:
                continue
            operation["security"] = [{scheme: [scope.value]} for scheme in _SCHEMES]
            statuses = _AT_THE_GATE + (_WHILE_READING if "requestBody" in operation else ())
            described = described_failure if operation.get("tags") == ["openai"] else described_problem
            for status in statuses:
                operation["responses"].setdefault(str(status), described(status))
            operation["responses"] = dict(sorted(operation["responses"].items()))
