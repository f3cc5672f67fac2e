"""The example of a conversation and what OpenAI's routes make of it, by the code that makes real responses."""

from collections.abc import Iterator

from api.description.examples import ANSWERED, ASK_REQUEST
from api.openai_protocol.answers import Completer
from api.openai_protocol.conversation import read_conversation
from api.openai_protocol.requests import ChatRequest
from api.openai_protocol.schemas import ModelList, ModelObject
from api.openai_protocol.stream import encode_chunk, encode_end
from rag.events import CitationFound, Event, Final, Hits, TextPart

CHAT_REQUEST = ChatRequest.model_validate(
    {"model": "sourcier", "messages": [{"role": "user", "content": ASK_REQUEST.question}]}
)


def example_events() -> Iterator[Event]:
    """How the answer of the examples came about."""
    yield Hits(ANSWERED.standalone_question, ANSWERED.hits)
    yield TextPart(ANSWERED.text)
    yield from map(CitationFound, ANSWERED.citations)
    yield Final(ANSWERED)


_COMPLETER = Completer(
    id="chatcmpl-5f2b1c9e7a0d4c5e8f3a6b7c8d9e0f1a",
    created=1_767_225_600,
    model="sourcier",
    site="http://127.0.0.1:8000",
    conversation=read_conversation(CHAT_REQUEST),
    count_tokens=lambda text: len(text.split()),
)
COMPLETION = _COMPLETER.completion(example_events())
COMPLETION_STREAM = (
    b"".join(encode_chunk(chunk) for chunk in _COMPLETER.chunks(example_events(), with_usage=True)) + encode_end()
)
MODEL = ModelObject(id="sourcier", created=1_767_225_600)
MODELS = ModelList(data=[MODEL, ModelObject(id="sourcier-extractive", created=1_767_225_600)])
