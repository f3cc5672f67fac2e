"""Whether confidence means what it says: of the answers given at 0.7, seven in ten should be right.

The event that confidence predicts is that the first quote is right, also where it was withheld; a question that has no
answer has no right quote. So these figures are taken over every question of a set, refused or not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from evals.metrics.abstention import Outcome
from evals.metrics.bootstrap import Counts, Figure, Ratio, Values

BINS: Final = 10
_ROUNDING: Final = 1e-9  # a quotient of two sums of the same numbers can pass 1 by its last bit


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """The outcomes whose confidence is above `low` and at most `high` (from 0 in the first bin).

    `confidence` and `accuracy` are their mean confidence and the share of them that is right, None for no outcome.
    """

    low: float
    high: float
    count: int
    confidence: float | None
    accuracy: float | None


def calibration_figures(outcomes: Sequence[Outcome]) -> dict[str, Figure]:
    """The figures by their names in a run. Raises ValueError where a confidence is not from 0 to 1."""
    return {
        "brier_score": brier_score(outcomes),
        "calibration_error": CalibrationError.of(outcomes),
        "equal_mass_calibration_error": EqualMassCalibrationError.of(outcomes),
    }


def reliability_bins(outcomes: Sequence[Outcome]) -> list[ReliabilityBin]:
    """Ten bins of equal width: a reliability diagram (Niculescu-Mizil and Caruana 2005)."""
    places = _bin_places(_confidences(outcomes))
    grouped = [[outcome for outcome, at in zip(outcomes, places, strict=True) if at == place] for place in range(BINS)]
    return [
        ReliabilityBin(
            low=place / BINS,
            high=(place + 1) / BINS,
            count=len(group),
            confidence=sum(outcome.confidence for outcome in group) / len(group) if group else None,
            accuracy=sum(outcome.right for outcome in group) / len(group) if group else None,
        )
        for place, group in enumerate(grouped)
    ]


def brier_score(outcomes: Sequence[Outcome]) -> Ratio:
    """The mean squared distance of confidence from 1 where right and from 0 where wrong (Brier 1950); 0 is best."""
    gaps = _confidences(outcomes) - _rights(outcomes)
    return Ratio(gaps**2, np.ones(len(outcomes)))


@dataclass(frozen=True, slots=True)
class CalibrationError:
    """The expected calibration error: how far, on average, confidence is from accuracy within its bin; 0 is best.

    Ten bins of equal width; in each the distance between mean confidence and the share that is right, weighted by how
    many outcomes it holds (Naeini, Cooper and Hauskrecht 2015). `gaps` has a row an outcome, a column a bin, and in
    the outcome's bin its confidence less 1 if it is right.
    """

    gaps: NDArray[np.float64]

    @classmethod
    def of(cls, outcomes: Sequence[Outcome]) -> Self:
        """The error of these outcomes. Raises ValueError where a confidence is not from 0 to 1."""
        confidences = _confidences(outcomes)
        gaps = np.zeros((len(outcomes), BINS))
        gaps[np.arange(len(outcomes)), _bin_places(confidences)] = confidences - _rights(outcomes)
        return cls(gaps)

    def over(self, counts: Counts) -> Values:
        """The error over each resample; NaN over one that is empty."""
        return _per_outcome(np.abs(counts @ self.gaps).sum(axis=1), counts.sum(axis=1))


@dataclass(frozen=True, slots=True)
class EqualMassCalibrationError:
    """The calibration error over ten bins of equally many outcomes, for sets whose confidences crowd together.

    The bins are those of Nguyen and O'Connor 2015, who take the root of the mean square; here the distance is absolute,
    as in `CalibrationError`, so that the two can be laid side by side. A bin may end inside a run of equal confidences
    or inside one outcome, which then counts in parts: neither the order of the questions nor a remainder matters.

    `order` holds the places of the outcomes, least sure first, `starts` where in it each different confidence begins,
    `gaps` in that order the confidence less 1 where right.
    """

    order: NDArray[np.intp]
    starts: NDArray[np.intp]
    gaps: Values

    @classmethod
    def of(cls, outcomes: Sequence[Outcome]) -> Self:
        """The error of these outcomes. Raises ValueError where a confidence is not from 0 to 1."""
        confidences = _confidences(outcomes)
        order = np.argsort(confidences, kind="stable")
        starts = np.flatnonzero(np.diff(confidences[order], prepend=-np.inf))
        return cls(order, starts, (confidences - _rights(outcomes))[order])

    def over(self, counts: Counts) -> Values:
        """The error over each resample; NaN over one that is empty."""
        ordered = counts[:, self.order]
        masses = np.cumsum(np.add.reduceat(ordered, self.starts, axis=1), axis=1)
        summed = np.cumsum(np.add.reduceat(ordered * self.gaps, self.starts, axis=1), axis=1)
        return np.array([_equal_mass_error(mass, gap) for mass, gap in zip(masses, summed, strict=True)])


def _equal_mass_error(masses: Values, gaps: Values) -> float:
    """The error of one resample, from how many outcomes there are up to each confidence and the sum of their gaps."""
    total = masses[-1]
    if not total:
        return float("nan")
    edges = np.linspace(0.0, total, BINS + 1)
    at_edges = np.interp(edges, np.concatenate([[0.0], masses]), np.concatenate([[0.0], gaps]))
    return float(np.abs(np.diff(at_edges)).sum() / total)


def _per_outcome(sums: Values, outcomes: Values) -> Values:
    means: Values = np.full(len(sums), np.nan)
    return np.divide(sums, outcomes, out=means, where=outcomes > 0)


def _bin_places(confidences: Values) -> NDArray[np.intp]:
    """The bin of each confidence: above its lower end and at most its upper, as in Guo et al. 2017."""
    return np.searchsorted(np.arange(1, BINS) / BINS, confidences)


def _confidences(outcomes: Sequence[Outcome]) -> Values:
    confidences = np.array([outcome.confidence for outcome in outcomes], dtype=np.float64)
    clipped = np.clip(confidences, 0.0, 1.0)
    if not np.allclose(confidences, clipped, rtol=0.0, atol=_ROUNDING):
        raise ValueError(
            f"A confidence is a probability, from 0 to 1; here they go from {confidences.min()} to {confidences.max()}."
        )
    return clipped


def _rights(outcomes: Sequence[Outcome]) -> Values:
    return np.array([outcome.right for outcome in outcomes], dtype=np.float64)
