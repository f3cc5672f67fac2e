"""What an OpenAI client sends, as far as it bears on an answer out of articles.

A parameter that only tunes a language model (`temperature`, `seed`, `max_tokens`, …) or that nobody here knows is let
pass, as OpenAI's compatible servers do. One that asks for another form of answer than text is refused, since its
client could not read what comes.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt

from api.wire.requests import MAX_TURN_CHARACTERS, ArticleFilters, Day, K, Text

MAX_MESSAGES = 1_000


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class TextContent(_Part):
    """A piece of a message; pictures, sound and files cannot be answered from articles."""

    type: Literal["text"]
    text: Text = Field(max_length=MAX_TURN_CHARACTERS)


class RefusalContent(_Part):
    """A piece of an assistant's message, as clients send it back."""

    type: Literal["refusal"]
    refusal: Text = Field(max_length=MAX_TURN_CHARACTERS)


_Words: TypeAlias = Annotated[str, Field(max_length=MAX_TURN_CHARACTERS)]
_AnswerPart: TypeAlias = Annotated[TextContent | RefusalContent, Field(discriminator="type")]


def _as_parts(content: object) -> object:
    """A text is one part, so that what is wrong with a message is said of one form alone."""
    return [{"type": "text", "text": content}] if isinstance(content, str) else content


class UserMessage(_Part):
    """A question."""

    role: Literal["user"]
    content: Annotated[
        list[TextContent],
        BeforeValidator(_as_parts, json_schema_input_type=_Words | Annotated[list[TextContent], Field(min_length=1)]),
        Field(min_length=1),
    ]


class AssistantMessage(_Part):
    """The text of an answer; null where the message was a call of a tool."""

    role: Literal["assistant"]
    content: Annotated[
        list[_AnswerPart] | None, BeforeValidator(_as_parts, json_schema_input_type=_Words | list[_AnswerPart] | None)
    ] = None


class OtherMessage(_Part):
    """Instructions and results of tools. They are not read: nothing but articles decides what is said."""

    role: Literal["system", "developer", "tool", "function"]


ChatMessage: TypeAlias = Annotated[UserMessage | AssistantMessage | OtherMessage, Field(discriminator="role")]


def _ends_with_a_question(messages: list[ChatMessage]) -> list[ChatMessage]:
    last = next((message for message in reversed(messages) if not isinstance(message, OtherMessage)), None)
    if not isinstance(last, UserMessage):
        raise ValueError("The last message must have the role user: it is the question")
    return messages


def _is_off(wanted: bool) -> bool:
    if wanted:
        raise ValueError("Sentences of articles have no probabilities; leave it out")
    return wanted


class StreamOptions(_Part):
    """What a stream has besides the answer."""

    include_usage: StrictBool = False


class TextFormat(_Part):
    """The only form of answers: text."""

    type: Literal["text"]


class AnswerOptions(BaseModel):
    """Sourcier's own options, under `sourcier`; the fields mean what they mean in `POST /v1/ask`."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    filters: ArticleFilters = ArticleFilters()
    as_of: Day | None = None
    k: K | None = None


class ChatRequest(BaseModel):
    """A conversation that ends with a question. Parameters that are not listed are let pass and mean nothing here."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    model: Text
    messages: Annotated[
        list[ChatMessage], Field(min_length=1, max_length=MAX_MESSAGES), AfterValidator(_ends_with_a_question)
    ]
    stream: StrictBool | None = False
    stream_options: StreamOptions | None = None
    n: Annotated[StrictInt, Field(ge=1, le=1)] | None = None
    response_format: TextFormat | None = None
    tool_choice: Literal["none", "auto"] | None = None
    modalities: list[Literal["text"]] | None = None
    logprobs: Annotated[StrictBool, AfterValidator(_is_off), Field(json_schema_extra={"const": False})] | None = None
    sourcier: AnswerOptions = AnswerOptions()


def words_of(message: UserMessage | AssistantMessage) -> str:
    """The text of a message, its parts joined by line breaks."""
    return "\n".join(part.text for part in message.content or [] if isinstance(part, TextContent))
