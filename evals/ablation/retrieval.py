"""Measures each search variant: whether the right articles are found."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeAlias

import numpy as np

from corpus.article import Article
from evals.ablation.composed_index import ComposedIndex, composed_index
from evals.ablation.rankings import Combine
from evals.ablation.search_variants import SearchVariant
from evals.metrics.bootstrap import Ratio, Values
from evals.metrics.retrieval import DEPTH, RetrievalScore, rank_articles, score_rankings
from evals.question_set import Question
from index.embedding.embedder import Embedder

FIGURES: Mapping[str, Callable[[RetrievalScore], float]] = {
    "success@1": lambda score: score.success[1],
    "success@5": lambda score: score.success[5],
    "recall@5": lambda score: score.recall[5],
    "ndcg@10": lambda score: score.ndcg,
}

Measured: TypeAlias = Mapping[str, Ratio]
"""Figures by name, question by question."""


def measure_searches(
    variants: Sequence[SearchVariant], articles: Sequence[Article], questions: Sequence[Question], embedder: Embedder
) -> Iterator[tuple[SearchVariant, Measured]]:
    """Each variant with its figures, in order; articles are indexed once for variants of one recipe in a row.

    The questions must be answerable, and asked as of no day: see `can_be_searched`.
    """
    for recipe, group in groupby(variants, key=lambda variant: variant.recipe):
        with composed_index(articles, embedder, recipe) as index:
            for variant in group:
                yield variant, _measured(questions, index, variant.combine)


def can_be_searched(question: Question) -> bool:
    """Whether there is something to find, among all articles: a composed index has no filters."""
    return question.answerable and question.as_of is None


def _measured(questions: Sequence[Question], index: ComposedIndex, combine: Combine) -> Measured:
    rankings = {
        question.id: rank_articles(index.search(question.asked_alone, k=DEPTH, combine=combine))
        for question in questions
    }
    found = score_rankings(rankings, {question.id: question.grades for question in questions})
    scores = [found[question.id].score for question in questions]
    return {name: _mean([of(score) for score in scores]) for name, of in FIGURES.items()}


def _mean(values: Sequence[float]) -> Ratio:
    found: Values = np.array(values, dtype=np.float64)
    return Ratio(found, np.ones(len(values)))
