"""Text fragments: the part of an address that has a browser scroll to words and highlight them.

After https://wicg.github.io/scroll-to-text-fragment/: `text=[prefix-,]start[,end][,-suffix]`. Browsers take the first
place that fits, compare letters without regard to case and accents, and match whole words only.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

_WHOLE_QUOTE = 240  # characters; a longer quote is named by its first and last words, to keep addresses short
_EDGE_WORDS = 6
_CONTEXT_WORDS = 6
_MOST_CHARACTERS = 500_000  # of a text to look for repetitions in
_MARKS = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"\S+")
_INSIDE_WORDS = frozenset("'’.·:")  # between letters these part no word, nor do the next between digits (UAX 29)
_INSIDE_NUMBERS = frozenset("'’.,;")


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int


def text_fragment(text: str, start: int, end: int) -> str | None:
    """The fragment that leads to `text[start:end]` and nowhere else in the text; None where there is none.

    Words around the quote are added where it stands several times. The page that a browser shows may hold more than
    the text of the article: that the words stand nowhere else on it cannot be known here.
    """
    if len(text) > _MOST_CHARACTERS or not (_parts_words(text, start) and _parts_words(text, end)):
        return None
    cited = text[start:end].strip()
    start = text.index(cited, start)
    found = _Span(start, start + len(cited))
    edges = _edges(text, found)
    if edges is None:
        return None
    first, last = edges
    folded = _folded(text)
    for before, after in _contexts(text, found):
        if last and after:  # it would have to follow the last words, not the first ones that are looked for here
            continue
        if _stand_once([_folded(text[span.start : span.end]) for span in (before, first, after) if span], folded):
            return _written(text, before, first, last, after)
    return None


def _edges(text: str, cited: _Span) -> tuple[_Span, _Span | None] | None:
    """The quote itself where it is short and on one line, else its first and its last words."""
    whole = text[cited.start : cited.end]
    if not any(map(str.isalnum, whole)):
        return None
    if len(whole) <= _WHOLE_QUOTE and "\n" not in whole:
        return cited, None
    first, last = _words_from(text, cited, _EDGE_WORDS), _words_until(text, cited.end, _EDGE_WORDS, cited.start)
    if last is None or last.start < first.end:
        return None
    ending = _folded(text[last.start : last.end])
    return (first, last) if _stand_once([ending], _folded(text[first.end : cited.end])) else None


def _contexts(text: str, cited: _Span) -> Iterator[tuple[_Span | None, _Span | None]]:
    """What may stand before and after the quote in the fragment, the least first."""
    yield None, None
    for count in range(1, _CONTEXT_WORDS + 1):
        before = _words_until(text, cited.start, count)
        after = _words_after(text, cited.end, count)
        yield before, None
        yield None, after
        yield before, after


def _words_from(text: str, cited: _Span, count: int) -> _Span:
    line_end = text.find("\n", cited.start, cited.end)
    words = list(_WORD.finditer(text, cited.start, line_end if line_end >= 0 else cited.end))[:count]
    return _Span(words[0].start(), words[-1].end())


def _words_until(text: str, end: int, count: int, start: int = 0) -> _Span | None:
    """The last words of the line that ends here, or of the line before."""
    stop = len(text[:end].rstrip())
    line_start = max(start, text.rfind("\n", 0, stop) + 1)
    words = list(_WORD.finditer(text, line_start, stop))[-count:]
    return _Span(words[0].start(), words[-1].end()) if words else None


def _words_after(text: str, start: int, count: int) -> _Span | None:
    begin = len(text) - len(text[start:].lstrip())
    line_end = text.find("\n", begin)
    words = list(_WORD.finditer(text, begin, line_end if line_end >= 0 else len(text)))[:count]
    return _Span(words[0].start(), words[-1].end()) if words else None


def _parts_words(text: str, place: int) -> bool:
    """True where a word may begin or end."""
    left, right = text[:place][-2:], text[place : place + 2]
    if not left or not right or not (_in_word(left[-1]) and _in_word(right[0])):
        joined = len(left) == 2 and right and _joins(left[0], left[1], right[0])
        return not joined and not (len(right) == 2 and left and _joins(left[-1], right[0], right[1]))
    return False


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.combining(character) > 0


def _joins(left: str, middle: str, right: str) -> bool:
    if left.isdigit() and right.isdigit():
        return middle in _INSIDE_NUMBERS
    return left.isalpha() and right.isalpha() and middle in _INSIDE_WORDS


def _folded(text: str) -> str:
    """What browsers compare: no case, no accents, one blank for any run of them."""
    return " ".join(_MARKS.sub("", unicodedata.normalize("NFKD", text.casefold())).split())


def _stand_once(parts: Sequence[str], text: str) -> bool:
    """Whether the parts follow one another at a single place of the text, with a blank between them or none.

    Places that overlap count each.
    """
    places = re.finditer(f"(?={' ?'.join(map(re.escape, parts))})", text)
    return next(places, None) is not None and next(places, None) is None


def _written(text: str, before: _Span | None, first: _Span, last: _Span | None, after: _Span | None) -> str:
    parts = [f"{_encoded(text, before)}-"] if before else []
    parts.append(_encoded(text, first))
    if last is not None:
        parts.append(_encoded(text, last))
    if after:
        parts.append(f"-{_encoded(text, after)}")
    return ",".join(parts)


def _encoded(text: str, span: _Span) -> str:
    """Percent-encoded, the hyphen too: with `,` and `&` it is part of the syntax."""
    return quote(text[span.start : span.end], safe="").replace("-", "%2D")
