"""`POST /v1/chat/completions`: the same answers for every program that speaks OpenAI's protocol."""

from fastapi import APIRouter, Request

from api.dependencies import IndexDependency, ObserverDependency, PipelineDependency, ServiceDependency
from api.description.openapi import takes
from api.description.openapi_streams import also_streams
from api.openai_protocol.answers import Completer
from api.openai_protocol.conversation import read_conversation
from api.openai_protocol.errors import OpenAIError
from api.openai_protocol.examples import CHAT_REQUEST, COMPLETION, COMPLETION_STREAM
from api.openai_protocol.requests import ChatRequest
from api.openai_protocol.responses import returns_openai
from api.openai_protocol.schemas import ChatCompletion, ChatCompletionChunk
from api.openai_protocol.stream import END_OF_STREAM, stream_completion
from api.routes.models import check_model
from api.streaming import EventStream
from api.wire.presentation import to_filters

router = APIRouter(tags=["openai"])


@router.post(
    "/v1/chat/completions",
    operation_id="createChatCompletion",
    response_model=ChatCompletion,
    responses=also_streams(
        returns_openai(COMPLETION, 400, 401, 404, 413, 415, 429, 500, 503),
        COMPLETION_STREAM,
        [("message", ChatCompletionChunk), ("message", OpenAIError)],
        end=END_OF_STREAM,
    ),
    openapi_extra=takes(CHAT_REQUEST),
)
def create_chat_completion(
    request: ChatRequest,
    pipeline: PipelineDependency,
    index: IndexDependency,
    service: ServiceDependency,
    observer: ObserverDependency,
    http_request: Request,
) -> ChatCompletion | EventStream:
    """Answer the last message of a conversation, as `POST /v1/ask` would.

    The content is the text of the answer, `annotations` are its citations in OpenAI's form, `citations` in ours.
    Where the articles do not tell, the content says so in French, and `sourcier.answered` is false.
    Messages of the roles system, developer and tool are not read: `sourcier.ignored` says why.
    Parameters that tune a language model are let pass; those that ask for another form than text are refused.
    """
    mode = check_model(request.model, service.settings)
    conversation = read_conversation(request)
    completer = Completer.begin(request.model, str(http_request.base_url), conversation, index.count_tokens)
    events = pipeline.stream(
        conversation.question,
        history=conversation.history,
        k=request.sourcier.k,
        filters=to_filters(request.sourcier.filters),
        as_of=request.sourcier.as_of,
        mode=mode,
    )
    events = observer.watch(events)
    if request.stream:
        with_usage = request.stream_options is not None and request.stream_options.include_usage
        return stream_completion(completer.chunks(events, with_usage=with_usage), http_request)
    return completer.completion(events)
