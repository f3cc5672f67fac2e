"""Header fields that come with every response of a sort, whichever route it is of."""

from typing import Any

from api.description.descriptions import described_header
from api.operation.request_record import REQUEST_ID_HEADER

_ALWAYS = {
    "RequestId": "Names the request, here and in the log: the client's own `X-Request-Id` where it is harmless.",
    "Challenge": "How to send a key.",
}


def describe_headers(document: dict[str, Any]) -> None:
    """Adds them to each response."""
    document["components"]["headers"] = {
        name: {"description": said, "required": True, "schema": {"type": "string"}} for name, said in _ALWAYS.items()
    }
    for path in document["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                _add_headers(status, response)


def _add_headers(status: str, response: dict[str, Any]) -> None:
    headers = response.setdefault("headers", {})
    headers[REQUEST_ID_HEADER] = {"$ref": "#/components/headers/RequestId"}
    if status == "401":
        headers["WWW-Authenticate"] = {"$ref": "#/components/headers/Challenge"}
    if status in ("429", "503"):
        headers.setdefault("Retry-After", described_header("Retry-After"))
