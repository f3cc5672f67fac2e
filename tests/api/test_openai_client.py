"""The routes of OpenAI's protocol, used by OpenAI's own client and by LangChain's, over a real port."""

import asyncio
from collections.abc import Iterator

import httpx
import openai
import pytest
from langchain_openai import ChatOpenAI
from openai.types.chat import ChatCompletion, ChatCompletionChunk

from api.app import create_app
from api.openai_protocol.schemas import AnswerDetails
from api.wire.schemas import AnswerResponse
from rag.settings import Settings
from running_service import run_app
from sample_articles import EMOJI_FUND

QUESTION = "Qui dirige le fonds municipal de Shanghai pour l’intelligence artificielle ?"
UNKNOWN = "Quel est le prix du café à Oslo ?"


@pytest.fixture
def address(stored: Settings) -> Iterator[str]:
    with run_app(create_app(stored)) as served:
        yield served


@pytest.fixture
def client(address: str) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0) as opened:
        yield opened


def complete(client: openai.OpenAI, question: str, model: str = "sourcier") -> ChatCompletion:
    return client.chat.completions.create(model=model, messages=[{"role": "user", "content": question}])


def stream(client: openai.OpenAI, question: str, *, usage: bool = False) -> list[ChatCompletionChunk]:
    return list(
        client.chat.completions.create(
            model="sourcier",
            messages=[{"role": "user", "content": question}],
            stream=True,
            stream_options={"include_usage": usage},
        )
    )


def test_an_answer_is_a_completion_with_its_citations(client: openai.OpenAI, address: str) -> None:
    completion = complete(client, QUESTION)
    (choice,) = completion.choices
    content = choice.message.content
    assert content
    assert content.startswith("Le fonds est dirigé par Wu Wei, son directeur général. [1]")
    assert (choice.finish_reason, choice.message.role, completion.model) == ("stop", "assistant", "sourcier")
    cited = (choice.message.annotations or [])[0].url_citation
    assert content[cited.start_index : cited.end_index] == "Le fonds est dirigé par Wu Wei, son directeur général."
    citation = choice.message.citations[0]  # type: ignore[attr-defined]
    assert (cited.title, cited.url) == (EMOJI_FUND.title, address + citation["link"])
    assert httpx.get(cited.url).status_code == 200
    assert httpx.get(address + citation["lookup"]).json()["source"]["quote"] == citation["source"]["quote"]


def test_what_there_is_beside_the_text_is_passed_on(client: openai.OpenAI) -> None:
    details = complete(client, QUESTION).model_extra["sourcier"]  # type: ignore[index]
    assert details["answered"] is True
    assert details["standalone_question"] == QUESTION
    assert details["mode"] == "extractive"
    assert details["ignored"] == []


def test_nothing_of_an_answer_is_left_out() -> None:
    elsewhere = {"question", "text", "citations"}  # in the request, and in the message
    too_long = {"hits", "timings"}
    assert set(AnswerDetails.model_fields) == set(AnswerResponse.model_fields) - elsewhere - too_long | {"ignored"}


def test_usage_counts_tokens_of_what_was_read_and_said(client: openai.OpenAI) -> None:
    completion = complete(client, QUESTION)
    usage, content = completion.usage, completion.choices[0].message.content
    assert usage is not None
    assert content
    said = len(content.split())  # the embedding model of these tests takes words for tokens
    assert (usage.prompt_tokens, usage.completion_tokens, usage.total_tokens) == (11, said, 11 + said)


def test_a_refusal_is_said_in_french_and_marked(client: openai.OpenAI) -> None:
    completion = complete(client, UNKNOWN)
    (choice,) = completion.choices
    refusal = completion.model_extra["sourcier"]["refusal"]  # type: ignore[index]
    assert choice.message.content == refusal["message"]
    assert "Les articles ne le disent pas" in refusal["message"]
    assert (choice.finish_reason, choice.message.refusal, choice.message.annotations) == ("stop", None, [])
    assert completion.model_extra["sourcier"]["answered"] is False  # type: ignore[index]
    assert refusal["reason"] == "not_in_articles"


