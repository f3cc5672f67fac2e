"""What comes over the wire: requests that name every field they know, within limits that are said."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from corpus.quote_matching import MAX_QUOTE

MAX_K = 100
MAX_FILTER_VALUES = 100
MAX_TURNS = 200
MAX_TURN_CHARACTERS = 20_000

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


Text = Annotated[str, AfterValidator(_encodable)]
FilterValues = Annotated[list[Text], Field(max_length=MAX_FILTER_VALUES)]


class _Request(BaseModel):
    """A field that no one knows is an error, not a wish ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ArticleFilters(_Request):
    """Which articles may be searched; what is left out lets all pass. Dates are inclusive."""

    published_from: date | None = None
    published_to: date | None = None
    sources: FilterValues = []
    languages: FilterValues = []
    article_ids: FilterValues = []


class HistoryTurn(_Request):
    """One thing said before: a question of the user, or the text of an answer."""

    role: Literal["user", "assistant"]
    content: Text = Field(max_length=MAX_TURN_CHARACTERS)


class AskRequest(_Request):
    """A question in plain language, in French first; a follow-up comes with what was said before."""

    question: Text
    history: Annotated[list[HistoryTurn], Field(max_length=MAX_TURNS)] = []
    filters: ArticleFilters = ArticleFilters()
    as_of: date | None = Field(default=None, description="Leave out what was published later.")
    k: K | None = Field(default=None, description="How many passages are read; the service's own number if absent.")
    mode: Literal["auto", "extractive", "generative"] = Field(
        default="auto",
        description="extractive: sentences of the articles. generative: a language model's, each checked against what "
        "it cites; refused where none is configured. auto: generative where one is configured.",
    )
    stream: bool = Field(default=False, description="Send the answer as it comes about, as Server-Sent Events.")


class SearchRequest(_Request):
    """A question whose passages are wanted, without an answer."""

    question: Text
    k: K = 10
    filters: ArticleFilters = ArticleFilters()


class VerifyRequest(_Request):
    """Words that are said to stand in the articles."""

    quote: Annotated[Text, AfterValidator(_not_blank)] = Field(max_length=MAX_QUOTE)
