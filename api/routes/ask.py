"""`POST /v1/ask`: a question in, an answer with its citations out."""

from fastapi import APIRouter, Request, Response

from api.answer_stream import stream_answer
from api.dependencies import ObserverDependency, PipelineDependency
from api.description.examples import ANSWER, ASK_REQUEST
from api.description.openapi import returns, takes
from api.description.openapi_streams import also_streams
from api.description.stream_examples import ANSWER_STREAM
from api.wire.json_body import json_response
from api.wire.presentation import present_answer, to_filters
from api.wire.requests import AskRequest
from api.wire.schemas import AnswerResponse, Problem
from api.wire.stream_events import EVENTS
from rag.conversation import Turn
from rag.events import Final

router = APIRouter(tags=["answers"])


@router.post(
    "/v1/ask",
    operation_id="ask",
    response_model=AnswerResponse,
    responses=also_streams(
        returns(ANSWER, 400, 413, 415, 422, 500, 503), ANSWER_STREAM, [*EVENTS.items(), ("error", Problem)]
    ),
    openapi_extra=takes(ASK_REQUEST),
)
def ask(
    request: AskRequest, pipeline: PipelineDependency, observer: ObserverDependency, http_request: Request
) -> Response:
    """Answer a question with sentences that stand in the articles, each cited.

    With `history`, a follow-up is answered as the question it stands for, which `standalone_question` shows.
    With a language model configured, the sentences are its own, each checked against the quotes it cites; where it
    fails or nothing stands, they are the articles' and `notice` says why. `mode` chooses.
    Where the articles do not tell, `answered` is false, `refusal` says why, and `hits` are the nearest passages.

    With `stream`, the same comes as it comes about: `hits`; then each sentence as `text` with its `citation` events,
    checked, never taken back; then `final`, the whole answer. What fails on the way is an `error` with a problem.
    """
    events = pipeline.stream(
        request.question,
        history=[Turn(turn.role, turn.content) for turn in request.history],
        k=request.k,
        filters=to_filters(request.filters),
        as_of=request.as_of,
        mode=request.mode,
    )
    events = observer.watch(events)
    if request.stream:
        return stream_answer(events, http_request)
    *_, final = events
    assert isinstance(final, Final), final
    return json_response(present_answer(final.answer))
