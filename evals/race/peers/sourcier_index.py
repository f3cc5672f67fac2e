"""Sourcier itself through its public door, with default settings: both searches together, or vectors alone.

Vectors alone are the same model as the other entrants', in the int8 form that ships. Run with the project's own
environment; a third argument `vectors` chooses the second. What is added is on the disk when `add` returns; closing
saves the mirrors, so that the next process has nothing to rebuild.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from corpus.article import Article
from evals.race.peers.protocol import RaceArticle, serve
from index.article_index import ArticleIndex
from index.hit import Hit
from rag.assembly import open_or_create_index
from rag.settings import Settings


class Search(Protocol):
    """One of the searches of an index."""

    def __call__(self, question: str, *, k: int) -> list[Hit]:
        """The k best chunks, best first."""
        ...


class Sourcier:
    """An open store, and the search that is raced."""

    def __init__(self, index: ArticleIndex, search: Search) -> None:
        self._index = index
        self._search = search

    def ingest(self, articles: Sequence[RaceArticle]) -> int:
        """Cuts, embeds and stores for good."""
        self._index.add(Article(article.id, article.title, article.text) for article in articles)
        return self._index.chunk_count

    def save(self) -> None:
        """Closes the store."""
        self._index.close()

    def search(self, question: str, k: int) -> list[str]:
        """By the search it was opened with."""
        return [hit.article.id for hit in self._search(question, k=k)]


def open_fused(folder: Path, _model: str) -> Sourcier:
    """The store in `folder / "store"`, searched by vectors and terms together."""
    index = open_or_create_index(Settings(store=folder / "store"))
    return Sourcier(index, index.search)


def open_vectors(folder: Path, _model: str) -> Sourcier:
    """The same, searched by vectors alone."""
    index = open_or_create_index(Settings(store=folder / "store"))
    return Sourcier(index, index.search_by_vectors)


if __name__ == "__main__":
    opened = open_vectors if sys.argv[3:] == ["vectors"] else open_fused
    serve(opened, ["faiss-cpu", "numpy", "onnxruntime", "tantivy"])
