"""A setting that is misspelt is named on stderr, and every command goes on."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from api.commands.setting_names import KEY_VARIABLE, misspelt_settings, setting_names
from running_service import COMMAND, ROOT


@pytest.mark.parametrize(
    ("variable", "nearest"),
    [
        ("SOURCIER_MODLE", "SOURCIER_MODEL"),
        ("SOURCIER_STOER", "SOURCIER_STORE"),
        ("SOURCIER_REQUEST_PER_MINUTE", "SOURCIER_REQUESTS_PER_MINUTE"),
        ("SOURCIER_LLM_KEY", "SOURCIER_LLM_API_KEY"),
        ("SOURCIER_REQUIRED_KEYS", "SOURCIER_REQUIRE_KEYS"),
        ("SOURCIER_MIN_CONFIDENCE", "SOURCIER_MINIMUM_CONFIDENCE"),
        ("sourcier_modle", "SOURCIER_MODEL"),
    ],
)
def test_the_nearest_name_is_offered(variable: str, nearest: str) -> None:
    assert misspelt_settings([variable]) == [f"{variable} is no setting; did you mean {nearest}?"]


@pytest.mark.parametrize("variable", ["SOURCIER_HOST", "SOURCIER_", "SOURCIER_ZZZ"])
def test_what_is_like_none_is_named_all_the_same(variable: str) -> None:
    assert misspelt_settings([variable]) == [f"{variable} is no setting; nothing looks at it."]


@pytest.mark.parametrize("variable", ["HOME", "XSOURCIER_MODLE", "SOURCIERS_MODLE", "sourcier_model"])
def test_other_variables_are_left_alone(variable: str) -> None:
    assert misspelt_settings([variable, *setting_names()]) == []


def test_they_come_in_the_order_of_their_names() -> None:
    assert [said.split()[0] for said in misspelt_settings(["SOURCIER_Y", "SOURCIER_X"])] == ["SOURCIER_X", "SOURCIER_Y"]


def run(store: Path, variable: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "SOURCIER_STORE": str(store), variable: "hunter2"}
    command = [*COMMAND, *arguments]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60)


def test_a_command_says_so_and_does_its_work(tmp_path: Path) -> None:
    done = run(tmp_path / "store", "SOURCIER_MODLE", "keys", "list", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["keys"] == []
    assert done.stderr == "sourcier: SOURCIER_MODLE is no setting; did you mean SOURCIER_MODEL?\n"


def test_serving_begins_with_it(tmp_path: Path) -> None:
    first, *others = run(tmp_path / "store", "SOURCIER_THREAD", "serve", "--port", "0").stderr.splitlines()
    assert first == "sourcier: SOURCIER_THREAD is no setting; did you mean SOURCIER_THREADS?"
    assert ["There is no store" in line for line in others] == [True]


def test_the_key_of_chat_is_looked_at(tmp_path: Path) -> None:
    assert run(tmp_path / "store", KEY_VARIABLE, "keys", "list").stderr == ""


def test_to_know_the_names_loads_nothing_heavy() -> None:
    heavy = "{'fastapi', 'uvicorn', 'onnxruntime', 'torch'}"
    script = f"import sys, api.commands.setting_names; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("[]\n", "")
