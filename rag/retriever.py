"""Retrieval for an answer: nothing published too late, the same passage never twice."""

from dataclasses import replace
from datetime import date
from typing import Protocol

from index.article_index import ArticleIndex
from index.hit import Filters, Hit
from rag.near_copies import without_copies


class Retriever(Protocol):
    """Finds the passages that a question is answered from."""

    def retrieve(self, question: str, *, k: int, filters: Filters) -> list[Hit]:
        """At most `k` hits, best first."""
        ...


class IndexRetriever:
    """Hits of an article index; a passage that several articles carry, or nearly, is counted once, where it is best."""

    def __init__(self, index: ArticleIndex) -> None:
        self._index = index

    def retrieve(self, question: str, *, k: int, filters: Filters) -> list[Hit]:
        """At most `k` hits, best first; asks for more until copies no longer crowd others out."""
        wanted = k
        while True:
            hits = self._index.search(question, k=wanted, filters=filters)
            distinct = without_copies(hits, self._index.linked_copies(hit.chunk.version for hit in hits))
            if len(distinct) >= k or len(hits) < wanted:
                return distinct[:k]
            wanted *= 2


def known_by(filters: Filters, as_of: date | None) -> Filters:
    """The filters, narrowed to what was published on `as_of` or before."""
    if as_of is None:
        return filters
    if filters.published_to is None or as_of < filters.published_to:
        return replace(filters, published_to=as_of)
    return filters
