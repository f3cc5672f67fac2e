"""`GET /v1/citations/{id}`: what became of a citation."""

from fastapi import APIRouter

from api.dependencies import IndexDependency
from api.description.examples import CITATION
from api.description.openapi import returns
from api.errors import CITATION_WITHDRAWN, ProblemException
from api.wire.presentation import present_record, withdrawal_message
from api.wire.schemas import CitationLookup
from rag.citation_lookup import CitationStatus, look_up_citation

router = APIRouter(tags=["citations"])


@router.get(
    "/v1/citations/{citation_id}",
    operation_id="lookUpCitation",
    responses=returns(CITATION, 404, 410, 422, 500, 503),
)
def show_citation(citation_id: str, index: IndexDependency) -> CitationLookup:
    """Look a citation up: the quote where it stands, and whether the article still says it."""
    record = look_up_citation(citation_id, index)
    if record.status is CitationStatus.WITHDRAWN:
        raise ProblemException(CITATION_WITHDRAWN, withdrawal_message(record))
    return present_record(record)
