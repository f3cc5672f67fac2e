"""The training set: whole, true to its articles, and apart from what is reported."""

import pytest

from corpus.article import Article
from evals.bundled import bundled_articles
from evals.learning.lessons import TRAINING, press_articles, press_lesson
from evals.question_set import load_questions
from index.french_analysis import search_terms

SHARED_RUN = 8  # words in a row that two independent texts hardly ever share


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return {article.id: article for article in press_articles()}


def test_every_answer_is_proved_by_a_sentence_of_its_article(articles: dict[str, Article]) -> None:
    lesson = press_lesson(tuple(articles.values()))
    proved = {span.question_id for span in lesson.spans}
    assert [question.id for question in lesson.questions if question.answerable and question.id not in proved] == []
    evidence = sum(len(question.evidence) for question in lesson.questions)
    assert len(lesson.spans) == evidence


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


@pytest.mark.parametrize("name", ["development", "test"])
def test_no_question_is_asked_again_where_it_counts(name: str) -> None:
    training = {
        frozenset(search_terms(question.text))
        for path in TRAINING.glob("*.jsonl")
        for question in load_questions(path).questions
    }
    counted = load_questions(TRAINING.parent / f"{name}.jsonl").questions
    assert not [question.id for question in counted if frozenset(search_terms(question.text)) in training]
