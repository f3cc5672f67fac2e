"""Small articles, hits made by hand, and a real store over them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.article import Article, Chunk
from doubles import HashEmbedder
from index.article_index import ArticleIndex
from index.hit import Explanation, Hit
from sample_articles import FUND, RAIL


@pytest.fixture
def make_hit() -> Callable[..., Hit]:
    """A hit on a whole article, or on a span of it."""

    def make(article: Article, start: int = 0, end: int | None = None, score: float = 1.0) -> Hit:
        stop = len(article.text) if end is None else end
        chunk = Chunk(article.id, article.version, 0, start, stop, article.text[start:stop])
        return Hit(chunk, article, score, Explanation(0.5, 1, 7.0, 1, score))

    return make


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ArticleIndex]:
    with ArticleIndex.open_or_create(tmp_path / "store", HashEmbedder()) as opened:
        opened.add([FUND, RAIL])
        yield opened
