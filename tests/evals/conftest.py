"""A subject small enough to work every figure out by hand."""

from collections.abc import Sequence
from datetime import date

import pytest

from doubles import ContainedSupport
from evals.question_set import Evidence, Question, QuestionSet
from evals.runner import Subject
from index.hit import Filters, Hit
from rag.answer import Answer
from rag.conversation import Turn
from sample_answers import ARTICLES, answer, hit, refusal


class Prepared:
    """Answers and passages by question, and ids by the articles above."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        self._answers = answers

    def ask(self, question: str, *, history: Sequence[Turn] = (), as_of: date | None = None) -> Answer:
        return self._answers[question]

    def resolve(self, citation_id: str) -> str | None:
        version, start, end = citation_id.split("-")
        for article in ARTICLES.values():
            if article.version.startswith(version):
                return article.text[int(start) : int(end)]
        return None


class PreparedSearch:
    """The same passages whatever is asked."""

    def __init__(self, *article_ids: str) -> None:
        self._hits = [hit(article_id, 1.0 - place / 10) for place, article_id in enumerate(article_ids)]

    def __call__(self, question: str, *, k: int, filters: Filters = Filters()) -> list[Hit]:
        return self._hits[:k]


QUESTIONS = QuestionSet(
    "small",
    "f" * 64,
    (
        Question("q1", "Combien ?", "number", True, ("20000",), (Evidence("ville", "20 000 habitants"),), "court"),
        Question("q2", "A-t-elle gagné ?", "yes_no", True, ("oui",), (Evidence("ville", "a gagné"),), "court"),
        Question("q3", "Quand ?", "date", True, ("1995",), (Evidence("port", "en 1995"),), "fautes"),
        Question("q4", "Qui ?", "person", False, (), (), "court"),
        Question("q5", "Où ?", "place", False, (), (), "court"),
    ),
)
GIVEN = {
    "Combien ?": answer("La ville compte 20 000 habitants.", "ville", 0.9, "20 000 habitants"),
    "A-t-elle gagné ?": answer("La ville compte 20 000 habitants.", "ville", 0.6),
    "Quand ?": refusal(0.3),
    "Qui ?": answer("Le port a ouvert en 1995.", "port", 0.5),
    "Où ?": refusal(0.1),
}
FORCED = GIVEN | {
    "Quand ?": answer("Le port a ouvert en 1995.", "port", 0.3, "1995"),
    "Où ?": answer("Elle a gagné.", "ville", 0.1),
}


@pytest.fixture
def questions() -> QuestionSet:
    return QUESTIONS


@pytest.fixture
def subject() -> Subject:
    return Subject(
        articles=ARTICLES,
        resolver=Prepared({}),
        support=ContainedSupport(),
        answerer=Prepared(GIVEN),
        forced=Prepared(FORCED),
        minimum_confidence=0.4,
        baselines={"naive_reader": Prepared(FORCED)},
        searches={"fused": PreparedSearch("ville", "port"), "terms": PreparedSearch("port", "ville")},
    )
