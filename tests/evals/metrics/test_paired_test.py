"""Paired tests against values worked out by hand."""

from itertools import product

import pytest

from evals.metrics.paired_test import holm, mcnemar_p, sign_flip_p


@pytest.mark.parametrize(
    ("won", "lost", "p"),
    [
        (9, 1, 22 / 1024),  # 2 x (1 + 10) of the 1,024 ways ten coins fall
        (1, 9, 22 / 1024),
        (5, 0, 2 / 32),
        (6, 2, 2 * (1 + 8 + 28) / 256),
        (1, 0, 1.0),
        (3, 3, 1.0),
        (0, 0, 1.0),
    ],
)
def test_mcnemar_counts_the_ways_coins_fall(won: int, lost: int, p: float) -> None:
    assert mcnemar_p(won, lost) == p


def test_mcnemar_takes_thousands_of_changes_without_losing_the_tail() -> None:
    from scipy.stats import binomtest

    assert mcnemar_p(820, 700) == pytest.approx(binomtest(820, 1520, 0.5).pvalue, rel=1e-9)


def test_a_count_below_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="won -1"):
        mcnemar_p(-1, 3)


@pytest.mark.parametrize(
    ("differences", "p"),
    [
        ([0.5], 1.0),  # both signs are as far
        ([0.5, 0.25], 2 / 4),  # 0.75 and -0.75 of ±0.75, ±0.25
        ([1.0, 1.0, 1.0, 1.0, 1.0], 2 / 32),
        ([3.0, 2.0, -1.0], 4 / 8),  # sums ±6, ±4, ±2, 0, 0: as far as 4 are ±6 and ±4
        ([0.1, 0.2, -0.3], 1.0),  # a sum of 0, but for the last bits: everything is as far
        ([0.0, 0.5, 0.0, 0.25], 2 / 4),  # questions without a difference are nothing
        ([0.0, 0.0], 1.0),
        ([], 1.0),
    ],
)
def test_few_sign_patterns_are_all_taken(differences: list[float], p: float) -> None:
    assert sign_flip_p(differences) == p


def test_every_pattern_of_twelve_is_counted_once() -> None:
    differences = [0.1 * number for number in range(1, 12)] + [-0.35]
    seen = sum(differences)
    sums = [sum(map(lambda sign, value: sign * value, signs, differences)) for signs in product((1, -1), repeat=12)]
    assert sign_flip_p(differences) == sum(abs(value) >= abs(seen) - 1e-9 for value in sums) / 2**12


def test_many_patterns_are_drawn_by_a_seed_and_come_near_the_exact_p() -> None:
    differences = [1.0] * 14 + [-1.0] * 6  # of whole differences the test is McNemar's
    drawn = sign_flip_p(differences, flips=10_000, seed=1)
    assert drawn == sign_flip_p(differences, flips=10_000, seed=1)
    assert drawn == pytest.approx(mcnemar_p(14, 6), abs=0.015)  # three standard errors of 10,000 draws at p = 0.12
    assert drawn != sign_flip_p(differences, flips=10_000, seed=2)


def test_a_drawn_p_is_never_nothing() -> None:
    assert sign_flip_p([1.0] * 60, flips=999) == 1 / 1000


def test_holm_multiplies_by_what_is_left_and_never_falls() -> None:
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03, "d": 0.005}) == pytest.approx(
        {"d": 0.02, "a": 0.03, "c": 0.06, "b": 0.06}
    )
    assert holm({"a": 0.5, "b": 0.9}) == {"a": 1.0, "b": 1.0}
    assert holm({"alone": 0.04}) == {"alone": 0.04}
    assert holm({}) == {}
