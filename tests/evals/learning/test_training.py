from dataclasses import replace

import numpy as np
import pytest

from evals.learning.examples import Example
from evals.learning.training import ReadLessons
from evals.question_set import Question
from rag.reading.passages import Passage
from rag.reading.question_analysis import analyse_question
from rag.reading.sentence_reader import Reading
from rag.reading.term_weights import QuestionTerms, weigh_question


class NoStatistics:
    """A store without a chunk."""

    @property
    def chunk_count(self) -> int:
        return 0

    def document_frequency(self, term: str) -> int:
        return 0


def _example(subject: str) -> Example:
    passages: list[Passage] = []
    weighed = weigh_question(analyse_question("Qui ?"), passages, NoStatistics(), QuestionTerms(0, {}, "test"))
    reading = Reading(weighed, (), (), np.zeros((0, 0)))
    question = Question(id=subject, text="Qui ?", kind="person", answerable=True, answers=("Li",), evidence=())
    return Example(question, subject, reading, np.zeros(0, dtype=np.bool_))


@pytest.fixture
def lessons() -> ReadLessons:
    return ReadLessons([_example("page")], [_example("page without its answer")], [_example("article")])


def test_sentences_are_learned_where_something_answers(lessons: ReadLessons) -> None:
    assert [example.subject for example in lessons.for_sentences] == ["page"] + ["article"] * 3


def test_confidence_is_learned_on_questions_without_an_answer_too(lessons: ReadLessons) -> None:
    counts = {example.subject: count for example, count in lessons.for_confidence}
    assert counts == {"page": 1, "page without its answer": 1, "article": 10}
    # As many as PIAF’s training part gives.
    cut = replace(lessons, general=lessons.general * 3_938, general_cut=lessons.general_cut * 3_066, press=[])
    without = sum(count for example, count in cut.for_confidence if example.subject == "page without its answer")
    assert without / sum(count for _, count in cut.for_confidence) == pytest.approx(0.44, abs=0.01)
