"""Bootstrap intervals: exact where they can be worked out, right as often as they promise, the same every time."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.abstention import Outcome, abstention_figures
from evals.metrics.bootstrap import (
    Interval,
    Ratio,
    Values,
    bootstrap_intervals,
    draw_resamples,
    figure_values,
    percentile_interval,
)
from evals.metrics.calibration import calibration_figures


def mean_of(values: list[float]) -> Ratio:
    return Ratio(np.array(values), np.ones(len(values)))


@pytest.mark.parametrize(
    ("figure", "questions", "expected"),
    [
        (mean_of([1.0] * 40), 40, Interval(1.0, 1.0)),
        (mean_of([0.0] * 40), 40, Interval(0.0, 0.0)),
        (mean_of([0.25]), 1, Interval(0.25, 0.25)),
        (mean_of([0.0, 1.0]), 2, Interval(0.0, 1.0)),  # 0, 1/2 and 1 come up in 1, 2 and 1 of four resamples
        (Ratio(np.array([1.0, 3.0]), np.array([1.0, 3.0])), 2, Interval(1.0, 1.0)),
        (Ratio(np.ones(3), np.zeros(3)), 3, None),
        (Ratio(np.ones(3), np.ones(3), needed=np.zeros(3)), 3, None),
    ],
)
def test_intervals_that_can_be_worked_out(figure: Ratio, questions: int, expected: Interval | None) -> None:
    assert bootstrap_intervals({"figure": figure}, questions) == {"figure": expected}


def test_resamples_without_the_figure_are_left_out_unless_most_are() -> None:
    nan = float("nan")
    values: Values = np.arange(1001.0)
    assert percentile_interval(values) == Interval(25.0, 975.0)
    assert percentile_interval(np.concatenate([values, np.full(1001, nan)])) == Interval(25.0, 975.0)
    assert percentile_interval(np.concatenate([values, np.full(1002, nan)])) is None


def test_a_figure_over_nothing_is_none() -> None:
    once = {"mean": mean_of([1.0, 0.0]), "nothing": Ratio(np.zeros(2), np.zeros(2))}
    assert figure_values(once, 2) == {"mean": 0.5, "nothing": None}


def test_the_same_seed_gives_the_same_intervals_and_another_gives_others() -> None:
    figure = {"mean": mean_of([float(place % 3 == 0) for place in range(50)])}
    assert bootstrap_intervals(figure, 50) == bootstrap_intervals(figure, 50)
    assert bootstrap_intervals(figure, 50, resamples=200, seed=1) != bootstrap_intervals(
        figure, 50, resamples=200, seed=2
    )


def test_each_resample_holds_as_many_questions_as_there_are() -> None:
    blocks = list(draw_resamples(7, resamples=600))
    assert [block.shape for block in blocks] == [(250, 7), (250, 7), (100, 7)]
    assert all((block.sum(axis=1) == 7).all() for block in blocks)
    with pytest.raises(ValueError, match="not 0 and 2000"):
        next(draw_resamples(0))


@given(
    st.lists(
        st.tuples(st.sampled_from([0.0, 0.1, 0.35, 0.5, 0.95, 1.0]), *[st.booleans()] * 3, st.integers(0, 3)),
        min_size=1,
        max_size=12,
    )
)
def test_a_resample_counts_as_the_list_that_it_stands_for(rows: list[tuple[float, bool, bool, bool, int]]) -> None:
    """Ratios, areas and calibration are formed anew on each resample: nothing is averaged over resamples."""
    outcomes = [
        Outcome(answerable, answered, confidence, answerable and right)
        for confidence, answerable, answered, right, _ in rows
    ]
    counts = [row[-1] for row in rows]
    repeated = [outcome for outcome, count in zip(outcomes, counts, strict=True) for _ in range(count)]
    figures = abstention_figures(outcomes) | calibration_figures(outcomes)
    if not repeated:
        empty = np.zeros((1, len(rows)))
        assert all(np.isnan(figure.over(empty)[0]) for figure in figures.values())
        return
    expected = figure_values(abstention_figures(repeated) | calibration_figures(repeated), len(repeated))
    for name, figure in figures.items():
        value = float(figure.over(np.array([counts], dtype=np.float64))[0])
        assert (None if np.isnan(value) else value) == pytest.approx(expected[name], abs=1e-12), name


def _mean_sample(generator: np.random.Generator) -> Ratio:
    return mean_of((generator.random(120) < 0.7).astype(np.float64).tolist())


def _ratio_sample(generator: np.random.Generator) -> Ratio:
    """Citations by the answer: some have more than others, and those with more are right less often."""
    cited = generator.integers(1, 4, size=120).astype(np.float64)
    return Ratio(generator.binomial(cited.astype(np.int64), 0.9 - 0.1 * cited).astype(np.float64), cited)


@pytest.mark.parametrize(
    ("sample", "truth"),
    [(_mean_sample, 0.7), (_ratio_sample, (0.8 * 1 + 0.7 * 2 + 0.6 * 3) / 6)],
)
def test_intervals_hold_the_truth_about_as_often_as_they_promise(
    sample: Callable[[np.random.Generator], Ratio], truth: float
) -> None:
    generator = np.random.default_rng(7)
    found = [
        bootstrap_intervals({"figure": sample(generator)}, 120, resamples=400, seed=number)["figure"]
        for number in range(400)
    ]
    held = sum(interval is not None and interval.low <= truth <= interval.high for interval in found)
    assert 0.92 <= held / 400 <= 0.97
