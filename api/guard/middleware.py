"""What every request passes before its route, in its order: plain ASGI, so that answers can be streamed."""

from pathlib import Path

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.types import Scope as Connection

from api.guard.access import Access, needed_scope
from api.guard.body_limit import BodyLimitMiddleware
from api.guard.deadline import DeadlineMiddleware, TimeLimits
from api.guard.gate import GateMiddleware
from api.guard.head_requests import HeadMiddleware
from api.guard.keys import KeyFile, Scope
from api.guard.rate_limit import RateLimiter
from api.guard.security import SecurityHeadersMiddleware
from api.guard.unread_body import UnreadBodyMiddleware
from api.operation.access_log import AccessLogMiddleware
from api.operation.metrics import Metrics
from api.operation.request_record import REQUEST_ID_HEADER, RequestIdMiddleware
from api.service_settings import ServiceSettings

_SENT_HEADERS = ("Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "Prefer", "X-API-Key")
_READ_HEADERS = ("ETag", "Idempotency-Replayed", "Location", "Retry-After", "WWW-Authenticate")
KEYED_REQUESTS_PER_MINUTE = 300  # where the settings name no number


def add_middleware(
    app: FastAPI, store: Path, operation: ServiceSettings, metrics: Metrics, rate_table: Path | None
) -> None:
    """Puts it all around the app; the last one added is the first that a request meets."""
    access = Access(KeyFile(store), required=operation.require_keys, allowed_origins=operation.allowed_origins)
    app.add_middleware(HeadMiddleware)
    app.add_middleware(BodyLimitMiddleware, limit_of=lambda scope: _longest_body(scope, operation))
    app.add_middleware(DeadlineMiddleware, limits_of=lambda scope: _time_limits(scope, operation))
    app.add_middleware(
        GateMiddleware,
        access=access,
        limiter=_limiter(operation, rate_table),
        spares_keyless=operation.requests_per_minute is None,
    )
    if operation.allowed_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=operation.allowed_origins,
            allow_methods=["GET", "POST", "PUT", "DELETE"],
            allow_headers=[*_SENT_HEADERS, REQUEST_ID_HEADER],
            expose_headers=[*_READ_HEADERS, REQUEST_ID_HEADER],
        )
    app.add_middleware(SecurityHeadersMiddleware)
    app.add_middleware(AccessLogMiddleware, metrics=metrics)
    app.add_middleware(UnreadBodyMiddleware)
    app.add_middleware(RequestIdMiddleware)


def _limiter(operation: ServiceSettings, rate_table: Path | None) -> RateLimiter | None:
    per_minute = operation.requests_per_minute
    if per_minute is None:
        per_minute = KEYED_REQUESTS_PER_MINUTE
    if per_minute == 0:
        return None
    return RateLimiter.shared(rate_table, per_minute) if rate_table else RateLimiter.alone(per_minute)


def _is_upload(connection: Connection) -> bool:
    return needed_scope(connection["method"], connection["path"]) is Scope.WRITE


def _longest_body(connection: Connection, operation: ServiceSettings) -> int:
    return operation.max_upload_bytes if _is_upload(connection) else operation.max_body_bytes


def _time_limits(connection: Connection, operation: ServiceSettings) -> TimeLimits:
    if _is_upload(connection):
        return TimeLimits(body=operation.upload_seconds, answer=operation.upload_seconds)
    return TimeLimits(body=operation.body_seconds, answer=operation.request_seconds)
