"""Ways to make one ranking of what vectors and terms found: the one that ships is one of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from index.fusion import fuse
from index.terms.lexical_index import ScoredId

RANK_CONSTANT = 60
"""k of reciprocal rank fusion, as in Cormack, Clarke and Büttcher 2009."""


@dataclass(frozen=True, slots=True)
class Sides:
    """What each side found, best first, and the cosines of what only the terms found."""

    dense: Sequence[ScoredId]
    lexical: Sequence[ScoredId]
    similarities: Mapping[int, float]


Combine: TypeAlias = Callable[[Sides], Sequence[ScoredId]]
"""From two rankings to one, best first."""


def weighted(share: float) -> Combine:
    """The fusion that ships, with this share of the vectors."""

    def combine(sides: Sides) -> list[ScoredId]:
        fused = fuse(sides.dense, sides.lexical, similarities=sides.similarities, weight=share)
        return [(row, explanation.fused) for row, explanation in fused]

    return combine


def terms_alone(sides: Sides) -> Sequence[ScoredId]:
    """BM25's ranking as it is."""
    return sides.lexical


def vectors_alone(sides: Sides) -> Sequence[ScoredId]:
    """The cosine's ranking as it is."""
    return sides.dense


def reciprocal_ranks(sides: Sides) -> list[ScoredId]:
    """Reciprocal rank fusion: the sum of 1 / (60 + rank) over the sides that found a row, ties by the smaller id."""
    scores: dict[int, float] = {}
    for side in (sides.dense, sides.lexical):
        for rank, (row, _) in enumerate(side, start=1):
            scores[row] = scores.get(row, 0.0) + 1 / (RANK_CONSTANT + rank)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
