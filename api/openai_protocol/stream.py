"""A completion as OpenAI streams it: chunks as data, then `[DONE]`; a failure on the way is an error object."""

from collections.abc import Generator, Iterator

from fastapi import Request
from fastapi.sse import format_sse_event

from api.errors import problem_of_failure
from api.openai_protocol.errors import openai_error
from api.openai_protocol.schemas import ChatCompletionChunk
from api.streaming import EventStream

END_OF_STREAM = "[DONE]"


def stream_completion(chunks: Iterator[ChatCompletionChunk], request: Request) -> EventStream:
    """The response of `stream: true`; what fails up to the end of the search has a status of its own."""
    return EventStream(_encoded(next(chunks), chunks, request))


def encode_chunk(chunk: ChatCompletionChunk) -> bytes:
    """A chunk as it goes over the wire."""
    return format_sse_event(data_str=chunk.model_dump_json())


def encode_end() -> bytes:
    """The sign that nothing more comes."""
    return format_sse_event(data_str=END_OF_STREAM)


def _encoded(
    first: ChatCompletionChunk, others: Iterator[ChatCompletionChunk], request: Request
) -> Generator[bytes, None, None]:
    try:
        yield encode_chunk(first)
        for chunk in others:
            yield encode_chunk(chunk)
        yield encode_end()
    except Exception as error:  # noqa: BLE001 - said to the client and, if it is a defect, to the log
        failure = openai_error(problem_of_failure(request, error))
        yield format_sse_event(data_str=failure.model_dump_json())
