"""Latency by stage: nearest-rank values, worked out by hand."""

import pytest

from evals.runs.latency import QUANTILES, collect_stages, percentile, stage_quantiles, summarize_stages

TIMINGS = [{"retrieve": 4.0, "read": 1.0}, {"retrieve": 2.0}, {"retrieve": 3.0, "read": 5.0}]


def test_a_stage_that_was_not_reached_took_no_time() -> None:
    assert collect_stages(TIMINGS) == {
        "retrieve": [4.0, 2.0, 3.0],
        "read": [1.0, 0.0, 5.0],
        "total": [5.0, 2.0, 8.0],
    }
    assert collect_stages([]) == {}


def test_stages_are_summed_up() -> None:
    assert summarize_stages(collect_stages(TIMINGS)) == {
        "retrieve": {"p50": 3.0, "p95": 4.0},
        "read": {"p50": 1.0, "p95": 5.0},
        "total": {"p50": 5.0, "p95": 8.0},
    }


def test_quantiles_go_from_the_smallest_to_the_largest() -> None:
    values = {"read": [float(value) for value in range(200, 0, -1)]}
    assert stage_quantiles(values) == {"read": [1.0, *(float(2 * percent) for percent in QUANTILES[1:])]}
    assert len(QUANTILES) == 21


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        ([3.0, 1.0, 2.0, 4.0], 50, 2.0),
        ([3.0, 1.0, 2.0], 50, 2.0),
        (list(range(1, 101)), 95, 95),
        (list(range(1, 101)), 0, 1),
        (list(range(1, 101)), 100, 100),
        ([7.0], 95, 7.0),
    ],
)
def test_percentiles_are_nearest_rank(values: list[float], percent: int, expected: float) -> None:
    assert percentile(values, percent) == expected


def test_nothing_has_no_percentile() -> None:
    with pytest.raises(ValueError, match="at least one value"):
        percentile([], 50)
