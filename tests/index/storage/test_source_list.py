"""The sources of a store, counted over its articles."""

from datetime import date
from pathlib import Path

import pytest

from corpus.article import Article
from doubles import HashEmbedder
from index.article_index import ArticleIndex
from index.storage.source_list import SourceSummary


@pytest.fixture
def index(tmp_path: Path) -> ArticleIndex:
    return ArticleIndex.open_or_create(tmp_path / "store", HashEmbedder())


def article(number: int, source: str | None, published: date | None) -> Article:
    return Article(f"a-{number}", "Titre", f"Texte {number}.", source=source, published=published)


def test_an_empty_store_has_no_source(index: ArticleIndex) -> None:
    assert index.source_summaries() == ()


def test_sources_are_counted_with_their_days(index: ArticleIndex) -> None:
    early, late = date(1999, 12, 31), date(2024, 1, 1)
    named = [("B", late), ("É", early), ("B", early), ("B", None), (None, late), ("a", None)]
    index.add(article(number, source, published) for number, (source, published) in enumerate(named))
    assert index.source_summaries() == (
        SourceSummary("B", 3, early, late),
        SourceSummary("a", 1, None, None),
        SourceSummary("É", 1, early, early),
    )
    assert tuple(source.name for source in index.source_summaries()) == index.sources()


def test_what_changes_its_source_counts_for_the_new_one(index: ArticleIndex) -> None:
    index.add([article(1, "A", None)])
    index.add([article(1, "B", None)])
    assert index.source_summaries() == (SourceSummary("B", 1, None, None),)
