"""What a reader would have said, and whether it would have spoken: from readings that are made once for all weights.

Learned weights are tried by the dozen, so nothing is cited and no short answer is sought here. A test holds what is
said, and when, to what the service says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evals.ablation.reader_variants import Rules
from evals.ablation.readings import blinded
from evals.learning.choice_model import Floats
from evals.metrics.abstention import Outcome, RiskCoverageArea
from evals.metrics.bootstrap import Figure, Ratio
from evals.metrics.short_answers import quote_answers
from evals.naive_reader import NaiveReader
from evals.question_set import Question
from index.hit import Hit
from rag.answer import NOTHING_READ
from rag.pipeline import is_foreign
from rag.reading.confidence import confidence, confidence_features
from rag.reading.linear_model import LinearModel
from rag.reading.sentence_features import FEATURES
from rag.reading.sentence_reader import Reading, is_off_the_subject

SILENT = NOTHING_READ.confidence


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the words it is asked in, and what was retrieved for them, best first."""

    question: Question
    text: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned: which sentence is said, how sure that is, and how sure is sure enough."""

    sentences: LinearModel
    confidence: LinearModel
    minimum_confidence: float


def judge(
    asked: Asked, reading: Reading, weights: Weights, rules: Rules, *, left_out: frozenset[str] = frozenset()
) -> Outcome:
    """What became of the question: `right` is about the first quote, also where it was withheld."""
    question = asked.question
    if not reading.sentences or _silenced(asked, reading, rules):
        return Outcome(question.answerable, answered=False, confidence=SILENT, right=False)
    seen = blinded(reading, left_out)
    scores: Floats = seen.features @ weights.sentences.column(FEATURES)
    best = seen.sentences[int(np.argmax(scores))]
    evidence = confidence_features(seen.question, seen.passages, seen.features, scores)
    sure = confidence(evidence, weights.confidence)
    least = weights.minimum_confidence if rules.confidence else 0.0
    return Outcome(question.answerable, sure >= least, sure, _answers(best[1].text, question))


def judge_naive(asked: Asked, reader: NaiveReader) -> Outcome:
    """What became of the question where the naive reader answers it; it refuses nothing."""
    draft = reader.read(asked.text, asked.hits[:1])
    said = draft.quotes[0].text if draft.quotes else ""
    return Outcome(asked.question.answerable, bool(said), draft.confidence, _answers(said, asked.question))


def reader_figures(outcomes: Sequence[Outcome]) -> Mapping[str, Figure]:
    """Figures by name, question by question; abstention F1 says nothing where every question is answerable."""
    answerable = np.array([outcome.answerable for outcome in outcomes], dtype=np.float64)
    answered = np.array([outcome.answered for outcome in outcomes], dtype=np.float64)
    right = np.array([outcome.right for outcome in outcomes], dtype=np.float64)
    refused, unanswerable = 1 - answered, 1 - answerable
    return {
        "forced_contains": Ratio(right * answerable, answerable),
        "abstention_f1": Ratio(2 * refused * unanswerable, refused + unanswerable, needed=unanswerable),
        "risk_coverage_area": RiskCoverageArea.of(outcomes),
        "answered_accuracy": Ratio(right * answered, answered),
        "coverage": Ratio(answered, np.ones(len(outcomes))),
    }


def _silenced(asked: Asked, reading: Reading, rules: Rules) -> bool:
    foreign = rules.language and is_foreign(asked.text, asked.hits)
    return foreign or (rules.subject and is_off_the_subject(reading))


def _answers(quote: str, question: Question) -> bool:
    return question.answerable and bool(quote) and quote_answers(quote, question)
