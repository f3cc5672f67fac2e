"""Figures of searches over a small store, question by question."""

from dataclasses import replace
from datetime import date

import numpy as np

from doubles import HashEmbedder
from evals.ablation.composed_index import Recipe
from evals.ablation.rankings import terms_alone, vectors_alone
from evals.ablation.retrieval import can_be_searched, measure_searches
from evals.ablation.search_variants import SearchVariant
from evals.question_set import Evidence, Question
from sample_articles import FUND, RAIL

QUESTIONS = (
    Question("a", "Que dit Wu Wei ?", "unlabelled", True, ("?",), (Evidence("fonds", "Wu Wei"),)),
    Question("b", "trains", "unlabelled", True, ("?",), (Evidence("rail", "trains"),)),
    Question("c", "trains et Shanghai", "unlabelled", True, ("?",), (Evidence("rail", "x"), Evidence("fonds", "y"))),
    Question("d", "Wu Wei", "unlabelled", True, ("?",), (Evidence("rail", "a wrong one"),)),
)
TERMS = SearchVariant("terms", "", Recipe(), terms_alone)
VECTORS = SearchVariant("vectors", "", Recipe(), vectors_alone)


def test_each_figure_has_a_value_a_question() -> None:
    ((variant, figures),) = measure_searches([TERMS], [FUND, RAIL], QUESTIONS, HashEmbedder())
    assert variant is TERMS
    assert set(figures) == {"success@1", "success@5", "recall@5", "ndcg@10"}
    assert figures["success@1"].parts.tolist() == [1.0, 1.0, 1.0, 0.0]
    assert figures["recall@5"].parts.tolist() == [1.0, 1.0, 1.0, 0.0]
    assert figures["ndcg@10"].wholes.tolist() == [1.0, 1.0, 1.0, 1.0]


def test_the_same_searches_give_the_same_figures() -> None:
    def measure() -> list[list[float]]:
        found = measure_searches([TERMS, VECTORS], [FUND, RAIL], QUESTIONS, HashEmbedder())
        return [figure.parts.tolist() for _, figures in found for figure in figures.values()]

    assert measure() == measure()
    assert np.array(measure()).shape == (8, 4)


def test_what_has_nothing_to_find_or_a_day_is_not_searched() -> None:
    question = QUESTIONS[0]
    assert can_be_searched(question)
    assert not can_be_searched(replace(question, as_of=date(2020, 1, 1)))
    assert not can_be_searched(replace(question, answerable=False, answers=(), evidence=()))
