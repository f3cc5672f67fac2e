"""`GET /healthz` and `GET /readyz`: alive, and able to answer."""

from fastapi import APIRouter

from api.dependencies import IndexDependency, ServiceDependency
from api.description.examples import HEALTH, READINESS
from api.description.openapi import returns
from api.errors import SHUTTING_DOWN, ProblemException
from api.wire.schemas import Health, Readiness

router = APIRouter(tags=["service"])


@router.get("/healthz", operation_id="checkHealth", responses=returns(HEALTH, 500))
async def check_health() -> Health:
    """Tell that the service runs."""
    return Health()


@router.get("/readyz", operation_id="checkReadiness", responses=returns(READINESS, 500, 503))
def check_readiness(service: ServiceDependency, index: IndexDependency) -> Readiness:
    """Tell that the store is open; 503 says why it is not, or that the service is being stopped."""
    if service.draining:
        raise ProblemException(SHUTTING_DOWN, "The service is being stopped. Ask another, or again in a moment.")
    status = index.status()
    return Readiness(articles=status.articles, chunks=status.chunks, model=status.model)
