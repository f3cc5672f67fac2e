"""The client of `api.client` for asynchronous programs: the same methods, to be awaited."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Self

import httpx

from api.client import CONNECT_SECONDS, LOCAL, NO_END, RETRIES, TIMEOUT
from api.clients.calls import (
    Call,
    Result,
    Uploaded,
    article_call,
    ask_call,
    citation_call,
    delete_call,
    failure_of,
    job_call,
    list_call,
    problem_of,
    put_call,
    read_event,
    search_call,
    sources_call,
    upload_call,
    verify_call,
    wait_before_retry,
)
from api.clients.errors import UnexpectedResponseError
from api.clients.event_decoder import EventDecoder
from api.clients.values import EVERY_ARTICLE, Filters, NewArticle, NewFile, Question
from api.wire.article_schemas import ArticlePage, ArticleResponse, DeletionReceipt, Job, Source, StoredArticle
from api.wire.schemas import (
    AnswerResponse,
    ArticleSummary,
    CitationLookup,
    SearchResponse,
    VerifyResponse,
)
from api.wire.stream_events import StreamEvent


class AsyncSourcierClient:
    """Asks a running service; for one event loop. Options and errors are those of `SourcierClient`."""

    def __init__(
        self, url: str = LOCAL, *, key: str | None = None, timeout: float = TIMEOUT, retries: int = RETRIES
    ) -> None:
        self._retries = retries
        self._http = httpx.AsyncClient(
            base_url=url,
            headers={"Authorization": f"Bearer {key}"} if key else None,
            timeout=httpx.Timeout(timeout, connect=CONNECT_SECONDS),
        )

    async def close(self) -> None:
        """Lets go of the connections."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        """The client, closed at the end of the block."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Closes."""
        await self.close()

    async def ask(self, question: str | Question) -> AnswerResponse:
        """The answer; where the articles do not tell, `answered` is False."""
        return await self._send(ask_call(question))

    async def stream(self, question: str | Question) -> AsyncGenerator[StreamEvent, None]:
        """The answer as it comes about: `HitsEvent`, then `TextEvent` and `CitationObject`s, then `AnswerResponse`.

        Closing the generator leaves the service, which stops its work.
        """
        call = ask_call(question, stream=True)
        async with self._exchange(call) as response:
            decoder = EventDecoder()
            try:
                async for received in response.aiter_bytes():
                    for event in map(read_event, decoder.feed(received)):
                        if event is not None:
                            yield event
                        if isinstance(event, AnswerResponse):
                            return
            except httpx.TransportError as error:
                raise failure_of(error, response.request.url) from error
        raise UnexpectedResponseError(NO_END)

    async def search(self, question: str, *, k: int = 10, filters: Filters = EVERY_ARTICLE) -> SearchResponse:
        """The passages nearest to a question, best first."""
        return await self._send(search_call(question, k=k, filters=filters))

    async def citation(self, citation_id: str) -> CitationLookup:
        """What became of a citation. Raises WithdrawnError where its article is gone."""
        return await self._send(citation_call(citation_id))

    async def verify(self, quote: str) -> VerifyResponse:
        """Whether words stand in the articles."""
        return await self._send(verify_call(quote))

    async def list_articles(
        self, *, cursor: str | None = None, limit: int = 50, filters: Filters = EVERY_ARTICLE
    ) -> ArticlePage:
        """A page of the articles in the order of their ids; `cursor` is the `next_cursor` of the page before."""
        return await self._send(list_call(cursor=cursor, limit=limit, filters=filters))

    async def all_articles(self, *, filters: Filters = EVERY_ARTICLE) -> AsyncIterator[ArticleSummary]:
        """Every article in the order of their ids, fetched page by page."""
        page = await self.list_articles(filters=filters)
        for article in page.articles:
            yield article
        while page.next_cursor is not None:
            page = await self.list_articles(cursor=page.next_cursor, filters=filters)
            for article in page.articles:
                yield article

    async def sources(self) -> list[Source]:
        """The sources that articles name, by name, with how many articles name each and from when to when."""
        return (await self._send(sources_call())).sources

    async def article(self, article_id: str) -> ArticleResponse:
        """An article with its text."""
        return await self._send(article_call(article_id))

    async def put_article(self, article_id: str, article: NewArticle) -> StoredArticle:
        """Stores an article under this id, in place of the one that has it."""
        return await self._send(put_call(article_id, article))

    async def upload(self, files: Sequence[NewFile]) -> Uploaded:
        """Stores the articles of files: a report, or a job where it takes longer."""
        return await self._send(upload_call(files))

    async def job(self, job_id: str) -> Job:
        """How far a long upload is."""
        return await self._send(job_call(job_id))

    async def delete_article(self, article_id: str) -> DeletionReceipt:
        """Withdraws an article, and tells what went with it."""
        return await self._send(delete_call(article_id))

    async def _send(self, call: Call[Result]) -> Result:
        async with self._exchange(call) as response:
            try:
                await response.aread()
            except httpx.TransportError as error:
                raise failure_of(error, response.request.url) from error
            return call.read(response)

    @asynccontextmanager
    async def _exchange(self, call: Call[Result]) -> AsyncIterator[httpx.Response]:
        """A response that is a success, its body still to be read; tried again where that is of use."""
        for tried in range(self._retries + 1):
            request = call.request(self._http)
            outcome: httpx.Response | httpx.TransportError
            try:
                outcome = await self._http.send(request, stream=True)
            except httpx.TransportError as error:
                outcome = error
            wait = wait_before_retry(outcome, tried) if tried < self._retries else None
            if wait is None:
                break
            if isinstance(outcome, httpx.Response):
                await outcome.aclose()
            await asyncio.sleep(wait)
        if isinstance(outcome, httpx.TransportError):
            raise failure_of(outcome, request.url) from outcome
        try:
            if not outcome.is_success:
                await outcome.aread()
                raise problem_of(outcome)
            yield outcome
        finally:
            await outcome.aclose()
