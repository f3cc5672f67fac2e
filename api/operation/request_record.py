"""What is known of the request at hand, for its log line, its problem and whatever is logged while it is answered."""

import re
import uuid
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TypeAlias

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUEST_ID_HEADER = "X-Request-Id"
LogValue: TypeAlias = str | int | float | bool | None

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,128}")  # what may be echoed into a header and a log line


@dataclass(slots=True)
class RequestRecord:
    """Filled in on the way: `key` is the name of the access key, `fields` are counts of what was answered, no words."""

    id: str
    key: str | None = None
    traceparent: str | None = None
    fields: dict[str, LogValue] = field(default_factory=dict)


_current: ContextVar[RequestRecord | None] = ContextVar("sourcier.request", default=None)


def current_request() -> RequestRecord | None:
    """The record of the request that this thread or task works for; None outside of one."""
    return _current.get()


def record_of(scope: Scope) -> RequestRecord:
    """The record of a request; one without an id where it never reached the middleware that makes them."""
    record = scope.get("sourcier.request")
    return record if isinstance(record, RequestRecord) else RequestRecord("-")


def request_id_of(scope: Scope) -> str:
    """The id of a request."""
    return record_of(scope).id


class RequestIdMiddleware:
    """Gives each request a record and an id, the caller's own where it is harmless, and answers with it.

    The record stays after the request: the server's own log line about a defect comes later, and has the id too.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI call."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.get(REQUEST_ID_HEADER, "")
        request_id = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        record = RequestRecord(request_id, traceparent=headers.get("traceparent"))
        scope["sourcier.request"] = record
        _current.set(record)

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[REQUEST_ID_HEADER] = request_id
            await send(message)

        await self.app(scope, receive, send_with_id)
