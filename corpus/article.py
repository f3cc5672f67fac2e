"""The values everything else refers to: articles, their sentences and their chunks.

All offsets count Unicode code points, half-open, into `Article.text`. That text is cleaned and put
into Unicode NFC once, by `corpus.cleaning`, and never touched again.
"""

import hashlib
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article as a file gives it: text not yet cleaned, metadata where the file has any.

    `path` is the file it came from, for messages and for the id of an article that names none.
    """

    path: str
    text: str
    id: str | None = None
    title: str | None = None
    language: str | None = None
    url: str | None = None
    source: str | None = None
    author: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """An article whose text is fixed: NFC, cleaned, the base of every offset.

    `language` is a BCP 47 tag such as `fr`. `source` is the publication, `published` its date there.
    """

    id: str
    title: str
    text: str
    language: str = "fr"
    url: str | None = None
    source: str | None = None
    author: str | None = None
    published: date | None = None

    @property
    def version(self) -> str:
        """The SHA-256 of the text in UTF-8, 64 hexadecimal digits."""
        return version_of(self.text)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, heading or list item of an article: `article.text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of whole sentences: `article.text[start:end] == text`, always.

    `ordinal` counts the chunks of one version of an article from 0, in reading order.
    """

    article_id: str
    version: str
    ordinal: int
    start: int
    end: int
    text: str


def version_of(text: str) -> str:
    """The name of a text: the SHA-256 of its UTF-8 bytes, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
