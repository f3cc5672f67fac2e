"""What every `Retriever` does, however it finds and orders."""

from datetime import date

import pytest

from index.hit import Filters, Hit
from rag.retriever import Retriever, known_by
from sample_articles import NUMBERED_ARTICLES
from sample_stores import QUESTIONS, places


class RetrieverContract:
    """Inherit, and give the implementation over a store of `NUMBERED_ARTICLES` as a fixture `retriever`."""

    @pytest.mark.parametrize("k", [1, 3, 30, 500])
    def test_at_most_k_hits_come_best_first_each_once(self, retriever: Retriever, k: int) -> None:
        for question in QUESTIONS:
            hits = retriever.retrieve(question, k=k, filters=Filters())
            assert 0 < len(hits) <= k
            assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
            assert len({(hit.chunk.version, hit.chunk.start) for hit in hits}) == len(hits)

    def test_hits_are_passages_of_their_articles(self, retriever: Retriever) -> None:
        articles = {article.id: article for article in NUMBERED_ARTICLES}
        for hit in _all(retriever):
            assert hit.article == articles[hit.chunk.article_id]
            assert hit.article.text[hit.chunk.start : hit.chunk.end] == hit.chunk.text

    @pytest.mark.parametrize(
        "filters",
        [
            Filters(sources=("La Nuit",)),
            Filters(languages=("en",), published_from=date(2020, 6, 1)),
            Filters(article_ids=("article-007", "article-008")),
            known_by(Filters(), date(2020, 3, 31)),
        ],
    )
    def test_nothing_passes_that_the_filters_leave_out(self, retriever: Retriever, filters: Filters) -> None:
        wanted = {hit.article.id for hit in _all(retriever) if _passes(hit, filters)}
        assert wanted
        assert {hit.article.id for hit in retriever.retrieve("numéro", k=500, filters=filters)} == wanted

    def test_filters_that_leave_nothing_find_nothing(self, retriever: Retriever) -> None:
        assert retriever.retrieve("numéro", k=5, filters=Filters(sources=("Inconnue",))) == []

    def test_the_same_is_found_again(self, retriever: Retriever) -> None:
        for question in QUESTIONS:
            first, second = (retriever.retrieve(question, k=10, filters=Filters()) for _ in range(2))
            assert places(first) == places(second)


def _all(retriever: Retriever) -> list[Hit]:
    hits = retriever.retrieve("numéro", k=500, filters=Filters())
    assert {hit.article.id for hit in hits} == {article.id for article in NUMBERED_ARTICLES}
    return hits


def _passes(hit: Hit, filters: Filters) -> bool:
    published = hit.article.published
    return (
        (not filters.sources or hit.article.source in filters.sources)
        and (not filters.languages or hit.article.language in filters.languages)
        and (not filters.article_ids or hit.article.id in filters.article_ids)
        and (filters.published_from is None or (published is not None and published >= filters.published_from))
        and (filters.published_to is None or (published is not None and published <= filters.published_to))
    )
