"""The training set: whole, and apart from what is reported. What makes its questions right, and others than those that
are reported, is checked by `test_question_check`.
"""

import pytest

from corpus.article import Article
from evals.bundled import bundled_articles
from evals.learning.lessons import press_articles, press_lesson

SHARED_RUN = 8  # words in a row that two independent texts hardly ever share


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return {article.id: article for article in press_articles()}


def test_every_quote_is_a_span_to_learn_from(articles: dict[str, Article]) -> None:
    lesson = press_lesson(tuple(articles.values()))
    assert len(lesson.spans) == sum(len(question.evidence) for question in lesson.questions)


def test_a_third_cannot_be_answered(articles: dict[str, Article]) -> None:
    questions = press_lesson(tuple(articles.values())).questions
    unanswerable = sum(not question.answerable for question in questions)
    assert len(questions) == 689
    assert 0.3 < unanswerable / len(questions) < 0.4


def test_no_text_is_shared_with_the_articles_that_ship(articles: dict[str, Article]) -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = text.lower().split()
        return {tuple(words[at : at + SHARED_RUN]) for at in range(len(words) - SHARED_RUN + 1)}

    shipped = set[tuple[str, ...]]().union(*(runs(article.text) for article in bundled_articles()))
    assert not shipped & set[tuple[str, ...]]().union(*(runs(article.text) for article in articles.values()))
