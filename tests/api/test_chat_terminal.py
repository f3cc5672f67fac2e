"""`sourcier chat` as people use it: in a terminal with keys, and out of a pipe; over a store and with a service."""

import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pseudo_terminal import in_terminal
from running_service import COMMAND, ROOT, make_store, run_command, wait_until
from scripted_model import Repeats, ScriptedModel, serve_scripted_model

QUESTION = "Combien d’armoires sont prévues à Qianhai ?"
ANSWER = "Quelque 15 000 armoires standard sont prévues au total. [1]"
UP, TAB, ENTER, CTRL_C, CTRL_D = "\x1b[A", "\t", "\r", "\x03", "\x04"


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    store: Path = tmp_path_factory.mktemp("chat") / "store"
    return make_store(store, articles=2)


@pytest.fixture
def model() -> Iterator[ScriptedModel]:
    with serve_scripted_model() as served:
        yield served


def test_questions_commands_and_keys_in_a_terminal(environment: dict[str, str]) -> None:
    with in_terminal(environment, "chat") as terminal:
        terminal.wait_for("Ctrl+D quitte.")
        terminal.wait_for("›")
        terminal.press(QUESTION + ENTER)
        terminal.wait_for(ANSWER)
        terminal.wait_for("d’après le Securities Times · 2 août 2024")
        terminal.wait_for("›")
        terminal.press("/so" + TAB)
        terminal.wait_for("/source")
        terminal.press(" 1" + ENTER)
        terminal.wait_for("Les chiffres donnent la mesure du lieu. Quelque 15 000 armoires standard")
        terminal.wait_for("›")
        terminal.press("/nouv")
        terminal.press(CTRL_C)
        terminal.wait_for("Ctrl+D quitte.")
        terminal.press(UP + UP + ENTER)  # the question again
        terminal.wait_for(ANSWER)
        terminal.wait_for("›")
        terminal.press(CTRL_D)
        assert terminal.wait_for_end() == 0


def test_ctrl_c_stops_an_answer_and_not_the_chat(environment: dict[str, str], model: ScriptedModel) -> None:
    model.play(Repeats("toujours "))
    endless = {
        "SOURCIER_LLM": "openai:scripted",
        "SOURCIER_LLM_BASE_URL": model.url,
        "SOURCIER_LLM_OUTPUT_TOKENS": "1000000000",
    }
    with in_terminal(environment | endless, "chat") as terminal:
        terminal.wait_for("›")
        terminal.press(QUESTION + ENTER)
        wait_until(lambda: model.requests and writers())
        terminal.press(CTRL_C)
        terminal.wait_for("Réponse interrompue.")
        wait_until(lambda: not writers())
        terminal.wait_for("›")
        terminal.press("/quitter" + ENTER)
        assert terminal.wait_for_end() == 0


def writers() -> int:
    """How many of the model's connections are still written to."""
    return sum("process_request_thread" in thread.name for thread in threading.enumerate())


def piped(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    lines = f"{QUESTION}\n/source 1\n\nEt la première phase ?\n"
    whole = {**os.environ, **environment, "COLUMNS": "100"}
    command = [*COMMAND, "chat", *arguments]
    return subprocess.run(command, env=whole, cwd=ROOT, input=lines, capture_output=True, text=True, timeout=120)


def test_out_of_a_pipe_each_line_is_a_question(environment: dict[str, str]) -> None:
    done = piped(environment)
    assert (done.returncode, done.stderr) == (0, "")
    shown = done.stdout.replace("\u00a0", " ")
    assert shown.startswith(f"› {QUESTION}\n\n{ANSWER}\n\n")
    assert "**Quelque 15 000 armoires standard sont prévues" in shown
    assert "\x1b" not in done.stdout


def test_a_service_says_what_the_store_says(environment: dict[str, str]) -> None:
    with run_command(environment) as address:
        assert piped({}, "--url", address).stdout == piped(environment).stdout


def test_a_service_that_is_not_there_is_said_to_be_missing() -> None:
    done = piped({}, "--url", "http://127.0.0.1:9")
    assert done.returncode == 0
    assert "Le service ne répond pas." in done.stdout
    assert done.stderr == ""
