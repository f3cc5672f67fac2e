"""What a program asks with: a question and all that may come with it, and articles to store."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing said before: a question of the user, or the `text` of an answer."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles may be searched; what is left out lets all pass. Dates are inclusive."""

    published_from: date | None = None
    published_to: date | None = None
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    article_ids: tuple[str, ...] = ()


EVERY_ARTICLE = Filters()
"""Lets all pass."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with all that may come with it; `as_of` leaves out what was published later."""

    text: str
    history: tuple[Turn, ...] = ()
    filters: Filters = EVERY_ARTICLE
    as_of: date | None = None
    k: int | None = None
    mode: Literal["auto", "extractive", "generative"] = "auto"


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article to store; what is None is not stated."""

    title: str
    text: str
    source: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file of articles to store: its name says what it is, such as `fonds.pdf`."""

    name: str
    content: bytes
