"""What is raced over: questions that every entrant can be asked, in words of their own."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from evals.question_set import QuestionSet, QuestionSetError
from evals.race.course import WARM_UP, Course, lay_out_course
from evals.sources import Source, articles_sha256


def _source(course: Course, *questions: object) -> Source:
    return replace(course.source, questions=QuestionSet("small", "f" * 64, questions))


def test_questions_without_an_answer_or_as_of_a_day_are_left_out(course: Course) -> None:
    first, second = course.questions
    silent = replace(first, id="q3", answerable=False, answers=(), evidence=())
    dated = replace(first, id="q4", as_of=date(2020, 1, 1))
    laid_out = lay_out_course(_source(course, silent, first, dated, second))
    assert [question.id for question in laid_out.questions] == ["q1", "q2"]
    assert len(laid_out.warm_up) == WARM_UP
    assert not {question.text for question in laid_out.questions} & set(laid_out.warm_up)


def test_a_limit_takes_the_first_questions(course: Course) -> None:
    assert [question.id for question in lay_out_course(course.source, limit=1).questions] == ["q1"]


def test_nothing_to_find_is_an_error(course: Course) -> None:
    silent = replace(course.questions[0], answerable=False, answers=(), evidence=())
    with pytest.raises(QuestionSetError, match="no question can be answered"):
        lay_out_course(_source(course, silent))


def test_the_description_has_counts_and_fingerprints_and_no_text(course: Course) -> None:
    assert course.describe() == {
        "articles": 2,
        "articles_sha256": articles_sha256(course.articles),
        "characters": 7 + 25 + 8 + 33,
        "questions": 2,
        "questions_sha256": "f" * 64,
        "set": "small",
    }


def test_an_entrant_reads_id_title_and_text(course: Course, tmp_path: Path) -> None:
    course.write_articles(tmp_path / "articles.json")
    written = json.loads((tmp_path / "articles.json").read_text(encoding="utf-8"))
    assert written[0] == {"id": "port", "title": "Le port", "text": "Le port a ouvert en 1995."}
    assert len(written) == 2
