"""Growing stores: made of real sentences, searched in every way, compared with an exact search."""

import json
from collections.abc import Mapping
from datetime import timedelta
from itertools import islice
from pathlib import Path

import pytest

from corpus.article import Article
from corpus.sentences import split_sentences
from doubles import HashEmbedder
from evals.benchmark.errors import BenchmarkError
from evals.benchmark.size import Material, run_size_benchmark
from evals.benchmark.size_corpus import DAYS, FIRST_DAY, PARAGRAPHS, RememberingTokens, recombined_articles
from evals.benchmark.size_oracle import exact_places
from evals.benchmark.size_plot import draw_size
from evals.benchmark.size_report import save_size
from evals.benchmark.size_search import EVERY_WAY, FILTERS, K, Place, recall
from evals.bundled import bundled_articles
from evals.question_set import load_questions
from index.article_index import ArticleIndex

ARTICLES = bundled_articles()
QUESTIONS = Path(__file__).parents[3] / "evals" / "questions" / "development.jsonl"


def made(count: int, *, seed: int = 1) -> list[Article]:
    return list(islice(recombined_articles(ARTICLES, seed=seed), count))


def masked(text: str) -> str:
    return "".join("0" if sign.isdigit() else sign for sign in text)


def test_made_articles_are_the_same_in_every_run_and_all_different() -> None:
    once = made(300)
    assert once == made(300)
    assert once != made(300, seed=2)
    assert len({article.text for article in once}) == len({article.id for article in once}) == 300


def test_made_articles_hold_sentences_of_the_real_ones_but_for_figures() -> None:
    known = {masked(a.text[s.start : s.end]) for a in ARTICLES for s in split_sentences(a.text)}
    for article in made(20):
        assert len(article.text.split("\n\n")) == PARAGRAPHS
        assert {masked(line) for line in article.text.split("\n") if line} <= known


def test_the_filters_leave_about_what_they_are_named_for() -> None:
    days = [FIRST_DAY + timedelta(days=day) for day in range(DAYS)]

    def share(name: str) -> float:
        first, last = FILTERS[name].published_from, FILTERS[name].published_to
        return sum((not first or first <= day) and (not last or day <= last) for day in days) / DAYS

    assert [share(name) for name in FILTERS] == [1.0, pytest.approx(0.9, abs=0.001), pytest.approx(0.001, abs=1e-4)]


def test_what_the_model_does_is_timed_and_counted_once() -> None:
    model = RememberingTokens(HashEmbedder())
    assert model.count_tokens("Un mot de plus") == 4
    assert model.embed_documents(["Un mot."]).shape == (1, 64)
    assert model.seconds > 0


@pytest.mark.parametrize(
    ("found", "exact", "share"),
    [
        ([[("a", 1)]], [[("a", 1)]], 1.0),
        ([[("a", 1), ("b", 2)]], [[("a", 1), ("a", 2)]], 0.5),
        ([[], [("a", 1)]], [[], [("a", 1)]], 1.0),
        ([[], [("a", 1)]], [[("a", 1)], [("a", 1)]], 0.5),
        ([[]], [[]], 1.0),
    ],
)
def test_recall_is_the_share_of_what_an_exact_search_finds(
    found: list[list[Place]], exact: list[list[Place]], share: float
) -> None:
    assert recall(found, exact) == share


def test_a_store_that_is_searched_exactly_finds_what_the_exact_search_finds(tmp_path: Path) -> None:
    questions = ["Quel fonds ?", "la gare de Lyon en 2020", "intelligence artificielle", "xyz"]
    with ArticleIndex.open_or_create(tmp_path, HashEmbedder()) as index:
        index.add(made(60))
        exact = exact_places(tmp_path, questions, HashEmbedder())
        searches = {"terms": index.search_by_terms, "vectors": index.search_by_vectors, "fused": index.search}
        for way in EVERY_WAY:
            hits = [searches[way.search](question, k=K, filters=FILTERS[way.filters]) for question in questions]
            assert exact[way] == [[(hit.article.id, hit.chunk.ordinal) for hit in found] for found in hits], way


def figures(chunks: int) -> Mapping[str, object]:
    latency = {"count": 60, "p50": chunks / 1e5, "p95": chunks / 1e4}
    search = {"p50": 1.0, "p95": 2.0 + chunks / 1e5, "recall_at_10": 0.99}
    return {
        "growth": {"chunks": chunks, "per_second": 900.0, "last_per_second": 800.0, "embedded_per_second": 90.0},
        "disk_mb": {"sqlite": chunks / 300, "vectors": chunks / 2000, "terms": chunks / 2500},
        "index": {"open_seconds": 0.1234567},
        "without_mirrors": {"open_seconds": chunks / 1e4, "highest_mb": 700},
        "service": {"resident_mb": 300, "highest_mb": 310, "start_seconds": 1.0, "search": latency, "ask": latency},
        "searches": [{"search": way.search, "filters": way.filters, **search} for way in EVERY_WAY],
    }


def test_the_same_figures_give_the_same_plot_and_file(tmp_path: Path) -> None:
    document = {"material": "x", "load_before": 0.0, "sizes": {str(n): figures(n) for n in (10_000, 100_000)}}
    for name in "ab":
        draw_size(document, tmp_path / f"{name}.svg")
        save_size(document, tmp_path / f"{name}.json")
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    saved = json.loads((tmp_path / "a.json").read_text())
    assert saved["sizes"]["10000"]["index"]["open_seconds"] == 0.123
    assert list(saved) == sorted(saved)


def test_nothing_is_drawn_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no size was measured"):
        draw_size({"sizes": {}}, tmp_path / "size.svg")


def test_too_few_questions_are_refused() -> None:
    with pytest.raises(BenchmarkError, match="100 questions are needed; mine has 2"):
        Material(ARTICLES, ["Qui ?", "Quoi ?"], "mine")


@pytest.mark.slow
def test_a_store_is_grown_measured_kept_and_gone_on_with(tmp_path: Path) -> None:
    questions = [question.text for question in load_questions(QUESTIONS).questions]
    material = Material(ARTICLES, questions, "the bundled articles")
    saved: list[object] = []
    first = run_size_benchmark(material, sizes=[300], keep=tmp_path, save=saved.append, say=lambda _: None)
    both = run_size_benchmark(material, sizes=[300, 900], keep=tmp_path, save=saved.append, say=lambda _: None)
    assert len(saved) == 3
    sizes, before = both["sizes"], first["sizes"]
    assert isinstance(sizes, dict)
    assert isinstance(before, dict)
    assert sizes["300"]["growth"] == before["300"]["growth"]
    assert [sizes[size]["growth"]["chunks"] >= int(size) for size in ("300", "900")] == [True, True]
    assert all(search["recall_at_10"] == 1.0 for size in sizes.values() for search in size["searches"])
