"""A client for Python programs: `SourcierClient(url, key=…).ask("Qui dirige le fonds ?")`.

It needs no more of Sourcier than its objects, and is quick to import; `api.async_client` has its asynchronous twin.
"""

import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Self

import httpx

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

LOCAL = "http://127.0.0.1:8000"
TIMEOUT = 210.0  # seconds; the service ends an answer of its own accord after 200
RETRIES = 2
CONNECT_SECONDS = 5.0
NO_END = "The stream ended before the answer was whole: the connection was cut on the way. Ask again."


class SourcierClient:
    """Asks a running service; usable from several threads. Every method raises the errors of `api.clients.errors`.

    `timeout` is the longest silence in seconds. What the service refuses for a moment, with 429 or 503 and a time to
    come back, is asked again `retries` times.
    """

    def __init__(
        self, url: str = LOCAL, *, key: str | None = None, timeout: float = TIMEOUT, retries: int = RETRIES
    ) -> None:
        self._retries = retries
        self._http = httpx.Client(
            base_url=url,
            headers={"Authorization": f"Bearer {key}"} if key else None,
            timeout=httpx.Timeout(timeout, connect=CONNECT_SECONDS),
        )

    def close(self) -> None:
        """Lets go of the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        """The client, closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes."""
        self.close()

    def ask(self, question: str | Question) -> AnswerResponse:
        """The answer; where the articles do not tell, `answered` is False."""
        return self._send(ask_call(question))

    def stream(self, question: str | Question) -> Generator[StreamEvent, None, None]:
        """The answer as it comes about: `HitsEvent`, then `TextEvent` and `CitationObject`s, then `AnswerResponse`.

        Closing the generator leaves the service, which stops its work.
        """
        call = ask_call(question, stream=True)
        with self._exchange(call) as response:
            decoder = EventDecoder()
            try:
                for received in response.iter_bytes():
                    for event in map(read_event, decoder.feed(received)):
                        if event is not None:
                            yield event
                        if isinstance(event, AnswerResponse):
                            return
            except httpx.TransportError as error:
                raise failure_of(error, response.request.url) from error
        raise UnexpectedResponseError(NO_END)

    def search(self, question: str, *, k: int = 10, filters: Filters = EVERY_ARTICLE) -> SearchResponse:
        """The passages nearest to a question, best first."""
        return self._send(search_call(question, k=k, filters=filters))

    def citation(self, citation_id: str) -> CitationLookup:
        """What became of a citation. Raises WithdrawnError where its article is gone."""
        return self._send(citation_call(citation_id))

    def verify(self, quote: str) -> VerifyResponse:
        """Whether words stand in the articles."""
        return self._send(verify_call(quote))

    def list_articles(
        self, *, cursor: str | None = None, limit: int = 50, filters: Filters = EVERY_ARTICLE
    ) -> ArticlePage:
        """A page of the articles in the order of their ids; `cursor` is the `next_cursor` of the page before."""
        return self._send(list_call(cursor=cursor, limit=limit, filters=filters))

    def all_articles(self, *, filters: Filters = EVERY_ARTICLE) -> Iterator[ArticleSummary]:
        """Every article in the order of their ids, fetched page by page."""
        page = self.list_articles(filters=filters)
        yield from page.articles
        while page.next_cursor is not None:
            page = self.list_articles(cursor=page.next_cursor, filters=filters)
            yield from page.articles

    def sources(self) -> list[Source]:
        """The sources that articles name, by name, with how many articles name each and from when to when."""
        return self._send(sources_call()).sources

    def article(self, article_id: str) -> ArticleResponse:
        """An article with its text."""
        return self._send(article_call(article_id))

    def put_article(self, article_id: str, article: NewArticle) -> StoredArticle:
        """Stores an article under this id, in place of the one that has it."""
        return self._send(put_call(article_id, article))

    def upload(self, files: Sequence[NewFile]) -> Uploaded:
        """Stores the articles of files: a report, or a job where it takes longer."""
        return self._send(upload_call(files))

    def job(self, job_id: str) -> Job:
        """How far a long upload is."""
        return self._send(job_call(job_id))

    def delete_article(self, article_id: str) -> DeletionReceipt:
        """Withdraws an article, and tells what went with it."""
        return self._send(delete_call(article_id))

    def _send(self, call: Call[Result]) -> Result:
        with self._exchange(call) as response:
            try:
                response.read()
            except httpx.TransportError as error:
                raise failure_of(error, response.request.url) from error
            return call.read(response)

    @contextmanager
    def _exchange(self, call: Call[Result]) -> Iterator[httpx.Response]:
        """A response that is a success, its body still to be read; tried again where that is of use."""
        for tried in range(self._retries + 1):
            request = call.request(self._http)
            outcome: httpx.Response | httpx.TransportError
            try:
                outcome = self._http.send(request, stream=True)
            except httpx.TransportError as error:
                outcome = error
            wait = wait_before_retry(outcome, tried) if tried < self._retries else None
            if wait is None:
                break
            if isinstance(outcome, httpx.Response):
                outcome.close()
            time.sleep(wait)
        if isinstance(outcome, httpx.TransportError):
            raise failure_of(outcome, request.url) from outcome
        try:
            if not outcome.is_success:
                outcome.read()
                raise problem_of(outcome)
            yield outcome
        finally:
            outcome.close()
