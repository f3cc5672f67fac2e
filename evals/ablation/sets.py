"""What ablations are measured on: the development questions, and a data set where one is given; never the test set."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from corpus.article import Article
from evals.ablation.verdicts import Asked
from evals.bundled import bundled_articles
from evals.datasets.squad import Dataset
from evals.learning.lessons import DEVELOPMENT_QUESTIONS
from evals.question_set import Question, QuestionSet, load_questions
from evals.subjects import temporary_index
from evals.unanswerable import hide_half
from index.article_index import ArticleIndex
from index.hit import Filters
from rag.pipeline import check_question
from rag.retriever import IndexRetriever, known_by
from rag.settings import Settings


@dataclass(frozen=True, slots=True)
class EvaluatedSet:
    """Articles and the questions on them."""

    articles: tuple[Article, ...]
    questions: QuestionSet

    @property
    def name(self) -> str:
        """The name of the questions."""
        return self.questions.name


@dataclass(frozen=True, slots=True)
class AskedSet:
    """Every question with what was retrieved for it from an open index."""

    name: str
    index: ArticleIndex
    asked: tuple[Asked, ...]


def search_sets(dataset: Dataset | None) -> tuple[EvaluatedSet, ...]:
    """What searches are measured on."""
    development = EvaluatedSet(bundled_articles(), load_questions(DEVELOPMENT_QUESTIONS))
    return (development, *(EvaluatedSet(part.articles, part.questions) for part in [dataset] if part is not None))


def reader_sets(dataset: Dataset | None) -> tuple[EvaluatedSet, ...]:
    """What readers are measured on: the data set once more with half of its pages hidden, to have what to refuse."""
    hidden = None if dataset is None else hide_half(dataset)
    return (
        *search_sets(dataset),
        *(EvaluatedSet(part.articles, part.questions) for part in [hidden] if part is not None),
    )


@contextmanager
def asked_set(evaluated: EvaluatedSet, settings: Settings) -> Iterator[AskedSet]:
    """The set, each question retrieved for as the service does; the index is open while the block runs."""
    with temporary_index(evaluated.articles, settings) as index:
        asked = ask_all(evaluated.questions.questions, index, settings)
        yield AskedSet(evaluated.name, index, asked)


def ask_all(questions: Sequence[Question], index: ArticleIndex, settings: Settings) -> tuple[Asked, ...]:
    """What the service retrieves for each question."""
    retriever = IndexRetriever(index)
    texts = [check_question(question.asked_alone) for question in questions]
    return tuple(
        Asked(
            question,
            text,
            tuple(retriever.retrieve(text, k=settings.k, filters=known_by(Filters(), question.as_of))),
        )
        for question, text in zip(questions, texts, strict=True)
    )
