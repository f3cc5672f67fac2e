"""Sourcier's passages for any LangChain chain, from a service that runs elsewhere."""

from datetime import date
from typing import Any

import httpx
from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun, CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field, SecretStr

from index.hit import Filters
from rag.citations import CitationId

_SECONDS = 60.0  # a search takes milliseconds; a service that is busy may have it wait
_OF_THE_PASSAGE = ("article_id", "version", "title", "source", "published", "url", "start", "end", "score")


class RemoteSourcierRetriever(BaseRetriever):
    """`SourcierRetriever` over HTTP: the same documents with the same metadata, from the service at `url`.

    Invoking it raises the errors of httpx; `HTTPStatusError` for a question that cannot be asked, with the service's
    problem as its response.
    """

    model_config = ConfigDict(extra="forbid")

    url: str
    key: SecretStr | None = None
    k: int = Field(default=8, ge=1)
    filters: Filters = Filters()

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        del run_manager  # part of LangChain's signature; nothing here has children to report on
        with httpx.Client(timeout=_SECONDS) as client:
            response = client.send(self._request(query))
        return _documents(response)

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun
    ) -> list[Document]:
        del run_manager
        async with httpx.AsyncClient(timeout=_SECONDS) as client:
            response = await client.send(self._request(query))
        return _documents(response)

    def _request(self, query: str) -> httpx.Request:
        filters = {
            "published_from": _iso(self.filters.published_from),
            "published_to": _iso(self.filters.published_to),
            "sources": self.filters.sources,
            "languages": self.filters.languages,
            "article_ids": self.filters.article_ids,
        }
        body = {"question": query, "k": self.k, "filters": filters}
        headers = {"Authorization": f"Bearer {self.key.get_secret_value()}"} if self.key else {}
        return httpx.Request("POST", f"{self.url.rstrip('/')}/v1/search", json=body, headers=headers)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _documents(response: httpx.Response) -> list[Document]:
    response.raise_for_status()
    return [_document(hit) for hit in response.json()["hits"]]


def _document(hit: dict[str, Any]) -> Document:
    citation = CitationId.of(hit["version"], hit["start"], hit["end"])
    known = {name: hit[name] for name in _OF_THE_PASSAGE}
    return Document(page_content=hit["text"], metadata={"citation": str(citation), **known})
