"""The guide for programs is true: every snippet runs, as it stands, against the service of the bundled articles."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from running_service import ROOT, make_store, run_command
from scripted_model import Says, serve_scripted_model

GUIDE = (ROOT / "docs" / "integrate.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"```(sh|python)\n(.*?)```", GUIDE, re.DOTALL)
PLACE = "http://127.0.0.1:8000"
SHOWS = {  # what the output of a snippet has in it, by words of the snippet
    'curl --fail --silent http://127.0.0.1:8000/v1/ask \\\n  --json \'{"question": "Combien d’armoires sont prévues à '
    "Qianhai ?\"}'\n": '"answered":true',
    "/v1/citations/$id": '"status":"current"',
    "--no-buffer": "event: final",
    '{"role": "assistant", "content": ""}': "Qui dirige le fonds municipal de Shanghai",
    "for citation in answer.citations": "/articles/centre-calcul-qianhai?cite=",
    "match event": "searched: Qui dirige le fonds municipal de Shanghai ?",
    "asyncio.gather": "centre-calcul-qianhai",
    "except InvalidRequestError": "invalid-question",
    "annotation.url_citation": "/articles/centre-calcul-qianhai?cite=",
    "extra_body": "armoires",
    "RemoteSourcierRetriever": "Il y en aura 3 000.",
    "sourcier.invoke": "armoires",
    "/v1/sources": '"articles":',
    "--request PUT": '"deleted_at":',
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store: Path = tmp_path_factory.mktemp("integrate") / "store"
    with run_command(make_store(store)) as served:
        yield served


def test_every_snippet_is_known() -> None:
    assert len(SNIPPETS) == len(SHOWS)
    assert all(sum(words in text for _, text in SNIPPETS) == 1 for words in SHOWS)
    assert all(PLACE in text for _, text in SNIPPETS)


@pytest.mark.parametrize(("words", "shown"), SHOWS.items(), ids=[words.strip()[-30:] for words in SHOWS])
def test_a_snippet_runs(address: str, words: str, shown: str) -> None:
    ((language, text),) = [(language, text) for language, text in SNIPPETS if words in text]
    if language == "sh" and shutil.which("curl") is None:
        pytest.skip("there is no curl here")
    program = text.replace(PLACE, address)
    command = ["bash", "-euo", "pipefail", "-c", program] if language == "sh" else [sys.executable, "-c", program]
    with serve_scripted_model() as model:
        model.play(Says("Il y en aura 3 000."))  # the language model of one's own
        environment = {**os.environ, "OPENAI_BASE_URL": model.url, "OPENAI_API_KEY": "none", "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert shown in done.stdout
