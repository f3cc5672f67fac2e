"""What comes over the wire: requests that name every field they know, within limits that are said."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from corpus.quote_matching import MAX_QUOTE

MAX_K = 100
MAX_FILTER_VALUES = 100
MAX_TURNS = 200
MAX_TURN_CHARACTERS = 20_000

WITH_WORDS = r"\S"
"""The pattern, in descriptions, of a text that is not blank."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

K = Annotated[int, Field(ge=1, le=MAX_K, description="How many passages.")]


def _encodable(text: str) -> str:
    """The text; JSON can smuggle in halves of surrogate pairs, which no UTF-8 text can hold."""
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("Text must be Unicode; this holds half of a surrogate pair")
    return text


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("It is blank; give the words to look up")
    return text


def _day(value: object) -> object:
    """The date that a text names; numbers, which would count from 1970, are left to be refused."""
    if not isinstance(value, str):
        return value
    if not _DAY.fullmatch(value):
        raise ValueError("A date is a year, a month and a day, such as 2024-08-02")
    return date.fromisoformat(value)


Day = Annotated[date, Field(strict=True), BeforeValidator(_day)]
Text = Annotated[str, AfterValidator(_encodable)]
FilterValues = Annotated[list[Text], Field(max_length=MAX_FILTER_VALUES)]


class _Request(BaseModel):
    """A field that no one knows is an error, not a wish ignored; so is a value of another type than is described."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ArticleFilters(_Request):
    """Which articles may be searched; what is left out lets all pass. Dates are inclusive."""

    published_from: Day | None = None
    published_to: Day | None = None
    sources: FilterValues = []
    languages: FilterValues = []
    article_ids: FilterValues = []


class HistoryTurn(_Request):
    """One thing said before: a question of the user, or the text of an answer."""

    role: Literal["user", "assistant"]
    content: Text = Field(max_length=MAX_TURN_CHARACTERS)


class AskRequest(_Request):
    """A question in plain language, in French first; a follow-up comes with what was said before."""

    question: Text = Field(json_schema_extra={"pattern": WITH_WORDS})
    history: Annotated[list[HistoryTurn], Field(max_length=MAX_TURNS)] = []
    filters: ArticleFilters = ArticleFilters()
    as_of: Day | None = Field(default=None, description="Leave out what was published later.")
    k: K | None = Field(default=None, description="How many passages are read; the service's own number if absent.")
    mode: Literal["auto", "extractive", "generative"] = Field(
        default="auto",
        description="extractive: sentences of the articles. generative: a language model's, each checked against what "
        "it cites; refused where none is configured. auto: generative where one is configured.",
    )
    stream: bool = Field(default=False, description="Send the answer as it comes about, as Server-Sent Events.")


class SearchRequest(_Request):
    """A question whose passages are wanted, without an answer."""

    question: Text = Field(json_schema_extra={"pattern": WITH_WORDS})
    k: K = 10
    filters: ArticleFilters = ArticleFilters()


class VerifyRequest(_Request):
    """Words that are said to stand in the articles."""

    quote: Annotated[Text, AfterValidator(_not_blank)] = Field(
        max_length=MAX_QUOTE, json_schema_extra={"pattern": WITH_WORDS}
    )
