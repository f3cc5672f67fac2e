"""Sourcier's passages for any LangChain chain."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.hit import Filters, Hit
from rag.citations import CitationId
from rag.pipeline import Pipeline


class SourcierRetriever(BaseRetriever):
    """A LangChain retriever over a pipeline: documents best first, each with the citation id of its passage.

    The metadata of a document are `citation` (resolvable for ever), `article_id`, `version`, `title`, `source`,
    `published` (ISO 8601 or None), `url`, `start`, `end` (code points of the article's text) and `score`.
    Invoking it raises `rag.errors.InvalidQuestionError` for a question that cannot be asked.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, extra="forbid")

    pipeline: Pipeline
    k: int | None = None
    filters: Filters = Filters()

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        del run_manager  # part of LangChain's signature; nothing here has children to report on
        return [_document(hit) for hit in self.pipeline.search(query, k=self.k, filters=self.filters)]


def _document(hit: Hit) -> Document:
    chunk, article = hit.chunk, hit.article
    metadata: dict[str, Any] = {
        "citation": str(CitationId.of(chunk.version, chunk.start, chunk.end)),
        "article_id": article.id,
        "version": chunk.version,
        "title": article.title,
        "source": article.source,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "start": chunk.start,
        "end": chunk.end,
        "score": hit.score,
    }
    return Document(page_content=chunk.text, metadata=metadata)
