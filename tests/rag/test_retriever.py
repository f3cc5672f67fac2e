from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from contracts.retriever_contract import RetrieverContract
from corpus.article import Article
from index.article_index import ArticleIndex
from index.hit import Filters
from rag.retriever import IndexRetriever, Retriever, known_by
from sample_articles import FUND, NUMBERED_ARTICLES, RAIL
from sample_stores import make_store


@pytest.fixture
def retriever(tmp_path: Path) -> Iterator[Retriever]:
    with make_store(tmp_path / "numbered") as opened:
        opened.add(NUMBERED_ARTICLES)
        yield IndexRetriever(opened)


class TestIndexRetriever(RetrieverContract):
    pass


def test_a_text_of_several_articles_is_counted_once(index: ArticleIndex) -> None:
    index.add([Article(id=f"copie-{n}", title=FUND.title, text=FUND.text) for n in range(9)])
    hits = IndexRetriever(index).retrieve("Que vaut le fonds de la ville ?", k=2, filters=Filters())
    assert {hit.article.text for hit in hits} == {FUND.text, RAIL.text}


@pytest.mark.parametrize(
    ("filters", "as_of", "published_to"),
    [
        (Filters(), None, None),
        (Filters(), date(2021, 1, 1), date(2021, 1, 1)),
        (Filters(published_to=date(2020, 1, 1)), date(2021, 1, 1), date(2020, 1, 1)),
        (Filters(published_to=date(2022, 1, 1)), date(2021, 1, 1), date(2021, 1, 1)),
    ],
)
def test_as_of_only_ever_narrows(filters: Filters, as_of: date | None, published_to: date | None) -> None:
    assert known_by(filters, as_of).published_to == published_to
