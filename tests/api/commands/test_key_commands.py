"""`sourcier keys`: a key is shown once, listed without its secret, and taken back by its name."""

import json

import pytest
from typer.testing import CliRunner

from api.cli import app
from api.guard.keys import KeyFile
from rag.settings import Settings


@pytest.fixture(autouse=True)
def environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCIER_STORE", str(settings.store))


def run(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["keys", *arguments])
    return done.exit_code, done.stdout, done.stderr


def test_a_new_key_is_all_of_stdout_and_works(settings: Settings) -> None:
    status, out, err = run("create", "--scope", "ask", "--scope", "write", "--name", "press")
    assert status == 0
    key = KeyFile(settings.store).find(out.rstrip("\n"))
    assert key is not None
    assert (key.name, key.scopes) == ("press", {"ask", "write"})
    assert out.strip() not in err
    assert str(settings.store / "keys.json") in err


def test_programs_read_json(settings: Settings) -> None:
    made = json.loads(run("create", "--scope", "metrics", "--name", "prometheus", "--json")[1])
    assert (made["name"], made["scopes"]) == ("prometheus", ["metrics"])
    status, out, _ = run("list", "--json")
    assert status == 0
    listed = json.loads(out)
    assert listed["needed"] is True
    assert [(key["name"], key["scopes"]) for key in listed["keys"]] == [("prometheus", ["metrics"])]
    assert made["key"] not in out
    assert json.loads(run("list", "--json")[1]) == listed


def test_the_list_says_what_having_none_means(settings: Settings) -> None:
    assert run("list")[1].startswith("There are no keys; this machine is served without.")
    run("create", "--scope", "ask", "--name", "press")
    assert run("list")[1].startswith("press  ask  20")
    assert run("revoke", "press") == (0, "", "")
    assert run("list")[1].startswith("No key is left, and nobody is answered.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("create", "--scope", "ask", "--name", "a b"), "sourcier: 'a b' cannot name a key."),
        (("create", "--scope", "ask", "--name", "press"), "sourcier: There is a key press already."),
        (("revoke", "robot"), "sourcier: There is no key robot. Run: sourcier keys list"),
        (("create", "--name", "robot"), "--scope"),
        (("create", "--scope", "all", "--name", "robot"), "'ask', 'write', 'metrics'"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: tuple[str, ...], said: str) -> None:
    run("create", "--scope", "ask", "--name", "press")
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert said in err
    assert "Traceback" not in err
