"""The Python client, in time and at once, against the service on a real port, and against servers that misbehave."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest

from api.app import create_app
from api.async_client import AsyncSourcierClient
from api.client import SourcierClient
from api.clients.calls import wait_before_retry
from api.clients.errors import (
    AccessDeniedError,
    InvalidRequestError,
    NotFoundError,
    ProblemError,
    RateLimitedError,
    ServiceFailedError,
    TimedOutError,
    UnavailableError,
    UnexpectedResponseError,
    UnreachableError,
    WithdrawnError,
)
from api.clients.values import Filters, NewArticle, NewFile, Question, Turn
from api.wire.article_schemas import Job, Source, UploadReport
from api.wire.schemas import AnswerResponse, CitationObject
from api.wire.stream_events import HitsEvent, TextEvent
from rag.settings import Settings
from running_service import ROOT, run_app
from sample_articles import EMOJI_FUND, POWER, SERVED_ARTICLES

QUESTION = "Qui dirige le fonds municipal de Shanghai pour l’intelligence artificielle ?"
OWN = {"id", "timings"}  # what differs between two times the same question is asked
Found = TypeVar("Found")


@pytest.fixture
def address(stored: Settings) -> Iterator[str]:
    with run_app(create_app(stored)) as served:
        yield served


@pytest.fixture
def client(address: str) -> Iterator[SourcierClient]:
    with SourcierClient(address) as opened:
        yield opened


def later(address: str, work: Callable[[AsyncSourcierClient], Awaitable[Found]]) -> Found:
    """What the asynchronous client does with the service at this address."""

    async def run() -> Found:
        async with AsyncSourcierClient(address) as client:
            return await work(client)

    return asyncio.run(run())


def test_importing_the_client_loads_nothing_of_the_service() -> None:
    script = (
        "import sys, api.client, api.async_client\n"
        "heavy = {'corpus', 'index', 'rag', 'fastapi', 'starlette', 'uvicorn', 'numpy', 'onnxruntime', 'typer'}\n"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_an_answer_is_the_object_of_the_service(client: SourcierClient, address: str) -> None:
    answer = client.ask(QUESTION)
    assert isinstance(answer, AnswerResponse)
    body = httpx.post(f"{address}/v1/ask", json={"question": QUESTION}).json()
    assert answer.model_dump(mode="json", exclude=OWN) == {k: v for k, v in body.items() if k not in OWN}
    again = later(address, lambda asynchronous: asynchronous.ask(QUESTION))
    assert again.model_dump(exclude=OWN) == answer.model_dump(exclude=OWN)


def test_a_question_takes_along_all_that_the_service_knows(client: SourcierClient) -> None:
    first = client.ask("Quel est le montant du fonds municipal de Shanghai ?")
    history = (Turn("user", first.question), Turn("assistant", first.text))
    assert client.ask(Question("Qui le dirige ?", history=history)).standalone_question == (
        "Qui dirige le fonds municipal de Shanghai ?"
    )
    assert {hit.source for hit in client.ask(Question(QUESTION, filters=Filters(sources=("Le Soir",)))).hits} == {
        "Le Soir"
    }
    assert [hit.article_id for hit in client.ask(Question(QUESTION, as_of=date(2021, 1, 1))).hits] == ["fonds"]
    assert len(client.ask(Question(QUESTION, k=1, mode="extractive")).hits) == 1


def test_a_stream_gives_typed_events(client: SourcierClient, address: str) -> None:
    events = list(client.stream(QUESTION))
    assert isinstance(events[0], HitsEvent)
    final = events[-1]
    assert isinstance(final, AnswerResponse)
    assert "".join(event.text for event in events if isinstance(event, TextEvent)) == final.text
    assert [event for event in events if isinstance(event, CitationObject)] == final.citations

    async def stream(asynchronous: AsyncSourcierClient) -> list[Any]:
        return [event async for event in asynchronous.stream(QUESTION)]

    assert [type(event) for event in later(address, stream)] == [type(event) for event in events]


def test_a_stream_may_be_left(client: SourcierClient) -> None:
    with closing(client.stream(QUESTION)) as events:
        assert isinstance(next(events), HitsEvent)
    assert client.ask(QUESTION).answered


def test_passages_citations_and_quotes_can_be_looked_up(client: SourcierClient, address: str) -> None:
    hits = client.search("calcul intelligent", k=2).hits
    assert hits[0].text in POWER.text
    citation = client.ask(QUESTION).citations[0]
    assert client.citation(citation.id).source.quote == citation.source.quote
    assert client.verify(citation.source.quote).status == "exact"

    async def look_up(asynchronous: AsyncSourcierClient) -> tuple[object, ...]:
        return (
            await asynchronous.search("calcul intelligent", k=2),
            await asynchronous.citation(citation.id),
            await asynchronous.verify(citation.source.quote),
        )

    assert later(address, look_up) == (
        client.search("calcul intelligent", k=2),
        client.citation(citation.id),
        client.verify(citation.source.quote),
    )


def test_articles_are_listed_page_by_page(client: SourcierClient, address: str) -> None:
    ids = sorted(article.id for article in SERVED_ARTICLES)
    first = client.list_articles(limit=2)
    assert [article.id for article in first.articles] == ids[:2]
    assert [article.id for article in client.list_articles(cursor=first.next_cursor).articles] == ids[2:]
    assert [article.id for article in client.all_articles()] == ids
    only = Filters(published_from=date(2024, 8, 2), published_to=date(2024, 8, 2), languages=("fr",))
    assert [article.id for article in client.all_articles(filters=only)] == ["calcul"]
    assert client.article("fonds").text == EMOJI_FUND.text
    with pytest.raises(ValueError, match="by its id"):
        client.list_articles(filters=Filters(article_ids=("fonds",)))

    async def read(asynchronous: AsyncSourcierClient) -> tuple[list[str], str]:
        listed = [article.id async for article in asynchronous.all_articles()]
        return listed, (await asynchronous.article("fonds")).text

    assert later(address, read) == (ids, EMOJI_FUND.text)


def test_sources_are_listed_with_their_articles_and_days(client: SourcierClient, address: str) -> None:
    day = date(2024, 8, 2)
    found = client.sources()
    assert [source.name for source in found] == ["Le Quotidien", "Le Soir", "L’Agence"]
    assert found[1] == Source(name="Le Soir", articles=1, published_from=day, published_to=day)
    assert later(address, lambda asynchronous: asynchronous.sources()) == found


def test_articles_come_and_go(client: SourcierClient, address: str) -> None:
    stored = client.put_article(
        "gare", NewArticle("La gare", "La gare de Lyon ouvre le 3 mai 2021.", published=date(2021, 5, 4))
    )
    assert (stored.outcome, stored.published) == ("added", date(2021, 5, 4))
    assert client.ask("Quand ouvre la gare de Lyon ?").hits[0].article_id == "gare"
    report = client.upload([NewFile("port.txt", b"Le port\n\nLe port ouvre le 4 mai 2021.")])
    assert isinstance(report, UploadReport)
    assert [article.id for article in report.articles] == ["port"]
    receipt = client.delete_article("gare")
    assert receipt.id == "gare"
    with pytest.raises(WithdrawnError):
        client.article("gare")

    async def change(asynchronous: AsyncSourcierClient) -> tuple[str, str]:
        put = await asynchronous.put_article("quai", NewArticle("Le quai", "Le quai ouvre le 5 mai 2021."))
        again = await asynchronous.upload([NewFile("port.txt", b"Le port\n\nLe port ouvre le 4 mai 2021.")])
        await asynchronous.delete_article("quai")
        assert isinstance(again, UploadReport)
        return put.outcome, again.articles[0].outcome

    assert later(address, change) == ("added", "unchanged")


def test_a_long_upload_is_a_job(client: SourcierClient) -> None:
    files = [NewFile(f"gare-{number}.txt", f"La gare {number}\n\nElle ouvre en mai.".encode()) for number in range(21)]
    job = client.upload(files)
    assert isinstance(job, Job)
    assert client.job(job.id).files == 21


@pytest.mark.parametrize(
    ("asked", "kind", "name"),
    [
        (lambda client: client.ask(" "), InvalidRequestError, "invalid-question"),
        (lambda client: client.ask(Question("a", mode="generative")), InvalidRequestError, "no-language-model"),
        (lambda client: client.search("a", k=0), InvalidRequestError, "invalid-request"),
        (lambda client: client.citation("0" * 16 + "-0-5"), NotFoundError, "citation-unknown"),
        (lambda client: client.citation("a b?c"), InvalidRequestError, "invalid-citation-id"),
        (lambda client: client.article("nulle-part"), NotFoundError, "article-unknown"),
        (lambda client: next(client.stream(" ")), InvalidRequestError, "invalid-question"),
    ],
)
def test_problems_are_typed_errors(
    client: SourcierClient, asked: Callable[[SourcierClient], object], kind: type[ProblemError], name: str
) -> None:
    with pytest.raises(kind) as raised:
        asked(client)
    assert raised.value.name == name
    assert str(raised.value) == raised.value.problem.detail
    assert raised.value.retry_after is None


def test_the_asynchronous_client_raises_the_same(address: str) -> None:
    with pytest.raises(NotFoundError):
        later(address, lambda client: client.article("nulle-part"))


def test_where_nothing_listens_the_cure_is_told() -> None:
    with SourcierClient("http://127.0.0.1:9", retries=0) as client, pytest.raises(UnreachableError) as raised:
        client.ask(QUESTION)
    assert "sourcier serve" in str(raised.value)


class Misbehaving:
    """Answers the first requests as told and the others with an answer; `received` holds their headers."""

    def __init__(self, *answers: tuple[int, dict[str, str], bytes]) -> None:
        self.answers = list(answers)
        self.received: list[dict[str, str]] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        while (await receive()).get("more_body"):
            pass
        self.received.append({name.decode(): value.decode() for name, value in scope["headers"]})
        status, headers, body = self.answers.pop(0)
        sent = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": sent})
        await send({"type": "http.response.body", "body": body})


def problem(status: int, name: str) -> bytes:
    body = {"type": f"urn:sourcier:problem:{name}", "title": name, "status": status, "detail": "Non."}
    return json.dumps({**body, "instance": "/v1/search", "request_id": "r-1", "errors": []}).encode()


NO_HITS = (200, {"content-type": "application/json"}, b'{"hits": []}')


@pytest.mark.parametrize("status", [429, 503])
def test_what_passes_is_asked_again(status: int) -> None:
    busy = (status, {"retry-after": "0"}, problem(status, "busy"))
    server = Misbehaving(busy, busy, NO_HITS, busy, NO_HITS)
    with run_app(server) as address:
        with SourcierClient(address) as client:
            assert client.search("a").hits == []
        assert later(address, lambda client: client.search("a")).hits == []
    assert len(server.received) == 5


@pytest.mark.parametrize(
    ("status", "headers", "kind"),
    [
        (429, {"retry-after": "0"}, RateLimitedError),  # again and again
        (429, {"retry-after": "3600"}, RateLimitedError),  # nobody waits so long
        (503, {}, UnavailableError),  # no store: it will not come of itself
        (500, {"retry-after": "0"}, ServiceFailedError),
        (401, {}, AccessDeniedError),
    ],
)
def test_what_does_not_pass_is_raised(status: int, headers: dict[str, str], kind: type[ProblemError]) -> None:
    server = Misbehaving(*[(status, headers, problem(status, "busy"))] * 3)
    with run_app(server) as address, SourcierClient(address) as client, pytest.raises(kind) as raised:
        client.search("a")
    assert raised.value.retry_after == (float(headers["retry-after"]) if headers else None)
    assert len(server.received) == (3 if headers == {"retry-after": "0"} and status == 429 else 1)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ((200, {"content-type": "text/html"}, b"<h1>Bonjour</h1>"), UnexpectedResponseError),
        ((502, {"content-type": "text/html"}, b"<h1>Bad gateway</h1>"), UnexpectedResponseError),
        ((200, {"content-type": "application/json"}, b'{"hits": 7}'), UnexpectedResponseError),
    ],
)
def test_another_program_at_the_address_is_known_as_one(
    answer: tuple[int, dict[str, str], bytes], kind: type[Exception]
) -> None:
    with run_app(Misbehaving(answer)) as address, SourcierClient(address) as client, pytest.raises(kind) as raised:
        client.search("a")
    assert "Check the address" in str(raised.value)


EVENTS = {"content-type": "text/event-stream"}
HITS = b'event: hits\ndata: {"standalone_question": "a", "hits": []}\n\n'


def test_a_failure_on_the_way_is_raised_behind_what_came_before() -> None:
    sent = HITS + b": ping\n\nevent: error\ndata: " + problem(500, "internal-error") + b"\n\n"
    with run_app(Misbehaving((200, EVENTS, sent))) as address, SourcierClient(address) as client:
        events = client.stream("a")
        assert next(events) == HitsEvent(standalone_question="a", hits=[])
        with pytest.raises(ServiceFailedError):
            next(events)


def test_a_stream_that_is_cut_is_no_answer() -> None:
    with run_app(Misbehaving((200, EVENTS, HITS), (200, EVENTS, HITS))) as address:
        with SourcierClient(address) as client, pytest.raises(UnexpectedResponseError, match="cut on the way"):
            list(client.stream("a"))

        async def stream(client: AsyncSourcierClient) -> None:
            async for _ in client.stream("a"):
                pass

        with pytest.raises(UnexpectedResponseError, match="cut on the way"):
            later(address, stream)


def test_an_event_of_a_later_version_is_passed_over() -> None:
    sent = b"event: thought\ndata: 7\n\n" + HITS
    with run_app(Misbehaving((200, EVENTS, sent))) as address, SourcierClient(address) as client:
        assert next(client.stream("a")) == HitsEvent(standalone_question="a", hits=[])


def test_the_key_goes_with_each_request() -> None:
    server = Misbehaving(NO_HITS, NO_HITS)
    with run_app(server) as address:
        with SourcierClient(address, key="sourcier_x") as client:
            client.search("a")
        with SourcierClient(address) as client:
            client.search("a")
    assert [headers.get("authorization") for headers in server.received] == ["Bearer sourcier_x", None]


def test_silence_ends_in_a_time_out(tmp_path: Path) -> None:
    async def silent(scope: Any, receive: Any, send: Any) -> None:
        while scope["type"] == "http" and (await receive())["type"] != "http.disconnect":
            pass

    with run_app(silent) as address, SourcierClient(address, timeout=0.05, retries=0) as client:
        with pytest.raises(TimedOutError):
            client.ask("a")
        with pytest.raises(TimedOutError):
            next(client.stream("a"))


def response(status: int, retry_after: str | None) -> httpx.Response:
    return httpx.Response(status, headers={"Retry-After": retry_after} if retry_after is not None else {})


@pytest.mark.parametrize(
    ("outcome", "waits"),
    [
        (response(503, "2"), [2.0, 2.0]),
        (response(429, "30"), [30.0, 30.0]),
        (response(429, "31"), [None, None]),
        (response(429, "-1"), [0.0, 0.0]),
        (response(503, "soon"), [None, None]),
        (response(503, None), [None, None]),
        (response(500, "1"), [None, None]),
        (response(200, "1"), [None, None]),
        (response(503, format_datetime(datetime.now(UTC) - timedelta(hours=1), usegmt=True)), [0.0, 0.0]),
        (response(503, format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)), [None, None]),
        (httpx.ConnectError("refused"), [0.5, 1.0]),
        (httpx.ReadTimeout("silence"), [None, None]),
        (httpx.ReadError("broken"), [None, None]),
    ],
)
def test_the_wait_is_what_the_service_asks_for(
    outcome: httpx.Response | httpx.TransportError, waits: list[float | None]
) -> None:
    assert [wait_before_retry(outcome, tried) for tried in range(2)] == waits
