"""Runs on the terminal: every figure beside its interval, and why each failure is one."""

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from evals.question_set import Question, QuestionSet
from evals.runner import Subject, evaluate
from evals.runs.document import build_run
from evals.runs.run_file import Run
from evals.runs.tables import show_failures, show_run


@pytest.fixture
def run(questions: QuestionSet, subject: Subject) -> Run:
    return build_run(evaluate(questions, subject), name="small", articles={}, settings={}, machine={})


def shown(run: Run) -> list[str]:
    written = StringIO()
    show_run(run, Console(file=written, width=200))
    return written.getvalue().splitlines()


def row_of(lines: list[str], name: str) -> list[str]:
    rows = [[cell.strip() for cell in line.strip("│").split("│")] for line in lines]
    (row,) = [row for row in rows if row[0] == name]
    return row


def test_a_figure_stands_beside_its_interval_for_the_service_and_for_each_baseline(run: Run) -> None:
    low, high = run.intervals["answers.right_article"].low, run.intervals["answers.right_article"].high
    assert (low, high) == (0.0, 1.0)
    assert row_of(shown(run), "right article") == ["right article", "0.667  0.00–1.00", "1.000  1.00–1.00"]


def test_what_is_counted_has_no_interval_and_what_is_undefined_is_a_dash(run: Run) -> None:
    lines = shown(run)
    assert row_of(lines, "citations") == ["citations", "3", "5"]
    assert row_of(lines, "abstention precision") == ["abstention precision", "0.500  0.00–1.00", "–"]


def test_citations_are_shown_with_correctness_and_abstention(run: Run) -> None:
    lines = "\n".join(shown(run))
    together = lines.split("By kind and style")[0]
    for name in ("contains a known answer", "abstention F1", "sentences supported by citations", "Brier score"):
        assert name in together


def test_conflicts_are_shown_where_there_are_any(run: Run) -> None:
    assert "values given" not in "\n".join(shown(run))
    figures = run.document["figures"]
    assert isinstance(figures, dict)
    with_conflicts = figures | {"answers": figures["answers"] | {"values_given": 0.75}}
    assert row_of(shown(Run({**run.document, "figures": with_conflicts})), "values given") == [
        "values given",
        "0.750",
        "–",
    ]


def test_one_group_says_nothing_new(run: Run) -> None:
    figures = run.document["figures"]
    assert isinstance(figures, dict)
    alone = figures | {"by_kind": {"number": figures["answers"]}, "by_style": {"": figures["answers"]}}
    assert "By kind and style" in "\n".join(shown(run))
    assert "By kind and style" not in "\n".join(shown(Run({**run.document, "figures": alone})))


def test_without_known_answers_retrieval_alone_is_shown(run: Run) -> None:
    figures = run.document["figures"]
    assert isinstance(figures, dict)
    lines = "\n".join(shown(Run({**run.document, "figures": {"retrieval": figures["retrieval"]}})))
    assert "mrr@10" in lines
    assert "abstention" not in lines


def test_failures_say_why_and_take_a_question_as_it_is(questions: QuestionSet, subject: Subject) -> None:
    evaluation = evaluate(questions, subject)
    asked: Question = replace(evaluation.scores[2].question, text="Quand [/b] ?")
    scores = (*evaluation.scores[:2], replace(evaluation.scores[2], question=asked), *evaluation.scores[3:])
    written = StringIO()
    show_failures(replace(evaluation, scores=scores), Console(file=written, width=200))
    lines = [line for line in written.getvalue().splitlines() if line.startswith("│")]
    assert [line.split("│")[3].strip() for line in lines] == [
        "wrong_sentence",
        "refused_right",
        "answered_unanswerable",
    ]
    assert "The right sentence was refused at confidence 0.300, below 0.400." in lines[1]
    assert "Quand [/b] ?" in lines[1]
