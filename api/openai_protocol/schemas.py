"""What an OpenAI client gets back: OpenAI's objects, with our citations beside its annotations.

https://platform.openai.com/docs/api-reference/chat. Fields of our own are `citations` and `sourcier`; clients that do
not know them leave them out or pass them on.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from api.wire.schemas import (
    AppliedFilters,
    CitationObject,
    ConflictingValueObject,
    NoticeObject,
    RefusalObject,
    ShortAnswerObject,
)


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True)


class UrlCitation(_Body):
    """A sentence of the content, without its marker, and the page that shows its quote in the article.

    The indices are half-open code points, as in the citation objects.
    """

    start_index: int
    end_index: int
    title: str
    url: str


class Annotation(_Body):
    """OpenAI's form of a citation."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class CompletionMessage(_Body):
    """An answer; where the articles do not tell, its text says so in French and `sourcier.answered` is false."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: list[Annotation]
    citations: list[CitationObject]


class Choice(_Body):
    """The one answer."""

    index: Literal[0] = 0
    message: CompletionMessage
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class Usage(_Body):
    """Tokens as the embedding model's tokenizer counts them: an indication of length, nothing is charged by them."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class IgnoredMessage(_Body):
    """A message that was not read, and why."""

    param: str
    reason: str


class AnswerDetails(_Body):
    """What there is to an answer beside its text and citations, as in `POST /v1/ask`; and the messages not read."""

    id: str
    answered: bool
    standalone_question: str
    confidence: float
    short_answer: ShortAnswerObject | None
    verdict: Literal["yes", "no"] | None
    refusal: RefusalObject | None
    mode: Literal["extractive", "generative"]
    notice: NoticeObject | None
    conflict: list[ConflictingValueObject]
    filters: AppliedFilters
    ignored: list[IgnoredMessage]


class ChatCompletion(_Body):
    """A whole answer."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[Choice]
    usage: Usage
    sourcier: AnswerDetails


def _is_none(value: object) -> bool:
    return value is None


class Delta(_Body):
    """What a chunk adds; a field that is absent adds nothing."""

    role: Literal["assistant"] | None = Field(default=None, exclude_if=_is_none)
    content: str | None = Field(default=None, exclude_if=_is_none)
    annotations: list[Annotation] | None = Field(default=None, exclude_if=_is_none)
    citations: list[CitationObject] | None = Field(default=None, exclude_if=_is_none)


class ChunkChoice(_Body):
    """The one answer as it grows."""

    index: Literal[0] = 0
    delta: Delta
    finish_reason: Literal["stop"] | None = None
    logprobs: None = None


class ChatCompletionChunk(_Body):
    """A piece of an answer; the one with a finish reason has `sourcier`, the one behind it `usage` if asked for."""

    id: str
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    created: int
    model: str
    choices: list[ChunkChoice]
    usage: Usage | None = Field(default=None, exclude_if=_is_none)
    sourcier: AnswerDetails | None = Field(default=None, exclude_if=_is_none)


class ModelObject(_Body):
    """A way to be answered: `sourcier` (a language model where there is one), `-extractive` or `-generative`."""

    id: str
    object: Literal["model"] = "model"
    created: int
    owned_by: Literal["sourcier"] = "sourcier"


class ModelList(_Body):
    """What can be asked for as `model`."""

    object: Literal["list"] = "list"
    data: list[ModelObject]
