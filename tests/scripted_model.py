"""A language model's server that plays scripts: OpenAI's chat completions over real HTTP on the loopback interface."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal, TypeAlias

LONGEST_STALL = 60.0  # seconds; a test that runs into it has failed already


@dataclass(frozen=True)
class Says:
    """Streams a text in pieces of a few characters, and ends as told.

    `break` closes the connection inside the body, `stall` sends nothing more but keeps it open, `drip` sends comments
    for ever after, `leave` ends the body in good order without saying why the model has finished.
    """

    text: str
    finish: str = "stop"
    then: Literal["end", "break", "stall", "drip", "leave"] = "end"
    piece: int = 5


@dataclass(frozen=True)
class Fails:
    """Answers with an error status."""

    status: int
    retry_after: str = "0"
    message: str = "It failed."


@dataclass(frozen=True)
class Hangs:
    """Takes the request and says nothing."""


@dataclass(frozen=True)
class Repeats:
    """Streams a text for ever."""

    text: str


Turn: TypeAlias = Says | Fails | Hangs | Repeats


@dataclass
class ScriptedModel:
    """Plays the turns of `script`, one a request, the last again and again; `requests` holds what was asked."""

    url: str
    script: list[Turn] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    authorizations: list[str | None] = field(default_factory=list)

    def play(self, *turns: Turn) -> None:
        self.script, self.requests, self.authorizations = list(turns), [], []

    @property
    def prompt(self) -> str:
        """The last message of the last request."""
        content = self.requests[-1]["messages"][-1]["content"]
        assert isinstance(content, str)
        return content


@contextmanager
def serve_scripted_model() -> Iterator[ScriptedModel]:
    """A server on a free port, for as long as the block runs."""
    stopping = threading.Event()
    model = ScriptedModel("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(model, stopping))
    server.daemon_threads = True
    model.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        stopping.set()
        server.shutdown()
        server.server_close()
        thread.join(LONGEST_STALL)


def _handler(model: ScriptedModel, stopping: threading.Event) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            assert self.path == "/v1/chat/completions", self.path
            assert body["stream"] is True
            turn = model.script[min(len(model.requests), len(model.script) - 1)]
            model.authorizations.append(self.headers["authorization"])
            model.requests.append(body)
            with suppress(ConnectionError):  # whoever asked has hung up
                self._play(turn)

        def _play(self, turn: Turn) -> None:
            match turn:
                case Hangs():
                    stopping.wait(LONGEST_STALL)
                case Fails():
                    self._fail(turn)
                case Repeats():
                    self._open()
                    while not stopping.is_set():
                        self._say([turn.text])
                case Says():
                    self._open()
                    self._say([turn.text[at : at + turn.piece] for at in range(0, len(turn.text), turn.piece)])
                    self._end(turn)

        def _end(self, turn: Says) -> None:
            match turn.then:
                case "stall":
                    stopping.wait(LONGEST_STALL)
                case "drip":
                    while not stopping.wait(0.05):
                        self._chunk(b": still here\n\n")
                case "end":
                    self._event(_delta({}, turn.finish))
            if turn.then in ("end", "leave"):
                self._chunk(b"data: [DONE]\n\n")
                self.wfile.write(b"0\r\n\r\n")

        def _fail(self, turn: Fails) -> None:
            body = json.dumps({"error": {"message": turn.message, "type": "scripted", "code": None}}).encode()
            self.send_response(turn.status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.send_header("retry-after", turn.retry_after)
            self.send_header("connection", "close")
            self.end_headers()
            self.wfile.write(body)

        def _open(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/event-stream")
            self.send_header("transfer-encoding", "chunked")
            self.send_header("connection", "close")
            self.end_headers()
            self._event(_delta({"role": "assistant", "content": ""}, None))

        def _say(self, pieces: Sequence[str]) -> None:
            for piece in pieces:
                self._event(_delta({"content": piece}, None))

        def _event(self, event: dict[str, Any]) -> None:
            self._chunk(f"data: {json.dumps(event)}\n\n".encode())

        def _chunk(self, data: bytes) -> None:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

        def log_message(self, *_: object) -> None:
            """Nothing: the tests say what went wrong."""

    return Handler


def _delta(delta: dict[str, str], finish: str | None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "scripted", "choices": [choice]}
