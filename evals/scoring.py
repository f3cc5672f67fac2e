"""One question, one score; many scores, their figures.

Refusing an answerable question scores 0 wherever an answer is scored: the figures tell what someone who asks gets.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from corpus.article import Article
from evals.abstention_metrics import Outcome, score_abstention
from evals.answer_metrics import exact_match, quote_answers, token_f1
from evals.citation_metrics import CitationScore, Resolver, score_citations
from evals.question_set import Question
from rag.answer import Answer

Figures: TypeAlias = Mapping[str, float | None]
"""Figures by name; None where there is nothing to divide by, as precision of abstaining where nothing was refused."""


class Answerer(Protocol):
    """What is evaluated: a pipeline, or a baseline beside it."""

    def ask(self, question: str) -> Answer:
        """The answer or refusal."""
        ...


@dataclass(frozen=True, slots=True)
class AnswerScore:
    """`contains`: the first quoted sentence contains a known answer; the other two compare the short answer."""

    contains: bool
    exact_match: float
    token_f1: float


@dataclass(frozen=True, slots=True)
class QuestionScore:
    """What one answer was worth.

    `given` scores what was said, and is nothing where it was refused; `forced` scores what would have been said if
    nothing were refused, and is the same where something was said. `milliseconds` by stage is the only part that
    differs from run to run.
    """

    question: Question
    answered: bool
    confidence: float
    given: AnswerScore
    forced: AnswerScore
    citations: CitationScore
    milliseconds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Judge:
    """Scores answers against the articles that were indexed, by id, and the citation ids against `resolver`."""

    articles: Mapping[str, Article]
    resolver: Resolver

    def score(self, question: Question, answer: Answer, forced: Answer) -> QuestionScore:
        """The score of `answer`; `forced` is what would have been said if nothing were refused."""
        return QuestionScore(
            question=question,
            answered=answer.answered,
            confidence=answer.confidence,
            given=score_answer(answer, question),
            forced=score_answer(forced, question),
            citations=score_citations(answer, question, self.articles, self.resolver),
            milliseconds=answer.timings,
        )


def score_answer(answer: Answer, question: Question) -> AnswerScore:
    """The score of what an answer says; all 0 for a refusal, and for an unanswerable question."""
    if not question.answerable or not answer.citations:
        return AnswerScore(contains=False, exact_match=0.0, token_f1=0.0)
    short = answer.short_answer.text if answer.short_answer is not None else None
    return AnswerScore(
        contains=quote_answers(answer.citations[0].quote, question),
        exact_match=exact_match(short, question.answers),
        token_f1=token_f1(short, question.answers),
    )


def summarize(scores: Sequence[QuestionScore]) -> Figures:
    """The figures of a group of questions.

    Answer and citation figures are means over answerable questions; exact match and token F1 leave yes_no questions
    out, whose answers (« oui », « non ») are no spans of an article. `verbatim` and `resolved` are shares of all
    citations given, in answers to unanswerable questions too. The `forced_` figures are the reader's: refusals are
    looked behind.
    """
    answerable = [score for score in scores if score.question.answerable]
    with_span = [score for score in answerable if score.question.kind != "yes_no"]
    cited = sum(score.citations.cited for score in scores)
    return {
        "questions": float(len(scores)),
        "answerable": float(len(answerable)),
        "right_article": _mean(answerable, lambda score: score.citations.right_article),
        "any_right_article": _mean(answerable, lambda score: score.citations.any_right_article),
        "contains": _mean(answerable, lambda score: score.given.contains),
        "supports": _mean(answerable, lambda score: score.citations.supports),
        "any_supports": _mean(answerable, lambda score: score.citations.any_supports),
        "exact_match": _mean(with_span, lambda score: score.given.exact_match),
        "token_f1": _mean(with_span, lambda score: score.given.token_f1),
        "forced_contains": _mean(answerable, lambda score: score.forced.contains),
        "forced_exact_match": _mean(with_span, lambda score: score.forced.exact_match),
        "forced_token_f1": _mean(with_span, lambda score: score.forced.token_f1),
        "citations": float(cited),
        "verbatim": sum(score.citations.verbatim for score in scores) / cited if cited else None,
        "resolved": sum(score.citations.resolved for score in scores) / cited if cited else None,
        **_abstention_figures(scores),
    }


def outcomes(scores: Sequence[QuestionScore]) -> list[Outcome]:
    """The scores as abstention sees them."""
    return [
        Outcome(score.question.answerable, score.answered, score.confidence, score.forced.contains) for score in scores
    ]


def group_by(scores: Sequence[QuestionScore], label: Callable[[Question], str]) -> dict[str, Figures]:
    """The figures of each group of questions under one label, labels in order, largest first."""
    sizes = Counter(label(score.question) for score in scores)
    ordered = sorted(sizes, key=lambda name: (-sizes[name], name))
    return {name: summarize([score for score in scores if label(score.question) == name]) for name in ordered}


def _abstention_figures(scores: Sequence[QuestionScore]) -> Figures:
    if not scores:
        return {}
    abstention = score_abstention(outcomes(scores))
    return {
        "abstention_precision": abstention.precision,
        "abstention_recall": abstention.recall,
        "abstention_f1": abstention.f1,
        "coverage": abstention.coverage,
        "answered_accuracy": abstention.answered_accuracy,
        "risk_coverage_area": abstention.risk_coverage_area,
    }


def _mean(scores: Sequence[QuestionScore], value: Callable[[QuestionScore], float]) -> float | None:
    return sum(value(score) for score in scores) / len(scores) if scores else None
