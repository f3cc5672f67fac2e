"""Abstention and risk–coverage, against values worked out by hand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.abstention import (
    Abstention,
    Outcome,
    RiskPoint,
    excess_risk_coverage_area,
    risk_coverage,
    risk_coverage_area,
    score_abstention,
)

TABLE = [
    Outcome(answerable=True, answered=True, confidence=0.9, right=True),
    Outcome(answerable=True, answered=True, confidence=0.8, right=False),
    Outcome(answerable=False, answered=True, confidence=0.7, right=False),
    Outcome(answerable=False, answered=False, confidence=0.2, right=False),
    Outcome(answerable=True, answered=False, confidence=0.1, right=True),
]


def test_figures_of_a_small_table() -> None:
    # Abstained twice, once rightly, of two unanswerable; three answered, one rightly.
    # Risks at 1/5 … 5/5: 0, 1/2, 2/3, 3/4, 3/5.
    assert score_abstention(TABLE) == Abstention(
        precision=1 / 2,
        recall=1 / 2,
        f1=1 / 2,
        coverage=3 / 5,
        answered_accuracy=1 / 3,
        risk_coverage_area=pytest.approx((0 + 1 / 2 + 2 / 3 + 3 / 4 + 3 / 5) / 5),
    )


def test_points_go_from_sure_to_unsure() -> None:
    assert risk_coverage(TABLE) == [
        RiskPoint(0.9, 1 / 5, 0.0),
        RiskPoint(0.8, 2 / 5, 1 / 2),
        RiskPoint(0.7, 3 / 5, 2 / 3),
        RiskPoint(0.2, 4 / 5, 3 / 4),
        RiskPoint(0.1, 5 / 5, 3 / 5),
    ]


def test_the_excess_is_what_a_better_order_would_save() -> None:
    # At best the two right ones come first: 0, 0, 1/3, 2/4, 3/5.
    least = (1 / 3 + 2 / 4 + 3 / 5) / 5
    assert excess_risk_coverage_area(TABLE) == pytest.approx(risk_coverage_area(TABLE) - least)
    surest_first = sorted(TABLE, key=lambda outcome: not outcome.right)
    ordered = [replace(outcome, confidence=1 - place / 10) for place, outcome in enumerate(surest_first)]
    assert excess_risk_coverage_area(ordered) == pytest.approx(0.0)


def test_ties_count_as_the_mean_of_their_orders() -> None:
    tied = [Outcome(True, True, 0.5, right) for right in (True, False)]
    assert risk_coverage(tied) == [RiskPoint(0.5, 1.0, 0.5)]
    assert risk_coverage_area(tied) == pytest.approx(1 / 2)  # orders give (0 + 1/2) / 2 and (1 + 1/2) / 2


def test_ratios_over_nothing_are_none() -> None:
    all_answered = score_abstention([Outcome(True, True, 0.5, True)])
    assert (all_answered.precision, all_answered.recall, all_answered.f1) == (None, None, None)
    all_refused = score_abstention([Outcome(False, False, 0.5, False)])
    assert (all_refused.precision, all_refused.recall, all_refused.f1) == (1.0, 1.0, 1.0)
    assert (all_refused.coverage, all_refused.answered_accuracy) == (0.0, None)
    never_right = score_abstention([Outcome(False, True, 0.5, False)])
    assert (never_right.precision, never_right.recall, never_right.f1) == (None, 0.0, 0.0)
    with pytest.raises(ValueError, match="at least one question"):
        score_abstention([])


@given(st.lists(st.tuples(st.sampled_from([0.1, 0.5, 0.9]), st.booleans()), min_size=1), st.randoms())
def test_the_order_of_the_questions_is_nothing(table: list[tuple[float, bool]], random: object) -> None:
    outcomes = [Outcome(True, True, confidence, right) for confidence, right in table]
    shuffled = list(outcomes)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert risk_coverage_area(shuffled) == pytest.approx(risk_coverage_area(outcomes))
    assert risk_coverage(shuffled) == risk_coverage(outcomes)
