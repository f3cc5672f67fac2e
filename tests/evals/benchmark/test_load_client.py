"""The clients against a server that answers rightly, wrongly, late or not at all."""

import asyncio
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from evals.benchmark.errors import BenchmarkError
from evals.benchmark.load_client import Asked, Plan, carry_out
from evals.benchmark.load_phase import ask_from_outside, measure_alone

WHOLE = 1.0  # seconds between the first event of a stream and its end


class Server(ThreadingHTTPServer):
    """Counts what it is asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: Counter[str] = Counter()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1/ask"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        question = body["question"]
        self.server.asked[question] += 1
        if question == "Qui raccroche ?":
            self.close_connection = True
        elif body.get("stream"):
            self._stream(b"" if question == "Rien ?" else b"event: hits\ndata: {}\n\n")
        elif question == "Trop ?":
            self._send(503, b"{}")
        else:
            answered = "Une autre ?" if question == "Faux ?" else " ".join(question.split())
            self._send(200, json.dumps({"question": answered}).encode())

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, first: bytes) -> None:
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b": keep-alive\n\n" + first)
        time.sleep(WHOLE)
        self.wfile.write(b"event: final\ndata: {}\n\n")

    def log_message(self, *arguments: object) -> None: ...


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def plan(server: Server, *questions: str) -> Plan:
    return Plan(server.url, questions, clients=1, warm_up_seconds=0.0, seconds=0.2)


def ask(plan: Plan) -> Asked:
    return asyncio.run(carry_out(plan))


def test_questions_are_asked_in_turn_and_again(server: Server) -> None:
    asked = ask(replace(plan(server, "Un ?", "Deux\u00a0?", "Trois ?"), seconds=1.0))
    assert asked.requests == server.asked.total() > 3
    assert max(server.asked.values()) - min(server.asked.values()) <= 1
    assert asked.failures == {}
    assert asked.requests - 1 <= len(asked.milliseconds) <= asked.requests
    assert asked.bytes == len(json.dumps({"question": "Trois ?"}).encode())


def test_every_client_asks(server: Server) -> None:
    asked = ask(replace(plan(server, *(f"Question {number} ?" for number in range(100_000))), clients=4))
    assert asked.requests == server.asked.total()
    assert set(server.asked.values()) == {1}


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Trop ?", "503"),
        ("Faux ?", "the answer to another question"),
        ("Qui raccroche ?", "ServerDisconnectedError"),
    ],
)
def test_what_fails_is_counted_by_its_reason_and_is_no_answer(server: Server, question: str, reason: str) -> None:
    asked = ask(plan(server, "Un ?", question))
    assert asked.failures == {reason: asked.requests // 2}
    assert len(asked.milliseconds) <= asked.requests - asked.requests // 2


def test_a_server_that_does_not_say_its_question_is_believed(server: Server) -> None:
    assert ask(replace(plan(server, "Faux ?"), echoes=False)).failures == {}


def test_the_warm_up_is_asked_and_does_not_count(server: Server) -> None:
    asked = ask(replace(plan(server, "Un ?"), warm_up_seconds=0.3, seconds=0.0))
    assert (asked.milliseconds, asked.failures) == ([], {})
    assert asked.requests == server.asked.total() > 0


def test_a_stream_takes_as_long_as_its_first_event(server: Server) -> None:
    asked = ask(replace(plan(server, "Un ?"), stream=True, seconds=2.5 * WHOLE))
    assert asked.failures == {}
    assert asked.milliseconds
    assert min(asked.milliseconds) < WHOLE * 1000
    assert ask(replace(plan(server, "Rien ?"), stream=True)).failures.keys() == {"a stream without passages"}


def test_clients_run_in_a_process_of_their_own(server: Server) -> None:
    asked = ask_from_outside(plan(server, "Un ?"))
    assert asked.requests == server.asked["Un ?"] >= len(asked.milliseconds) > 0


def test_one_client_that_fails_is_no_measure(server: Server) -> None:
    with pytest.raises(BenchmarkError, match=r"failed one client: \{'503': \d+\}"):
        measure_alone(plan(server, "Trop ?"))
