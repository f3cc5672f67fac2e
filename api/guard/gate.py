"""The gate: before anything of a request is read, who sends it is looked at, and how often."""

import math

from fastapi import Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import TOO_MANY_REQUESTS, problem_response
from api.guard.access import Access, Caller, Refusal, needed_scope
from api.guard.rate_limit import RateLimiter
from api.operation.request_record import record_of


class GateMiddleware:
    """Lets in who may come, as often as they may.

    A refusal counts for the address that it goes to: nobody tries keys without end. With `spares_keyless`, callers that
    need no key are not counted.
    """

    def __init__(self, app: ASGIApp, access: Access, limiter: RateLimiter | None, *, spares_keyless: bool) -> None:
        self.app = app
        self._access = access
        self._limiter = limiter
        self._spares_keyless = spares_keyless

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI call."""
        needed = needed_scope(scope["method"], scope["path"]) if scope["type"] == "http" else None
        if needed is None:
            await self.app(scope, receive, send)
            return
        decision = self._access.decide(scope, needed)
        record_of(scope).key = (decision.caller if isinstance(decision, Refusal) else decision).key
        response = self._too_many(decision, scope) or _refusal(decision, scope)
        await (response or self.app)(scope, receive, send)

    def _too_many(self, decision: Caller | Refusal, scope: Scope) -> Response | None:
        if self._limiter is None:
            return None
        if isinstance(decision, Caller) and decision.key is None and self._spares_keyless:
            return None
        caller = decision.caller if isinstance(decision, Refusal) else decision
        wait = math.ceil(self._limiter.seconds_to_wait(caller.name))
        if not wait:
            return None
        detail = f"At most {self._limiter.per_minute:,} requests a minute are answered. Try again in {wait} s."
        response = problem_response(Request(scope), TOO_MANY_REQUESTS, detail)
        response.headers["Retry-After"] = str(wait)
        return response


def _refusal(decision: Caller | Refusal, scope: Scope) -> Response | None:
    if isinstance(decision, Caller):
        return None
    response = problem_response(Request(scope), decision.kind, decision.detail)
    if decision.challenge is not None:
        response.headers["WWW-Authenticate"] = decision.challenge
    return response
