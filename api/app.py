"""The HTTP service: routes, problems and everything that a request passes, put together."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool

from api.changes.article_desk import ArticleDesk
from api.description.openapi import TAGS, describe_app
from api.errors import install_problem_handlers
from api.guard.admission import Admission
from api.guard.middleware import add_middleware
from api.operation.metrics import Metrics
from api.operation.observation import AnswerObserver
from api.operation.shutdown import drain_when_stopped
from api.routes.article_changes import router as article_changes
from api.routes.articles import router as articles
from api.routes.ask import router as ask
from api.routes.chat_completions import router as chat_completions
from api.routes.citations import router as citations
from api.routes.health import router as health
from api.routes.jobs import router as jobs
from api.routes.metrics import router as metrics_page
from api.routes.models import router as models
from api.routes.page import page_files
from api.routes.page import router as page
from api.routes.search import router as search
from api.routes.sources import router as sources
from api.routes.verify import router as verify
from api.service import Service
from api.service_settings import ServiceSettings
from index.embedding.model_errors import ModelError
from index.errors import StoreError
from rag.settings import Settings

if TYPE_CHECKING:
    from api.operation.tracing import OpenTelemetryTracer

_logger = logging.getLogger(__name__)


def create_app(
    settings: Settings, service_settings: ServiceSettings | None = None, *, rate_table: Path | None = None
) -> FastAPI:
    """The service over the store of these settings, run as the others say, or the environment where there are none.

    The store is opened at the start; where that fails the service runs all the same, answers 503 with the cure, and
    tries again with each request. Workers that count requests together are given the file of one `rate_table`.
    """
    operation = service_settings or ServiceSettings()
    service = Service(settings)
    desk = ArticleDesk.of(service, document_seconds=operation.document_seconds)
    metrics = Metrics()
    tracer = _tracer(operation)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        try:
            await run_in_threadpool(service.open)
        except (StoreError, ModelError) as error:
            _logger.warning("%s", error)
        await run_in_threadpool(desk.worker.start)
        drain_when_stopped(service, operation.drain_seconds)
        yield
        await run_in_threadpool(desk.close)
        service.close()
        metrics.close()
        if tracer is not None:
            await run_in_threadpool(tracer.close)

    app = FastAPI(
        title="Sourcier",
        summary="Answers questions over press articles; every sentence is a checked, permanent citation.",
        description="Offsets count Unicode code points, half-open, into an article's text. "
        "Every error is an RFC 9457 problem.",
        version=version("sourcier"),
        openapi_tags=TAGS,
        docs_url=None,  # the framework's page loads its scripts from elsewhere; api/web/docs.html does not
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.service = service
    app.state.desk = desk
    app.state.metrics = metrics
    app.state.observer = AnswerObserver(metrics, tracer)
    app.state.admission = Admission(
        places=operation.places(written=bool(settings.llm)),
        waiting=operation.waiting_answers,
        running_gauge=metrics.running,
        waiting_gauge=metrics.waiting,
    )
    install_problem_handlers(app)
    for router in (
        ask,
        search,
        citations,
        verify,
        articles,
        sources,
        article_changes,
        jobs,
        chat_completions,
        models,
        health,
        metrics_page,
        page,
    ):
        app.include_router(router)
    app.mount("/web", page_files)
    add_middleware(app, settings.store, operation, metrics, rate_table)
    describe_app(app)
    return app


def _tracer(operation: ServiceSettings) -> "OpenTelemetryTracer | None":
    if not operation.telemetry:
        return None
    from api.operation.tracing import OpenTelemetryTracer

    return OpenTelemetryTracer.exporting()