@pytest.mark.parametrize("question", [QUESTION, UNKNOWN])
def test_the_chunks_make_up_the_completion(client: openai.OpenAI, question: str) -> None:
    whole = complete(client, question).choices[0].message
    chunks = stream(client, question)
    deltas = [chunk.choices[0].delta for chunk in chunks]
    assert deltas[0].role == "assistant"
    assert "".join(delta.content or "" for delta in deltas) == whole.content
    citations = [citation for delta in deltas for citation in (delta.model_extra or {}).get("citations", [])]
    assert citations == whole.citations  # type: ignore[attr-defined]
    assert [chunk.choices[0].finish_reason for chunk in chunks] == [None] * (len(chunks) - 1) + ["stop"]
    assert len({chunk.id for chunk in chunks}) == 1
    assert all(chunk.usage is None for chunk in chunks)


def test_usage_comes_behind_the_end_where_it_is_asked_for(client: openai.OpenAI) -> None:
    *others, last = stream(client, QUESTION, usage=True)
    assert last.choices == []
    assert last.usage == complete(client, QUESTION).usage
    assert others[-1].choices[0].finish_reason == "stop"


def test_a_stream_ends_as_openai_ends_one(address: str) -> None:
    body = {"model": "sourcier", "stream": True, "messages": [{"role": "user", "content": QUESTION}]}
    response = httpx.post(f"{address}/v1/chat/completions", json=body)
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert response.text.endswith("\n\ndata: [DONE]\n\n")


def test_a_follow_up_is_read_with_what_was_said_before(client: openai.OpenAI) -> None:
    first = complete(client, "Quel est le montant du fonds municipal de Shanghai ?").choices[0].message.content
    assert first
    completion = client.chat.completions.create(
        model="sourcier",
        messages=[
            {"role": "system", "content": "Réponds en vers."},
            {"role": "user", "content": "Quel est le montant du fonds municipal de Shanghai ?"},
            {"role": "assistant", "content": first},
            {"role": "user", "content": [{"type": "text", "text": "Qui le dirige ?"}]},
        ],
    )
    details = completion.model_extra["sourcier"]  # type: ignore[index]
    assert details["standalone_question"] == "Qui dirige le fonds municipal de Shanghai ?"
    (ignored,) = details["ignored"]
    assert ignored["param"] == "messages[0]"
    assert "instructions cannot change them" in ignored["reason"]


def test_a_refusal_said_before_is_nothing_to_ask_about(client: openai.OpenAI) -> None:
    completion = client.chat.completions.create(
        model="sourcier",
        messages=[
            {"role": "user", "content": "Quel est le montant du fonds municipal de Shanghai ?"},
            {"role": "assistant", "content": complete(client, UNKNOWN).choices[0].message.content or ""},
            {"role": "user", "content": "Qui le dirige ?"},
        ],
    )
    details = completion.model_extra["sourcier"]  # type: ignore[index]
    assert details["standalone_question"] == "Qui dirige le fonds municipal de Shanghai ?"


def test_what_tunes_a_language_model_is_let_pass(client: openai.OpenAI) -> None:
    completion = client.chat.completions.create(
        model="sourcier-extractive",
        messages=[{"role": "user", "content": QUESTION}],
        temperature=1.3,
        max_tokens=5,
        seed=7,
        top_p=0.1,
        user="u-1",
        n=1,
        response_format={"type": "text"},
        extra_body={"best_of": 3},
    )
    assert completion.choices[0].message.content == complete(client, QUESTION).choices[0].message.content
    assert completion.model == "sourcier-extractive"


def test_filters_are_our_own_option(client: openai.OpenAI) -> None:
    completion = client.chat.completions.create(
        model="sourcier",
        messages=[{"role": "user", "content": QUESTION}],
        extra_body={"sourcier": {"filters": {"sources": ["Le Soir"]}, "k": 3}},
    )
    cited = completion.choices[0].message.citations  # type: ignore[attr-defined]
    assert all(citation["source"]["source"] == "Le Soir" for citation in cited)
    with pytest.raises(openai.BadRequestError) as raised:
        client.chat.completions.create(
            model="sourcier", messages=[{"role": "user", "content": "a"}], extra_body={"sourcier": {"filtres": {}}}
        )
    assert raised.value.param == "sourcier.filtres"


