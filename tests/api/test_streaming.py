import threading
from collections.abc import Generator
from typing import Any

import anyio
import pytest
from fastapi.sse import KEEPALIVE_COMMENT

from api.streaming import EventStream
from rag.writing.abandonment import check_abandoned
from running_service import PATIENCE

SCOPE: dict[str, Any] = {"type": "http", "path": "/v1/ask", "asgi": {"spec_version": "2.4"}}


async def never() -> dict[str, Any]:
    await anyio.sleep_forever()
    raise AssertionError


def sent_by(stream: EventStream) -> list[dict[str, Any]]:
    """What the stream sends to a client that stays to the end."""
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def call() -> None:
        with anyio.fail_after(PATIENCE):
            await stream(SCOPE, never, send)

    anyio.run(call)
    return sent


def test_parts_arrive_in_their_order_and_the_body_ends() -> None:
    start, *bodies = sent_by(EventStream(part for part in [b"a", b"b", b"c"]))
    assert start["status"] == 200
    assert [body["body"] for body in bodies if body["body"]] == [b"a", b"b", b"c"]
    assert [body["more_body"] for body in bodies] == [True] * (len(bodies) - 1) + [False]


def test_nothing_on_the_way_may_keep_or_hold_back_a_stream() -> None:
    headers = dict(sent_by(EventStream(part for part in [b"a"]))[0]["headers"])
    assert headers[b"content-type"] == b"text/event-stream; charset=utf-8"
    assert headers[b"cache-control"] == b"no-store"
    assert headers[b"x-accel-buffering"] == b"no"
    assert b"content-length" not in headers


def test_a_silent_stream_gives_signs_of_life() -> None:
    alive = threading.Event()

    def parts() -> Generator[bytes, None, None]:
        assert alive.wait(PATIENCE)
        yield b"a"

    async def send(message: Any) -> None:
        if message.get("body") == KEEPALIVE_COMMENT:
            alive.set()
        sent.append(message.get("body"))

    async def call() -> None:
        with anyio.fail_after(PATIENCE):
            await EventStream(parts(), keep_alive=0.01)(SCOPE, never, send)

    sent: list[bytes | None] = []
    anyio.run(call)
    assert sent.index(KEEPALIVE_COMMENT) < sent.index(b"a")


@pytest.mark.parametrize("stays", [True, False])
def test_only_a_client_that_did_not_wait_is_said_to_have_left(stays: bool, caplog: pytest.LogCaptureFixture) -> None:
    async def call() -> None:
        gone = anyio.Event()

        async def receive() -> dict[str, Any]:
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            if message.get("more_body") is (not stays):  # behind the last part, as servers tell that all was sent
                gone.set()
                await anyio.sleep(0.01)

        with anyio.fail_after(PATIENCE):
            await EventStream(part for part in [b"a"])(SCOPE, receive, send)

    with caplog.at_level("INFO", logger="api.streaming"):
        anyio.run(call)
    assert ("the client has left /v1/ask" in caplog.text) is not stays


@pytest.mark.parametrize("how", ["disconnect", "broken pipe"])
def test_a_client_that_leaves_stops_the_work_that_waits(how: str) -> None:
    closed = threading.Event()

    def parts() -> Generator[bytes, None, None]:
        try:
            yield b"a"
            while not closed.wait(0.01):  # like a language model that says nothing for long
                check_abandoned()
            yield b"b"
        finally:
            closed.set()

    async def call() -> None:
        left = anyio.Event()

        async def receive() -> dict[str, Any]:
            await left.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            if message.get("body") == b"a" and how == "disconnect":
                left.set()
            elif message.get("body") == KEEPALIVE_COMMENT and how == "broken pipe":
                raise OSError("the connection is gone")

        with anyio.fail_after(PATIENCE):
            await EventStream(parts(), keep_alive=0.05)(SCOPE, receive, send)

    anyio.run(call)
    assert closed.wait(PATIENCE)
