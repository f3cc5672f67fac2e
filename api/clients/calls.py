"""The requests of a client and how their responses are read: what the two clients share, without any waiting."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Generic, TypeAlias, TypeVar
from urllib.parse import quote

import httpx
from pydantic import TypeAdapter, ValidationError

from api.clients.errors import ProblemError, TimedOutError, UnexpectedResponseError, UnreachableError, error_of
from api.clients.event_decoder import ServerEvent
from api.clients.values import Filters, NewArticle, NewFile, Question
from api.wire.article_schemas import (
    ArticlePage,
    ArticleResponse,
    DeletionReceipt,
    Job,
    SourceList,
    StoredArticle,
    UploadReport,
)
from api.wire.schemas import (
    AnswerResponse,
    CitationLookup,
    Problem,
    SearchResponse,
    VerifyResponse,
)
from api.wire.stream_events import EVENTS, StreamEvent

LONGEST_WAIT = 30.0  # seconds; who is told to come back later than that is told so
_FIRST_WAIT = 0.5  # seconds, doubled with each try, where the service cannot say when to come back
_RETRIED = (429, 503)

Result = TypeVar("Result")


Uploaded: TypeAlias = UploadReport | Job


@dataclass(frozen=True, slots=True)
class Call(Generic[Result]):
    """A request, and the type that its response is read as."""

    method: str
    path: str
    result: TypeAdapter[Result]
    body: dict[str, object] | None = None
    query: Mapping[str, str | list[str]] = field(default_factory=dict)
    files: Sequence[NewFile] = ()

    def request(self, client: httpx.Client | httpx.AsyncClient) -> httpx.Request:
        """The request, for one of the two sorts of clients."""
        content = None if self.body is None else json.dumps(self.body, default=str)
        files = [("file", (file.name, file.content)) for file in self.files] or None
        headers = {"Content-Type": "application/json"} if content is not None else None
        return client.build_request(
            self.method, self.path, params=self.query, content=content, files=files, headers=headers
        )

    def read(self, response: httpx.Response) -> Result:
        """The result. Raises ProblemError and UnexpectedResponseError."""
        if not response.is_success:
            raise problem_of(response)
        try:
            return self.result.validate_json(response.content)
        except ValidationError as error:
            raise _unexpected(response) from error


def ask_call(question: str | Question, *, stream: bool = False) -> Call[AnswerResponse]:
    """`POST /v1/ask`."""
    asked = Question(question) if isinstance(question, str) else question
    body: dict[str, object] = {
        "question": asked.text,
        "history": [asdict(turn) for turn in asked.history],
        "filters": asdict(asked.filters),
        "as_of": asked.as_of,
        "k": asked.k,
        "mode": asked.mode,
        "stream": stream,
    }
    return Call("POST", "/v1/ask", TypeAdapter(AnswerResponse), body=_stated(body))


def search_call(question: str, *, k: int, filters: Filters) -> Call[SearchResponse]:
    """`POST /v1/search`."""
    body: dict[str, object] = {"question": question, "k": k, "filters": asdict(filters)}
    return Call("POST", "/v1/search", TypeAdapter(SearchResponse), body=body)


def citation_call(citation_id: str) -> Call[CitationLookup]:
    """`GET /v1/citations/{id}`."""
    return Call("GET", f"/v1/citations/{quote(citation_id, safe='')}", TypeAdapter(CitationLookup))


def verify_call(words: str) -> Call[VerifyResponse]:
    """`POST /v1/verify`."""
    return Call("POST", "/v1/verify", TypeAdapter(VerifyResponse), body={"quote": words})


def list_call(*, cursor: str | None, limit: int, filters: Filters) -> Call[ArticlePage]:
    """`GET /v1/articles`."""
    if filters.article_ids:
        raise ValueError("Articles are listed by source, language and date; read one by its id with article().")
    stated = {"cursor": cursor, "published_from": filters.published_from, "published_to": filters.published_to}
    query: dict[str, str | list[str]] = {name: str(value) for name, value in stated.items() if value is not None}
    several = {"source": list(filters.sources), "language": list(filters.languages)}
    return Call("GET", "/v1/articles", TypeAdapter(ArticlePage), query={"limit": str(limit), **query, **several})


def sources_call() -> Call[SourceList]:
    """`GET /v1/sources`."""
    return Call("GET", "/v1/sources", TypeAdapter(SourceList))


def article_call(article_id: str) -> Call[ArticleResponse]:
    """`GET /v1/articles/{id}`."""
    return Call("GET", _article_path(article_id), TypeAdapter(ArticleResponse))


def put_call(article_id: str, article: NewArticle) -> Call[StoredArticle]:
    """`PUT /v1/articles/{id}`."""
    return Call("PUT", _article_path(article_id), TypeAdapter(StoredArticle), body=_stated(asdict(article)))


def upload_call(files: Sequence[NewFile]) -> Call[Uploaded]:
    """`POST /v1/articles`."""
    return Call("POST", "/v1/articles", TypeAdapter(Uploaded), files=files)


def delete_call(article_id: str) -> Call[DeletionReceipt]:
    """`DELETE /v1/articles/{id}`."""
    return Call("DELETE", _article_path(article_id), TypeAdapter(DeletionReceipt))


def job_call(job_id: str) -> Call[Job]:
    """`GET /v1/jobs/{id}`."""
    return Call("GET", f"/v1/jobs/{quote(job_id, safe='')}", TypeAdapter(Job))


def read_event(event: ServerEvent) -> StreamEvent | None:
    """The object of an event; None for one that later versions may have added. Raises ProblemError for `error`."""
    if event.name == "error":
        raise error_of(Problem.model_validate_json(event.data))
    kind = EVENTS.get(event.name)
    return kind.model_validate_json(event.data) if kind else None


def problem_of(response: httpx.Response) -> ProblemError | UnexpectedResponseError:
    """The error of a response that is no success."""
    try:
        return error_of(Problem.model_validate_json(response.content), _retry_after(response))
    except ValidationError:
        return _unexpected(response)


def failure_of(error: httpx.TransportError, url: httpx.URL) -> UnreachableError:
    """The error of a request that got no response."""
    if isinstance(error, httpx.TimeoutException):
        return TimedOutError(f"{url} did not answer in time. Ask for less, or give the client a longer timeout.")
    return UnreachableError(f"{url} cannot be reached: {error}. Is the service running? Start it: sourcier serve")


def wait_before_retry(outcome: httpx.Response | httpx.TransportError, tried: int) -> float | None:
    """Seconds to wait before the next try, `tried` counting from 0; None where trying again is of no use.

    Only what says that it passes is tried again: 429 and 503 with Retry-After, and a connection that was not made.
    """
    if isinstance(outcome, httpx.ConnectError):
        return float(_FIRST_WAIT * 2**tried)
    if not isinstance(outcome, httpx.Response) or outcome.status_code not in _RETRIED:
        return None
    wait = _retry_after(outcome)
    return wait if wait is not None and wait <= LONGEST_WAIT else None


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds, or a date (RFC 9110, 10.2.3)."""
    said = response.headers.get("Retry-After", "")
    try:
        return max(0.0, float(said))
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _unexpected(response: httpx.Response) -> UnexpectedResponseError:
    kind = response.headers.get("Content-Type", "nothing")
    return UnexpectedResponseError(
        f"{response.request.url} answered {response.status_code} with {kind}, which is not what Sourcier answers. "
        "Check the address."
    )


def _article_path(article_id: str) -> str:
    return f"/v1/articles/{quote(article_id, safe='')}"


def _stated(body: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in body.items() if value is not None}
