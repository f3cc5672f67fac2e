"""Whether the service knows when the articles don't tell: abstention, and risk against coverage.

Abstaining is the positive class: a true positive is an unanswerable question that was not answered. Answering is
rewarded nowhere here, so these figures mean something only beside `answered_accuracy`, and are reported together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question: could it be answered, was it, how sure was the service, and was its first quote right.

    `right` is what the best answer was worth, also where it was withheld; an unanswerable question has no right one.
    """

    answerable: bool
    answered: bool
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Abstention:
    """The figures of abstaining; a ratio over nothing is None, as where no question is unanswerable.

    `answered_accuracy` is the share of right answers among those given, unanswerable questions included.
    """

    precision: float | None
    recall: float | None
    f1: float | None
    coverage: float
    answered_accuracy: float | None
    risk_coverage_area: float


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """Answering from `threshold` up: the share of questions answered, and the share of those answered wrongly."""

    threshold: float
    coverage: float
    risk: float


def score_abstention(outcomes: Sequence[Outcome]) -> Abstention:
    """The figures over all outcomes. Raises ValueError where there is none."""
    if not outcomes:
        raise ValueError("Abstention is scored over at least one question; none came.")
    abstained = sum(not outcome.answered for outcome in outcomes)
    unanswerable = sum(not outcome.answerable for outcome in outcomes)
    both = sum(not outcome.answered and not outcome.answerable for outcome in outcomes)
    answered = [outcome for outcome in outcomes if outcome.answered]
    return Abstention(
        precision=_ratio(both, abstained),
        recall=_ratio(both, unanswerable),
        f1=_ratio(2 * both, abstained + unanswerable) if unanswerable else None,
        coverage=len(answered) / len(outcomes),
        answered_accuracy=_ratio(sum(outcome.right for outcome in answered), len(answered)),
        risk_coverage_area=risk_coverage_area(outcomes),
    )


def risk_coverage(outcomes: Sequence[Outcome]) -> list[RiskPoint]:
    """One point for each different confidence, surest first (El-Yaniv and Wiener 2010)."""
    points: list[RiskPoint] = []
    taken = wrong = 0
    for confidence, group in _by_confidence(outcomes):
        taken += len(group)
        wrong += sum(not outcome.right for outcome in group)
        points.append(RiskPoint(confidence, taken / len(outcomes), wrong / taken))
    return points


def risk_coverage_area(outcomes: Sequence[Outcome]) -> float:
    """The mean risk over the coverages 1/n … n/n (Geifman, Uziel and El-Yaniv 2019); 0 is best.

    Outcomes of one confidence count as if in the mean of all their orders, so the order of the questions is nothing.
    """
    risks: list[float] = []
    wrong = 0.0
    for _, group in _by_confidence(outcomes):
        share = sum(not outcome.right for outcome in group) / len(group)
        for _ in group:
            wrong += share
            risks.append(wrong / (len(risks) + 1))
    return sum(risks) / len(risks)


def _by_confidence(outcomes: Sequence[Outcome]) -> list[tuple[float, list[Outcome]]]:
    ordered = sorted(outcomes, key=lambda outcome: -outcome.confidence)
    return [(confidence, list(group)) for confidence, group in groupby(ordered, key=lambda outcome: outcome.confidence)]


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
