"""The command line of the evaluation: what it prints, what it ends with."""

import json
from pathlib import Path

import pytest
from rich.console import Console

from evals.__main__ import main
from evals.commands.run import judge, save_baseline
from evals.question_set import QuestionSet
from evals.run_document import build_run
from evals.run_file import Run, save_run
from evals.runner import Subject, evaluate


@pytest.fixture
def run_file(questions: QuestionSet, subject: Subject, tmp_path: Path) -> Path:
    run = build_run(evaluate(questions, subject), name="small", articles={}, settings={}, machine={})
    save_run(run, tmp_path / "small.json")
    return tmp_path / "small.json"


def test_a_run_is_shown_with_every_group(run_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(run_file)]) == 0
    printed = capsys.readouterr().out
    for words in ("small: 5 questions", "yes_no", "fautes", "naive reader", "terms", "risk–coverage area", "p95"):
        assert words in printed


def test_json_goes_to_stdout_alone(run_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(run_file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(run_file.read_text(encoding="utf-8"))


def test_a_run_equals_itself(run_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(run_file), str(run_file)]) == 0
    assert "0 figures differ" in capsys.readouterr().out
    assert main(["compare", str(run_file), str(run_file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {}


def test_a_saved_baseline_is_what_the_gate_compares_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("evals.commands.run.RESULTS", tmp_path / "results")
    console = Console(width=200)
    held, fell = (half_hidden_run(contains) for contains in (0.5, 0.25))
    assert judge(held, console) == 1
    assert "There is no baseline for piaf-dev-half-hidden" in capsys.readouterr().out
    save_baseline(held, console)
    assert judge(held, console) == 0
    assert "no figure fell" in capsys.readouterr().out
    assert judge(fell, console) == 1
    assert "answers.contains fell from 0.5000 to 0.2500" in capsys.readouterr().out


def half_hidden_run(contains: float) -> Run:
    figures = {"verbatim": 1.0, "resolved": 1.0, "contains": contains}
    return Run(
        {
            "format": 2,
            "name": "piaf-dev-half-hidden",
            "questions": {"sha256": "a" * 64},
            "figures": {"answers": figures},
        }
    )


def test_what_cannot_be_carried_out_is_said_and_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(tmp_path / "missing.json")]) == 2
    assert "no run can be read there" in capsys.readouterr().err
    assert main(["run", "--questions", str(tmp_path / "missing.jsonl")]) == 2
    assert "cannot be read (No such file or directory)" in capsys.readouterr().err
    save_run(Run({"format": 3}), tmp_path / "newer.json")
    assert main(["show", str(tmp_path / "newer.json")]) == 2
    assert "has format 3, this program reads 2" in capsys.readouterr().err


def test_hiding_pages_needs_a_data_set(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--unanswerable"]) == 2
    assert "--unanswerable goes with --dataset" in capsys.readouterr().err
