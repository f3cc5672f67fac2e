"""A log line and figures for each request, once its response is made: its route, never its address or its words."""

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.operation.logs import log_fields
from api.operation.metrics import Metrics
from api.operation.request_record import LogValue, record_of

# What balancers, Prometheus and the page's own files ask for all the time.
_QUIET = ("/healthz", "/readyz", "/metrics", "/web")
_UNROUTED = "(none)"  # refused at the gate, or no such route

_logger = logging.getLogger(__name__)


class AccessLogMiddleware:
    """Notes each request."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI call; one that ends without a response is noted as 500, or as 499 where it had begun one."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        status, complete = 0, False

        async def send_and_note(message: Message) -> None:
            nonlocal status, complete
            if message["type"] == "http.response.start":
                status = message["status"]
            if message["type"] == "http.response.body" and not message.get("more_body", False):
                complete = True
                self._note(scope, status, time.perf_counter() - started)
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        finally:
            if not complete:
                self._note(scope, 499 if status else 500, time.perf_counter() - started)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        method, route = scope["method"], route_of(scope)
        self._metrics.observe_request(method=method, route=route, status=status, seconds=seconds)
        level = logging.DEBUG if route in _QUIET and status < 500 else logging.INFO
        if not _logger.isEnabledFor(level):
            return
        record = record_of(scope)
        fields: dict[str, LogValue] = {"method": method, "route": route, "status": status}
        fields["milliseconds"] = round(seconds * 1000, 1)
        if record.key is not None:
            fields["key"] = record.key
        _logger.log(level, "request", extra=log_fields(fields | record.fields))


def route_of(scope: Scope) -> str:
    """The template of the route, such as `/v1/articles/{article_id:path}`: there are few, whatever clients ask for."""
    path = getattr(scope.get("route"), "path", None)
    if isinstance(path, str):
        return path
    mounted: str = scope.get("root_path", "")
    return mounted or _UNROUTED
