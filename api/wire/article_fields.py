"""What a client may say of an article: its fields, checked, and an article as JSON."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from api.wire.requests import WITH_WORDS, Day, Text
from corpus.ids import MAX_ID_LENGTH, is_valid_id
from corpus.metadata import language_tag, web_address

MAX_FIELD_CHARACTERS = 1_000

# What descriptions say of the checks below, as JSON Schema's regular expressions can.
_ID_PATTERN = f"^[A-Za-z0-9][A-Za-z0-9._-]{{0,{MAX_ID_LENGTH - 1}}}$"
_URL_PATTERN = r"""^https?://[^\s"'<>\u0000-\u001f\u007f]{1,2000}$"""
_LANGUAGE_PATTERN = "^[A-Za-z]{2,3}([-_][A-Za-z0-9]+)*$"


def _article_id(text: str) -> str:
    if not is_valid_id(text):
        raise ValueError(
            f"An id has 1 to {MAX_ID_LENGTH} of the letters a-z, A-Z, digits, `-`, `_` and `.`, "
            "and begins with a letter or a digit"
        )
    return text


def _url(text: str) -> str:
    if web_address(text) is None:
        raise ValueError("An address of the web begins with http:// or https:// and has no blanks")
    return text


def _language(text: str) -> str:
    tag = language_tag(text)
    if tag is None:
        raise ValueError("A language is a code such as fr, en or de")
    return tag


def _with_words(text: str) -> str:
    if not text.strip():
        raise ValueError("It is blank; give the words, or leave the field out")
    return text


NotBlank = Annotated[Text, AfterValidator(_with_words), Field(json_schema_extra={"pattern": WITH_WORDS})]
Words = Annotated[NotBlank, Field(max_length=MAX_FIELD_CHARACTERS)]
ArticleId = Annotated[str, AfterValidator(_article_id), Field(json_schema_extra={"pattern": _ID_PATTERN})]
Url = Annotated[str, AfterValidator(_url), Field(json_schema_extra={"pattern": _URL_PATTERN})]
Language = Annotated[str, AfterValidator(_language), Field(json_schema_extra={"pattern": _LANGUAGE_PATTERN})]


class ArticleFacts(BaseModel):
    """What is known about an article beside its text and its id; what is left out, the file may state itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Words | None = None
    source: Words | None = Field(default=None, description="The publication.")
    author: Words | None = None
    published: Day | None = None
    url: Url | None = None
    language: Language | None = Field(default=None, description="Such as fr.")


class ArticleMetadata(ArticleFacts):
    """The same with the id; without one, the file's own, else one made from the file's name or its content."""

    id: ArticleId | None = None

    @property
    def names_one_article(self) -> bool:
        """True where a field is given that cannot be the same for several articles."""
        return any(value is not None for value in (self.id, self.title, self.url))


class ArticleBody(ArticleMetadata):
    """An article as JSON: what `GET /v1/articles/{id}` gives can be sent back; its `version` is not looked at."""

    text: NotBlank
    version: str | None = None
