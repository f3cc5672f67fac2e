"""What a route may ask for, by its type."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from api.errors import OVERLOADED, ProblemException
from api.guard.admission import Admission, OverloadedError
from api.operation.observation import AnswerObserver
from api.service import OpenStore, Service
from index.article_index import ArticleIndex
from rag.pipeline import Pipeline

_RETRY_SECONDS = 2

# Functions that wait for nothing are `async` here: the framework sends others through a thread, one after another.


async def get_service(request: Request) -> Service:
    """The service that the app was made with."""
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


async def get_open_store(service: Annotated[Service, Depends(get_service)]) -> OpenStore:
    """The open store; without one the request ends with 503."""
    if service.opened is not None:
        return service.opened
    return await run_in_threadpool(service.open)


async def get_place(request: Request) -> AsyncIterator[None]:
    """A place among the answers that are worked on, until the response is sent; 503 where too many wait for one."""
    admission = request.app.state.admission
    assert isinstance(admission, Admission)
    try:
        async with admission.place():
            yield
    except OverloadedError as error:
        detail = "As many answers as can be are being worked on, and as many wait. Ask again in a moment."
        raise ProblemException(OVERLOADED, detail, retry_after=_RETRY_SECONDS) from error


async def get_index(store: Annotated[OpenStore, Depends(get_open_store)]) -> ArticleIndex:
    """The articles."""
    return store.index


async def get_pipeline(
    _place: Annotated[None, Depends(get_place)], store: Annotated[OpenStore, Depends(get_open_store)]
) -> Pipeline:
    """What answers, for a request that has a place."""
    return store.pipeline


async def get_observer(request: Request) -> AnswerObserver:
    """What notes each answer."""
    observer = request.app.state.observer
    assert isinstance(observer, AnswerObserver)
    return observer


ServiceDependency = Annotated[Service, Depends(get_service)]
IndexDependency = Annotated[ArticleIndex, Depends(get_index)]
PipelineDependency = Annotated[Pipeline, Depends(get_pipeline)]
ObserverDependency = Annotated[AnswerObserver, Depends(get_observer)]
