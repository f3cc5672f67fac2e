"""Differences of one set of questions, worked out by hand."""

import numpy as np
import pytest

from evals.ablation.differences import Measurement, compare
from evals.metrics.bootstrap import Ratio


def mean(*values: float) -> Ratio:
    return Ratio(np.array(values), np.ones(len(values)))


def test_the_same_figure_differs_by_nothing() -> None:
    figure = {"x": mean(1, 0, 1, 1)}
    assert compare(figure, figure, 4) == {"x": Measurement(0.75, 0.0, 0.0, 0.0)}
    assert compare(figure, figure, 4)["x"].sign == 0


def test_a_difference_in_every_question_is_certain() -> None:
    found = compare({"x": mean(1, 1, 1)}, {"x": mean(0.5, 0.5, 0.5)}, 3)["x"]
    assert (found.value, found.difference, found.low, found.high) == (1.0, 0.5, 0.5, 0.5)
    assert found.sign == 1
    assert compare({"x": mean(0, 0, 0)}, {"x": mean(0.5, 0.5, 0.5)}, 3)["x"].sign == -1


def test_questions_are_paired() -> None:
    """Both means vary from 0 to 1 over resamples; their difference is a tenth in each."""
    rng = np.random.default_rng(1)
    values = rng.random(50)
    found = compare({"x": Ratio(values + 0.1, np.ones(50))}, {"x": Ratio(values, np.ones(50))}, 50)["x"]
    assert found.low == pytest.approx(0.1)
    assert found.high == pytest.approx(0.1)


def test_figures_are_rounded_as_in_a_run_file() -> None:
    found = compare({"x": mean(1, 1, 0)}, {"x": mean(1, 0, 0)}, 3)["x"]
    assert (found.value, found.difference) == (0.666667, 0.333333)


def test_one_question_of_many_tells_nothing() -> None:
    found = compare({"x": mean(1, 0, 0, 0, 0, 0)}, {"x": mean(0, 0, 0, 0, 0, 0)}, 6)["x"]
    assert found.difference == 0.166667
    assert found.low == 0.0
    assert found.sign == 0


def test_nothing_to_divide_by_is_no_figure() -> None:
    nothing = Ratio(np.zeros(3), np.zeros(3))
    assert compare({"x": nothing}, {"x": nothing}, 3) == {"x": Measurement(None, None, None, None)}
