"""The one home of LangChain's chat models: a name in, a model out, without a word to the network."""

from dataclasses import dataclass, field, replace
from typing import Any

from langchain_core.language_models import BaseChatModel

from rag.errors import LanguageModelError

_PLACEHOLDER_KEY = "none"  # a server of one's own may ask for no key, the client asks for some
_INSTALL = "Run: .venv/bin/pip install"


@dataclass(frozen=True, slots=True)
class ChatModelOptions:
    """What every model is set up with: `silence` is in seconds, without a temperature the model's own is kept."""

    api_key: str | None = field(repr=False)
    temperature: float | None
    silence: float
    output_tokens: int


def load_chat_model(name: str, options: ChatModelOptions) -> BaseChatModel:
    """Any model that LangChain's `init_chat_model` knows, such as `openai:gpt-4o-mini` or `ollama:mistral`.

    Without a key the provider's own variable is read. Raises LanguageModelError.
    """
    try:
        from langchain.chat_models import init_chat_model
    except ImportError as error:
        raise _missing(name, "langchain", "-e '.[llm]'") from error
    own: dict[str, Any] = {"num_predict": options.output_tokens, "client_kwargs": {"timeout": options.silence}}
    try:
        model: BaseChatModel = init_chat_model(name, **_common(options), **(own if name.startswith("ollama:") else {}))
        return model
    except ImportError as error:
        package = _package_of(error)
        raise _missing(name, package, package) from error
    except Exception as error:  # each provider has errors of its own for a missing key or a wrong name
        raise LanguageModelError(f"SOURCIER_LLM is {name!r}: {str(error).splitlines()[0]}") from error


def load_compatible_model(name: str, base_url: str, options: ChatModelOptions) -> BaseChatModel:
    """The model of this name behind a server that speaks OpenAI's protocol.

    `OPENAI_API_KEY` is not read: it is not meant for another's address. Raises LanguageModelError.
    """
    try:
        from langchain_openai import ChatOpenAI
    except ImportError as error:
        raise _missing(name, "langchain-openai", "-e '.[llm]'") from error
    return ChatOpenAI(
        model=name.removeprefix("openai:"),
        base_url=base_url,
        use_responses_api=False,  # a name such as gpt-5-pro would choose the one that compatible servers lack
        **_common(replace(options, api_key=options.api_key or _PLACEHOLDER_KEY)),
    )


def _common(options: ChatModelOptions) -> dict[str, Any]:
    """What all integrations of LangChain call by one name; no retries, since `rag.writing.chat` tries again."""
    named = {
        "api_key": options.api_key,
        "temperature": options.temperature,
        "timeout": options.silence,
        "max_retries": 0,
        "max_tokens": options.output_tokens,
    }
    return {name: value for name, value in named.items() if value is not None}


def _package_of(error: ImportError) -> str:
    """The package that LangChain names in its message, « requires the langchain-anthropic package »."""
    words = str(error).split()
    return words[words.index("package.") - 1] if "package." in words else "langchain-openai"


def _missing(name: str, package: str, installed: str) -> LanguageModelError:
    return LanguageModelError(
        f"The language model {name!r} needs {package}, which is not installed. {_INSTALL} {installed}, "
        "or unset SOURCIER_LLM to answer without a language model."
    )
