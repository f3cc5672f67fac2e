"""A run as a JSON file: figures, every question's scores, and what was evaluated.

Everything outside `machine` is the same in every run of the same code, articles and questions. No text of a question,
an answer or an article is in it, only ids and figures: a baseline over a data set never republishes the data set.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from evals.abstention_metrics import RiskPoint, risk_coverage
from evals.retrieval_metrics import CUTOFFS, RetrievalScore, mean_score
from evals.runner import Evaluation
from evals.scoring import Figures, QuestionScore, group_by, outcomes, summarize

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"

FORMAT = 1
DIGITS = 6
"""Figures are rounded so that the last bit of a floating-point sum does not make two runs differ."""
_CURVE_STEP = 0.05


class RunFileError(ValueError):
    """A run file that cannot be read or compared; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Run:
    """The content of a run file: `document` is what is written, made by `build_run` or `load_run`."""

    document: Mapping[str, Json]

    @property
    def name(self) -> str:
        """The name of the question set."""
        return str(self.document["name"])

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the questions' file."""
        questions = self.document["questions"]
        return str(questions["sha256"]) if isinstance(questions, Mapping) else ""

    @property
    def figures(self) -> dict[str, float | None]:
        """All figures under dotted names, such as `answers.contains` or `retrieval.fused.recall@5`."""
        return dict(_flatten(self.document["figures"], ""))


def build_run(evaluation: Evaluation, *, name: str, settings: Mapping[str, Json], machine: Mapping[str, Json]) -> Run:
    """The run file of an evaluation. `settings` is what was evaluated and is compared, `machine` what differs."""
    return Run(
        {
            "format": FORMAT,
            "name": name,
            "questions": {
                "set": evaluation.questions.name,
                "sha256": evaluation.questions.fingerprint,
                "count": len(evaluation.questions.questions),
            },
            "settings": settings,
            "figures": _figures(evaluation),
            "risk_coverage": [_point(point) for point in thin(risk_coverage(outcomes(evaluation.scores)))],
            "per_question": [_question(score, evaluation) for score in evaluation.scores],
            "machine": {**machine, "milliseconds": latency(evaluation.scores)},
        }
    )


def save_run(run: Run, path: Path) -> None:
    """Writes the file with sorted keys, so that two runs can be compared line by line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(run.document, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def load_run(path: Path) -> Run:
    """The run of a file. Raises RunFileError where there is none, or one of another format."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise RunFileError(f"{path}: no run can be read there ({error}). Make one: python -m evals run.") from error
    found = document.get("format") if isinstance(document, dict) else None
    if found != FORMAT:
        raise RunFileError(f"{path}: the run has format {found}, this program reads {FORMAT}. Make it anew.")
    return Run(document)


def retrieval_figures(scores: Sequence[RetrievalScore]) -> Figures:
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


def latency(scores: Sequence[QuestionScore]) -> dict[str, Json]:
    """Milliseconds by stage and in `total`: the median and the 95th percentile (nearest rank)."""
    stages = dict.fromkeys(stage for score in scores for stage in score.milliseconds)
    samples = {stage: [score.milliseconds.get(stage, 0.0) for score in scores] for stage in stages}
    samples["total"] = [sum(score.milliseconds.values()) for score in scores]
    return {
        stage: {"p50": round(percentile(values, 50), 3), "p95": round(percentile(values, 95), 3)}
        for stage, values in samples.items()
        if values
    }


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that at least `percent` per cent of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-percent * len(ordered) // 100) - 1)]


def _figures(evaluation: Evaluation) -> dict[str, Json]:
    scores = evaluation.scores
    return {
        "answers": _rounded(summarize(scores)),
        "by_kind": {name: _rounded(figures) for name, figures in group_by(scores, lambda q: q.kind).items()},
        "by_style": {name: _rounded(figures) for name, figures in group_by(scores, lambda q: q.style).items()},
        "baselines": {name: _rounded(summarize(found)) for name, found in evaluation.baselines.items()},
        "retrieval": {
            name: _rounded(retrieval_figures(list(found.values())))
            for name, found in evaluation.searches.items()
            if found
        },
    }


def _question(score: QuestionScore, evaluation: Evaluation) -> dict[str, Json]:
    question, citations = score.question, score.citations
    found = {name: scores[question.id] for name, scores in evaluation.searches.items() if question.id in scores}
    return {
        "id": question.id,
        "kind": question.kind,
        "style": question.style,
        "answerable": question.answerable,
        "answered": score.answered,
        "confidence": round(score.confidence, DIGITS),
        "contains": score.given.contains,
        "exact_match": score.given.exact_match,
        "token_f1": round(score.given.token_f1, DIGITS),
        "forced_contains": score.forced.contains,
        "cited": citations.cited,
        "verbatim": citations.verbatim,
        "resolved": citations.resolved,
        "right_article": citations.right_article,
        "supports": citations.supports,
        "reciprocal_rank": {name: round(value.reciprocal_rank, DIGITS) for name, value in found.items()},
    }


def _point(point: RiskPoint) -> dict[str, Json]:
    return dict(_rounded({"threshold": point.threshold, "coverage": point.coverage, "risk": point.risk}))


def _rounded(figures: Figures) -> dict[str, Json]:
    return {name: None if value is None else round(value, DIGITS) for name, value in figures.items()}


def _flatten(value: Json, prefix: str) -> list[tuple[str, float | None]]:
    if isinstance(value, Mapping):
        return [pair for name, part in value.items() for pair in _flatten(part, f"{prefix}.{name}" if prefix else name)]
    return [(prefix, float(value) if isinstance(value, int | float) else None)]
