"""A sentence that is too long for one chunk is cut where a reader would pause."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import chain

_CLAUSE_END = re.compile(r"[,;:)»”—–]\s+")
_SPACE = re.compile(r"\s+")
_JOINER = "\u200d"
_CERTAINLY_TOO_LONG = 16  # characters a token: French needs 3 to 5, so a longer piece is cut without counting


def cut_sentence(
    text: str, start: int, end: int, *, count_tokens: Callable[[str], int], max_tokens: int
) -> Iterator[tuple[int, int, int]]:
    """Pieces of `text[start:end]` as (start, end, tokens): in order, trimmed, at most `max_tokens` each.

    A piece is halved until it fits: after a clause where one ends in its middle two thirds, else at a space, else
    between two characters that a reader sees as such, and only when nothing else is left inside one. A single code
    point is kept whatever its tokens.
    """
    waiting = [(start, end)]
    while waiting:
        begin, stop = waiting.pop()
        countable = stop - begin <= _CERTAINLY_TOO_LONG * max_tokens
        tokens = count_tokens(text[begin:stop]) if countable else max_tokens + 1
        if tokens <= max_tokens or stop - begin == 1:
            yield begin, stop, tokens
            continue
        cut = _cut(text, begin, stop)
        waiting.append((_skip_space(text, cut), stop))
        waiting.append((begin, _skip_space_back(text, cut)))


def _cut(text: str, start: int, end: int) -> int:
    middle, margin = (start + end) // 2, (end - start) // 6
    for pattern in (_CLAUSE_END, _SPACE):
        places = [match.end() for match in pattern.finditer(text, start + margin, end - margin)]
        if places:
            return min(places, key=lambda place: abs(place - middle))
    outward = chain(range(middle, start, -1), range(middle + 1, end))
    return next((place for place in outward if not _is_inside_character(text, place)), middle)


def _is_inside_character(text: str, place: int) -> bool:
    """True between a letter and its marks, inside a joined emoji, and between regional indicators (a flag).

    The part of Unicode's grapheme clusters (UAX 29) that matters in news text.
    """
    before, after = text[place - 1], text[place]
    if unicodedata.category(after).startswith("M") or _JOINER in (before, after):
        return True
    if "\U0001f3fb" <= after <= "\U0001f3ff":  # skin tones
        return True
    return all("\U0001f1e6" <= sign <= "\U0001f1ff" for sign in (before, after))


def _skip_space(text: str, place: int) -> int:
    while text[place].isspace():
        place += 1
    return place


def _skip_space_back(text: str, place: int) -> int:
    while text[place - 1].isspace():
        place -= 1
    return place
