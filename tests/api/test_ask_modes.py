"""`/v1/ask` with a language model: a real service, a real client of the model, and a server that plays what it says."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from rag.settings import Settings
from scripted_model import Fails, Says, ScriptedModel, serve_scripted_model

QUESTION = "Qui dirige le fonds municipal de Shanghai ?"
SENTENCE = "Le fonds est dirigé par Wu Wei, son directeur général."


@pytest.fixture
def model() -> Iterator[ScriptedModel]:
    with serve_scripted_model() as served:
        yield served


@pytest.fixture
def written_client(stored: Settings, model: ScriptedModel) -> Iterator[TestClient]:
    settings = stored.model_copy(update={"llm": "scripted", "llm_base_url": model.url, "llm_retries": 0})
    with TestClient(create_app(settings), base_url="http://127.0.0.1:8000") as opened:
        yield opened


def test_a_written_answer_says_so(written_client: TestClient, model: ScriptedModel) -> None:
    model.play(Says("Le fonds est dirigé par Wu Wei [2]. Le fonds est dirigé par Li Na [2]."))
    answer = written_client.post("/v1/ask", json={"question": QUESTION}).json()
    assert answer["text"] == "Le fonds est dirigé par Wu Wei. [1]"
    assert (answer["mode"], answer["notice"], answer["answered"]) == ("generative", None, True)
    (citation,) = answer["citations"]
    assert citation["source"]["quote"] == SENTENCE
    assert citation["verified"] is True
    assert citation["answer"] == {"start": 0, "end": 31}
    article = written_client.get(f"/v1/articles/{citation['source']['article_id']}").json()
    assert article["text"][citation["source"]["start"] : citation["source"]["end"]] == SENTENCE


def test_a_model_that_fails_leaves_a_notice(written_client: TestClient, model: ScriptedModel) -> None:
    model.play(Fails(500))
    answer = written_client.post("/v1/ask", json={"question": QUESTION, "mode": "generative"}).json()
    assert answer["mode"] == "extractive"
    assert answer["notice"] == {
        "code": "model_unavailable",
        "message": "Le modèle de langage n’est pas joignable ; les articles ont été lus sans lui.",
    }


def test_extractive_asks_no_model(written_client: TestClient, model: ScriptedModel) -> None:
    answer = written_client.post("/v1/ask", json={"question": QUESTION, "mode": "extractive"}).json()
    assert (answer["mode"], answer["notice"], model.requests) == ("extractive", None, [])


def test_generative_without_a_model_is_a_problem_that_says_how_to_configure_one(client: TestClient) -> None:
    response = client.post("/v1/ask", json={"question": QUESTION, "mode": "generative"})
    assert response.status_code == 422
    problem = response.json()
    assert problem["type"] == "urn:sourcier:problem:no-language-model"
    assert "SOURCIER_LLM=ollama:mistral" in problem["detail"]


def test_an_unknown_mode_is_refused(client: TestClient) -> None:
    response = client.post("/v1/ask", json={"question": QUESTION, "mode": "magique"})
    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == "/mode"


def test_a_model_that_cannot_be_set_up_is_said(stored: Settings) -> None:
    settings = stored.model_copy(update={"llm": "fireworks:llama"})
    with TestClient(create_app(settings), base_url="http://127.0.0.1:8000") as opened:
        response = opened.post("/v1/ask", json={"question": QUESTION})
    assert response.status_code == 503
    assert "needs langchain-fireworks, which is not installed" in response.json()["detail"]
