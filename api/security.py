"""What every request and response passes: a request id, a limit to the body, headers that keep browsers strict.

Plain ASGI, so that nothing is buffered and an answer can be streamed.
"""

import re
import uuid

from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY_BYTES = 1_000_000
REQUEST_ID_HEADER = "X-Request-Id"
PAGE_HEADERS = {
    # Scripts and styles come from files of our own; nothing is loaded from, or sent to, anywhere else.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

_REQUEST_ID_KEY = "sourcier.request_id"
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,128}")  # what may be echoed into a header and a log line


class RequestIdMiddleware:
    """Gives each request an id, the caller's own where it is harmless, and answers with it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI call."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(REQUEST_ID_HEADER, "")
        scope[_REQUEST_ID_KEY] = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[REQUEST_ID_HEADER] = request_id_of(scope)
            await send(message)

        await self.app(scope, receive, send_with_id)


class SecurityHeadersMiddleware:
    """Adds the headers that a response has not set itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI call."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in PAGE_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class BodyLimitMiddleware:
    """Stops reading a body once it is over the limit, whatever its Content-Length says.

    Starlette's own limiter answers in plain text where the length is declared; here it is a problem like any other.
    """

    def __init__(self, app: ASGIApp, limit: int = MAX_BODY_BYTES) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI call; the error rises inside the route that reads the body."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "")
        read = 0

        async def receive_within_limit() -> Message:
            nonlocal read
            if declared.isdecimal() and int(declared[:20]) > self.limit:
                raise self._too_large()
            message = await receive()
            read += len(message.get("body", b""))
            if read > self.limit:
                raise self._too_large()
            return message

        await self.app(scope, receive_within_limit, send)

    def _too_large(self) -> HTTPException:
        return HTTPException(413, f"The body is larger than {self.limit:,} bytes. Ask in fewer words.")


def request_id_of(scope: Scope) -> str:
    """The id of the request; a dash where the request never reached the middleware that gives ids."""
    return str(scope.get(_REQUEST_ID_KEY, "-"))
