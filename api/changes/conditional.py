"""Conditional requests (RFC 9110, section 13): what a client holds is compared with what there is."""

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import Header, Response

from api.errors import PRECONDITION_FAILED, ProblemException
from corpus.article import Article
from index.ingestion import summary_of
from index.storage.records import ArticleSummary

_TAG = re.compile(r'(W/)?"([^"]*)"')
_DIGITS = 8

IfNoneMatch = Annotated[
    str | None,
    Header(alias="If-None-Match", description="The entity tag that is held: 304 where it still stands."),
]


def etag_of(article: Article | ArticleSummary) -> str:
    """The strong entity tag of an article: its version, then a digest of its metadata, which may change alone."""
    summary = summary_of(article) if isinstance(article, Article) else article
    published = summary.published.isoformat() if summary.published else None
    facts = (summary.title, summary.language, summary.url, summary.source, summary.author, published)
    return f'"{summary.version}-{_digest(json.dumps(facts))}"'


def etag_of_body(body: str) -> str:
    """The strong entity tag of a body that has no version."""
    return f'"{hashlib.sha256(body.encode()).hexdigest()}"'


def is_held(if_none_match: str | None, etag: str) -> bool:
    """True where the client holds what it asks for: the answer is 304."""
    if if_none_match is None:
        return False
    held = [match[2] for match in _TAG.finditer(if_none_match)]  # compared weakly: W/ makes no difference
    return if_none_match.strip() == "*" or etag.strip('"') in held


def unless_held(body: str, etag: str, if_none_match: str | None) -> Response:
    """The body, JSON, with its entity tag; 304 without it where the client holds this state already."""
    headers = {"ETag": etag, "Cache-Control": "no-cache"}  # may be stored, is asked for again each time
    if is_held(if_none_match, etag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="application/json")


@dataclass(frozen=True, slots=True)
class Precondition:
    """What must hold of an article for a change to be made; the header fields as they came."""

    if_match: str | None = None
    if_none_match: str | None = None

    def check(self, current: ArticleSummary | None) -> None:
        """Raises ProblemException (412) where it does not hold of the article that there is, or None.

        `If-Match` may name the version alone: then the text is what counts, whatever its metadata.
        """
        if self.if_match is not None and not self._matches(self.if_match, current):
            is_there = f"Its entity tag is {etag_of(current)}" if current else "There is none"
            raise ProblemException(
                PRECONDITION_FAILED, f"If-Match does not name the article as it is. {is_there}. Read it again."
            )
        if self.if_none_match is not None and current is not None and is_held(self.if_none_match, etag_of(current)):
            raise ProblemException(
                PRECONDITION_FAILED, f"If-None-Match names the article that there is: {etag_of(current)}."
            )

    @staticmethod
    def _matches(if_match: str, current: ArticleSummary | None) -> bool:
        if current is None:
            return False
        named = [match[2] for match in _TAG.finditer(if_match) if not match[1]]  # a weak tag never matches
        return if_match.strip() == "*" or etag_of(current).strip('"') in named or current.version in named


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
