"""Answers, articles and a subject small enough to work every figure out by hand."""

import pytest

from corpus.article import Article, Chunk
from evals.question_set import Evidence, Question, QuestionSet
from evals.runner import Subject
from index.hit import Explanation, Hit
from rag.answer import Answer, Citation, Refusal, ShortAnswer

ARTICLES = {
    article.id: article
    for article in (
        Article("ville", "La ville", "La ville compte 20 000 habitants. Elle a gagné."),
        Article("port", "Le port", "Le port a ouvert en 1995."),
    )
}


def hit(article_id: str, score: float) -> Hit:
    article = ARTICLES[article_id]
    chunk = Chunk(article_id, article.version, 0, 0, len(article.text), article.text)
    return Hit(chunk, article, score, Explanation(None, None, None, None, score))


def answer(quote: str, article_id: str, confidence: float, short: str | None = None) -> Answer:
    article = ARTICLES[article_id]
    start = article.text.index(quote)
    end = start + len(quote)
    name = f"{article.version[:16]}-{start}-{end}"
    citation = Citation(name, 1, 0, len(quote), article, article.version, start, end, quote, "", "", 1.0)
    place = start + quote.index(short) if short else 0
    short_answer = ShortAnswer(short, 1, place, place + len(short)) if short else None
    timings = {"retrieve": 2.0, "read": 1.0}
    return Answer("a", "?", "?", f"{quote} [1]", True, confidence, short_answer, (citation,), (), None, timings)


def refusal(confidence: float) -> Answer:
    refused = Refusal("not_in_articles", "Les articles ne le disent pas.")
    return Answer("a", "?", "?", "", False, confidence, None, (), (), refused, {"retrieve": 3.0, "read": 2.0})


class Prepared:
    """Answers and passages by question, and ids by the articles above."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        self._answers = answers

    def ask(self, question: str) -> Answer:
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

    def __call__(self, question: str, *, k: int) -> list[Hit]:
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
        answerer=Prepared(GIVEN),
        forced=Prepared(FORCED),
        baselines={"naive_reader": Prepared(FORCED)},
        searches={"fused": PreparedSearch("ville", "port"), "terms": PreparedSearch("port", "ville")},
    )
