"""A client that leaves: `sourcier serve` in a process of its own stops what a language model writes for nobody."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from running_service import PATIENCE, make_store, run_command, wait_until
from scripted_model import Repeats, ScriptedModel, serve_scripted_model

QUESTION = "Combien d’armoires sont prévues à Qianhai ?"


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedModel]:
    with serve_scripted_model() as served:
        yield served


@pytest.fixture(scope="module")
def address(model: ScriptedModel, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service whose language model may write without end."""
    store: Path = tmp_path_factory.mktemp("leaving") / "store"
    language_model = {
        "SOURCIER_LLM": "openai:scripted",
        "SOURCIER_LLM_BASE_URL": model.url,
        "SOURCIER_LLM_OUTPUT_TOKENS": "1000000000",
    }
    with run_command({**make_store(store, articles=2), **language_model}) as served:
        yield served


def writers() -> int:
    """How many of the model's connections are still written to."""
    return sum("process_request_thread" in thread.name for thread in threading.enumerate())


@pytest.mark.parametrize(
    ("route", "body", "first"),
    [
        ("/v1/ask", {"question": QUESTION, "stream": True}, "event: hits"),
        (
            "/v1/chat/completions",
            {"model": "sourcier", "stream": True, "messages": [{"role": "user", "content": QUESTION}]},
            "data: ",
        ),
    ],
)
def test_the_model_is_hung_up_on(
    address: str, model: ScriptedModel, route: str, body: dict[str, object], first: str
) -> None:
    model.play(Repeats("toujours "))  # never a whole sentence: there is no event at which the stream could notice
    with httpx.stream("POST", address + route, content=json.dumps(body), headers=_JSON, timeout=PATIENCE) as response:
        lines = response.iter_lines()  # kept: httpx closes the connection with it
        assert next(lines).startswith(first)
        wait_until(lambda: model.requests and writers())
    wait_until(lambda: not writers())


_JSON = {"content-type": "application/json"}
