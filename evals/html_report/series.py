"""What the plots of a report show: points worked out from a run, before anything is drawn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from evals.metrics.abstention import RiskPoint, risk_coverage
from evals.metrics.calibration import ReliabilityBin, reliability_bins
from evals.runs.latency import QUANTILES
from evals.runs.records import QuestionRecord, SearchedQuestion
from evals.runs.resampled_figures import outcomes_of, recall_at, searches_of
from evals.runs.run_file import Run, RunFileError

DEEPEST: Final = 10
"""How many articles, best first, recall is followed over: figures are cut off there too."""

_NORMAL_95: Final = 1.959964  # half the width, in standard deviations, of the middle 95 % of the normal distribution


@dataclass(frozen=True, slots=True)
class RecallCurve:
    """Mean recall of a search within its first 1, 2, … `DEEPEST` articles, over `questions`."""

    search: str
    questions: int
    recalls: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class RiskCurve:
    """Risk and coverage at every confidence, and `operating`, where the service stood; None if it never answered."""

    points: tuple[RiskPoint, ...]
    operating: RiskPoint | None


@dataclass(frozen=True, slots=True)
class StageLatency:
    """Milliseconds of a stage at the percentages that its name says."""

    stage: str
    p5: float
    p25: float
    p50: float
    p75: float
    p95: float
    highest: float


@dataclass(frozen=True, slots=True)
class GroupScore:
    """The share of a group's questions with a good outcome, and its 95 % Wilson interval."""

    name: str
    questions: int
    good: int
    share: float
    low: float
    high: float


def recall_curves(searched: Sequence[SearchedQuestion]) -> list[RecallCurve]:
    """A curve for each search, by name."""
    curves = []
    for search in searches_of(searched):
        finds = [question.retrieval[search] for question in searched if search in question.retrieval]
        sums = (sum(recall_at(cutoff, find) for find in finds) for cutoff in range(1, DEEPEST + 1))
        curves.append(RecallCurve(search, len(finds), tuple(total / len(finds) for total in sums)))
    return curves


def risk_curve(records: Sequence[QuestionRecord]) -> RiskCurve:
    """The curve over all questions; the operating point is what was in fact answered, down to its least confidence."""
    answered = [record for record in records if record.answered]
    operating = None
    if answered:
        wrong = sum(not record.forced.contains for record in answered)
        least = min(record.confidence for record in answered)
        operating = RiskPoint(least, len(answered) / len(records), wrong / len(answered))
    return RiskCurve(tuple(risk_coverage(outcomes_of(records))), operating)


def reliability(records: Sequence[QuestionRecord]) -> list[ReliabilityBin]:
    """The bins of the reliability diagram that hold a question."""
    return [found for found in reliability_bins(outcomes_of(records)) if found.count]


def stage_latencies(run: Run) -> list[StageLatency]:
    """The stages, the quickest by its median first, `total` last. Raises RunFileError where values are missing."""
    machine = run.document["machine"]
    quantiles = machine.get("quantiles") if isinstance(machine, Mapping) else None
    if not isinstance(quantiles, Mapping):
        return []
    stages = [_stage(stage, values) for stage, values in quantiles.items()]
    return sorted(stages, key=lambda stage: (stage.stage == "total", stage.p50, stage.stage))


def group_scores(records: Sequence[QuestionRecord], label: Callable[[QuestionRecord], str]) -> list[GroupScore]:
    """The score of each group, the largest group first; none where there is but one group, which says nothing more."""
    groups: dict[str, list[QuestionRecord]] = {}
    for record in records:
        groups.setdefault(label(record), []).append(record)
    if len(groups) < 2:
        return []
    scores = (_group(name, members) for name, members in groups.items())
    return sorted(scores, key=lambda score: (-score.questions, score.name))


def wilson_interval(good: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927): unlike the bootstrap's it has a width at 0 and at 1 too."""
    share, square = good / count, _NORMAL_95**2
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = _NORMAL_95 / (1 + square / count) * sqrt(share * (1 - share) / count + square / (4 * count**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def _group(name: str, members: Sequence[QuestionRecord]) -> GroupScore:
    good = sum(record.good for record in members)
    return GroupScore(name, len(members), good, good / len(members), *wilson_interval(good, len(members)))


def _stage(stage: str, values: object) -> StageLatency:
    if not isinstance(values, list) or len(values) != len(QUANTILES):
        raise RunFileError(f"The quantiles of {stage!r} must be {len(QUANTILES)} values, not {values!r}.")
    at = dict(zip(QUANTILES, values, strict=True))
    return StageLatency(stage, at[5], at[25], at[50], at[75], at[95], at[100])
