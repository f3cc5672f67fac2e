"""Rankings worked out by hand."""

import pytest

from evals.ablation.rankings import Sides, reciprocal_ranks, terms_alone, vectors_alone, weighted
from index.fusion import fuse

DENSE = [(1, 0.9), (2, 0.8), (3, 0.7)]
LEXICAL = [(3, 9.0), (4, 5.0), (1, 1.0)]
SIDES = Sides(DENSE, LEXICAL, {4: 0.1})


def test_reciprocal_ranks_add_up_and_ties_go_to_the_smaller_id() -> None:
    assert reciprocal_ranks(SIDES) == [
        (1, pytest.approx(1 / 61 + 1 / 63)),
        (3, pytest.approx(1 / 63 + 1 / 61)),
        (2, pytest.approx(1 / 62)),
        (4, pytest.approx(1 / 62)),
    ]


def test_reciprocal_ranks_do_not_see_how_far_ahead_the_first_is() -> None:
    far = Sides([(1, 0.9), (2, 0.1), (3, 0.0)], LEXICAL, {4: 0.1})
    assert reciprocal_ranks(far) == reciprocal_ranks(SIDES)
    assert weighted(0.5)(far) != weighted(0.5)(SIDES)


def test_each_side_alone_is_its_own_ranking() -> None:
    assert terms_alone(SIDES) == LEXICAL
    assert vectors_alone(SIDES) == DENSE


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 1.0])
def test_a_weighted_ranking_is_the_fusion_that_ships(share: float) -> None:
    fused = fuse(DENSE, LEXICAL, similarities={4: 0.1}, weight=share)
    assert weighted(share)(SIDES) == [(row, explanation.fused) for row, explanation in fused]
