"""How long answers took, by stage: the median, the 95th percentile, and the whole distribution."""

from collections.abc import Mapping, Sequence
from typing import Final

QUANTILES: Final = tuple(range(0, 101, 5))
"""The percentages of `quantiles`: 0, 5, …, 100."""
_DIGITS = 3


def collect_stages(timings: Sequence[Mapping[str, float]]) -> dict[str, list[float]]:
    """The milliseconds of every answer by stage, and of all stages together as `total`; nothing without answers.

    A stage that an answer did not reach took it no time.
    """
    if not timings:
        return {}
    stages = dict.fromkeys(stage for answer in timings for stage in answer)
    samples = {stage: [answer.get(stage, 0.0) for answer in timings] for stage in stages}
    return samples | {"total": [sum(answer.values()) for answer in timings]}


def summarize_stages(samples: Mapping[str, Sequence[float]]) -> dict[str, dict[str, float]]:
    """`p50` and `p95` by stage, in milliseconds."""
    return {
        stage: {f"p{percent}": round(percentile(values, percent), _DIGITS) for percent in (50, 95)}
        for stage, values in samples.items()
    }


def stage_quantiles(samples: Mapping[str, Sequence[float]]) -> dict[str, list[float]]:
    """The values at each of `QUANTILES` by stage, in milliseconds: the smallest first, the largest last."""
    return {
        stage: [round(percentile(values, percent), _DIGITS) for percent in QUANTILES]
        for stage, values in samples.items()
    }


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that at least `percent` per cent of the values do not exceed (nearest rank).

    0 per cent gives the smallest value. Raises ValueError without values.
    """
    if not values:
        raise ValueError("A percentile needs at least one value; none came.")
    ordered = sorted(values)
    return ordered[max(0, -(-percent * len(ordered) // 100) - 1)]
