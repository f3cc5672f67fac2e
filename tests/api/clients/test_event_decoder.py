from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.clients.event_decoder import EventDecoder, ServerEvent


def decode(*pieces: bytes) -> list[ServerEvent]:
    decoder = EventDecoder()
    return [event for piece in pieces for event in decoder.feed(piece)]


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (b"event: text\ndata: a\n\n", [("text", "a")]),
        (b"data: a\n\n", [("message", "a")]),
        (b"data:a\n\n", [("message", "a")]),
        (b"data:  a\n\n", [("message", " a")]),
        (b"data: a\ndata: b\n\n", [("message", "a\nb")]),
        (b"event: text\r\ndata: a\r\n\r\n", [("text", "a")]),
        (b"event: text\rdata: a\r\rdata: b\n\n", [("text", "a"), ("message", "b")]),
        (b": ping\n\nevent: text\ndata: a\n\n", [("text", "a")]),
        (b"event: text\n\ndata: a\n\n", [("message", "a")]),
        (b"id: 1\nretry: 5\nother\ndata: a\n\n", [("message", "a")]),
        ("data: a\u2028b\u0085c\n\n".encode(), [("message", "a\u2028b\u0085c")]),
        (b"data: a\n", []),
        (b"", []),
    ],
)
def test_events_are_read_by_the_rules(sent: bytes, expected: list[tuple[str, str]]) -> None:
    assert [(event.name, event.data) for event in decode(sent)] == expected


@given(cuts=st.lists(st.integers(0, 80), max_size=12), end=st.sampled_from(["\n", "\r\n", "\r"]))
def test_it_does_not_matter_where_the_bytes_are_cut(cuts: list[int], end: str) -> None:
    lines = ["event: text", "data: L’été 🚀", "data: à Pékin", "", ": ping", "", "event: final", "data: {}", "", ""]
    sent = end.join([*lines, ": more"]).encode()
    places = sorted({0, len(sent), *(cut for cut in cuts if cut <= len(sent))})
    pieces = [sent[start:stop] for start, stop in pairwise(places)]
    assert decode(*pieces) == [ServerEvent("text", "L’été 🚀\nà Pékin"), ServerEvent("final", "{}")]
