"""The HTTP service: routes, problems and headers put together."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool

from api.article_desk import ArticleDesk
from api.body_limit import BodyLimitMiddleware
from api.errors import install_problem_handlers
from api.head_requests import HeadMiddleware
from api.openapi import TAGS, describe_app
from api.request_record import RequestIdMiddleware
from api.routes.article_changes import router as article_changes
from api.routes.articles import router as articles
from api.routes.ask import router as ask
from api.routes.chat_completions import router as chat_completions
from api.routes.citations import router as citations
from api.routes.health import router as health
from api.routes.jobs import router as jobs
from api.routes.models import router as models
from api.routes.page import page_files
from api.routes.page import router as page
from api.routes.search import router as search
from api.routes.verify import router as verify
from api.security import SecurityHeadersMiddleware
from api.service import Service
from index.errors import StoreError
from index.model_errors import ModelError
from rag.settings import Settings

_logger = logging.getLogger(__name__)


def create_app(settings: Settings) -> FastAPI:
    """The service over the store of these settings.

    The store is opened at the start; where that fails the service runs all the same, answers 503 with the cure, and
    tries again with each request.
    """
    service = Service(settings)
    desk = ArticleDesk.of(service)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        try:
            await run_in_threadpool(service.open)
        except (StoreError, ModelError) as error:
            _logger.warning("%s", error)
        await run_in_threadpool(desk.worker.start)
        yield
        await run_in_threadpool(desk.worker.close)
        service.close()

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
    install_problem_handlers(app)
    for router in (ask, search, citations, verify, articles, article_changes, jobs, chat_completions, models, health, page):
        app.include_router(router)
    app.mount("/web", page_files)
    # The last one added is the outermost.
    app.add_middleware(HeadMiddleware)
    app.add_middleware(BodyLimitMiddleware, limit=1_000_000)
    app.add_middleware(SecurityHeadersMiddleware)
    app.add_middleware(RequestIdMiddleware)
    describe_app(app)
    return app
