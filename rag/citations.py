"""Citations: ids made from content alone, quotes checked at their offsets when they are given out.

An id is `{first 16 hexadecimal digits of the text's SHA-256}-{start}-{end}`, as in
`9f2c4a7be01d83aa-1834-1921`: the same in every store that holds the same text, resolvable for ever after.
"""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.article import Article
from index.storage.records import StoredText
from rag.answer import Citation, CitedText, ConflictingValue, Draft, DraftValue, Quote, ShortAnswer
from rag.errors import InvalidCitationIdError
from rag.near_copies import repeaters
from rag.reading.relative_dates import depends_on_publication

VERSION_DIGITS = 16
CONTEXT_CHARACTERS = 64  # of prefix and suffix: enough to tell a quote from its repetitions in an article

_ID = re.compile(rf"([0-9a-f]{{{VERSION_DIGITS}}})-(0|[1-9][0-9]{{0,8}})-([1-9][0-9]{{0,8}})")
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CitationId:
    """The parts of a citation id: the start of a text's SHA-256, and half-open code points into that text."""

    version_prefix: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.version_prefix}-{self.start}-{self.end}"

    @classmethod
    def of(cls, version: str, start: int, end: int) -> "CitationId":
        """The id of a span of the text with this version."""
        return cls(version[:VERSION_DIGITS], start, end)

    @classmethod
    def parse(cls, written: str) -> "CitationId":
        """The parts of an id. Raises InvalidCitationIdError."""
        match = _ID.fullmatch(written)
        if match is None or int(match[2]) >= int(match[3]):
            raise InvalidCitationIdError(
                f"{written[:80]!r} is not a citation id. One looks like 9f2c4a7be01d83aa-1834-1921: "
                "16 hexadecimal digits, a start and a larger end."
            )
        return cls(match[1], int(match[2]), int(match[3]))


class TextRegister(Protocol):
    """Knows every text that was ever in the store."""

    def find_text(self, version_prefix: str) -> StoredText | None:
        """What is known of the text whose SHA-256 begins so."""
        ...

    def near_copies(self, version: str) -> list[Article]:
        """The articles of today whose text is nearly this one and not the same, oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class AddedSentence:
    """What a sentence adds to an answer: its text with a blank before it, if need be, and markers, and what it cites.

    A quote that an earlier sentence cites too keeps its number; its citation says where this sentence stands.
    """

    text: str
    citations: tuple[Citation, ...]


class Composition:
    """An answer that grows by a sentence at a time."""

    def __init__(self, citer: "Citer") -> None:
        self._citer = citer
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._text = ""
        self._citations: list[Citation] = []

    def add(self, sentence: str, quotes: Sequence[Quote]) -> AddedSentence | None:
        """The sentence with the quotes behind it, each checked where it stands; None where none of them does.

        A quote that is not what its article says at its offsets, or whose article's text does not match its version,
        is left out and logged: it is never cited.
        """
        standing = [quote for quote in quotes if _checked(quote)]
        if not standing:
            return None
        start = len(self._text) + 1 if self._text else 0
        citations = []
        for quote in without_repeats(standing):
            number = self._numbers.setdefault(_place(quote), len(self._numbers) + 1)
            citations.append(self._citer.citation(quote, index=number, answer_start=start, sentence=sentence))
        markers = "".join(f"[{citation.index}]" for citation in citations)
        text = f"{' ' if start else ''}{sentence} {markers}"
        self._text += text
        self._citations += citations
        return AddedSentence(text, tuple(citations))

    def finish(self, short: Quote | None) -> CitedText:
        """The whole; `short` becomes the short answer, if it lies in a citation and the answer has its words."""
        said = short if short and short.text in self._text else None
        return CitedText(self._text, tuple(self._citations), _short_answer(said, self._citations))


class Citer:
    """Turns sentences and the quotes behind them into text with markers and checked citations."""

    def __init__(self, register: TextRegister) -> None:
        self._register = register

    def compose(self) -> Composition:
        """An answer to begin."""
        return Composition(self)

    def cite(self, draft: Draft) -> CitedText:
        """The quotes of the draft in its order, each followed by ` [n]`, n counting from 1; a repeated one once."""
        composition = self.compose()
        for quote in without_repeats(draft.quotes):
            composition.add(quote.text, (quote,))
        return composition.finish(draft.short)

    def citation(self, quote: Quote, *, index: int, answer_start: int, sentence: str) -> Citation:
        """The citation of a quote that stands, for a sentence of the answer that begins at `answer_start`."""
        article, version = quote.hit.article, quote.hit.chunk.version
        stored = self._register.find_text(version)
        carriers = stored.article_ids if stored else ()
        copies = repeaters(quote.text, self._register.near_copies(version))
        return Citation(
            id=str(CitationId.of(version, quote.start, quote.end)),
            index=index,
            answer_start=answer_start,
            answer_end=answer_start + len(sentence),
            article=article,
            version=version,
            start=quote.start,
            end=quote.end,
            quote=quote.text,
            prefix=prefix_of(article.text, quote.start),
            suffix=suffix_of(article.text, quote.end),
            score=quote.score,
            duplicates=(*(carrier for carrier in carriers if carrier != article.id), *copies),
        )


def prefix_of(text: str, start: int) -> str:
    """The characters before a quote."""
    return text[max(0, start - CONTEXT_CHARACTERS) : start]


def suffix_of(text: str, end: int) -> str:
    """The characters after a quote."""
    return text[end : end + CONTEXT_CHARACTERS]


def _stands(quote: Quote) -> bool:
    """True where the quote is what its chunk says there, in a text that is what its version names."""
    article, chunk = quote.hit.article, quote.hit.chunk
    return (
        article.version == chunk.version
        and 0 <= quote.start < quote.end <= len(article.text)
        and article.text[chunk.start : chunk.end] == chunk.text
    )


def without_repeats(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes in their order, each place once."""
    return list({_place(quote): quote for quote in reversed(quotes)}.values())[::-1]


def _place(quote: Quote) -> tuple[str, int, int]:
    return quote.hit.chunk.version, quote.start, quote.end


def _checked(quote: Quote) -> bool:
    if not _stands(quote):
        _logger.error("left out a quote of %s: the text is not what its version names", quote.hit.article.id)
        return False
    return True


def place_values(values: Sequence[DraftValue], citations: Sequence[Citation]) -> tuple[ConflictingValue, ...]:
    """The values under the citations they lie in, in their order; none where fewer than two were cited."""
    by_number = {citation.index: citation for citation in citations}
    placed = [(value, place) for value in values if (place := _short_answer(value.words, citations)) is not None]
    told = tuple(_conflicting(value, place, by_number[place.citation].article) for value, place in placed)
    return told if len(told) > 1 else ()


def _conflicting(value: DraftValue, place: ShortAnswer, article: Article) -> ConflictingValue:
    return ConflictingValue(
        text=place.text,
        citation=place.citation,
        start=place.start,
        end=place.end,
        published=article.published,
        source=article.source,
        repeated_by=value.repeated_by,
    )


def _short_answer(short: Quote | None, citations: Sequence[Citation]) -> ShortAnswer | None:
    """The short answer under the citation it lies in, None where that was left out."""
    if short is None or not _stands(short):
        return None
    for citation in citations:
        inside = citation.start <= short.start and short.end <= citation.end
        if citation.version == short.hit.chunk.version and inside:
            counted_from = citation.article.published if depends_on_publication(short.text) else None
            return ShortAnswer(short.text, citation.index, short.start, short.end, counted_from)
    return None
