"""How far a figure would move with other questions of the same sort: 95 % bootstrap intervals.

The questions are a sample of those that could be asked. Drawing as many again from them, with replacement, and taking
the figure anew, shows how much of it is that sample's chance (Efron 1979); the middle 95 % of the figures found is the
interval (the percentile method, Efron and Tibshirani 1993, chapter 13). A ratio such as F1 is formed anew on each
resample, never averaged. The questions are what varies: the interval says nothing of other articles, nor of whether
the known answers are right.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Values: TypeAlias = NDArray[np.float64]
"""One number a question, in the order of the questions, or one a resample."""
Counts: TypeAlias = NDArray[np.float64]
"""A row a resample, a column a question: how often the resample holds the question."""

RESAMPLES: Final = 2_000
SEED: Final = 1979
_BLOCK: Final = 250  # resamples at a time: 250 x 10,000 questions are 20 MB


class Figure(Protocol):
    """A figure that can be taken over the questions and over every resample of them."""

    def over(self, counts: Counts) -> Values:
        """The figure over each row of `counts`; NaN where it is undefined."""
        ...


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle 95 % of a figure over resamples."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Ratio:
    """A sum over questions divided by another; undefined where that, or the sum of `needed`, is 0.

    A mean is one too: its lower sum counts the questions that it is over. `needed` is for a ratio that says nothing
    without some of its questions, as F1 of abstaining without an unanswerable one.
    """

    parts: Values
    wholes: Values
    needed: Values | None = None

    def over(self, counts: Counts) -> Values:
        """The ratio over each resample."""
        wholes = counts @ self.wholes
        defined = wholes > 0 if self.needed is None else (wholes > 0) & (counts @ self.needed > 0)
        ratios: Values = np.full(len(counts), np.nan)
        return np.divide(counts @ self.parts, wholes, out=ratios, where=defined)


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure after less the same before, over the same resample: a paired bootstrap."""

    before: Figure
    after: Figure

    def over(self, counts: Counts) -> Values:
        """The difference over each resample; NaN where either is undefined."""
        return self.after.over(counts) - self.before.over(counts)


def figure_values(figures: Mapping[str, Figure], questions: int) -> dict[str, float | None]:
    """Each figure over the questions as they are; None where it is undefined."""
    once = np.ones((1, questions))
    values = {name: float(figure.over(once)[0]) for name, figure in figures.items()}
    return {name: None if np.isnan(value) else value for name, value in values.items()}


def bootstrap_intervals(
    figures: Mapping[str, Figure], questions: int, *, resamples: int = RESAMPLES, seed: int = SEED
) -> dict[str, Interval | None]:
    """The interval of each figure, all over the same resamples; see `percentile_interval` for None.

    The same questions in the same order, `resamples` and `seed` give the same intervals.
    """
    found: dict[str, list[Values]] = {name: [] for name in figures}
    for counts in draw_resamples(questions, resamples=resamples, seed=seed):
        for name, figure in figures.items():
            found[name].append(figure.over(counts))
    return {name: percentile_interval(np.concatenate(values)) for name, values in found.items()}


def draw_resamples(questions: int, *, resamples: int = RESAMPLES, seed: int = SEED) -> Iterator[Counts]:
    """Resamples of as many questions, drawn with replacement, some hundred at a time.

    Raises ValueError without a question or a resample.
    """
    if questions < 1 or resamples < 1:
        raise ValueError(f"At least one question and one resample are needed, not {questions} and {resamples}.")
    generator = np.random.default_rng(seed)
    for start in range(0, resamples, _BLOCK):
        drawn = generator.integers(0, questions, size=(min(_BLOCK, resamples - start), questions))
        yield np.stack([np.bincount(row, minlength=questions) for row in drawn]).astype(np.float64)


def percentile_interval(values: Values) -> Interval | None:
    """The middle 95 % of a figure over resamples.

    Resamples in which the figure is undefined are left out; where most are, there is no interval.
    """
    found = values[~np.isnan(values)]
    if 2 * len(found) < len(values):
        return None
    low, high = np.percentile(found, [2.5, 97.5])
    return Interval(float(low), float(high))
