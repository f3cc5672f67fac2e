"""Settings: read from the environment, and a wrong one named in a sentence wherever they are read."""

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import Field, SecretStr

from rag.settings import EnvironmentSettings, Settings, SettingsError

ROOT = Path(__file__).parents[2]


class Door(EnvironmentSettings):
    """Settings of a thing with a secret that has a form."""

    door_code: SecretStr = Field(default=SecretStr("0000"), min_length=4, max_length=4)


def test_values_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCIER_K", "3")
    monkeypatch.setenv("SOURCIER_MINIMUM_CONFIDENCE", "none")
    assert (Settings().k, Settings().minimum_confidence) == (3, None)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SOURCIER_K", "many", "SOURCIER_K is 'many': Input should be a valid integer"),
        ("SOURCIER_K", "0", "SOURCIER_K is '0': Input should be greater than or equal to 1."),
        ("SOURCIER_MODEL", "", "SOURCIER_MODEL is '': String should have at least 1 character."),
    ],
)
def test_a_wrong_value_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        Settings()
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


def test_a_wrong_secret_is_named_without_being_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCIER_DOOR_CODE", "hunter2")
    with pytest.raises(SettingsError) as caught:
        Door()
    assert str(caught.value).startswith("SOURCIER_DOOR_CODE is not valid: ")
    assert "hunter2" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


@pytest.mark.parametrize("module", ["evals", "evals.learning"])
def test_every_program_says_it_in_a_sentence(module: str) -> None:
    arguments = ["run"] if module == "evals" else ["threshold"]
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env={"SOURCIER_K": "many", "PATH": ""},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 2
    assert "SOURCIER_K is 'many'" in done.stderr
    assert "Traceback" not in done.stderr
