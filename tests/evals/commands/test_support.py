"""The command as it is run, over the development cases."""

import json
from pathlib import Path

import pytest

from evals.__main__ import main
from evals.support_cases import SUPPORT_CASES


def test_development_cases_are_judged_as_well_as_when_learned(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["support", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["cases"] == "development"
    assert document["figures"]["all"]["precision"] >= 0.95
    assert document["figures"]["all"]["recall"] >= 0.85
    assert document["figures"].keys() == {"all", "en", "fr"}
    assert sum(kind["cases"] for kind in document["figures"]["all"]["by_kind"].values()) == 400
    assert abs(document["held_probable"] - document["figures"]["all"]["precision"]) < 0.05


def test_failures_are_listed_on_demand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = json.loads((SUPPORT_CASES / "development.jsonl").read_text(encoding="utf-8").splitlines()[0])
    wrong = {**first, "id": "w1", "supported": False, "kind": "name", "sentence": first["quotes"][0]["quote"]}
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps(wrong), encoding="utf-8")
    assert main(["support", "--cases", str(path), "--failures"]) == 0
    assert "w1 name: " in capsys.readouterr().out


def test_a_missing_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["support", "--cases", str(tmp_path / "none.jsonl")]) == 2
    assert "none.jsonl" in capsys.readouterr().err
