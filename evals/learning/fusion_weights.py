"""Chooses how much vectors weigh beside terms, and titles beside texts: the best of a grid on training data."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Article
from evals.metrics.retrieval import RetrievalScore, mean_score
from evals.question_set import Question
from evals.runner import score_search
from index.article_index import ArticleIndex
from index.embedding.embedder import Embedder
from index.fusion import FusionWeights

DENSE = (0.0, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
TITLE = (0.2, 0.3, 0.4, 0.5)


@dataclass(frozen=True, slots=True)
class Trial:
    """Weights and the mean figures that they reach."""

    weights: FusionWeights
    score: RetrievalScore


def try_fusions(articles: Sequence[Article], questions: Sequence[Question], embedder: Embedder) -> Iterator[Trial]:
    """Every pair of weights of the grid, tried on the same temporary store."""
    with tempfile.TemporaryDirectory(prefix="sourcier-") as folder:
        with ArticleIndex.open_or_create(Path(folder), embedder) as index:
            index.add(articles)
        for title in TITLE:
            for dense in DENSE:
                weights = FusionWeights(dense=dense, title=title)
                with ArticleIndex.open(Path(folder), embedder, weights=weights) as index:
                    scores = score_search(questions, index.search, "fusion")
                yield Trial(weights, mean_score(list(scores.values())))


def best_trial(trials: Sequence[Trial]) -> Trial:
    """The trial with the best nDCG@10; of equal ones the best R@1, then the smallest share of vectors."""
    return max(trials, key=lambda trial: (trial.score.ndcg, trial.score.recall[1], -trial.weights.dense))
