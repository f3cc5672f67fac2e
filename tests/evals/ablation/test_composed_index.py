"""The composed search is the service's where nothing is left out, and lacks just what is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.article import Article
from doubles import HashEmbedder
from evals.ablation.analyses import without_stemming
from evals.ablation.composed_index import Recipe, composed_index
from evals.ablation.rankings import Combine, terms_alone, vectors_alone, weighted
from index.article_index import ArticleIndex
from index.hit import Hit
from index.storage.manifest import Chunking
from sample_articles import NUMBERED_ARTICLES
from sample_stores import CHUNKING, QUESTIONS, WEIGHTS, make_store, places

LIKE_THE_STORE = Recipe(chunking=CHUNKING, title_weight=WEIGHTS.title)
PORT = Article("port", "Un dragueur pour Calais", "La municipalité a commandé un navire. Il creuse le bassin.")
FIRMS = Article("firmes", "Bilan", "Les chevaux des coopératives gagnent. Les comptes sont publiés.")


def found(articles: list[Article], recipe: Recipe, question: str, combine: Combine = terms_alone) -> list[str]:
    with composed_index(articles, HashEmbedder(), recipe) as index:
        return [hit.article.id for hit in index.search(question, k=10, combine=combine)]


@pytest.mark.parametrize(
    ("combine", "search"),
    [
        (weighted(WEIGHTS.dense), ArticleIndex.search),
        (terms_alone, ArticleIndex.search_by_terms),
        (vectors_alone, ArticleIndex.search_by_vectors),
    ],
)
def test_with_nothing_left_out_it_finds_what_the_service_finds(
    tmp_path: Path, combine: Combine, search: Callable[..., list[Hit]]
) -> None:
    with (
        make_store(tmp_path) as store,
        composed_index(NUMBERED_ARTICLES, HashEmbedder(), LIKE_THE_STORE) as composed,
    ):
        store.add(NUMBERED_ARTICLES)
        for question in [*QUESTIONS, "le the\u0301a\u0302tre", "volkan"]:
            expected = places(search(store, question, k=30))
            assert places(composed.search(question, k=30, combine=combine)) == expected
            assert expected or combine is terms_alone


def test_without_the_title_a_word_of_the_title_alone_is_not_found() -> None:
    assert found([PORT, FIRMS], Recipe(), "Calais") == ["port"]
    assert found([PORT, FIRMS], Recipe(title_in_terms=False), "Calais") == []
    assert found([PORT, FIRMS], Recipe(title_in_terms=False), "navire") == ["port"]


def test_the_title_is_embedded_or_not() -> None:
    for in_embedding, texts in ((True, ["Bilan\nLes chevaux"]), (False, ["Les chevaux"])):
        recipe = Recipe(title_in_embedding=in_embedding)
        with composed_index([Article("a", "Bilan", "Les chevaux")], HashEmbedder(), recipe) as index:
            (hit,) = index.search("Bilan", k=1, combine=vectors_alone)
        embedder = HashEmbedder()
        cosine = float((embedder.embed_queries(["Bilan"]) @ embedder.embed_documents(texts).T)[0, 0])
        assert hit.score == pytest.approx(cosine, abs=1e-6)


def test_a_heavier_title_scores_more() -> None:
    scores = []
    for weight in (0.5, 1.0):
        with composed_index([PORT, FIRMS], HashEmbedder(), Recipe(title_weight=weight)) as index:
            scores.append(index.search("Calais", k=1, combine=terms_alone)[0].score)
    assert scores[1] == pytest.approx(2 * scores[0], rel=1e-3)


def test_without_stemming_a_singular_does_not_find_the_plural() -> None:
    assert found([PORT, FIRMS], Recipe(), "cheval") == ["firmes"]
    assert found([PORT, FIRMS], Recipe(analyse=without_stemming), "cheval") == []
    assert found([PORT, FIRMS], Recipe(analyse=without_stemming), "chevaux") == ["firmes"]


def test_mending_slips_finds_the_plural_that_stemming_does_not() -> None:
    """« coopérative » is a letter away from « coopératives »."""
    unstemmed = Recipe(analyse=without_stemming)
    neither = Recipe(analyse=without_stemming, mends_slips=False)
    assert found([PORT, FIRMS], unstemmed, "coopérative") == ["firmes"]
    assert found([PORT, FIRMS], neither, "coopérative") == []
    assert found([PORT, FIRMS], neither, "coopératives") == ["firmes"]


def test_chunks_have_the_size_and_overlap_asked_for() -> None:
    text = "Un deux trois. Quatre cinq six. Sept huit neuf."
    for chunking, starts in ((Chunking(6, 0), [0, 32]), (Chunking(6, 1), [0, 15]), (Chunking(100, 1), [0])):
        with composed_index([Article("a", "Titre", text)], HashEmbedder(), Recipe(chunking=chunking)) as index:
            assert [chunk.start for _, chunk in index.chunks] == starts
