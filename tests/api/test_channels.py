"""One contract for every channel: the same question has the same text, citations and verdict, however it is asked."""

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx
import openai
import pytest

from api.app import create_app
from api.async_client import AsyncSourcierClient
from api.client import SourcierClient
from api.clients.event_decoder import EventDecoder
from api.clients.values import Question, Turn
from api.wire.schemas import AnswerResponse, CitationObject
from api.wire.stream_events import TextEvent
from corpus.article import Article
from rag.assembly import open_or_create_index
from rag.settings import Settings
from running_service import run_app
from sample_articles import SERVED_ARTICLES
from scripted_model import Says, serve_scripted_model

SILO = [
    Article(
        "bilan",
        "Explosion du silo d’Orvigny",
        "Le silo d’Orvigny a explosé lundi matin. L’explosion du silo a fait trois morts et onze blessés.",
        published=date(2023, 3, 7),
        source="Agence",
    ),
    Article(
        "bilan-revu",
        "Orvigny : le bilan de l’explosion du silo s’alourdit",
        "Deux disparus ont été retrouvés. L’explosion du silo d’Orvigny a fait cinq morts et neuf blessés.",
        published=date(2023, 3, 10),
        source="Le Jour",
    ),
]
AMOUNT = "Quel est le montant du fonds municipal de Shanghai ?"
SAID = "Shanghai lance un fonds municipal de 10 milliards de yuans pour l’intelligence artificielle. [1]"
ASKED = {
    "answered": Question("Qui dirige le fonds municipal de Shanghai pour l’intelligence artificielle ?"),
    "refused": Question("Quel est le prix du café à Oslo ?"),
    "follow-up": Question("Qui le dirige ?", history=(Turn("user", AMOUNT), Turn("assistant", SAID))),
    "follow-up to a refusal": Question("Qui le dirige ?", history=(Turn("user", AMOUNT), Turn("assistant", ""))),
    "conflict": Question("Combien de morts dans l'explosion du silo d'Orvigny ?"),
}


@dataclass(frozen=True)
class Heard:
    """What somebody learns who asks."""

    text: str
    citations: list[dict[str, Any]]
    answered: bool
    standalone_question: str
    conflict: list[dict[str, Any]]


def heard(answer: dict[str, Any]) -> Heard:
    """From the body of `POST /v1/ask`."""
    return Heard(
        answer["text"],
        answer["citations"],
        answer["answered"],
        answer["standalone_question"],
        answer["conflict"],
    )


def body_of(question: Question) -> dict[str, Any]:
    history = [{"role": turn.role, "content": turn.content} for turn in question.history]
    return {"question": question.text, "history": history}


def over_ask(address: str, question: Question) -> Heard:
    return heard(httpx.post(f"{address}/v1/ask", json=body_of(question)).json())


def over_its_stream(address: str, question: Question) -> Heard:
    """The text and the citations of the events before the last."""
    decoder = EventDecoder()
    response = httpx.post(f"{address}/v1/ask", json={**body_of(question), "stream": True})
    events = [(event.name, json.loads(event.data)) for event in decoder.feed(response.content)]
    text = "".join(data["text"] for name, data in events if name == "text")
    citations = [data for name, data in events if name == "citation"]
    final = events[-1][1]
    assert (text, citations) == (final["text"], final["citations"])
    return Heard(text, citations, final["answered"], dict(events)["hits"]["standalone_question"], final["conflict"])


def over_the_client(address: str, question: Question) -> Heard:
    with SourcierClient(address) as client:
        return heard(client.ask(question).model_dump(mode="json"))


def over_the_clients_stream(address: str, question: Question) -> Heard:
    async def stream() -> list[Any]:
        async with AsyncSourcierClient(address) as client:
            return [event async for event in client.stream(question)]

    events = asyncio.run(stream())
    text = "".join(event.text for event in events if isinstance(event, TextEvent))
    citations = [event.model_dump(mode="json") for event in events if isinstance(event, CitationObject)]
    final = events[-1]
    assert isinstance(final, AnswerResponse)
    conflict = final.model_dump(mode="json")["conflict"]
    return Heard(text, citations, final.answered, final.standalone_question, conflict)


