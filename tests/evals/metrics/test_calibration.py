"""Calibration against values worked out by hand, and against scikit-learn where it is installed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.abstention import Outcome
from evals.metrics.bootstrap import figure_values
from evals.metrics.calibration import ReliabilityBin, calibration_figures, reliability_bins


def outcomes(*pairs: tuple[float, bool]) -> list[Outcome]:
    return [Outcome(answerable=True, answered=True, confidence=confidence, right=right) for confidence, right in pairs]


def figures(*pairs: tuple[float, bool]) -> dict[str, float | None]:
    return figure_values(calibration_figures(outcomes(*pairs)), len(pairs))


CERTAIN = [(1.0, True), (1.0, True), (0.0, False)]
MIXED = [(0.85, True), (0.9, False), (0.15, False), (0.2, False), (0.55, True)]


@pytest.mark.parametrize(
    ("pairs", "brier", "equal_width", "equal_mass"),
    [
        (CERTAIN, 0.0, 0.0, 0.0),
        ([(1.0, False), (0.0, True)], 1.0, 1.0, 1.0),
        # Half sure of everything and right half of the time: calibrated, and as uninformative as can be.
        ([(0.5, True), (0.5, False)], 0.25, 0.0, 0.0),
        # Bins (0.8, 0.9]: |1.75 - 1|, (0.1, 0.2]: |0.35 - 0|, (0.5, 0.6]: |0.55 - 1|. Of five, each half a bin.
        (
            MIXED,
            (0.15**2 + 0.9**2 + 0.15**2 + 0.2**2 + 0.45**2) / 5,
            (0.75 + 0.35 + 0.45) / 5,
            (0.15 + 0.9 + 0.15 + 0.2 + 0.45) / 5,
        ),
        # Twenty crowd at 0.95, 18 right: two a bin of equal mass, all of one share. One bin of equal width.
        ([(0.95, True)] * 18 + [(0.95, False)] * 2, (18 * 0.05**2 + 2 * 0.95**2) / 20, 0.05, 0.05),
    ],
)
def test_figures(pairs: list[tuple[float, bool]], brier: float, equal_width: float, equal_mass: float) -> None:
    assert figures(*pairs) == {
        "brier_score": pytest.approx(brier, abs=1e-12),
        "calibration_error": pytest.approx(equal_width, abs=1e-12),
        "equal_mass_calibration_error": pytest.approx(equal_mass, abs=1e-12),
    }


def test_bins_of_equal_mass_see_what_bins_of_equal_width_lump_together() -> None:
    """Forty confidences inside (0.9, 1.0]: the surer half is always right, the other never; on average that fits."""
    pairs = [(0.91 + 0.001 * place, place >= 20) for place in range(40)]
    found = figures(*pairs)
    mean = sum(confidence for confidence, _ in pairs) / 40
    assert found["calibration_error"] == pytest.approx(mean - 0.5)
    gaps = [confidence - right for confidence, right in pairs]
    by_four = [abs(sum(gaps[start : start + 4])) for start in range(0, 40, 4)]
    assert found["equal_mass_calibration_error"] == pytest.approx(sum(by_four) / 40)


def test_a_bin_holds_what_is_above_its_lower_end_up_to_its_upper() -> None:
    bins = reliability_bins(outcomes((0.0, False), (0.1, True), (0.100001, True), (0.95, False), (1.0, True)))
    assert bins[0] == ReliabilityBin(0.0, 0.1, 2, pytest.approx(0.05), 0.5)
    assert bins[1] == ReliabilityBin(0.1, 0.2, 1, pytest.approx(0.100001), 1.0)
    assert bins[2] == ReliabilityBin(0.2, 0.3, 0, None, None)
    assert bins[9] == ReliabilityBin(0.9, 1.0, 2, pytest.approx(0.975), 0.5)
    assert len(bins) == 10


@pytest.mark.parametrize("confidence", [-0.01, 1.01, float("nan")])
def test_what_is_no_probability_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        calibration_figures(outcomes((confidence, True)))
    assert figures((1.0 + 1e-12, True))["brier_score"] == 0.0


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.15, 0.5, 0.95, 1.0]), st.booleans()), min_size=1), st.randoms())
def test_the_order_of_the_questions_is_nothing(pairs: list[tuple[float, bool]], random: object) -> None:
    shuffled = list(pairs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    for name, value in figures(*pairs).items():
        assert figures(*shuffled)[name] == pytest.approx(value)


def test_scikit_learn_finds_the_same() -> None:
    calibration = pytest.importorskip("sklearn.calibration")
    metrics = pytest.importorskip("sklearn.metrics")
    generator = np.random.default_rng(2015)
    confidences = generator.beta(2, 1, size=400).round(2)
    rights = generator.random(400) < confidences**2
    pairs = list(zip(confidences.tolist(), rights.tolist(), strict=True))
    assert figures(*pairs)["brier_score"] == pytest.approx(metrics.brier_score_loss(rights, confidences))
    accuracies, means = calibration.calibration_curve(rights, confidences, n_bins=10, strategy="uniform")
    bins = [found for found in reliability_bins(outcomes(*pairs)) if found.count]
    assert [found.accuracy for found in bins] == pytest.approx(accuracies.tolist())
    assert [found.confidence for found in bins] == pytest.approx(means.tolist())
    gaps = [abs(accuracy - mean) for accuracy, mean in zip(accuracies, means, strict=True)]
    expected = sum(found.count * gap for found, gap in zip(bins, gaps, strict=True)) / 400
    assert figures(*pairs)["calibration_error"] == pytest.approx(expected)
