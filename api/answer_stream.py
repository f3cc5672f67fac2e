"""The events of an answer as Server-Sent Events; a failure on the way is the last of them, with problem details."""

from collections.abc import Generator, Iterator

from fastapi import Request
from fastapi.sse import format_sse_event

from api.errors import problem_of_failure
from api.streaming import EventStream
from api.wire.event_presentation import present_event
from api.wire.stream_events import name_of
from rag.events import Event


def stream_answer(events: Iterator[Event], request: Request) -> EventStream:
    """The response of `stream: true`.

    The first event is waited for here: what fails up to the end of the search is a response with a status of its own.
    """
    return EventStream(_encoded(next(events), events, request))


def encode_event(event: Event) -> bytes:
    """An event as it goes over the wire."""
    presented = present_event(event)
    return format_sse_event(event=name_of(presented), data_str=presented.model_dump_json())


def _encoded(first: Event, others: Iterator[Event], request: Request) -> Generator[bytes, None, None]:
    try:
        yield encode_event(first)
        for event in others:
            yield encode_event(event)
    except Exception as error:  # noqa: BLE001 - said to the client and, if it is a defect, to the log
        problem = problem_of_failure(request, error)
        yield format_sse_event(event="error", data_str=problem.model_dump_json(exclude_none=True))
