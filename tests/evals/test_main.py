"""The command line of the evaluation: what it prints, what it ends with."""

import json
from pathlib import Path

import pytest
from rich.console import Console

from evals.__main__ import main
from evals.commands.output import RESULTS
from evals.commands.run import Guard, baseline_path, choose_rules, judge, save_baseline
from evals.question_set import QuestionSet
from evals.runner import Subject, evaluate
from evals.runs.document import build_run
from evals.runs.gate import GateError, load_rules
from evals.runs.run_file import Run, save_run
from evals.sources import Source, SourceKind


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
    assert "Figures that differ: 0" in capsys.readouterr().out
    assert main(["compare", str(run_file), str(run_file), "--json"]) == 0
    assert set(map(str, json.loads(capsys.readouterr().out).values())) == {"[]"}


def test_a_saved_baseline_is_what_the_gate_compares_with(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(width=200)
    guard = Guard(tmp_path / "results" / "baseline.json", load_rules("piaf-dev-half-hidden"))
    held, fell = (half_hidden_run(contains) for contains in (0.5, 0.25))
    assert judge(held, guard, console) == 1
    assert "There is no baseline for piaf-dev-half-hidden" in capsys.readouterr().out
    save_baseline(held, guard.baseline, console)
    assert judge(held, guard, console) == 0
    assert "no figure fell" in capsys.readouterr().out
    assert judge(fell, guard, console) == 1
    assert "answers.contains fell from 0.5000 to 0.2500" in capsys.readouterr().out


def half_hidden_run(contains: float) -> Run:
    figures = {"verbatim": 1.0, "resolved": 1.0, "contains": contains}
    return Run(
        {
            "format": 2,
            "name": "piaf-dev-half-hidden",
            "questions": {"sha256": "a" * 64},
            "articles": {"sha256": "c" * 64},
            "figures": {"answers": figures},
        }
    )


def source(name: str, kind: SourceKind) -> Source:
    return Source(name, kind, (), QuestionSet("small", "f" * 64, ()))


def test_committed_sets_have_committed_baselines_and_rules_by_their_name() -> None:
    bundled = source("bundled", "bundled")
    assert baseline_path(bundled, None) == RESULTS / "bundled.json"
    assert baseline_path(bundled, Path("mine.json")) == Path("mine.json")
    assert choose_rules(bundled, None) == load_rules("bundled")
    with pytest.raises(GateError, match="'other' is missing in the rules for 'other'"):
        choose_rules(source("other", "squad"), None)


def test_own_data_has_a_baseline_where_it_is_told(tmp_path: Path) -> None:
    own, judged = source("bundled", "folder"), source("presse-test", "beir")  # whatever the folder is called
    assert baseline_path(own, Path("mine.json")) == Path("mine.json")
    assert choose_rules(own, None) == load_rules("folder")
    for where in (own, judged):
        with pytest.raises(GateError, match=f"{where.name}: there is no committed baseline for your own data"):
            baseline_path(where, None)
    with pytest.raises(GateError, match="no rules ship for a set without answers"):
        choose_rules(judged, None)
    rules = {"floors": {}, "tolerance": 0.1, "kept": ["retrieval.fused.ndcg@10"], "at_least": [], "goals": {}}
    (tmp_path / "rules.json").write_text(json.dumps({"presse-test": rules}), encoding="utf-8")
    assert choose_rules(judged, tmp_path / "rules.json").kept == ("retrieval.fused.ndcg@10",)


def test_what_cannot_be_carried_out_is_said_and_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(tmp_path / "missing.json")]) == 2
    assert "no run can be read there" in capsys.readouterr().err
    assert main(["run", "--questions", str(tmp_path / "missing.jsonl")]) == 2
    assert "cannot be read (No such file or directory)" in capsys.readouterr().err
    save_run(Run({"format": 3}), tmp_path / "newer.json")
    assert main(["show", str(tmp_path / "newer.json")]) == 2
    assert "has format 3, this program reads 2" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--unanswerable"], "--unanswerable goes with --dataset FILE in SQuAD format"),
        (["--unanswerable", "--dataset", "."], "--unanswerable goes with --dataset FILE in SQuAD format"),
        (["--split", "dev"], "--split goes with --dataset FOLDER in BEIR format"),
        (["--split", "dev", "--dataset", "piaf.json"], "--split goes with --dataset FOLDER in BEIR format"),
        (["--articles", "."], "--articles needs --questions FILE"),
        (["--dataset", "piaf.json", "--articles", "."], "--dataset has its own articles and questions"),
        (["--dataset", "piaf.json", "--questions", "q.csv"], "--dataset has its own articles and questions"),
        (["--dataset", "missing.json"], "missing.json: cannot be read"),
        (["--articles", "missing", "--questions", "q.csv"], "missing: no article could be read"),
        (["--articles", ".", "--questions", "q.xlsx"], "no article could be read"),
        (["--baseline", "mine.json"], "--baseline and --rules go with --gate or --save-baseline"),
    ],
)
def test_options_that_do_not_go_together_are_said(
    options: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["run", *options]) == 2
    assert says in capsys.readouterr().err
