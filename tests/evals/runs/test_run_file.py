"""Run files: the same on every run, read back as written, without a word of the data."""

import json
from pathlib import Path

import pytest

from evals.question_set import QuestionSet
from evals.runner import Subject, evaluate
from evals.runs.document import build_run
from evals.runs.run_file import Run, RunFileError, load_run, save_run
from evals.subjects import describe_articles


def run_of(questions: QuestionSet, subject: Subject) -> Run:
    return build_run(
        evaluate(questions, subject),
        name="small",
        articles=describe_articles(list(subject.articles.values()), kind="bundled"),
        settings={"k": 8},
        machine={"cores": 4},
    )


def test_two_runs_write_the_same_file(questions: QuestionSet, subject: Subject, tmp_path: Path) -> None:
    for name in ("one.json", "two.json"):
        save_run(run_of(questions, subject), tmp_path / "results" / name)
    one, two = ((tmp_path / "results" / name).read_bytes() for name in ("one.json", "two.json"))
    assert one == two


def test_a_run_is_read_back(questions: QuestionSet, subject: Subject, tmp_path: Path) -> None:
    run = run_of(questions, subject)
    save_run(run, tmp_path / "small.json")
    loaded = load_run(tmp_path / "small.json")
    assert (loaded.name, loaded.fingerprint, loaded.figures) == ("small", "f" * 64, run.figures)
    assert loaded.figures["answers.contains"] == 0.333333
    assert loaded.figures["by_style.fautes.verbatim"] is None
    assert loaded.figures["retrieval.fused.recall@1"] == 0.666667
    assert loaded.figures["baselines.naive_reader.contains"] == 0.666667


def test_a_question_is_a_line(tmp_path: Path) -> None:
    rows = [{"id": "q2", "citations": [{"end": 3}], "a": None}, {"id": "é"}]
    save_run(Run({"per_question": rows, "figures": {"b": {}, "a": [1, 2]}}), tmp_path / "run.json")
    assert (tmp_path / "run.json").read_text(encoding="utf-8").splitlines() == [
        "{",
        ' "figures": {',
        '  "a": [1, 2],',
        '  "b": {}',
        " },",
        ' "per_question": [',
        '  {"a": null, "citations": [{"end": 3}], "id": "q2"},',
        '  {"id": "é"}',
        " ]",
        "}",
    ]


def test_no_text_of_the_data_is_republished(questions: QuestionSet, subject: Subject) -> None:
    written = json.dumps(run_of(questions, subject).document, ensure_ascii=False)
    for question in questions.questions:
        assert question.text not in written
    for article in subject.articles.values():
        assert article.text[:20] not in written
        assert article.title not in written


@pytest.mark.parametrize("content", ["{", "[]", '{"format": 99}'])
def test_a_file_that_is_no_run_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "bad.json").write_text(content, encoding="utf-8")
    with pytest.raises(RunFileError, match=r"bad\.json"):
        load_run(tmp_path / "bad.json")
    with pytest.raises(RunFileError, match="no run can be read there"):
        load_run(tmp_path / "missing.json")
