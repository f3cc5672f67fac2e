"""The example of an answer as it is streamed."""

from api.answer_stream import encode_event
from api.openai_protocol.examples import example_events

ANSWER_STREAM = b"".join(encode_event(event) for event in example_events())
