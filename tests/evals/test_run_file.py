"""Reports: the same on every run, read back as written, without a word of the data."""

import json
from pathlib import Path

import pytest

from evals.abstention_metrics import RiskPoint
from evals.question_set import QuestionSet
from evals.run_file import Run, RunFileError, build_run, load_run, percentile, save_run, thin
from evals.runner import Subject, evaluate


def report_of(questions: QuestionSet, subject: Subject) -> Run:
    return build_run(evaluate(questions, subject), name="small", settings={"k": 8}, machine={"cores": 4})


def test_two_runs_write_the_same_file(questions: QuestionSet, subject: Subject, tmp_path: Path) -> None:
    for name in ("one.json", "two.json"):
        save_run(report_of(questions, subject), tmp_path / "results" / name)
    one, two = ((tmp_path / "results" / name).read_bytes() for name in ("one.json", "two.json"))
    assert one == two


def test_a_report_is_read_back(questions: QuestionSet, subject: Subject, tmp_path: Path) -> None:
    run = report_of(questions, subject)
    save_run(run, tmp_path / "small.json")
    loaded = load_run(tmp_path / "small.json")
    assert (loaded.name, loaded.fingerprint, loaded.figures) == ("small", "f" * 64, run.figures)
    assert loaded.figures["answers.contains"] == 0.333333
    assert loaded.figures["by_style.fautes.verbatim"] is None
    assert loaded.figures["retrieval.fused.recall@1"] == 0.666667
    assert loaded.figures["baselines.naive_reader.contains"] == 0.666667
    assert loaded.document["machine"] == {
        "cores": 4,
        "milliseconds": {
            "retrieve": {"p50": 2.0, "p95": 3.0},
            "read": {"p50": 1.0, "p95": 2.0},
            "total": {"p50": 3.0, "p95": 5.0},
        },
    }


def test_no_text_of_the_data_is_republished(questions: QuestionSet, subject: Subject) -> None:
    written = json.dumps(report_of(questions, subject).document, ensure_ascii=False)
    for question in questions.questions:
        assert question.text not in written
    for article in subject.articles.values():
        assert article.text[:20] not in written
        assert article.title not in written


@pytest.mark.parametrize("content", ["{", "[]", '{"format": 99}'])
def test_a_file_that_is_no_report_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "bad.json").write_text(content, encoding="utf-8")
    with pytest.raises(RunFileError, match=r"bad\.json"):
        load_run(tmp_path / "bad.json")
    with pytest.raises(RunFileError, match="no run can be read there"):
        load_run(tmp_path / "missing.json")


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [([3.0, 1.0, 2.0, 4.0], 50, 2.0), ([3.0, 1.0, 2.0], 50, 2.0), (list(range(1, 101)), 95, 95), ([7.0], 95, 7.0)],
)
def test_percentiles_are_nearest_rank(values: list[float], percent: int, expected: float) -> None:
    assert percentile(values, percent) == expected


def test_a_long_curve_is_thinned_but_keeps_its_ends() -> None:
    points = [RiskPoint(1 - place / 1000, place / 1000, 0.0) for place in range(1, 1001)]
    kept = thin(points)
    assert len(kept) == 21
    assert (kept[0], kept[-1]) == (points[0], points[-1])
