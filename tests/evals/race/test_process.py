"""An entrant over its pipes: what it answers, what it may print, and every way in which it can fail."""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from evals.race.errors import EntrantError
from evals.race.memory import descendants_of, measure_memory
from evals.race.process import RunningEntrant, running_entrant

LIMIT = 60.0


@contextmanager
def word_entrant(folder: Path, how: str = "") -> Iterator[RunningEntrant]:
    command = [sys.executable, "-m", "tests.evals.race.word_entrant", str(folder), "no model", *filter(None, [how])]
    with running_entrant(command, log=folder / "log") as running:
        yield running


def test_every_call_is_answered_and_a_new_process_finds_what_was_saved(tmp_path: Path) -> None:
    articles = [{"id": "a", "title": "Le port", "text": "Il ouvre."}, {"id": "b", "title": "La ville", "text": "…"}]
    (tmp_path / "articles.json").write_text(json.dumps(articles), encoding="utf-8")
    with word_entrant(tmp_path) as running:
        assert set(running.read(limit=LIMIT)["libraries"]) == {"pip"}
        assert running.ask({"call": "ping"}, limit=LIMIT) == {}
        assert running.ask({"call": "ingest", "file": str(tmp_path / "articles.json")}, limit=LIMIT) == {"passages": 4}
        assert running.ask({"call": "save"}, limit=LIMIT) == {}
    with word_entrant(tmp_path) as running:
        running.read(limit=LIMIT)
        found = running.ask({"call": "search", "question": "Où est le port ?", "k": 3}, limit=LIMIT)
    assert found == {"article_ids": ["a", "a", "b"]}


def test_what_a_library_prints_is_no_answer(tmp_path: Path) -> None:
    with word_entrant(tmp_path) as running:
        assert "libraries" in running.read(limit=LIMIT)
    assert "libraries print what they like" in (tmp_path / "log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("crash", "it ended with 1. It said: the model is not a model"),
        ("garbage", "it answered what is not JSON: b'ready when you are'"),
        ("list", "it answered what is not an object: b'[]'"),
    ],
)
def test_an_entrant_that_cannot_be_asked_is_an_error_with_its_reason(tmp_path: Path, how: str, words: str) -> None:
    with word_entrant(tmp_path, how) as running, pytest.raises(EntrantError) as raised:
        running.read(limit=LIMIT)
    assert words in str(raised.value)


def test_an_entrant_that_hangs_is_given_up_and_ended_with_its_children(tmp_path: Path) -> None:
    with word_entrant(tmp_path, "hang") as running:
        child = running.read(limit=LIMIT)["child"]
        assert isinstance(child, int)
        with pytest.raises(EntrantError, match=r"gave no answer within 0\.2 s"):
            running.ask({"call": "ping"}, limit=0.2)
        assert descendants_of(running.process_id) == [child]
        alone, together = measure_memory(child), measure_memory(running.process_id)
        assert together.highest >= together.resident > alone.resident > 0
    deadline = time.monotonic() + LIMIT
    while not _has_ended(child) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert _has_ended(child)


def test_an_unknown_call_ends_the_entrant_with_a_sentence(tmp_path: Path) -> None:
    with word_entrant(tmp_path) as running:
        running.read(limit=LIMIT)
        with pytest.raises(EntrantError, match="The call 'dance' is unknown"):
            running.ask({"call": "dance"}, limit=LIMIT)


def test_settings_of_ours_do_not_reach_an_entrant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCIER_K", "3")
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    show = "import json, os; print(json.dumps({'libraries': dict(os.environ)}), flush=True)"
    with running_entrant([sys.executable, "-c", show], log=tmp_path / "log") as running:
        environment = running.read(limit=LIMIT)["libraries"]
    assert isinstance(environment, dict)
    assert "SOURCIER_K" not in environment
    assert (environment["OMP_NUM_THREADS"], environment["SOURCIER_THREADS"]) == ("2", "2"), "as many for all"
    assert environment["HF_HUB_OFFLINE"] == "1"


def _has_ended(process_id: int) -> bool:
    """Gone, or waiting for its parent to look (state Z)."""
    try:
        os.kill(process_id, 0)
        return Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
    except (ProcessLookupError, FileNotFoundError):
        return True
