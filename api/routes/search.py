"""`POST /v1/search`: the passages alone."""

from fastapi import APIRouter, Response

from api.dependencies import PipelineDependency
from api.description.examples import SEARCH, SEARCH_REQUEST
from api.description.openapi import returns, takes
from api.wire.json_body import json_response
from api.wire.presentation import present_hit, to_filters
from api.wire.requests import SearchRequest
from api.wire.schemas import SearchResponse

router = APIRouter(tags=["answers"])


@router.post(
    "/v1/search",
    operation_id="search",
    response_model=SearchResponse,
    responses=returns(SEARCH, 400, 413, 415, 422, 500, 503),
    openapi_extra=takes(SEARCH_REQUEST),
)
def search(request: SearchRequest, pipeline: PipelineDependency) -> Response:
    """Find the passages nearest to a question, best first, with the scores explained."""
    hits = pipeline.search(request.question, k=request.k, filters=to_filters(request.filters))
    return json_response(SearchResponse(hits=[present_hit(hit) for hit in hits]))
