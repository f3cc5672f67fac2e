import pytest

from evals.learning.decisions import best_threshold
from evals.metrics.abstention import Outcome


def _outcome(confidence: float, *, answerable: bool) -> Outcome:
    return Outcome(answerable=answerable, answered=True, confidence=confidence, right=answerable)


def test_threshold_stands_in_the_middle_of_the_gap() -> None:
    outcomes = [_outcome(0.2, answerable=False), _outcome(0.6, answerable=True)]
    chosen = best_threshold(outcomes)
    assert (chosen.minimum_confidence, chosen.f1) == (0.4, 1.0)


def test_a_lone_peak_beside_poor_neighbours_is_not_trusted() -> None:
    low = [_outcome(0.01 * n, answerable=False) for n in range(1, 11)]
    mixed = [_outcome(0.11, answerable=True)]
    high = [_outcome(0.5 + 0.01 * n, answerable=True) for n in range(10)]
    assert 0.05 < best_threshold([*low, *mixed, *high]).minimum_confidence < 0.5


def test_of_thresholds_that_are_as_good_the_lowest_is_taken() -> None:
    """Refusing the answerable at 0.5 costs less F1 than it takes to tell thresholds apart."""
    unanswerable = [_outcome(0.001 * n, answerable=False) for n in range(100)]
    answerable = [_outcome(0.5, answerable=True), *(_outcome(0.9 + 0.001 * n, answerable=True) for n in range(50))]
    assert best_threshold([*unanswerable, *answerable]).minimum_confidence < 0.5


def test_one_confidence_decides_nothing() -> None:
    with pytest.raises(ValueError, match="two different confidences"):
        best_threshold([_outcome(0.5, answerable=True), _outcome(0.5, answerable=False)])
