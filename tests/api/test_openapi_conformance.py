"""The service on a real port against its description: requests that fit it, and requests that do not, by schemathesis.

No failure of the service, no status, media type or header that is not described, every body as its schema says, what is
wrong refused, what is right taken, no answer without a key where keys are needed.
"""

import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from api.app import create_app
from api.description.openapi_document import DOCUMENT
from api.guard.keys import KeyFile, Scope
from api.operation.logs import OUR_LOGGERS
from api.service_settings import ServiceSettings
from rag.settings import Settings
from running_service import run_app
from scripted_model import Says, serve_scripted_model

CONFIGURATION = Path(__file__).parent / "schemathesis.toml"
SEED = 20261122
SECONDS = 540


def describe_streams_by_event(node: Any) -> Any:
    """The description with streams as OpenAPI 3.2 has them, which schemathesis checks event by event."""
    if isinstance(node, list):
        return [describe_streams_by_event(item) for item in node]
    if not isinstance(node, dict):
        return node
    if "x-itemSchema" in node:
        return {"itemSchema": node["x-itemSchema"], "example": node["example"]}
    return {name: describe_streams_by_event(value) for name, value in node.items()}


def try_service(settings: Settings, folder: Path, *arguments: str, key: str | None = None) -> None:
    """Fails with the report of schemathesis, which has a curl command for each failure."""
    description = folder / "openapi.json"
    described = describe_streams_by_event(json.loads(DOCUMENT.read_text(encoding="utf-8")))
    description.write_text(json.dumps(described), encoding="utf-8")
    operation = ServiceSettings(requests_per_minute=0)
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIGURATION)]
    with run_app(create_app(settings, operation)) as address:
        own = ["run", str(description), "--url", address, "--seed", str(SEED), *arguments]
        own += ["--header", f"Authorization: Bearer {key}"] if key else ["--exclude-checks", "ignored_auth"]
        done = subprocess.run([*command, *own], cwd=folder, capture_output=True, text=True, timeout=SECONDS)
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-2_000:]
    assert f"Tested: {count_operations()}" in done.stdout.replace("   ", " "), done.stdout


def count_operations() -> int:
    return sum(len(methods) for methods in json.loads(DOCUMENT.read_text(encoding="utf-8"))["paths"].values())


def make_key(settings: Settings) -> str:
    return KeyFile(settings.store).create("tout", tuple(Scope))


def failures_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the log of the service calls an error; readers of hostile files have words of their own."""
    ours = [record for record in caplog.records if record.name.startswith((*OUR_LOGGERS, "uvicorn"))]
    return [record.getMessage() for record in ours if record.levelno >= logging.ERROR]


def test_the_service_keeps_to_its_description(
    stored: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    phases = ("--phases", "examples,coverage,stateful", "--max-examples", "2")
    try_service(stored, tmp_path, *phases, key=make_key(stored))
    assert failures_in(caplog) == []


@pytest.mark.slow
@pytest.mark.parametrize("keyed", [False, True], ids=["without-keys", "with-keys"])
def test_the_service_keeps_to_its_description_for_long(
    stored: Settings, tmp_path: Path, keyed: bool, caplog: pytest.LogCaptureFixture
) -> None:
    with serve_scripted_model() as model:
        model.play(Says("À Pékin, la puissance du calcul intelligent dépasse 20 000P [1]."))
        settings = stored.model_copy(update={"llm": "scripted", "llm_base_url": model.url, "llm_retries": 0})
        try_service(settings, tmp_path, "--max-examples", "150", key=make_key(stored) if keyed else None)
    assert failures_in(caplog) == []
