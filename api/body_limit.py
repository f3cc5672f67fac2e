"""How long a body may be."""

from fastapi import HTTPException
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_UPLOAD_BYTES = 64_000_000  # a file of the largest size that is read, and a form around it


class BodyLimitMiddleware:
    """Stops reading a body once it is over the limit, whatever its Content-Length says.

    Starlette's own limiter answers in plain text where the length is declared; here it is a problem like any other.
    An upload of articles may be longer than a question.
    """

    def __init__(self, app: ASGIApp, limit: int, *, upload_limit: int = MAX_UPLOAD_BYTES) -> None:
        self.app = app
        self.limit = limit
        self.upload_limit = max(limit, upload_limit)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI call; the error rises inside the route that reads the body."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self.upload_limit if _is_upload(scope) else self.limit
        declared = Headers(scope=scope).get("content-length", "")
        read = 0

        async def receive_within_limit() -> Message:
            nonlocal read
            if declared.isdecimal() and int(declared[:20]) > limit:
                raise _too_large(scope, limit)
            message = await receive()
            read += len(message.get("body", b""))
            if read > limit:
                raise _too_large(scope, limit)
            return message

        await self.app(scope, receive_within_limit, send)


def _is_upload(scope: Scope) -> bool:
    return scope["method"] in ("POST", "PUT") and scope["path"].startswith("/v1/articles")


def _too_large(scope: Scope, limit: int) -> HTTPException:
    cure = "Send the articles in several requests." if _is_upload(scope) else "Ask in fewer words."
    return HTTPException(413, f"The body is larger than {limit:,} bytes. {cure}")
