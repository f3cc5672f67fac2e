"""Server-Sent Events out of a synchronous iterator: work in a thread, signs of life, and an end when nobody listens.

FastAPI's own encoding of events is used. Its routes that yield are not: such a route always answers with a stream,
where ours do so if they are asked to, and with a problem if the question cannot be asked; and what such a route runs
in a thread goes on when the client has left.
"""

import asyncio
import logging
import threading
from collections.abc import Generator
from contextlib import closing, suppress

import anyio
from fastapi.sse import KEEPALIVE_COMMENT, EventSourceResponse
from starlette.types import Receive, Scope, Send

from rag.writing.abandonment import Abandoned, abandoned_when

KEEP_ALIVE_SECONDS = 15.0  # proxies take a connection for dead after 30 seconds of silence or more

_HEADERS = {
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",  # nginx would otherwise hold an answer back until it is whole
}
_logger = logging.getLogger(__name__)

_Arrived = asyncio.Queue[bytes | None]
"""Parts of a body in their order; None behind the last."""


class EventStream(EventSourceResponse):
    """Sends what `parts` yields, each part as soon as it is there.

    `parts` runs in a thread. When the client leaves, it is closed, and what waits in it for a language model stops
    waiting (`rag.writing.abandonment`).
    """

    def __init__(self, parts: Generator[bytes, None, None], *, keep_alive: float = KEEP_ALIVE_SECONDS) -> None:
        super().__init__(iter(()), headers=_HEADERS)
        self._parts = parts
        self._keep_alive = keep_alive

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI call."""
        arrived = _Arrived()
        left = threading.Event()

        async def watch() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass
            if not left.is_set():  # a server says it too once the response is whole
                _logger.info("the client has left %s", scope["path"])
            group.cancel_scope.cancel()

        try:
            async with anyio.create_task_group() as group:
                group.start_soon(watch)
                group.start_soon(self._work, arrived, left)
                with suppress(OSError):  # how some servers say that the client has left
                    await self._send_parts(send, arrived, left)
                group.cancel_scope.cancel()
        finally:
            left.set()

    async def _work(self, arrived: _Arrived, left: threading.Event) -> None:
        loop = asyncio.get_running_loop()

        def deliver(part: bytes | None) -> None:
            with suppress(RuntimeError):  # the server has stopped meanwhile
                loop.call_soon_threadsafe(arrived.put_nowait, part)

        def run() -> None:
            with suppress(Abandoned), abandoned_when(left), closing(self._parts) as parts:
                for part in parts:
                    if left.is_set():
                        return
                    deliver(part)
            deliver(None)

        # A thread beside those that other routes share: `api.guard.admission` says how many answers run at once.
        await anyio.to_thread.run_sync(run, abandon_on_cancel=True, limiter=anyio.CapacityLimiter(1))

    async def _send_parts(self, send: Send, arrived: _Arrived, left: threading.Event) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        part: bytes | None = b""
        while part is not None:
            await send({"type": "http.response.body", "body": part, "more_body": True})
            part = KEEPALIVE_COMMENT
            with anyio.move_on_after(self._keep_alive):
                part = await arrived.get()
        left.set()  # whatever comes now, nobody waits any more
        await send({"type": "http.response.body", "body": b"", "more_body": False})
