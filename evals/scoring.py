"""One question, one score.

Refusing an answerable question scores 0 wherever an answer is scored: the figures tell what someone who asks gets.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, Self

from corpus.article import Article
from evals.metrics.abstention import Outcome
from evals.metrics.citations import CitationScore, Resolver, score_citations
from evals.metrics.conflicts import ConflictScore, score_conflict
from evals.metrics.published_rules import NOTHING_GIVEN, PublishedScore, score_published
from evals.metrics.sentence_support import SentenceSupport, SupportCheck, score_sentence_support
from evals.metrics.short_answers import exact_match, quote_answers, token_f1
from evals.metrics.yes_no import VerdictScore, score_verdict
from evals.question_set import Question
from evals.runs.diagnosis import Diagnosis, diagnose
from rag.answer import Answer, Citation
from rag.conversation import Turn


class Answerer(Protocol):
    """What is evaluated: a pipeline, or a baseline beside it."""

    def ask(self, question: str, *, history: Sequence[Turn] = (), as_of: date | None = None) -> Answer:
        """The answer or refusal; `history` was said before, and nothing published after `as_of` is known."""
        ...


@dataclass(frozen=True, slots=True)
class AnswerScore:
    """`contains`: the first quoted sentence contains a known answer; the other two compare the short answer."""

    contains: bool
    exact_match: float
    token_f1: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words of a citation stand, without the words: `article.text[start:end]` of `article_id`."""

    id: str
    article_id: str
    start: int
    end: int

    @classmethod
    def of(cls, citation: Citation) -> Self:
        """The place of a citation."""
        return cls(citation.id, citation.article.id, citation.start, citation.end)


@dataclass(frozen=True, slots=True)
class Said:
    """What was said, by places alone: all citations, the short answer inside the article of one of them, and the
    first citation of what would have been said if nothing were refused; None where there is none.
    """

    citations: tuple[Place, ...]
    short_answer: tuple[int, int] | None
    forced_citation: Place | None


@dataclass(frozen=True, slots=True)
class QuestionScore:
    """What one answer was worth.

    `given` scores what was said, and is nothing where it was refused; `forced` scores what would have been said if
    nothing were refused, and is the same where something was said; the two `published` ones score the same short
    answers by published rules. `conflict` is there only for a question whose articles differ, `verdict` only
    for one for yes or no. `milliseconds` by stage is the only part that differs from run to run.
    """

    question: Question
    answered: bool
    confidence: float
    given: AnswerScore
    forced: AnswerScore
    published: PublishedScore
    forced_published: PublishedScore
    citations: CitationScore
    sentences: SentenceSupport
    conflict: ConflictScore | None
    verdict: VerdictScore | None
    diagnosis: Diagnosis
    said: Said
    milliseconds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Judge:
    """Scores answers against the articles that were indexed, by id, and the citation ids against `resolver`.

    `minimum_confidence` is what the answers were refused below; it decides nothing here and is told in reasons.
    """

    articles: Mapping[str, Article]
    resolver: Resolver
    support: SupportCheck
    minimum_confidence: float

    def score(self, question: Question, answer: Answer, forced: Answer) -> QuestionScore:
        """The score of `answer`; `forced` is what would have been said if nothing were refused."""
        return QuestionScore(
            question=question,
            answered=answer.answered,
            confidence=answer.confidence,
            given=score_answer(answer, question),
            forced=score_answer(forced, question),
            published=_score_published(answer, question),
            forced_published=_score_published(forced, question),
            citations=score_citations(answer, question, self.articles, self.resolver),
            sentences=score_sentence_support(answer, self.support),
            conflict=score_conflict(answer, question),
            verdict=score_verdict(answer, question),
            diagnosis=diagnose(question, answer, forced, minimum_confidence=self.minimum_confidence),
            said=_said(answer, forced),
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


def _score_published(answer: Answer, question: Question) -> PublishedScore:
    if not question.answerable or answer.short_answer is None:
        return NOTHING_GIVEN
    return score_published(answer.short_answer.text, question.answers)


def outcomes(scores: Sequence[QuestionScore]) -> list[Outcome]:
    """The scores as abstention sees them."""
    return [
        Outcome(score.question.answerable, score.answered, score.confidence, score.forced.contains) for score in scores
    ]


def _said(answer: Answer, forced: Answer) -> Said:
    short = answer.short_answer
    return Said(
        citations=tuple(Place.of(citation) for citation in answer.citations),
        short_answer=(short.start, short.end) if short is not None else None,
        forced_citation=Place.of(forced.citations[0]) if forced.citations else None,
    )
