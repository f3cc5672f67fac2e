"""Chooses, on development questions, how sure to be before speaking."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from evals.metrics.abstention import Outcome, score_abstention

NEIGHBOURS = 3
AS_GOOD = 0.02  # F1 of some hundred questions: two of them


@dataclass(frozen=True, slots=True)
class Threshold:
    """A least confidence, and the F1 of abstaining that it reaches."""

    minimum_confidence: float
    f1: float


def best_threshold(outcomes: Sequence[Outcome]) -> Threshold:
    """The lowest of the confidences whose F1 of abstaining is as good as the best.

    Between two confidences that follow each other every threshold decides alike: the middle stands for them. Of
    neighbouring thresholds the figures of so few questions say little, so each is judged by the mean over itself and
    the `NEIGHBOURS` on either side, and one that comes within `AS_GOOD` of the best counts as as good: of those, the
    lowest refuses least.
    """
    known = sorted({outcome.confidence for outcome in outcomes})
    if len(known) < 2:
        raise ValueError("A threshold needs answers of at least two different confidences.")
    middles = [(low + high) / 2 for low, high in pairwise(known)]
    scores = [_f1_at(outcomes, middle) for middle in middles]
    smooth = [_mean_around(scores, place) for place in range(len(scores))]
    best = next(place for place, score in enumerate(smooth) if score >= max(smooth) - AS_GOOD)
    return Threshold(minimum_confidence=round(middles[best], 3), f1=scores[best])


def _mean_around(scores: Sequence[float], place: int) -> float:
    around = scores[max(0, place - NEIGHBOURS) : place + NEIGHBOURS + 1]
    return sum(around) / len(around)


def _f1_at(outcomes: Sequence[Outcome], threshold: float) -> float:
    decided = [
        Outcome(outcome.answerable, outcome.confidence >= threshold, outcome.confidence, outcome.right)
        for outcome in outcomes
    ]
    return score_abstention(decided).f1 or 0.0
