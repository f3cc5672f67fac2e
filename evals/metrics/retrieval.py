"""Whether the right articles are found: recall, reciprocal rank and nDCG, as TREC defines them.

Computed by ir-measures, whose one home this is. Relevance is by article, never by chunk: a question set outlives
every way of cutting articles up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from evals.metrics.bootstrap import Figure, Ratio
from index.hit import Hit

CUTOFFS: Final = (1, 3, 5, 10)
DEPTH: Final = 30
"""How many chunks to ask for, so that ten different articles are among them even where an article has several."""


@dataclass(frozen=True, slots=True)
class RetrievalScore:
    """The figures of one question, or their means; MRR and nDCG within the first ten.

    A grade counts as it is in nDCG, as in trec_eval and BEIR; in the others an article is relevant or not.

    By cutoff, `recall` is the share of the relevant articles that are found, `success` whether one is. Where several
    articles tell the same, `success` is what somebody who asks notices; with one relevant article both are equal.
    """

    recall: Mapping[int, float]
    success: Mapping[int, float]
    reciprocal_rank: float
    ndcg: float


@dataclass(frozen=True, slots=True)
class QuestionRetrieval:
    """What a search did for one question: where, from 1, it ranked those of the `relevant` articles that it found."""

    found_at: tuple[int, ...]
    relevant: int
    score: RetrievalScore


def rank_articles(hits: Sequence[Hit]) -> list[str]:
    """The articles of the hits, each at the place of its best chunk."""
    return list(dict.fromkeys(hit.article.id for hit in hits))


def score_rankings(
    rankings: Mapping[str, Sequence[str]], relevant: Mapping[str, Mapping[str, int]]
) -> dict[str, QuestionRetrieval]:
    """The score of each question's ranking of article ids, best first; `relevant` has their grades by question.

    Every question of `relevant` is scored, one without a ranking with 0; a question with nothing relevant cannot be
    scored and raises ValueError.
    """
    from ir_measures import RR, R, Success, iter_calc, nDCG

    _check(rankings, relevant)
    measures = [*(R @ cutoff for cutoff in CUTOFFS), *(Success @ cutoff for cutoff in CUTOFFS), RR @ 10, nDCG @ 10]
    found: dict[str, dict[str, float]] = {question_id: {} for question_id in relevant}
    qrels = {question_id: dict(grades) for question_id, grades in relevant.items()}
    for metric in iter_calc(measures, qrels, {q: _scored(rankings.get(q, ())) for q in relevant}):
        found[metric.query_id][str(metric.measure)] = float(metric.value)
    return {
        question_id: QuestionRetrieval(
            found_at=_found_at(rankings.get(question_id, ()), relevant[question_id]),
            relevant=len(relevant[question_id]),
            score=_score(values),
        )
        for question_id, values in found.items()
    }


def mean_score(questions: Sequence[QuestionRetrieval]) -> RetrievalScore:
    """The mean over questions. Raises ValueError where there is none."""
    if not questions:
        raise ValueError("A mean needs at least one question; none came.")
    scores, count = [question.score for question in questions], len(questions)
    return RetrievalScore(
        recall={cutoff: sum(score.recall[cutoff] for score in scores) / count for cutoff in CUTOFFS},
        success={cutoff: sum(score.success[cutoff] for score in scores) / count for cutoff in CUTOFFS},
        reciprocal_rank=sum(score.reciprocal_rank for score in scores) / count,
        ndcg=sum(score.ndcg for score in scores) / count,
    )


def retrieval_figures(questions: Sequence[QuestionRetrieval]) -> dict[str, Figure]:
    """The means over questions by their names in a run."""
    scores = [question.score for question in questions]
    return {
        **{f"recall@{cutoff}": _mean(score.recall[cutoff] for score in scores) for cutoff in CUTOFFS},
        **{f"success@{cutoff}": _mean(score.success[cutoff] for score in scores) for cutoff in CUTOFFS},
        "mrr@10": _mean(score.reciprocal_rank for score in scores),
        "ndcg@10": _mean(score.ndcg for score in scores),
    }


def _mean(values: Iterable[float]) -> Ratio:
    column = np.array(list(values), dtype=np.float64)
    return Ratio(column, np.ones(len(column)))


def _found_at(ranking: Sequence[str], relevant: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(rank for rank, article_id in enumerate(ranking, start=1) if article_id in relevant)


def _scored(ranking: Sequence[str]) -> dict[str, float]:
    """Scores that keep the order: evaluation tools break equal scores by document id, not by place."""
    return {article_id: float(-place) for place, article_id in enumerate(ranking)}


def _score(values: Mapping[str, float]) -> RetrievalScore:
    return RetrievalScore(
        recall={cutoff: values.get(f"R@{cutoff}", 0.0) for cutoff in CUTOFFS},
        success={cutoff: values.get(f"Success@{cutoff}", 0.0) for cutoff in CUTOFFS},
        reciprocal_rank=values.get("RR@10", 0.0),
        ndcg=values.get("nDCG@10", 0.0),
    )


def _check(rankings: Mapping[str, Sequence[str]], relevant: Mapping[str, Mapping[str, int]]) -> None:
    for question_id, grades in relevant.items():
        if not grades or min(grades.values()) < 1:
            raise ValueError(f"Question {question_id!r} has no relevant article, or one of grade 0: leave those out.")
    for question_id, ranking in rankings.items():
        if len(set(ranking)) != len(ranking):
            raise ValueError(f"The ranking of question {question_id!r} holds an article twice: use rank_articles.")
