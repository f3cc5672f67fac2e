"""Two runs side by side: what changed, by how much, how surely, and for whom."""

from dataclasses import replace

import pytest

from evals.question_set import QuestionSet
from evals.runner import Subject, evaluate
from evals.runs.comparison import QuestionChange, SettingChange, compare_runs, different_figures
from evals.runs.document import build_run
from evals.runs.figure_tests import FigureTest
from evals.runs.run_file import Json, Run, RunFileError


def run(sha: str = "a", articles: str = "b", **figures: float | None) -> Run:
    return Run(
        {
            "name": "small",
            "questions": {"sha256": sha},
            "articles": {"sha256": articles},
            "figures": {"answers": figures},
        }
    )


@pytest.fixture
def before(questions: QuestionSet, subject: Subject) -> Run:
    settings: dict[str, Json] = {"settings": {"k": 8}, "libraries": {"numpy": "2.4.6", "faiss-cpu": "1.15.1"}}
    return build_run(evaluate(questions, subject), name="small", articles={}, settings=settings, machine={})


@pytest.fixture
def after(questions: QuestionSet, subject: Subject) -> Run:
    """The same, but nothing is refused, and there is no search by terms."""
    settings: dict[str, Json] = {"settings": {"k": 3, "new": None}, "libraries": {"numpy": "2.4.6"}}
    bold = replace(subject, answerer=subject.forced, searches={"fused": subject.searches["terms"]})
    return build_run(evaluate(questions, bold), name="small", articles={}, settings=settings, machine={})


def test_only_what_differs_is_told() -> None:
    one, other = run(contains=0.5, f1=0.25, old=1.0), run(contains=0.5, f1=0.75, new=None, newer=0.0)
    assert different_figures(one, other) == {
        "answers.f1": (0.25, 0.75),
        "answers.newer": (None, 0.0),
        "answers.old": (1.0, None),
    }


def test_runs_over_different_questions_do_not_compare() -> None:
    with pytest.raises(RunFileError, match="answered different questions"):
        compare_runs(run("a"), run("b"))


def test_runs_over_different_articles_do_not_compare() -> None:
    with pytest.raises(RunFileError, match="over different articles"):
        compare_runs(run(articles="b"), run(articles="c"))


def test_runs_that_hold_other_questions_than_their_fingerprint_says_are_refused(before: Run) -> None:
    rows = before.document["per_question"]
    assert isinstance(rows, list)
    with pytest.raises(RunFileError, match="other questions under one SHA-256"):
        compare_runs(before, Run({**before.document, "per_question": rows[1:]}))


def test_what_was_changed_is_named_line_by_line(before: Run, after: Run) -> None:
    assert compare_runs(before, after).settings == (
        SettingChange("libraries.faiss-cpu", '"1.15.1"', None),
        SettingChange("settings.k", "8", "3"),
        SettingChange("settings.new", None, "null"),
    )


def test_questions_are_won_lost_and_moved(before: Run, after: Run) -> None:
    comparison = compare_runs(before, after)
    right = "The first quote holds a known answer, in an article with evidence."
    refused = "The right sentence was refused at confidence 0.300, below 0.400."
    assert comparison.won == (QuestionChange("q3", "date", "refused_right", "right", refused, right),)
    assert [(change.id, change.before, change.after) for change in comparison.lost] == [
        ("q5", "silent", "answered_unanswerable")
    ]
    assert comparison.moved == ()


def test_a_question_that_is_wrong_in_another_way_has_moved(questions: QuestionSet, subject: Subject) -> None:
    one = build_run(evaluate(questions, subject), name="s", articles={}, settings={}, machine={})
    rows = [dict(row) for row in one.document["per_question"]]  # type: ignore[union-attr]
    rows[1]["outcome"] = "wrong_article"
    moved = compare_runs(one, Run({**one.document, "per_question": rows})).moved
    assert [(change.id, change.before, change.after) for change in moved] == [("q2", "wrong_sentence", "wrong_article")]


def test_a_difference_has_an_interval_where_questions_tell_it(before: Run, after: Run) -> None:
    changes = {change.name: change for change in compare_runs(before, after).figures}
    coverage = changes["answers.coverage"]
    assert (coverage.before, coverage.after, coverage.difference) == (0.6, 1.0, pytest.approx(0.4))
    # Two of five questions changed: a resample holds none of them, or nothing else but them.
    assert coverage.interval == pytest.approx((0.0, 0.8))
    assert changes["answers.citations"].interval is None
    gone = changes["retrieval.terms.mrr@10"]
    assert (gone.after, gone.difference, gone.interval) == (None, None, None)


def test_figures_are_tested_over_what_both_runs_searched(before: Run, after: Run) -> None:
    tests = {test.name: test for test in compare_runs(before, after).tests}
    # Won q3, lost q5: one coin each way. 4 tests of p = 1 and one below.
    assert tests["right outcome"] == FigureTest("right outcome", "McNemar exact", 5, 1, 1, 1.0, 1.0)
    assert tests["contains"] == FigureTest("contains", "McNemar exact", 5, 1, 0, 1.0, 1.0)
    # q1, q2: 1.0 before and 0.5 after; q3 the other way. Sums of ±0.5 three times: all eight are as far as 0.5.
    assert tests["fused.mrr@10"] == FigureTest("fused.mrr@10", "sign flip", 3, 1, 2, 1.0, 1.0)
    assert not [name for name in tests if "terms" in name]
    assert "forced_contains" not in tests  # no question changed in it
    assert "fused.success@5" not in tests


def test_p_values_are_corrected_for_each_other(questions: QuestionSet, subject: Subject) -> None:
    one = build_run(evaluate(questions, subject), name="s", articles={}, settings={}, machine={})
    rows = [dict(row) for row in one.document["per_question"]]  # type: ignore[union-attr]
    many = [row | {"id": f"{row['id']}-{copy}"} for copy in range(6) for row in rows]
    worse = [row | {"supports": False, "outcome": "wrong_sentence"} for row in many]
    first, second = Run({**one.document, "per_question": many}), Run({**one.document, "per_question": worse})
    tests = {
        test.name: (test.better, test.worse, test.p, test.corrected_p) for test in compare_runs(first, second).tests
    }
    # q1 right and q5 silent, six times each, are lost: 12 of 12 coins; q1's support is, six times: 6 of 6.
    assert tests == {"right outcome": (0, 12, 2 / 4096, 4 / 4096), "supports": (0, 6, 2 / 64, 2 / 64)}
