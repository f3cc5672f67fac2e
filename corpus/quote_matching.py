"""Is this quote in this text, and how exactly?

Three looks, each only where the one before found nothing: character by character, then with typography set aside,
then for the passage that differs least. Time is bounded whatever the text: see `match_quote`.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rapidfuzz.distance import Levenshtein, Opcode

from corpus.near_passage import find_passage
from corpus.typography import FoldedText, fold_typography, fold_typography_and_case

MatchKind: TypeAlias = Literal["exact", "typographic", "near"]
EditOperation: TypeAlias = Literal["replace", "insert", "delete"]

MAX_QUOTE = 10_000
"""Characters of the longest quote that is looked up; a longer one is a text, not a quote."""

NEAR_SIMILARITY = 0.85
"""The least similarity of a near match: about one character in seven differs."""

NEAR_LENGTH = 12
"""The least length of a near match, without spaces: among shorter quotes two words of chance are similar enough."""

_MISPLACED = 1_000
_OPERATIONS: dict[str, EditOperation] = {"replace": "replace", "insert": "insert", "delete": "delete"}
_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+['’]?|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Edit:
    """Words of the quote (`expected`) and what the text has in their place (`found`, at `text[start:end]`).

    `insert` is what only the text has, `delete` what only the quote has; its place is then empty.
    """

    operation: EditOperation
    expected: str
    found: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class QuoteMatch:
    """Where a quote stands: `text[start:end]`, the first of `occurrences` of this kind, overlaps not counted.

    `similarity` is 1 less the Levenshtein distance over the longer length, typography and case set aside; 1.0 in a
    near match says that only case differs. `edits` are the words that differ, in order; empty unless near.
    """

    kind: MatchKind
    start: int
    end: int
    similarity: float
    occurrences: int
    edits: tuple[Edit, ...] = ()


def match_quote(text: str, quote: str) -> QuoteMatch | None:
    """The best match of a quote in a text, or None where it is absent.

    White space around the quote does not count, nor do quotation marks around the whole of it that the text has not:
    they say that it is a quote.

    `exact`: character by character. `typographic`: all but quotation marks, dashes, spaces, ellipses, ligatures and
    accents. `near`: only case differs, or the similarity is at least NEAR_SIMILARITY over NEAR_LENGTH characters.
    Offsets are those of `text` as it was given.

    Time is linear in the text, and for the near look also bounded in the quote: a quote of MAX_QUOTE characters in
    a text of a million takes less than a second. Raises ValueError for a blank quote or one over MAX_QUOTE.
    """
    wanted = quote.strip()
    if not wanted:
        raise ValueError("The quote is blank. Give the words that should be looked up.")
    if len(wanted) > MAX_QUOTE:
        raise ValueError(f"The quote has {len(wanted)} characters, the limit is {MAX_QUOTE}. Look up a part of it.")
    start = text.find(wanted)
    if start >= 0:
        return QuoteMatch("exact", start, start + len(wanted), 1.0, text.count(wanted))
    match = _match_typographic(text, wanted)
    bare = _without_marks(wanted)
    if match is None and bare != wanted:
        return match_quote(text, bare)
    return match or _match_near(text, wanted)


def _without_marks(quote: str) -> str:
    """The quote without the quotation marks that enclose all of it; as it is where they do not, or enclose nothing."""
    words = quote[1:-1].strip()
    enclosed = fold_typography(quote[:1] + quote[-1:]).text == '""'
    return words if enclosed and words and '"' not in fold_typography(words).text else quote


def _match_typographic(text: str, quote: str) -> QuoteMatch | None:
    folded, wanted = fold_typography(text), fold_typography(quote).text
    place = _find(folded, wanted)
    if place is None:
        return None
    return QuoteMatch("typographic", *_span_in(text, folded, place, wanted), 1.0, folded.text.count(wanted, place))


def _match_near(text: str, quote: str) -> QuoteMatch | None:
    folded, wanted = fold_typography_and_case(text), fold_typography_and_case(quote).text
    place = _find(folded, wanted)
    if place is not None:
        start, end = _span_in(text, folded, place, wanted)
        occurrences = folded.text.count(wanted, place)
        return QuoteMatch("near", start, end, 1.0, occurrences, _edits(text, start, end, quote))
    passage = find_passage(text, folded, wanted) if len(wanted) >= NEAR_LENGTH else None
    if passage is None:
        return None
    start, end = passage[0], _after_marks(text, passage[1])
    similarity = Levenshtein.normalized_similarity(wanted, fold_typography_and_case(text[start:end]).text)
    if similarity < NEAR_SIMILARITY:
        return None
    return QuoteMatch("near", start, end, similarity, 1, _edits(text, start, end, quote))


def _find(folded: FoldedText, wanted: str) -> int | None:
    """The first place of `wanted` that neither begins nor ends inside a character that gave several ("…", "œ").

    None also after _MISPLACED places that do: a text of nothing but "…" has one at every character.
    """
    place = -1
    for _ in range(_MISPLACED if wanted else 0):
        place = folded.text.find(wanted, place + 1)
        if place < 0:
            return None
        if not folded.parts(place) and not folded.parts(place + len(wanted)):
            return place
    return None


def _span_in(text: str, folded: FoldedText, place: int, wanted: str) -> tuple[int, int]:
    return folded.origin(place), _after_marks(text, folded.origin(place + len(wanted) - 1) + 1)


def _after_marks(text: str, place: int) -> int:
    while place < len(text) and unicodedata.combining(text[place]):
        place += 1
    return place


def _edits(text: str, start: int, end: int, quote: str) -> tuple[Edit, ...]:
    """What turns the quote into the passage, word by word, differences of typography left out."""
    expected, found = list(_WORD.finditer(quote)), list(_WORD.finditer(text, start, end))
    opcodes = Levenshtein.opcodes([_spelling(word) for word in expected], [_spelling(word) for word in found])
    edits = (_edit(text, end, quote, code, expected, found) for code in opcodes if code.tag != "equal")
    return tuple(edit for edit in edits if fold_typography(edit.expected).text != fold_typography(edit.found).text)


def _spelling(word: re.Match[str]) -> str:
    return fold_typography(word.group()).text


def _edit(
    text: str, end: int, quote: str, code: Opcode, expected: Sequence[re.Match[str]], found: Sequence[re.Match[str]]
) -> Edit:
    wanted = quote[_words_span(expected, code.src_start, code.src_end, len(quote))]
    place = _words_span(found, code.dest_start, code.dest_end, end)
    return Edit(_OPERATIONS[code.tag], wanted, text[place], place.start, place.stop)


def _words_span(words: Sequence[re.Match[str]], first: int, stop: int, end: int) -> slice:
    """From the first word's start to the last one's end; empty, before the next word, where there is none."""
    start = words[first].start() if first < len(words) else end
    return slice(start, words[stop - 1].end() if stop > first else start)
