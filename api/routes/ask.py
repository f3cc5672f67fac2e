"""`POST /v1/ask`: a question in, an answer with its citations out."""

from fastapi import APIRouter

from api.dependencies import PipelineDependency
from api.examples import ANSWER, ASK_REQUEST
from api.openapi import returns, takes
from api.presentation import present_answer, to_filters
from api.requests import AskRequest
from api.schemas import AnswerResponse
from rag.conversation import Turn

router = APIRouter(tags=["answers"])


@router.post(
    "/v1/ask",
    operation_id="ask",
    responses=returns(ANSWER, 400, 413, 415, 422, 500, 503),
    openapi_extra=takes(ASK_REQUEST),
)
def ask(request: AskRequest, pipeline: PipelineDependency) -> AnswerResponse:
    """Answer a question with sentences that stand in the articles, each cited.

    With `history`, a follow-up is answered as the question it stands for, which `standalone_question` shows.
    With a language model configured, the sentences are its own, each checked against the quotes it cites; where it
    fails or nothing stands, they are the articles' and `notice` says why. `mode` chooses.
    Where the articles do not tell, `answered` is false, `refusal` says why, and `hits` are the nearest passages.
    """
    answer = pipeline.ask(
        request.question,
        history=[Turn(turn.role, turn.content) for turn in request.history],
        k=request.k,
        filters=to_filters(request.filters),
        as_of=request.as_of,
        mode=request.mode,
    )
    return present_answer(answer)
