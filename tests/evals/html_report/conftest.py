"""A run over five questions, of which three go wrong, and its words read again."""

from dataclasses import replace

import pytest

from evals.html_report.page import build_page, render_page
from evals.question_set import QuestionSet
from evals.runner import Subject, evaluate
from evals.runs.document import build_run
from evals.runs.rereading import Reading
from evals.runs.run_file import Json, Run
from evals.subjects import describe_articles
from sample_answers import ARTICLES

SETTINGS: dict[str, Json] = {"settings": {"k": 8}, "libraries": {"numpy": "2.4.6"}}


def run_of(questions: QuestionSet, subject: Subject, settings: dict[str, Json]) -> Run:
    return build_run(
        evaluate(questions, subject),
        name="small",
        articles=describe_articles(list(ARTICLES.values()), kind="folder"),
        settings=settings,
        machine={"cores": 4, "date": "2026-11-21", "processor": "a processor"},
    )


@pytest.fixture
def run(questions: QuestionSet, subject: Subject) -> Run:
    return run_of(questions, subject, SETTINGS)


@pytest.fixture
def bold_run(questions: QuestionSet, subject: Subject) -> Run:
    """The same questions, by other settings that refuse nothing."""
    return run_of(questions, replace(subject, answerer=subject.forced), {"settings": {"k": 3}})


@pytest.fixture
def reading(questions: QuestionSet) -> Reading:
    return Reading({question.id: question for question in questions.questions}, ARTICLES)


@pytest.fixture
def page(run: Run, reading: Reading) -> str:
    return render_page(build_page(run, reading))
