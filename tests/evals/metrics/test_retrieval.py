"""Retrieval figures against values worked out by hand."""

from math import log2

import pytest

from corpus.article import Article, Chunk
from evals.metrics.bootstrap import figure_values
from evals.metrics.retrieval import RetrievalScore, mean_score, rank_articles, retrieval_figures, score_rankings
from index.hit import Explanation, Hit

TEN = [f"x{place}" for place in range(1, 11)]


def _discounts(places: int) -> float:
    return sum(1 / log2(place + 1) for place in range(1, places + 1))


def hit(article_id: str, ordinal: int, score: float) -> Hit:
    article = Article(article_id, "Titre", "Du texte.")
    chunk = Chunk(article_id, article.version, ordinal, 0, 9, article.text)
    return Hit(chunk, article, score, Explanation(None, None, None, None, score))


def test_an_article_stands_where_its_best_chunk_stands() -> None:
    hits = [hit("b", 0, 0.9), hit("a", 2, 0.8), hit("b", 1, 0.7), hit("c", 0, 0.6), hit("a", 0, 0.5)]
    assert rank_articles(hits) == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("ranking", "relevant", "recall", "reciprocal_rank", "ndcg"),
    [
        (["a"], {"a"}, (1, 1, 1, 1), 1.0, 1.0),
        (["x", "a"], {"a"}, (0, 1, 1, 1), 1 / 2, 1 / log2(3)),
        (["x", "y", "z", "a"], {"a"}, (0, 0, 1, 1), 1 / 4, 1 / log2(5)),
        ([*TEN[:9], "a"], {"a"}, (0, 0, 0, 1), 1 / 10, 1 / log2(11)),
        ([*TEN, "a"], {"a"}, (0, 0, 0, 0), 0.0, 0.0),
        ([], {"a"}, (0, 0, 0, 0), 0.0, 0.0),
        (["a", "x", "b"], {"a", "b"}, (1 / 2, 1, 1, 1), 1.0, (1 + 1 / log2(4)) / (1 + 1 / log2(3))),
        (["x", "b"], {"a", "b"}, (0, 1 / 2, 1 / 2, 1 / 2), 1 / 2, (1 / log2(3)) / (1 + 1 / log2(3))),
        # More relevant articles than places: recall cannot reach 1, nDCG can, whose best order has ten places too.
        ([*TEN, "a"], {*TEN, "a"}, (1 / 11, 3 / 11, 5 / 11, 10 / 11), 1.0, 1.0),
        (["y", *TEN], {*TEN, "a"}, (0, 2 / 11, 4 / 11, 9 / 11), 1 / 2, 1 - 1 / _discounts(10)),
    ],
)
def test_figures_of_one_question(
    ranking: list[str], relevant: set[str], recall: tuple[float, ...], reciprocal_rank: float, ndcg: float
) -> None:
    score = score_rankings({"q": ranking}, {"q": dict.fromkeys(relevant, 1)})["q"].score
    assert score.recall == pytest.approx(dict(zip((1, 3, 5, 10), recall, strict=True)))
    assert score.success == {cutoff: float(value > 0) for cutoff, value in score.recall.items()}
    assert score.reciprocal_rank == pytest.approx(reciprocal_rank)
    assert score.ndcg == pytest.approx(ndcg)


@pytest.mark.parametrize(
    ("ranking", "ndcg"),
    [
        (["a", "b", "x"], 1.0),
        (["b", "a", "x"], (1 + 3 / log2(3)) / (3 + 1 / log2(3))),  # the gain is the grade, not 2^grade - 1
        (["x", "a", "b"], (3 / log2(3) + 1 / log2(4)) / (3 + 1 / log2(3))),
        (["b"], 1 / (3 + 1 / log2(3))),
    ],
)
def test_a_grade_counts_in_ndcg_alone(ranking: list[str], ndcg: float) -> None:
    graded, binary = (score_rankings({"q": ranking}, {"q": {"a": grade, "b": 1}})["q"].score for grade in (3, 1))
    assert graded.ndcg == pytest.approx(ndcg)
    assert (graded.recall, graded.success) == (binary.recall, binary.success)
    assert graded.reciprocal_rank == binary.reciprocal_rank


def test_hits_of_one_score_count_in_the_order_in_which_they_came() -> None:
    """The search breaks ties by chunk; scoring must not break them anew, as tools that sort by score do."""
    for order in (["a", "z"], ["z", "a"]):
        ranking = rank_articles([hit(article_id, 0, 0.5) for article_id in order])
        assert ranking == order
        assert score_rankings({"q": ranking}, {"q": {"z": 1}})["q"].found_at == (order.index("z") + 1,)


@pytest.mark.parametrize(
    ("ranking", "found_at"),
    [(["a", "x", "b"], (1, 3)), (["x"], ()), ([], ()), ([*TEN, *"abc"], (11, 12, 13))],
)
def test_where_each_relevant_article_was_found_is_told_to_any_depth(
    ranking: list[str], found_at: tuple[int, ...]
) -> None:
    found = score_rankings({"q": ranking}, {"q": dict.fromkeys("abc", 1)})["q"]
    assert (found.found_at, found.relevant) == (found_at, 3)


def test_figures_of_several_questions_are_means() -> None:
    scores = score_rankings({"one": ["a", "x", "b"], "two": ["x", "a"]}, {"one": {"a": 1, "b": 1}, "two": {"a": 1}})
    figures = figure_values(retrieval_figures(list(scores.values())), 2)
    one, two = (1 + 1 / log2(4)) / (1 + 1 / log2(3)), 1 / log2(3)
    assert figures == {
        "recall@1": 1 / 4,
        "recall@3": 1.0,
        "recall@5": 1.0,
        "recall@10": 1.0,
        "success@1": 1 / 2,
        "success@3": 1.0,
        "success@5": 1.0,
        "success@10": 1.0,
        "mrr@10": 3 / 4,
        "ndcg@10": pytest.approx((one + two) / 2),
    }


def test_the_given_order_counts_whatever_the_ids_are() -> None:
    for ranking in (["a", "z"], ["z", "a"]):
        scores = score_rankings({"q": ranking}, {"q": {ranking[0]: 1}})
        assert scores["q"].score.recall[1] == 1.0


def test_a_question_without_a_ranking_counts_as_nothing_found() -> None:
    scores = score_rankings({"found": ["a"]}, {"found": {"a": 1}, "lost": {"a": 1}})
    assert mean_score([scores["found"], scores["lost"]]) == RetrievalScore(
        dict.fromkeys((1, 3, 5, 10), 0.5), dict.fromkeys((1, 3, 5, 10), 0.5), reciprocal_rank=0.5, ndcg=0.5
    )


def test_what_cannot_be_scored_is_refused() -> None:
    with pytest.raises(ValueError, match="'q' has no relevant article"):
        score_rankings({}, {"q": {}})
    with pytest.raises(ValueError, match="'q' has no relevant article, or one of grade 0"):
        score_rankings({}, {"q": {"a": 1, "b": 0}})
    with pytest.raises(ValueError, match="'q' holds an article twice"):
        score_rankings({"q": ["a", "a"]}, {"q": {"a": 1}})
    with pytest.raises(ValueError, match="at least one question"):
        mean_score([])