@pytest.mark.parametrize(
    ("messages", "extra", "param"),
    [
        ([], {}, "messages"),
        ([{"role": "assistant", "content": "Bonjour."}], {}, "messages"),
        ([{"role": "system", "content": "Bonjour."}], {}, "messages"),
        ([{"role": "poet", "content": "a"}], {}, "messages[0]"),
        (
            [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "http://127.0.0.1/x.png"}}]}],
            {},
            "messages[0].content[0].type",
        ),
        ([{"role": "user", "content": "a"}], {"n": 2}, "n"),
        ([{"role": "user", "content": "a"}], {"response_format": {"type": "json_object"}}, "response_format.type"),
        ([{"role": "user", "content": "a"}], {"tool_choice": "required"}, "tool_choice"),
        ([{"role": "user", "content": "a"}], {"logprobs": True}, "logprobs"),
        ([{"role": "user", "content": "a"}], {"modalities": ["audio"]}, "modalities[0]"),
    ],
)
def test_what_cannot_be_answered_in_text_is_a_bad_request(
    client: openai.OpenAI, messages: list[object], extra: dict[str, object], param: str
) -> None:
    with pytest.raises(openai.BadRequestError) as raised:
        client.chat.completions.create(model="sourcier", messages=messages, extra_body=extra)  # type: ignore[call-overload]
    assert raised.value.param == param
    assert (raised.value.type, raised.value.code) == ("invalid_request_error", "invalid_request")


def test_a_question_that_cannot_be_asked_is_a_bad_request(client: openai.OpenAI) -> None:
    with pytest.raises(openai.BadRequestError) as raised:
        complete(client, " ?! ")
    assert raised.value.code == "invalid_question"


def test_an_unknown_model_is_not_found(client: openai.OpenAI) -> None:
    for name in ("gpt-4o", "sourcier-generative"):
        with pytest.raises(openai.NotFoundError) as raised:
            complete(client, QUESTION, name)
        assert (raised.value.code, raised.value.param) == ("model_not_found", "model")
        with pytest.raises(openai.NotFoundError):
            client.models.retrieve(name)


def test_the_models_are_the_ways_to_be_answered(client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["sourcier", "sourcier-extractive"]
    assert client.models.retrieve("sourcier").owned_by == "sourcier"


def test_without_a_store_the_cure_is_told(settings: Settings) -> None:
    with run_app(create_app(settings)) as served, openai.OpenAI(base_url=f"{served}/v1", api_key="x") as client:
        with pytest.raises(openai.InternalServerError) as raised:
            complete(client.with_options(max_retries=0), QUESTION)
        assert (raised.value.status_code, raised.value.code) == (503, "store_not_ready")
        assert "sourcier ingest" in raised.value.message


def test_the_asynchronous_client_gets_the_same(client: openai.OpenAI, address: str) -> None:
    async def ask() -> tuple[str, str]:
        async with openai.AsyncOpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0) as opened:
            messages = [{"role": "user", "content": QUESTION}]
            whole = await opened.chat.completions.create(model="sourcier", messages=messages)  # type: ignore[arg-type]
            pieces = await opened.chat.completions.create(model="sourcier", messages=messages, stream=True)  # type: ignore[call-overload]
            parts = [chunk.choices[0].delta.content or "" async for chunk in pieces]
        return whole.choices[0].message.content or "", "".join(parts)

    assert set(asyncio.run(ask())) == {complete(client, QUESTION).choices[0].message.content}


def test_langchain_asks_and_streams(client: openai.OpenAI, address: str) -> None:
    expected = complete(client, QUESTION).choices[0].message.content
    chat = ChatOpenAI(base_url=f"{address}/v1", api_key="none", model="sourcier", max_retries=0)  # type: ignore[arg-type]
    assert chat.invoke(QUESTION).content == expected
    assert chat.invoke(QUESTION).response_metadata["finish_reason"] == "stop"
    assert "".join(str(chunk.content) for chunk in chat.stream(QUESTION)) == expected
