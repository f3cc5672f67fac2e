"""`GET /metrics`: the figures of the service, for Prometheus."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

from api.dependencies import ServiceDependency
from api.description.openapi import problems
from api.operation.metrics import METRICS_MEDIA_TYPE, Metrics

_EXAMPLE = """# HELP sourcier_articles Articles in the store.
# TYPE sourcier_articles gauge
sourcier_articles 20.0
"""

router = APIRouter(tags=["service"])


@router.get(
    "/metrics",
    operation_id="showMetrics",
    response_class=PlainTextResponse,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}, "example": _EXAMPLE}}}, **problems(500)},
)
def show_metrics(request: Request, service: ServiceDependency) -> Response:
    """Tell the figures in the form of Prometheus; those of the store where it is open."""
    metrics = request.app.state.metrics
    assert isinstance(metrics, Metrics)
    opened = service.opened
    return Response(metrics.exposition(opened.index if opened else None), media_type=METRICS_MEDIA_TYPE)
