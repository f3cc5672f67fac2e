"""Asks a question set of a subject and scores what comes back; knows nothing of how a subject is built.

A question that has a history is asked three times: in its conversation, which is what is scored; in its standalone
form, which tells how good the answer could be; and as it was typed but alone, which tells what the conversation is
worth. The last two stand among the baselines and count the questions with a history alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeAlias

from corpus.article import Article
from evals.metrics.citations import Resolver
from evals.metrics.retrieval import DEPTH, QuestionRetrieval, rank_articles, score_rankings
from evals.metrics.sentence_support import SupportCheck
from evals.question_set import Question, QuestionSet, QuestionSetError
from evals.scoring import Answerer, Judge, QuestionScore
from index.hit import Filters, Hit
from rag.answer import Answer
from rag.retriever import known_by

STANDALONE, NO_HISTORY = "standalone", "no_history"
"""The baselines of a conversation, by their names in run files."""


class Search(Protocol):
    """A way of finding passages: fused, terms alone, vectors alone."""

    def __call__(self, question: str, *, k: int, filters: Filters = Filters()) -> list[Hit]:
        """At most `k` hits that pass the filters, best first."""
        ...


@dataclass(frozen=True, slots=True)
class Subject:
    """What is evaluated: a store with everything that answers from it.

    `forced` answers as `answerer` does but refuses nothing; `minimum_confidence` is what `answerer` refuses below.
    `support` tells whether citations support their sentences. `baselines` and `searches` go by their names in run
    files.
    """

    articles: Mapping[str, Article]
    resolver: Resolver
    support: SupportCheck
    answerer: Answerer
    forced: Answerer
    minimum_confidence: float
    baselines: Mapping[str, Answerer]
    searches: Mapping[str, Search]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Every score of a run, in the order of the questions; retrieval only of answerable questions, by their id.

    A question whose answer nobody knows has a score for retrieval alone.
    """

    questions: QuestionSet
    scores: tuple[QuestionScore, ...]
    baselines: Mapping[str, tuple[QuestionScore, ...]]
    searches: Mapping[str, Mapping[str, QuestionRetrieval]]


Progress: TypeAlias = Callable[[Sequence[Question], str], Iterable[Question]]
"""Hands the questions on one by one and may show how far it is: a label says what is being done."""


def quietly(questions: Sequence[Question], label: str) -> Iterator[Question]:
    """Progress that shows nothing."""
    del label
    return iter(questions)


def evaluate(questions: QuestionSet, subject: Subject, *, progress: Progress = quietly) -> Evaluation:
    """Asks everything once and scores it. The same subject and questions give the same scores, timings apart.

    Raises QuestionSetError where the questions and the articles do not belong together.
    """
    check_evidence(questions, subject.articles)
    judge = Judge(subject.articles, subject.resolver, subject.support, subject.minimum_confidence)
    asked = [question for question in questions.questions if question.has_known_answer]
    return Evaluation(
        questions=questions,
        scores=tuple(_score(question, subject, judge) for question in progress(asked, "answers")),
        baselines={
            name: tuple(_score_baseline(question, baseline, judge) for question in progress(asked, name))
            for name, baseline in subject.baselines.items()
        }
        | {
            name: tuple(_score(question, subject, judge) for question in progress(alone, name))
            for name, alone in _without_conversation(asked).items()
        },
        searches={
            name: score_search([q for q in questions.questions if q.answerable], search, name, progress=progress)
            for name, search in subject.searches.items()
        },
    )


def check_evidence(questions: QuestionSet, articles: Mapping[str, Article]) -> None:
    """Raises QuestionSetError where evidence is not, letter by letter, in the articles: nothing could be right then."""
    for question in questions.questions:
        for evidence in question.evidence:
            article = articles.get(evidence.article_id)
            if article is None:
                raise QuestionSetError(
                    f"{questions.name}: {question.id!r} names the article {evidence.article_id!r}, which is not among "
                    f"the {len(articles)} that are indexed. Mend the id, or evaluate with the articles it is about."
                )
            if evidence.quote not in article.text:
                raise QuestionSetError(
                    f"{questions.name}: {question.id!r} quotes {evidence.quote!r}, which is not in the article "
                    f"{evidence.article_id!r}. Copy the quote out of the article's text."
                )


def score_search(
    questions: Sequence[Question], search: Search, label: str, *, progress: Progress = quietly
) -> dict[str, QuestionRetrieval]:
    """The retrieval score of each question, by its id; every question must be answerable.

    A question of a conversation is searched in its standalone form: this scores the search, not the rewriting.
    """
    rankings = {question.id: rank_articles(_search(search, question)) for question in progress(questions, label)}
    return score_rankings(rankings, {question.id: question.grades for question in questions})


def _without_conversation(questions: Sequence[Question]) -> dict[str, list[Question]]:
    """The questions with a history as they are without one, by the name of the baseline; nothing where none has."""
    with_history = [question for question in questions if question.history]
    if not with_history:
        return {}
    return {
        STANDALONE: [replace(q, text=q.standalone, history=(), standalone="") for q in with_history],
        NO_HISTORY: [replace(q, history=(), standalone="") for q in with_history],
    }


def _score(question: Question, subject: Subject, judge: Judge) -> QuestionScore:
    answer = _ask(subject.answerer, question)
    return judge.score(question, answer, answer if answer.answered else _ask(subject.forced, question))


def _score_baseline(question: Question, baseline: Answerer, judge: Judge) -> QuestionScore:
    answer = _ask(baseline, question)
    return judge.score(question, answer, answer)


def _ask(answerer: Answerer, question: Question) -> Answer:
    return answerer.ask(question.text, history=question.history, as_of=question.as_of)


def _search(search: Search, question: Question) -> list[Hit]:
    return search(question.asked_alone, k=DEPTH, filters=known_by(Filters(), question.as_of))
