"""How well each entrant finds: recall@5 and nDCG@10 by article, their intervals, and Sourcier's lead on each.

Each question is asked of every entrant, so entrants are compared question by question: intervals are over the same
resamples for all, the tests are paired randomisation tests, corrected together by Holm's method.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from evals.metrics.bootstrap import Interval, Ratio, Values, bootstrap_intervals
from evals.metrics.paired_test import holm, sign_flip_p
from evals.metrics.retrieval import QuestionRetrieval, score_rankings

REFERENCE = "sourcier"
MEASURES: Final = ("recall@5", "ndcg@10")

Measured: TypeAlias = tuple[str, str]
"""An entrant's name and one of MEASURES."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over questions, with the 95 % interval of a bootstrap over questions."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Lead:
    """What Sourcier's mean is above the entrant's, and the p of no difference, corrected for all that are tested."""

    difference: Estimate
    p: float


@dataclass(frozen=True, slots=True)
class Quality:
    """By the names of MEASURES. `leads` is empty for Sourcier itself, and where Sourcier did not race."""

    figures: Mapping[str, Estimate]
    leads: Mapping[str, Lead]


def judge_rankings(
    rankings: Mapping[str, Mapping[str, Sequence[str]]], relevant: Mapping[str, Mapping[str, int]]
) -> dict[str, Quality]:
    """The quality of each entrant's rankings of articles by question, all over the questions of `relevant`.

    `relevant` has the grade of each relevant article. A question without a ranking scores 0.
    """
    values = {
        (name, measure): found
        for name, ranked in rankings.items()
        for measure, found in _values(score_rankings(ranked, relevant), list(relevant)).items()
    }
    differences = {
        (name, measure): values[REFERENCE, measure] - found
        for (name, measure), found in values.items()
        if name != REFERENCE and REFERENCE in rankings
    }
    figures, leads = _estimates(values), _leads(differences)
    return {
        name: Quality(
            {measure: figures[name, measure] for measure in MEASURES},
            {measure: leads[name, measure] for measure in MEASURES if (name, measure) in leads},
        )
        for name in rankings
    }


def _values(scores: Mapping[str, QuestionRetrieval], order: Sequence[str]) -> dict[str, Values]:
    """By measure, a value a question in the given order."""
    found = [scores[question].score for question in order]
    return {
        "recall@5": np.array([score.recall[5] for score in found], dtype=np.float64),
        "ndcg@10": np.array([score.ndcg for score in found], dtype=np.float64),
    }


def _leads(differences: Mapping[Measured, Values]) -> dict[Measured, Lead]:
    """The lead that each difference, one a question, makes; the p of all corrected together."""
    estimates = _estimates(differences)
    corrected = holm({"/".join(key): sign_flip_p(each.tolist()) for key, each in differences.items()})
    return {key: Lead(estimate, corrected["/".join(key)]) for key, estimate in estimates.items()}


def _estimates(values: Mapping[Measured, Values]) -> dict[Measured, Estimate]:
    means = {"/".join(key): Ratio(each, np.ones_like(each)) for key, each in values.items()}
    questions = len(next(iter(values.values()), ()))
    intervals = bootstrap_intervals(means, questions) if values else {}
    return {key: _estimate(each, intervals["/".join(key)]) for key, each in values.items()}


def _estimate(values: Values, interval: Interval | None) -> Estimate:
    assert interval is not None, "a mean over questions is defined in every resample"
    return Estimate(float(values.mean()), interval.low, interval.high)
