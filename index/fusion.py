"""One ranking out of two: the weighted sum of standardised scores.

Both sides' candidates are put together; over all of them each side's scores are brought to mean 0 and standard
deviation 1, so that a cosine and a BM25 score can be added. Ranks alone (reciprocal rank fusion) lose how far the
first is ahead, and measured worse than terms alone.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.hit import Explanation
from index.sealed_json import read_sealed
from index.terms.lexical_index import ScoredId

WEIGHTS_PATH = Path(__file__).parent / "weights" / "fusion.json"


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """What decides between the sides: `dense` is the vectors' share from 0 to 1, the terms have the rest.

    `title` is the weight of the title's BM25 score beside the body's.
    """

    dense: float
    title: float

    def __post_init__(self) -> None:
        """Refuses shares outside 0 to 1 and negative weights."""
        if not (0 <= self.dense <= 1 and 0 <= self.title < math.inf):
            raise ValueError(f"Fusion weights need dense from 0 to 1 and title of at least 0; got {self}.")

    @classmethod
    def load(cls, path: Path = WEIGHTS_PATH) -> "FusionWeights":
        """The weights in a sealed JSON file, by default those that ship; their origin stands there as `provenance`.

        Raises ModelDamagedError where the file was changed.
        """
        fields = read_sealed(path)
        return cls(dense=float(fields["dense"]), title=float(fields["title"]))


def fuse(
    dense: Sequence[ScoredId], lexical: Sequence[ScoredId], *, similarities: Mapping[int, float], weight: float
) -> list[tuple[int, Explanation]]:
    """The candidates of both sides by their fused score, best first, ties by the smaller id.

    `dense` and `lexical` are ranked, best first. `similarities` are the cosines of the candidates that only `lexical`
    has; one that has none there is left out, as it is no longer in the index. A candidate that only `dense` has counts
    as a BM25 score of 0. A side whose scores are all the same (one candidate, or no term known) adds 0 to all.
    """
    cosines = {**similarities, **dict(dense)}
    bm25 = {row: score for row, score in lexical if row in cosines}
    rows = sorted({row for row, _ in dense} | bm25.keys())
    dense_part = standardise([cosines[row] for row in rows])
    lexical_part = standardise([bm25.get(row, 0.0) for row in rows])
    dense_ranks = _ranks(dense)
    lexical_ranks = _ranks(lexical)
    fused = [
        Explanation(
            dense=cosines[row],
            dense_rank=dense_ranks.get(row),
            lexical=bm25.get(row),
            lexical_rank=lexical_ranks.get(row),
            fused=weight * near + (1 - weight) * wordy,
        )
        for row, near, wordy in zip(rows, dense_part, lexical_part, strict=True)
    ]
    return sorted(zip(rows, fused, strict=True), key=lambda pair: (-pair[1].fused, pair[0]))


def standardise(scores: Sequence[float]) -> list[float]:
    """The scores with mean 0 and standard deviation 1 (of the population); all 0 where they are all the same."""
    if not scores or max(scores) == min(scores):
        return [0.0] * len(scores)
    mean = math.fsum(scores) / len(scores)
    deviation = math.sqrt(math.fsum((score - mean) ** 2 for score in scores) / len(scores))
    return [(score - mean) / deviation for score in scores]


def _ranks(ranked: Sequence[ScoredId]) -> dict[int, int]:
    return {row: rank for rank, (row, _) in enumerate(ranked, start=1)}
