"""Whether the service knows when the articles don't tell: abstention, and risk against coverage.

Abstaining is the positive class: a true positive is an unanswerable question that was not answered. Answering is
rewarded nowhere here, so these figures mean something only beside `answered_accuracy`, and are reported together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Self

import numpy as np
from numpy.typing import NDArray

from evals.metrics.bootstrap import Counts, Figure, Ratio, Values, figure_values


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
    values = figure_values(abstention_figures(outcomes), len(outcomes))
    coverage, area = values["coverage"], values["risk_coverage_area"]
    assert coverage is not None, "some share is answered of any questions"
    assert area is not None, "there is an area under any curve"
    return Abstention(
        precision=values["abstention_precision"],
        recall=values["abstention_recall"],
        f1=values["abstention_f1"],
        coverage=coverage,
        answered_accuracy=values["answered_accuracy"],
        risk_coverage_area=area,
    )


def abstention_figures(outcomes: Sequence[Outcome]) -> dict[str, Figure]:
    """The figures by their names in a run. Raises ValueError where there is no outcome."""
    area = RiskCoverageArea.of(outcomes)
    answered = _column(outcome.answered for outcome in outcomes)
    refused, unanswerable = 1 - answered, 1 - _column(outcome.answerable for outcome in outcomes)
    right = _column(outcome.right for outcome in outcomes)
    both = refused * unanswerable
    return {
        "abstention_precision": Ratio(both, refused),
        "abstention_recall": Ratio(both, unanswerable),
        "abstention_f1": Ratio(2 * both, refused + unanswerable, needed=unanswerable),
        "coverage": Ratio(answered, np.ones(len(outcomes))),
        "answered_accuracy": Ratio(answered * right, answered),
        "risk_coverage_area": area,
        "excess_risk_coverage_area": ExcessRiskCoverageArea(area),
    }


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
    """The mean risk over the coverages 1/n … n/n, AURC (Geifman, Uziel and El-Yaniv 2019); 0 is best.

    Outcomes of one confidence count as if in the mean of all their orders, so the order of the questions is nothing.
    """
    return float(RiskCoverageArea.of(outcomes).over(_once(outcomes))[0])


def excess_risk_coverage_area(outcomes: Sequence[Outcome]) -> float:
    """How much of the area is the confidence's fault, E-AURC (Geifman, Uziel and El-Yaniv 2019); 0 is best.

    The area less the one that the same outcomes would have if every right one were surer than every wrong one.
    """
    return float(ExcessRiskCoverageArea(RiskCoverageArea.of(outcomes)).over(_once(outcomes))[0])


@dataclass(frozen=True, slots=True)
class RiskCoverageArea:
    """`risk_coverage_area` over resamples.

    `order` holds the places of the outcomes, surest first, `starts` where in it each different confidence begins, and
    `wrong`, in the order of `order`, 1 for an outcome that is not right.
    """

    order: NDArray[np.intp]
    starts: NDArray[np.intp]
    wrong: Values

    @classmethod
    def of(cls, outcomes: Sequence[Outcome]) -> Self:
        """The area under the curve of these outcomes. Raises ValueError where there is none."""
        if not outcomes:
            raise ValueError("The risk–coverage area is taken over at least one question; none came.")
        order = np.array(sorted(range(len(outcomes)), key=lambda place: -outcomes[place].confidence), dtype=np.intp)
        sure = np.array([outcomes[place].confidence for place in order])
        wrong = np.array([not outcomes[place].right for place in order], dtype=np.float64)
        return cls(order, np.flatnonzero(np.diff(sure, prepend=np.inf)), wrong)

    def over(self, counts: Counts) -> Values:
        """The area over each resample; NaN over one that is empty.

        After `taken` outcomes, of which `lost` are wrong, come `size` more of one confidence, of which the share `s`
        is wrong. The risks there are (lost + s·j) / (taken + j) for j = 1 … size, and add up to
        s·size + (lost - s·taken) · (H(taken + size) - H(taken)), with H(n) = 1 + 1/2 + … + 1/n.
        """
        ordered = counts[:, self.order]
        sizes = np.add.reduceat(ordered, self.starts, axis=1)
        wrong = np.add.reduceat(ordered * self.wrong, self.starts, axis=1)
        ends = np.cumsum(sizes, axis=1)
        taken, lost = ends - sizes, np.cumsum(wrong, axis=1) - wrong
        harmonic = _harmonic(int(ends[:, -1].max()))
        between = harmonic[ends.astype(np.intp)] - harmonic[taken.astype(np.intp)]
        shares = np.divide(wrong, sizes, out=np.zeros_like(wrong), where=sizes > 0)
        return _divided((wrong + (lost - shares * taken) * between).sum(axis=1), ends[:, -1])


@dataclass(frozen=True, slots=True)
class ExcessRiskCoverageArea:
    """`excess_risk_coverage_area` over resamples."""

    area: RiskCoverageArea

    def over(self, counts: Counts) -> Values:
        """The excess over each resample: its area less the smallest that as many wrong outcomes allow.

        There, the risks are 0 until only wrong ones are left: (i - right) / i for i = right + 1 … n, which add up to
        wrong - right · (H(n) - H(right)).
        """
        ordered = counts[:, self.area.order]
        total, wrong = ordered.sum(axis=1), ordered @ self.area.wrong
        right = total - wrong
        harmonic = _harmonic(int(total.max()))
        least = wrong - right * (harmonic[total.astype(np.intp)] - harmonic[right.astype(np.intp)])
        return self.area.over(counts) - _divided(least, total)


def _harmonic(count: int) -> Values:
    """H(0) … H(count)."""
    return np.concatenate([[0.0], np.cumsum(1 / np.arange(1, count + 1))])


def _divided(parts: Values, wholes: Values) -> Values:
    quotients: Values = np.full(len(parts), np.nan)
    return np.divide(parts, wholes, out=quotients, where=wholes > 0)


def _once(outcomes: Sequence[Outcome]) -> Counts:
    return np.ones((1, len(outcomes)))


def _by_confidence(outcomes: Sequence[Outcome]) -> list[tuple[float, list[Outcome]]]:
    ordered = sorted(outcomes, key=lambda outcome: -outcome.confidence)
    return [(confidence, list(group)) for confidence, group in groupby(ordered, key=lambda outcome: outcome.confidence)]


def _column(values: Iterable[bool]) -> Values:
    return np.array(list(values), dtype=np.float64)
