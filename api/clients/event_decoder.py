"""Server-Sent Events out of bytes as they arrive, by the rules of the HTML standard.

https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream. Lines end with CR, LF or both,
and with nothing else: `str.splitlines` would cut at the line separators of Unicode, which texts may contain.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE_END = re.compile(rb"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class ServerEvent:
    """An event: `message` is the name of one that has none."""

    name: str
    data: str


class EventDecoder:
    """Takes bytes in any pieces and gives events as they become complete; comments are passed over."""

    def __init__(self) -> None:
        self._pending = b""
        self._name = ""
        self._data: list[str] = []

    def feed(self, received: bytes) -> Iterator[ServerEvent]:
        """The events that are complete with these bytes."""
        *lines, self._pending = self._lines(self._pending + received)
        for line in lines:
            event = self._take(line.decode("utf-8", "replace"))
            if event is not None:
                yield event

    def _lines(self, content: bytes) -> list[bytes]:
        """A CR at the end waits: an LF may follow."""
        waiting = content.endswith(b"\r")
        *lines, last = _LINE_END.split(content[:-1] if waiting else content)
        return [*lines, last + b"\r" if waiting else last]

    def _take(self, line: str) -> ServerEvent | None:
        if not line:
            return self._complete()
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "event":
            self._name = value
        elif field == "data":
            self._data.append(value)
        return None

    def _complete(self) -> ServerEvent | None:
        name, data = self._name, self._data
        self._name, self._data = "", []
        return ServerEvent(name or "message", "\n".join(data)) if data else None
