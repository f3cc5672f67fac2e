"""The guide for operators is true: its settings, metrics, log fields, problems and commands are those of the code."""

import io
import json
import re
import shlex
from contextlib import redirect_stderr

import pytest
import typer
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

import api.errors
from api.cli import app
from api.errors import ProblemKind
from api.guard.keys import KeyFile, Scope
from api.operation.logs import configure_logging
from operate_tables import GUIDE, with_tables
from rag.settings import Settings

TEXT = GUIDE.read_text(encoding="utf-8")
ANSWERED, REFUSED = "Qui dirige le fonds municipal de Shanghai ?", "Qui a gagné la coupe en 1998 ?"
COMMANDS = [
    line.partition(" #")[0]
    for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
    for line in block.splitlines()
    if re.match(r"(?:[A-Z_]+=\S+ )*sourcier ", line)
]


def section(title: str) -> str:
    """What stands below a heading of the second level."""
    (found,) = re.findall(rf"^## {title}\n(.*?)(?=^## |\Z)", TEXT, re.DOTALL | re.MULTILINE)
    return str(found)


def named_first(text: str) -> set[str]:
    """The names in the first column of the tables of a text."""
    cells = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def test_its_settings_are_those_that_there_are() -> None:
    assert with_tables(TEXT) == TEXT, "Run: python tests/operate_tables.py"


def test_its_problems_have_the_names_and_statuses_that_clients_see() -> None:
    kinds = {kind.name: str(kind.status) for kind in vars(api.errors).values() if isinstance(kind, ProblemKind)}
    told = re.findall(r"^\| (\d{3}) \| `([a-z-]+)` \|", section("Limits, and what clients see"), re.MULTILINE)
    assert {name for _, name in told} >= {name for name, status in kinds.items() if status in {"429", "503"}}
    assert told == [(kinds[name], name) for _, name in told]


def test_its_scopes_are_those_of_keys() -> None:
    assert named_first(section("Access keys")) == set(Scope)


def test_its_metrics_are_those_that_are_told(client: TestClient) -> None:
    answers = [client.post("/v1/ask", json={"question": question}).json() for question in (ANSWERED, REFUSED)]
    families = list(text_string_to_metric_families(client.get("/metrics").text))
    told = {f"{family.name}_total" if family.type == "counter" else family.name for family in families}
    metrics = section("Metrics")
    assert named_first(metrics) == {name for name in told if not name.endswith("_created")}
    (stages,) = re.findall(r"^\| `sourcier_stage_seconds` .*$", metrics, re.MULTILINE)
    assert all(f"`{stage}`" in stages for answer in answers for stage in answer["timings"])
    labels = {label for family in families for sample in family.samples for label in sample.labels} - {"le"}
    cells = [line.split("|")[2] for line in metrics.splitlines() if line.startswith("| `")]
    assert labels == set(re.findall(r"`(\w+)`", " ".join(cells)))


def test_its_log_fields_are_those_that_are_written(stored: Settings, client: TestClient) -> None:
    headers = {"Authorization": f"Bearer {KeyFile(stored.store).create('redaction', [Scope.ASK])}"}
    with redirect_stderr(io.StringIO()) as said:
        configure_logging("json", "info")
        for question in (ANSWERED, REFUSED):
            assert client.post("/v1/ask", json={"question": question}, headers=headers).status_code == 200
    lines = [json.loads(line) for line in said.getvalue().splitlines()]
    written = {field for line in lines if line["message"] == "request" for field in line}
    told = named_first(section("Logs"))
    assert written <= told
    assert told - written == {"notice", "exception"}


@pytest.mark.parametrize("command", COMMANDS)
def test_its_commands_and_their_options_exist(command: str) -> None:
    words = [word for word in shlex.split(command) if not re.match(r"[A-Z_]+=", word)][1:]
    found = typer.main.get_command(app)
    while words and words[0] in getattr(found, "commands", {}):
        found = found.commands[words.pop(0)]  # type: ignore[attr-defined]
    assert not hasattr(found, "commands"), f"{command}: there is no such command"
    options = {option for parameter in found.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= options
