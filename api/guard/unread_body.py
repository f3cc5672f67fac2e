"""What is done with a body that a response did not wait for: it is let arrive for a moment, and then hung up on.

A server that goes on reading can be kept busy without end, and one that hangs up at once takes its own response away
from a client that is still sending (RFC 9112, 9.6). So the connection is closed in both directions one after the other,
as other servers do.
"""

import asyncio
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LINGER_SECONDS = 2.0


class UnreadBodyMiddleware:
    """Closes the connection behind a response that comes before the body has arrived."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI call."""
        if scope["type"] != "http" or not _has_body(Headers(scope=scope)):
            await self.app(scope, receive, send)
            return
        arrived = closing = False

        async def receive_and_note() -> Message:
            nonlocal arrived
            message = await receive()
            arrived = not message.get("more_body", False)
            return message

        async def send_and_close(message: Message) -> None:
            nonlocal closing
            if message["type"] == "http.response.start" and not arrived:
                closing = True
                MutableHeaders(scope=message)["Connection"] = "close"
            if not closing or message["type"] == "http.response.start" or message.get("more_body", False):
                await send(message)
                return
            await send({**message, "more_body": True})
            await _let_arrive(receive_and_note, lambda: arrived)
            await send({"type": "http.response.body", "body": b"", "more_body": False})

        await self.app(scope, receive_and_note, send_and_close)


def _has_body(headers: Headers) -> bool:
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"


async def _let_arrive(receive: Receive, arrived: Callable[[], bool]) -> None:
    try:
        async with asyncio.timeout(LINGER_SECONDS):
            while not arrived():
                await receive()
    except TimeoutError:
        return
