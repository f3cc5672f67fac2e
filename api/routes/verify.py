"""`POST /v1/verify`: is this quote in the articles?"""

from fastapi import APIRouter, Depends

from api.dependencies import IndexDependency, get_place
from api.description.examples import VERIFICATION, VERIFY_REQUEST
from api.description.openapi import returns, takes
from api.wire.presentation import present_verification
from api.wire.requests import VerifyRequest
from api.wire.schemas import VerifyResponse

router = APIRouter(tags=["citations"])


@router.post(
    "/v1/verify",
    operation_id="verifyQuote",
    responses=returns(VERIFICATION, 400, 413, 415, 422, 500, 503),
    openapi_extra=takes(VERIFY_REQUEST),
    dependencies=[Depends(get_place)],
)
def verify_quote(request: VerifyRequest, index: IndexDependency) -> VerifyResponse:
    """Tell whether words stand in the articles: letter for letter, but for typography, nearly, or not at all."""
    return present_verification(request.quote, index.find_quote(request.quote))
