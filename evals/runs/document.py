"""Makes the run file of an evaluation: figures, curves, every question, and what was evaluated."""

from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

from evals.metrics.abstention import RiskPoint, risk_coverage
from evals.metrics.bootstrap import bootstrap_intervals, figure_values
from evals.metrics.calibration import ReliabilityBin, reliability_bins
from evals.metrics.retrieval import retrieval_figures
from evals.runner import Evaluation
from evals.runs.answer_figures import Figures, group_by, summarize, summarize_intervals
from evals.runs.latency import collect_stages, stage_quantiles, summarize_stages
from evals.runs.question_records import describe_judged, describe_questions
from evals.runs.run_file import DIGITS, FORMAT, Json, Run
from evals.scoring import outcomes

_CURVE_STEP: Final = 0.05
_Group = TypeVar("_Group")


def build_run(
    evaluation: Evaluation,
    *,
    name: str,
    articles: Mapping[str, Json],
    settings: Mapping[str, Json],
    machine: Mapping[str, Json],
) -> Run:
    """The run file of an evaluation.

    `articles` says what was indexed and `settings` what was evaluated, both are compared; `machine` is what differs.
    """
    samples = collect_stages([score.milliseconds for score in evaluation.scores])
    return Run(
        {
            "format": FORMAT,
            "name": name,
            "questions": {
                "set": evaluation.questions.name,
                "sha256": evaluation.questions.fingerprint,
                "count": len(evaluation.questions.questions),
            },
            "articles": articles,
            "settings": settings,
            "figures": _figures(evaluation),
            "intervals": _intervals(evaluation),
            "reliability": [_bin(found) for found in reliability_bins(outcomes(evaluation.scores))],
            "risk_coverage": [_point(point) for point in thin(risk_coverage(outcomes(evaluation.scores)))],
            "per_question": describe_questions(evaluation),
            "per_judged_question": describe_judged(evaluation),
            "machine": {
                **machine,
                "milliseconds": summarize_stages(samples),
                "quantiles": stage_quantiles(samples),
            },
        }
    )


def thin(points: Sequence[RiskPoint]) -> list[RiskPoint]:
    """The points nearest above each twentieth of coverage: enough for a curve."""
    kept: list[RiskPoint] = []
    for point in points:
        if not kept or point is points[-1] or int(point.coverage / _CURVE_STEP) > int(kept[-1].coverage / _CURVE_STEP):
            kept.append(point)
    return kept


def _figures(evaluation: Evaluation) -> dict[str, Json]:
    """All figures; without a question whose answer is known, those of retrieval alone."""
    return {**(_answer_figures(evaluation) if evaluation.scores else {}), "retrieval": _retrieval_figures(evaluation)}


def _answer_figures(evaluation: Evaluation) -> dict[str, Json]:
    scores = evaluation.scores
    return {
        "answers": _rounded(summarize(scores)),
        "by_kind": {name: _rounded(figures) for name, figures in group_by(scores, lambda q: q.kind).items()},
        "by_style": {name: _rounded(figures) for name, figures in group_by(scores, lambda q: q.style).items()},
        "baselines": {name: _rounded(summarize(found)) for name, found in evaluation.baselines.items()},
    }


def _retrieval_figures(evaluation: Evaluation) -> dict[str, Json]:
    return {
        name: _rounded(figure_values(retrieval_figures(list(found.values())), len(found)))
        for name, found in evaluation.searches.items()
        if found
    }


def _intervals(evaluation: Evaluation) -> dict[str, Json]:
    """The 95 % intervals of the figures of answers, baselines and retrieval; of a figure without one, nothing."""
    groups = {"answers": evaluation.scores, **_under("baselines", evaluation.baselines)}
    found = {name: summarize_intervals(scores) for name, scores in groups.items() if scores}
    for name, searched in _under("retrieval", evaluation.searches).items():
        if searched:
            found[name] = bootstrap_intervals(retrieval_figures(list(searched.values())), len(searched))
    return {
        f"{group}.{name}": [round(interval.low, DIGITS), round(interval.high, DIGITS)]
        for group, intervals in found.items()
        for name, interval in intervals.items()
        if interval is not None
    }


def _under(prefix: str, groups: Mapping[str, _Group]) -> dict[str, _Group]:
    return {f"{prefix}.{name}": group for name, group in groups.items()}


def _point(point: RiskPoint) -> dict[str, Json]:
    return dict(_rounded({"threshold": point.threshold, "coverage": point.coverage, "risk": point.risk}))


def _bin(found: ReliabilityBin) -> dict[str, Json]:
    means = _rounded({"confidence": found.confidence, "accuracy": found.accuracy})
    return {"low": found.low, "high": found.high, "count": found.count, **means}


def _rounded(figures: Figures) -> dict[str, Json]:
    return {name: None if value is None else round(value, DIGITS) for name, value in figures.items()}
