import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import FusionWeights, fuse
from index.hit import Explanation

ROOT = math.sqrt(1.5)  # the standardised first of three equally spaced scores


def test_each_side_is_standardised_over_all_candidates() -> None:
    # Over rows 1, 2, 3 the cosines are 0.9, 0.7, 0.5 and the BM25 scores 0, 6, 3.
    fused = fuse([(1, 0.9), (2, 0.7)], [(2, 6.0), (3, 3.0)], similarities={3: 0.5}, weight=0.25)
    assert [row for row, _ in fused] == [2, 3, 1]
    assert dict(fused) == {
        1: Explanation(0.9, 1, None, None, pytest.approx(0.25 * ROOT - 0.75 * ROOT)),
        2: Explanation(0.7, 2, 6.0, 1, pytest.approx(0.75 * ROOT)),
        3: Explanation(0.5, None, 3.0, 2, pytest.approx(-0.25 * ROOT)),
    }


@pytest.mark.parametrize(("weight", "order"), [(1.0, [1, 2, 3]), (0.0, [2, 3, 1]), (0.6, [2, 1, 3])])
def test_the_weight_moves_the_ranking_from_one_side_to_the_other(weight: float, order: list[int]) -> None:
    fused = fuse([(1, 0.9), (2, 0.7)], [(2, 6.0), (3, 3.0)], similarities={3: 0.5}, weight=weight)
    assert [row for row, _ in fused] == order


def test_without_terms_the_vectors_decide() -> None:
    fused = fuse([(5, 0.8), (4, 0.2)], [], similarities={}, weight=0.3)
    assert fused == [
        (5, Explanation(0.8, 1, None, None, pytest.approx(0.3))),
        (4, Explanation(0.2, 2, None, None, pytest.approx(-0.3))),
    ]


def test_without_vectors_the_terms_decide() -> None:
    fused = fuse([], [(5, 8.0), (4, 2.0)], similarities={5: 0.1, 4: 0.1}, weight=0.3)
    assert [(row, explanation.fused) for row, explanation in fused] == [
        (5, pytest.approx(0.7)),
        (4, pytest.approx(-0.7)),
    ]


def test_one_candidate_has_a_score_of_nothing() -> None:
    assert fuse([(7, 0.9)], [(7, 3.0)], similarities={}, weight=0.3) == [(7, Explanation(0.9, 1, 3.0, 1, 0.0))]


def test_scores_that_are_all_the_same_add_nothing_and_ids_decide() -> None:
    fused = fuse([(3, 0.4), (9, 0.4)], [(3, 2.0), (9, 2.0)], similarities={}, weight=0.3)
    assert [(row, explanation.fused) for row, explanation in fused] == [(3, 0.0), (9, 0.0)]


def test_no_candidates_give_no_ranking() -> None:
    assert fuse([], [], similarities={}, weight=0.3) == []


def test_a_candidate_that_has_left_the_vector_index_is_left_out() -> None:
    fused = fuse([(1, 0.9)], [(2, 5.0)], similarities={}, weight=0.3)
    assert [row for row, _ in fused] == [1]


scored = st.dictionaries(st.integers(0, 30), st.floats(-1, 1, width=32), max_size=20)


@given(dense=scored, lexical=scored, weight=st.floats(0, 1))
def test_every_candidate_is_ranked_once_best_first(
    dense: dict[int, float], lexical: dict[int, float], weight: float
) -> None:
    def ranked(scores: dict[int, float]) -> list[tuple[int, float]]:
        return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))

    others = {row: 0.0 for row in lexical if row not in dense}
    fused = fuse(ranked(dense), ranked(lexical), similarities=others, weight=weight)
    assert {row for row, _ in fused} == dense.keys() | lexical.keys()
    assert fused == sorted(fused, key=lambda pair: (-pair[1].fused, pair[0]))
    assert math.fsum(explanation.fused for _, explanation in fused) == pytest.approx(0, abs=1e-6)


def test_the_shipped_weights_say_where_they_come_from() -> None:
    path = Path(__file__).parents[2] / "index" / "weights" / "fusion.json"
    fields = json.loads(path.read_text(encoding="utf-8"))
    assert fields["provenance"]
    assert FusionWeights.load() == FusionWeights(dense=fields["dense"], title=fields["title"])


@pytest.mark.parametrize(("dense", "title"), [(-0.1, 0.5), (1.1, 0.5), (0.3, -1.0), (math.nan, 0.5), (0.3, math.inf)])
def test_impossible_weights_are_refused(dense: float, title: float) -> None:
    with pytest.raises(ValueError, match="Fusion weights need"):
        FusionWeights(dense, title)