def messages_of(question: Question, refusal: str) -> list[Any]:
    """As a client of OpenAI's sends them back: for a refusal it was given the sentence that says so."""
    said = [{"role": turn.role, "content": turn.content or refusal} for turn in question.history]
    return [*said, {"role": "user", "content": question.text}]


def over_openai(address: str, question: Question) -> Heard:
    refusal = over_ask_message(address, ASKED["refused"])
    with openai.OpenAI(base_url=f"{address}/v1", api_key="none") as client:
        completion = client.chat.completions.create(model="sourcier", messages=messages_of(question, refusal))
    message, details = completion.choices[0].message, completion.model_extra["sourcier"]  # type: ignore[index]
    return heard_from_openai(message.content or "", message.citations, details)  # type: ignore[attr-defined]


def over_openais_stream(address: str, question: Question) -> Heard:
    refusal = over_ask_message(address, ASKED["refused"])
    with openai.OpenAI(base_url=f"{address}/v1", api_key="none") as client:
        chunks = list(
            client.chat.completions.create(model="sourcier", messages=messages_of(question, refusal), stream=True)
        )
    deltas = [chunk.choices[0].delta for chunk in chunks]
    citations = [citation for delta in deltas for citation in (delta.model_extra or {}).get("citations", [])]
    details = chunks[-1].model_extra["sourcier"]  # type: ignore[index]
    return heard_from_openai("".join(delta.content or "" for delta in deltas), citations, details)


def over_ask_message(address: str, question: Question) -> str:
    """The sentence of a refusal."""
    message = httpx.post(f"{address}/v1/ask", json=body_of(question)).json()["refusal"]["message"]
    assert isinstance(message, str)
    return message


def heard_from_openai(content: str, citations: list[Any], details: dict[str, Any]) -> Heard:
    """A refusal's content is the sentence that says so: there is no text of an answer then."""
    if not details["answered"]:
        assert content == details["refusal"]["message"]
        content = ""
    return Heard(content, citations, details["answered"], details["standalone_question"], details["conflict"])


CHANNELS: list[Callable[[str, Question], Heard]] = [
    over_its_stream,
    over_the_client,
    over_the_clients_stream,
    over_openai,
    over_openais_stream,
]


@pytest.fixture
def address(settings: Settings) -> Iterator[str]:
    with open_or_create_index(settings) as index:
        index.add([*SERVED_ARTICLES, *SILO])
    with run_app(create_app(settings)) as served:
        yield served


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_every_channel_says_the_same(address: str, asked: Question) -> None:
    expected = over_ask(address, asked)
    for channel in CHANNELS:
        assert channel(address, asked) == expected, channel.__name__


def test_the_questions_are_what_they_are_called(address: str) -> None:
    found = {name: over_ask(address, asked) for name, asked in ASKED.items()}
    assert {name for name, said in found.items() if not said.answered} == {"refused"}
    assert found["answered"].citations
    for name in ("follow-up", "follow-up to a refusal"):
        assert found[name].standalone_question == "Qui dirige le fonds municipal de Shanghai ?"
    assert [value["text"] for value in found["conflict"].conflict] == ["cinq morts", "trois morts"]


def test_every_channel_carries_the_conflict_that_a_written_answer_passes_over(settings: Settings) -> None:
    asked = ASKED["conflict"]
    with open_or_create_index(settings) as index:
        index.add([*SERVED_ARTICLES, *SILO])
    with serve_scripted_model() as model:
        written = Says("L’explosion du silo a fait trois morts [1-4].")
        options = {"llm": "scripted", "llm_base_url": model.url, "llm_retries": 0}
        with run_app(create_app(settings.model_copy(update=options))) as address:
            model.play(written)
            expected = over_ask(address, asked)
            for channel in CHANNELS:  # those of OpenAI's ask for a refusal first
                model.play(*([Says("PAS_DANS_LES_ARTICLES")] if "openai" in channel.__name__ else []), written)
                assert channel(address, asked) == expected, channel.__name__
    added = "L’explosion du silo d’Orvigny a fait cinq morts et neuf blessés."
    assert expected.text == f"L’explosion du silo a fait trois morts. [1] {added} [2]"
    assert [(value["text"], value["citation"]) for value in expected.conflict] == [
        ("cinq morts", 2),
        ("trois morts", 1),
    ]
    assert [value["published"] for value in expected.conflict] == ["2023-03-10", "2023-03-07"]
