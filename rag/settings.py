"""The settings of the service: values read once from the environment; they build nothing."""

from pathlib import Path
from typing import Self

from pydantic import (
    Field,
    ModelWrapValidatorHandler,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.storage.manifest import DEFAULT_CHUNKING

INDEX_FOLDER = Path(__file__).parent.parent / "index"
SHIPPED_MODEL = "all-MiniLM-L6-v2"


class SettingsError(Exception):
    """A setting has a value that it cannot have; the message names it as it is called in the environment."""


class EnvironmentSettings(BaseSettings):
    """Each field is read from `SOURCIER_` and its name in capitals: `SOURCIER_STORE=/srv/press`.

    `none` stands for no value. Wherever they are read, a wrong value ends in SettingsError.
    """

    model_config = SettingsConfigDict(env_prefix="SOURCIER_", env_parse_none_str="none", frozen=True)

    @model_validator(mode="wrap")
    @classmethod
    def _name_what_is_wrong(cls, values: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(values)
        except ValidationError as error:
            message = cls._message(error)
        raise SettingsError(message)  # not from the error, whose text repeats every value

    @classmethod
    def _message(cls, error: ValidationError) -> str:
        first = error.errors()[0]
        field = str(first["loc"][0])
        secret = field in cls.model_fields and "Secret" in str(cls.model_fields[field].annotation)
        shown = "not valid" if secret else repr(first["input"])
        return f"SOURCIER_{field.upper()} is {shown}: {first['msg']}."


class Settings(EnvironmentSettings):
    """What is answered from, and how.

    Without `SOURCIER_LLM` no language model is used, and those below it mean nothing.
    """

    store: Path = Field(default=INDEX_FOLDER / "store", description="Folder of the store.")
    model: str = Field(
        default=SHIPPED_MODEL,
        min_length=1,
        description="Embedding model: the one that ships, or any sentence-transformers model by name or path.",
    )
    threads: int | None = Field(default=None, ge=1, description="Threads for embedding; all cores when not set.")
    chunk_tokens: int = Field(
        default=DEFAULT_CHUNKING.max_tokens, ge=16, le=8192, description="Largest chunk, in the model's tokens."
    )
    chunk_overlap: int = Field(
        default=DEFAULT_CHUNKING.overlap, ge=0, le=8, description="Sentences that neighbouring chunks share."
    )
    reranker_model: str | None = Field(
        default=None,
        min_length=1,
        description="Cross-encoder that orders the passages, by name or path; when not set, the search does.",
    )
    reader_model: str | None = Field(
        default=None,
        min_length=1,
        description="Extractive question-answering model that reads, by name or path; when not set, what ships does.",
    )
    k: int = Field(default=8, ge=1, le=100, description="How many passages a question retrieves.")
    max_question_characters: int = Field(
        default=2_000, ge=10, le=2_000, description="Longest question; the page's own field has room for 2,000."
    )
    minimum_confidence: float | None = Field(
        default=None,
        ge=0.0,
        le=1.0,
        description="Below this confidence nothing is said; when not set, the value that was chosen on data.",
    )

    llm: str = Field(
        default="",
        description="Language model, by LangChain's name for it: openai:gpt-4o-mini, ollama:mistral, anthropic:…",
    )
    llm_base_url: str | None = Field(
        default=None, description="Address of a server that speaks OpenAI's protocol, such as http://127.0.0.1:8080/v1."
    )
    llm_api_key: SecretStr | None = Field(
        default=None, description="The model's key; when not set, the provider's own variable, such as OPENAI_API_KEY."
    )
    llm_temperature: float | None = Field(default=0.0, ge=0.0, le=2.0, description="none: the model's own.")
    llm_seconds: float = Field(default=180.0, gt=0.0, description="Longest time for an answer of the language model.")
    llm_silence: float = Field(
        default=60.0, gt=0.0, description="Longest time, in seconds, in which nothing comes from the language model."
    )
    llm_retries: int = Field(default=2, ge=0, le=10, description="Tries after the first, where nothing had come yet.")
    llm_context_tokens: int = Field(
        # With rules, conversation and answer it stays below 4,096 tokens, which Ollama gives a model by default.
        default=2_000,
        ge=100,
        description="Quotes that the language model is shown, in tokens as estimated.",
    )
    llm_output_tokens: int = Field(default=500, ge=16, description="Longest answer of the language model, in tokens.")
    llm_rewrites: bool = Field(
        default=False, description="Whether the language model writes follow-ups out, instead of the rules."
    )

    @field_validator("llm_base_url")
    @classmethod
    def _has_a_model(cls, address: str | None, known: ValidationInfo) -> str | None:
        if address and not known.data.get("llm"):
            raise ValueError("set SOURCIER_LLM too, to the name that the model has there")
        return address
