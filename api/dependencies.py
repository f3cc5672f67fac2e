"""What a route may ask for, by its type."""

from typing import Annotated

from fastapi import Depends, Request

from api.service import OpenStore, Service
from index.article_index import ArticleIndex
from rag.pipeline import Pipeline


def get_service(request: Request) -> Service:
    """The service that the app was made with."""
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


def get_open_store(service: Annotated[Service, Depends(get_service)]) -> OpenStore:
    """The open store; without one the request ends with 503."""
    return service.open()


def get_index(store: Annotated[OpenStore, Depends(get_open_store)]) -> ArticleIndex:
    """The articles."""
    return store.index


def get_pipeline(store: Annotated[OpenStore, Depends(get_open_store)]) -> Pipeline:
    """What answers."""
    return store.pipeline


ServiceDependency = Annotated[Service, Depends(get_service)]
IndexDependency = Annotated[ArticleIndex, Depends(get_index)]
PipelineDependency = Annotated[Pipeline, Depends(get_pipeline)]
