"""What is learned from: a SQuAD-format file, and the press articles and questions written for learning."""

import hashlib
from pathlib import Path

from corpus.article import Article
from evals.bundled import bundled_articles
from evals.datasets.squad import AnswerSpan, Dataset
from evals.learning.examples import Lesson
from evals.question_set import Question, load_questions

TRAINING = Path(__file__).parent.parent / "questions" / "training"
DEVELOPMENT_QUESTIONS = TRAINING.parent / "development.jsonl"
"""What settings are chosen on; nothing is learned from them."""


def squad_lesson(dataset: Dataset) -> Lesson:
    """The questions of a SQuAD-format file; a page is a subject."""
    return Lesson(dataset.questions.questions, dataset.spans, dataset.pages)


def press_articles() -> tuple[Article, ...]:
    """The articles written for learning; nothing of them is in the articles that ship."""
    return bundled_articles(TRAINING / "articles")


def press_lesson(articles: tuple[Article, ...]) -> Lesson:
    """The questions on them; the sentence that proves an answer is its span, an article is a subject."""
    questions = tuple(
        question for path in sorted(TRAINING.glob("*.jsonl")) for question in load_questions(path).questions
    )
    texts = {article.id: article.text for article in articles}
    spans = [span for question in questions for span in _spans(question, texts)]
    return Lesson(questions, spans, {article.id: article.id for article in articles})


def press_fingerprint() -> str:
    """The SHA-256 of all files of the training set, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(TRAINING.rglob("*.*")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _spans(question: Question, texts: dict[str, str]) -> list[AnswerSpan]:
    return [
        AnswerSpan(question.id, evidence.article_id, start, start + len(evidence.quote))
        for evidence in question.evidence
        if (start := texts[evidence.article_id].find(evidence.quote)) >= 0
    ]
