"""How long a request may take: its body to arrive, and its answer to be there.

What runs in a thread cannot be stopped. So the client is told in time, and the thread goes on, in the place that it has
among the answers being worked on, until it is done: what it then says is dropped.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import BODY_TIMED_OUT, TIMED_OUT, ProblemKind, problem_response

_RETRY_SECONDS = 5

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TimeLimits:
    """Seconds, both from the start of the request."""

    body: float
    answer: float


class DeadlineMiddleware:
    """Ends a request that takes too long: with 408 while its body arrives, with 503 before its answer has begun.

    503 and not 504, which is for a gateway that waits for another server (RFC 9110, 15.6.5). A stream that has begun is
    broken off: its client sees no last event.
    """

    def __init__(self, app: ASGIApp, limits_of: Callable[[Scope], TimeLimits]) -> None:
        self.app = app
        self._limits_of = limits_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI call."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        task = asyncio.current_task()
        assert task is not None
        exchange = _Exchange(scope, receive, send, task)
        limits = self._limits_of(scope)
        loop = asyncio.get_running_loop()
        timers = [
            loop.call_later(limits.body, exchange.expire_body, limits.body),
            loop.call_later(limits.answer, exchange.expire, limits.answer),
        ]
        try:
            await self.app(scope, exchange.receive, exchange.send)
        except asyncio.CancelledError:
            if not exchange.cancelled or task.uncancel():
                raise  # not, or not only, by us
        finally:
            for timer in timers:
                timer.cancel()
            await exchange.told()


class _Exchange:
    """A request and its response, as far as they are."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, task: "asyncio.Task[None]") -> None:
        self._scope = scope
        self._receive = receive
        self._send = send
        self._task = task
        self._arrived = False
        self._begun = False
        self._telling: asyncio.Task[None] | None = None
        self.cancelled = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._arrived = self._arrived or not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        if self._telling is None:
            self._begun = True
            await self._send(message)

    def expire_body(self, seconds: float) -> None:
        if not self._arrived and not self._begun:
            self._tell(BODY_TIMED_OUT, f"The body did not arrive within {seconds:g} s.")
            self._cancel()

    def expire(self, seconds: float) -> None:
        if self._begun:
            _logger.warning("the answer was broken off after %g s", seconds)
            self._cancel()
        elif self._telling is None:
            self._tell(TIMED_OUT, f"There was no answer within {seconds:g} s. Ask again later, or something shorter.")

    async def told(self) -> None:
        """Waits until the client knows, if there was something to tell."""
        if self._telling is not None:
            await self._telling

    def _cancel(self) -> None:
        self.cancelled = True
        self._task.cancel()

    def _tell(self, kind: ProblemKind, detail: str) -> None:
        response = problem_response(Request(self._scope), kind, detail)
        response.headers["Retry-After"] = str(_RETRY_SECONDS)
        self._telling = asyncio.create_task(response(self._scope, self._receive, self._send))
