"""`GET /metrics`: the figures of the service, for Prometheus."""

from fastapi import APIRouter, Request, Response

from api.dependencies import ServiceDependency
from api.metrics import METRICS_MEDIA_TYPE, Metrics

router = APIRouter(include_in_schema=False)  # its form is Prometheus's own


@router.get("/metrics")
def show_metrics(request: Request, service: ServiceDependency) -> Response:
    """The figures; those of the store where it is open."""
    metrics = request.app.state.metrics
    assert isinstance(metrics, Metrics)
    opened = service.opened
    return Response(metrics.exposition(opened.index if opened else None), media_type=METRICS_MEDIA_TYPE)
