"""Makes the run file of an evaluation: figures, curves, every question, and what was evaluated."""

from collections.abc import Mapping, Sequence
from typing import Final

from evals.abstention_metrics import RiskPoint, risk_coverage
from evals.latency import collect_stages, stage_quantiles, summarize_stages
from evals.question_records import describe_judged, describe_questions
from evals.retrieval_metrics import CUTOFFS, QuestionRetrieval, mean_score
from evals.run_file import DIGITS, FORMAT, Json, Run
from evals.runner import Evaluation
from evals.scoring import Figures, group_by, outcomes, summarize

_CURVE_STEP: Final = 0.05


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


def retrieval_figures(scores: Sequence[QuestionRetrieval]) -> Figures:
    """The means over questions, by the names of the run."""
    mean = mean_score(scores)
    return {
        **{f"recall@{cutoff}": mean.recall[cutoff] for cutoff in CUTOFFS},
        **{f"success@{cutoff}": mean.success[cutoff] for cutoff in CUTOFFS},
        "mrr@10": mean.reciprocal_rank,
        "ndcg@10": mean.ndcg,
    }


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
        name: _rounded(retrieval_figures(list(found.values()))) for name, found in evaluation.searches.items() if found
    }


def _point(point: RiskPoint) -> dict[str, Json]:
    return dict(_rounded({"threshold": point.threshold, "coverage": point.coverage, "risk": point.risk}))


def _rounded(figures: Figures) -> dict[str, Json]:
    return {name: None if value is None else round(value, DIGITS) for name, value in figures.items()}
