"""Looking a citation up, today and after the articles have changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from corpus.article import Article
from index.storage.records import StoredText
from rag.citations import CitationId, prefix_of, suffix_of
from rag.errors import UnknownCitationError
from rag.near_copies import repeaters


class CitationStatus(StrEnum):
    """What became of the text a citation names."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class NewPlace:
    """Where the words of a superseded citation stand today."""

    id: str
    article_id: str
    version: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CitationRecord:
    """A citation, looked up. `quote`, `prefix` and `suffix` are None once the text was withdrawn.

    `article` is the earliest that carries the text today (`current`) or that carried it and has another text now
    (`superseded`); `duplicates` are the others that carry it today, and of a current
    one those whose nearly equal text says the same there. `new_place` is where the same words stand now.
    """

    id: str
    status: CitationStatus
    version: str
    start: int
    end: int
    quote: str | None
    prefix: str | None
    suffix: str | None
    article: Article | None
    duplicates: tuple[str, ...]
    new_place: NewPlace | None
    withdrawn_at: datetime | None


class Archive(Protocol):
    """Knows every text that was ever in the store, and today's articles."""

    def find_text(self, version_prefix: str) -> StoredText | None:
        """What is known of the text whose SHA-256 begins so."""
        ...

    def get(self, article_id: str) -> Article:
        """The article of today."""
        ...

    def near_copies(self, version: str) -> list[Article]:
        """The articles of today whose text is nearly this one and not the same, oldest first."""
        ...


def look_up_citation(written: str, archive: Archive) -> CitationRecord:
    """What the citation quotes and what became of it.

    Raises InvalidCitationIdError for an id that is none, UnknownCitationError where no text ever had it.
    """
    parsed = CitationId.parse(written)
    stored = archive.find_text(parsed.version_prefix)
    if stored is None or (stored.text is not None and parsed.end > len(stored.text)):
        raise UnknownCitationError(
            f"No text that was ever in this store has the citation {written}. "
            "Ask again where it was given out: the same article has the same citation in every store."
        )
    if stored.text is None:
        return _withdrawn(parsed, stored)
    if stored.article_ids:
        copies = repeaters(stored.text[parsed.start : parsed.end], archive.near_copies(stored.version))
        first, *others = stored.article_ids
        return _standing(parsed, stored, stored.text, archive.get(first), duplicates=(*others, *copies))
    if stored.former:
        return _superseded(parsed, stored, stored.text, archive.get(stored.former[0].article_id))
    return _withdrawn(parsed, stored)


def _withdrawn(parsed: CitationId, stored: StoredText) -> CitationRecord:
    return CitationRecord(
        id=str(parsed),
        status=CitationStatus.WITHDRAWN,
        version=stored.version,
        start=parsed.start,
        end=parsed.end,
        quote=None,
        prefix=None,
        suffix=None,
        article=None,
        duplicates=(),
        new_place=None,
        withdrawn_at=stored.withdrawn_at,
    )


def _standing(
    parsed: CitationId,
    stored: StoredText,
    text: str,
    article: Article,
    *,
    duplicates: tuple[str, ...] = (),
    status: CitationStatus = CitationStatus.CURRENT,
    new_place: NewPlace | None = None,
) -> CitationRecord:
    return CitationRecord(
        id=str(parsed),
        status=status,
        version=stored.version,
        start=parsed.start,
        end=parsed.end,
        quote=text[parsed.start : parsed.end],
        prefix=prefix_of(text, parsed.start),
        suffix=suffix_of(text, parsed.end),
        article=article,
        duplicates=duplicates,
        new_place=new_place,
        withdrawn_at=None,
    )


def _superseded(parsed: CitationId, stored: StoredText, text: str, article: Article) -> CitationRecord:
    start = _nearest(_places(article.text, text[parsed.start : parsed.end]), parsed.start)
    new_place = None
    if start is not None:
        end = start + parsed.end - parsed.start
        new_id = str(CitationId.of(article.version, start, end))
        new_place = NewPlace(new_id, article.id, article.version, start, end)
    return _standing(parsed, stored, text, article, status=CitationStatus.SUPERSEDED, new_place=new_place)


def _places(text: str, quote: str) -> list[int]:
    places = []
    place = text.find(quote)
    while place >= 0:
        places.append(place)
        place = text.find(quote, place + 1)
    return places


def _nearest(places: Sequence[int], wanted: int) -> int | None:
    return min(places, key=lambda place: (abs(place - wanted), place), default=None)
