import sys
from collections.abc import Callable

import pytest
from langchain_openai import ChatOpenAI

from rag.errors import LanguageModelError
from rag.writing.chat_models import ChatModelOptions, load_chat_model, load_compatible_model

OPTIONS = ChatModelOptions(api_key="sk-essai", temperature=0.0, silence=7.0, output_tokens=50)


def test_a_model_is_made_by_its_name_without_a_word_to_the_network() -> None:
    model = load_chat_model("openai:gpt-4o-mini", OPTIONS)
    assert isinstance(model, ChatOpenAI)
    assert (model.model_name, model.temperature, model.request_timeout) == ("gpt-4o-mini", 0.0, 7.0)
    assert (model.max_tokens, model.max_retries) == (50, 0)


def test_the_key_is_shown_nowhere() -> None:
    assert "sk-essai" not in repr(OPTIONS)
    assert "sk-essai" not in repr(load_chat_model("openai:gpt-4o-mini", OPTIONS))


@pytest.mark.parametrize("name", ["mistral-small", "openai:mistral-small"])
def test_a_compatible_server_is_not_given_the_key_of_openai(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-autre")
    options = ChatModelOptions(api_key=None, temperature=None, silence=7.0, output_tokens=50)
    model = load_compatible_model(name, "http://127.0.0.1:1/v1", options)
    assert isinstance(model, ChatOpenAI)
    assert model.openai_api_key is not None
    assert model.openai_api_key.get_secret_value() == "none"  # type: ignore[union-attr]
    assert (model.model_name, model.openai_api_base) == ("mistral-small", "http://127.0.0.1:1/v1")
    assert model.temperature is None


def test_the_variable_of_the_provider_is_read_where_no_key_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-autre")
    model = load_chat_model("openai:gpt-4o-mini", ChatModelOptions(None, 0.0, 7.0, 50))
    assert isinstance(model, ChatOpenAI)
    assert model.openai_api_key.get_secret_value() == "sk-autre"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "fireworks:llama",
            r"needs langchain-fireworks, which is not installed\. Run: .*pip install langchain-firewor",
        ),
        ("sans-fournisseur", "SOURCIER_LLM is 'sans-fournisseur': Unable to infer model provider"),
        ("openai:gpt-4o-mini", "SOURCIER_LLM is 'openai:gpt-4o-mini': .*OPENAI_API_KEY"),
    ],
)
def test_what_cannot_be_set_up_is_said_with_its_cure(name: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(LanguageModelError, match=message):
        load_chat_model(name, ChatModelOptions(None, 0.0, 7.0, 50))


@pytest.mark.parametrize(
    ("library", "load"),
    [
        ("langchain.chat_models", lambda: load_chat_model("openai:gpt-4o-mini", OPTIONS)),
        ("langchain_openai", lambda: load_compatible_model("mistral-small", "http://127.0.0.1:1/v1", OPTIONS)),
    ],
)
def test_the_extra_is_named_where_it_is_not_installed(
    library: str, load: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(LanguageModelError, match=r"pip install -e '\.\[llm\]', or unset SOURCIER_LLM"):
        load()
