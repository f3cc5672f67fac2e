"""What `compare` prints of two runs."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from evals.__main__ import main
from evals.question_set import QuestionSet
from evals.runner import Subject, evaluate
from evals.runs.document import build_run
from evals.runs.run_file import save_run


@pytest.fixture
def files(questions: QuestionSet, subject: Subject, tmp_path: Path) -> list[str]:
    bold = replace(subject, answerer=subject.forced)
    for name, answering in (("before", subject), ("after", bold)):
        run = build_run(
            evaluate(questions, answering),
            name="small",
            articles={"kind": "squad"},
            settings={"settings": {"k": 8 if name == "before" else 3}},
            machine={},
        )
        save_run(run, tmp_path / f"{name}.json")
    return [str(tmp_path / "before.json"), str(tmp_path / "after.json")]


def test_settings_come_first_then_figures_tests_and_questions(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", *files]) == 0
    printed = capsys.readouterr().out
    titles = ["What was evaluated: 1", "Figures that differ: ", "Paired tests of", "Won: ", "Lost: ", "As wrong as"]
    places = [printed.index(title) for title in titles]
    assert places == sorted(places)
    for words in ("settings.k", "+0.4000", "+0.0000 … +0.8000", "McNemar exact", "refused_right → right", "q5"):
        assert words in printed
    assert "of a kind or a style of questions that may be chance: --json" in printed
    assert "Give --dataset FILE" in printed  # the words of the questions are in the data set


def test_json_holds_all_of_it(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", *files, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["settings"] == [{"name": "settings.k", "before": "8", "after": "3"}]
    coverage = next(figure for figure in document["figures"] if figure["name"] == "answers.coverage")
    assert (coverage["before"], coverage["after"], coverage["difference"]) == (0.6, 1.0, pytest.approx(0.4))
    names = {test["name"] for test in document["tests"]}
    assert names == {"right outcome", "contains", "supports", "right_article", "exact_match", "token_f1"}
    assert [(change["id"], change["question"]) for change in document["won"]] == [("q3", None)]


def test_runs_that_do_not_compare_end_with_2(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = json.loads(Path(files[1]).read_text(encoding="utf-8"))
    document["articles"]["sha256"] = "c" * 64
    (tmp_path / "other.json").write_text(json.dumps(document), encoding="utf-8")
    assert main(["compare", files[0], str(tmp_path / "other.json")]) == 2
    assert "over different articles" in capsys.readouterr().err
