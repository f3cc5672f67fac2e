"""The command as it is run, over the bundled articles, the shipped model and a handful of questions."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.article import Article
from evals.__main__ import main
from evals.subjects import LookUp, temporary_index
from rag.citations import CitationId
from rag.settings import Settings

DEVELOPMENT = Path(__file__).parents[2] / "evals" / "questions" / "development.jsonl"
IDS = ("d001", "d002", "d003", "d006")


@pytest.fixture
def questions_file(tmp_path: Path) -> Path:
    lines = DEVELOPMENT.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if json.loads(line)["id"] in IDS or not json.loads(line)["answerable"]]
    path = tmp_path / "few.jsonl"
    path.write_text("\n".join(rows[:6]) + "\n", encoding="utf-8")
    return path


def run(questions: Path, output: Path) -> dict[str, Any]:
    assert main(["run", "--questions", str(questions), "--output", str(output)]) == 0
    document: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
    return document


def test_two_runs_give_the_same_report(questions_file: Path, tmp_path: Path) -> None:
    one, two = (run(questions_file, tmp_path / name) for name in ("one.json", "two.json"))
    assert {"processor", "cores", "date", "milliseconds"} <= one.pop("machine").keys()
    two.pop("machine")
    assert one == two
    assert one["name"] == "bundled-few"
    assert one["questions"]["count"] == 6
    assert one["figures"]["answers"]["verbatim"] in (1.0, None)
    assert one["figures"]["baselines"]["naive_reader"]["verbatim"] == 1.0
    assert one["figures"]["baselines"]["naive_reader"]["resolved"] == 1.0
    assert set(one["figures"]["retrieval"]) == {"fused", "terms", "vectors"}
    assert "store" not in one["settings"]["settings"]
    assert one["settings"]["manifest"]["dimension"] == "384"


def test_the_store_of_the_settings_is_not_touched(tmp_path: Path) -> None:
    article = Article("ville", "La ville", "La ville compte 20 000 habitants. Elle grandit.")
    settings = Settings(store=tmp_path / "mine")
    with temporary_index([article], settings) as index:
        resolve = LookUp(index).resolve
        assert resolve(str(CitationId.of(article.version, 0, 33))) == "La ville compte 20 000 habitants."
        assert resolve(str(CitationId.of("0" * 64, 0, 33))) is None
        assert resolve("not an id") is None
    assert not (tmp_path / "mine").exists()
