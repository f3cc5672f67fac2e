"""The retriever over HTTP gives what the one over the store gives."""

import asyncio
from collections.abc import Iterator
from datetime import date

import httpx
import pytest
from pydantic import SecretStr

from api.app import create_app
from index.hit import Filters
from rag.assembly import assemble, open_index
from rag.langchain_retriever import SourcierRetriever
from rag.remote_retriever import RemoteSourcierRetriever
from rag.settings import Settings
from running_service import run_app

QUESTIONS = ["Qui dirige le fonds municipal ?", "puissance du calcul à Pékin", "Did it rain in London?", "xyz"]


@pytest.fixture
def address(stored: Settings) -> Iterator[str]:
    with run_app(create_app(stored)) as served:
        yield served


@pytest.mark.parametrize(
    "filters",
    [Filters(), Filters(sources=("Le Soir",)), Filters(published_from=date(2021, 1, 1), languages=("fr",))],
)
def test_documents_are_those_of_the_retriever_over_the_store(stored: Settings, address: str, filters: Filters) -> None:
    remote = RemoteSourcierRetriever(url=address, k=3, filters=filters)
    with open_index(stored) as index:
        local = SourcierRetriever(pipeline=assemble(index, stored), k=3, filters=filters)
        for question in QUESTIONS:
            expected = local.invoke(question)
            assert remote.invoke(question) == expected
            assert asyncio.run(remote.ainvoke(question)) == expected


def test_it_takes_part_in_a_chain(address: str) -> None:
    chain = RemoteSourcierRetriever(url=f"{address}/") | (lambda documents: documents[0].metadata["article_id"])
    assert chain.invoke(QUESTIONS[0]) == "fonds"


def test_a_question_that_cannot_be_asked_is_refused_with_the_problem(address: str) -> None:
    with pytest.raises(httpx.HTTPStatusError) as raised:
        RemoteSourcierRetriever(url=address).invoke("?!")
    assert raised.value.response.json()["type"] == "urn:sourcier:problem:invalid-question"


def test_the_key_goes_with_the_request_and_is_shown_nowhere() -> None:
    retriever = RemoteSourcierRetriever(url="http://127.0.0.1:9", key=SecretStr("sourcier_x"))
    assert "sourcier_x" not in repr(retriever)
    assert retriever._request("a").headers["authorization"] == "Bearer sourcier_x"
