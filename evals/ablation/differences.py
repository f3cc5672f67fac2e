"""A figure of a row beside the same figure of the default: the difference, and how far chance may have moved it."""

from collections.abc import Mapping
from dataclasses import dataclass

from evals.metrics.bootstrap import Difference, Figure, bootstrap_intervals, figure_values
from evals.runs.run_file import DIGITS


@dataclass(frozen=True, slots=True)
class Measurement:
    """A figure, how much it is above the default's, and the 95 % paired bootstrap interval of that.

    Rounded as in a run file; None where there is nothing to divide by.
    """

    value: float | None
    difference: float | None
    low: float | None
    high: float | None

    @property
    def sign(self) -> int:
        """1 where the interval is above 0, -1 where it is below, 0 where it cannot be told."""
        if self.low is None or self.high is None:
            return 0
        return int(self.low > 0) - int(self.high < 0)


def compare(figures: Mapping[str, Figure], default: Mapping[str, Figure], questions: int) -> dict[str, Measurement]:
    """Each figure beside the default's of the same name, over the same questions in the same order."""
    above = {name: Difference(default[name], figure) for name, figure in figures.items()}
    values, differences = figure_values(figures, questions), figure_values(above, questions)
    intervals = bootstrap_intervals(above, questions)
    return {
        name: Measurement(
            value=_rounded(values[name]),
            difference=_rounded(differences[name]),
            low=_rounded(interval.low if interval else None),
            high=_rounded(interval.high if interval else None),
        )
        for name, interval in intervals.items()
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, DIGITS)
