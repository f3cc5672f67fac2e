"""docs/metrics.md defines every figure and outcome that a run has, and none that no run has."""

import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

from evals.question_set import QuestionSet, Value
from evals.runner import Subject, evaluate
from evals.runs.diagnosis import OutcomeName
from evals.runs.document import build_run

DOCUMENT = (Path(__file__).parents[2] / "docs" / "metrics.md").read_text(encoding="utf-8")
DEFINED = set(re.findall(r"`([^`]+)`", "\n".join(re.findall(r"^\| (`.+?) \|", DOCUMENT, re.MULTILINE))))
NOT_IN_A_TABLE = set(re.findall(r"`(forced_\w+)`", DOCUMENT)) - {"forced_"}


def figure_names(questions: QuestionSet, subject: Subject) -> set[str]:
    first, *others = questions.questions
    differing = replace(first, values=(Value(first.answers, first.evidence), Value(("30000",), first.evidence)))
    asked = replace(questions, questions=(differing, *others))
    run = build_run(evaluate(asked, subject), name="small", articles={}, settings={}, machine={})
    return {name.rsplit(".", 1)[-1] for name in run.figures}


def test_every_figure_is_defined_and_every_definition_has_its_figure(questions: QuestionSet, subject: Subject) -> None:
    names = figure_names(questions, subject)
    assert {"values_given", "ndcg@10", "citation_recall"} <= names
    assert names == (DEFINED | NOT_IN_A_TABLE) - set(get_args(OutcomeName))


def test_every_outcome_is_explained() -> None:
    assert set(get_args(OutcomeName)) <= DEFINED
