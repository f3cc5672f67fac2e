"""French press text becomes sentences with exact offsets.

Libraries were measured on tests/golden/sentences.txt, given one line at a time. Of its 122 cases sentencex 1.0.32
passes 85, blingfire 0.1.8 83, pysbd 0.3.4 and sentence-splitter 1.4 82, syntok 1.4.4 73. What they miss is what French
papers are full of (« … » with an attribution, initials, abbreviations before a capital), hence these rules.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.article import Sentence
from corpus.full_stops import ends_after_figure, ends_after_word, starts_sentence

_LONGEST_ASIDE = {"(": 300, "[": 300, "«": 120, "“": 120}
_PAIRS = {")": "(", "]": "[", "»": "«", "”": "“"}

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BRACKET = re.compile(r"[()\[\]«»“”]")
_QUOTED_NAME_GOES_ON = re.compile(r"\s?(?:,|[a-zà-öø-ÿœ])")

# Possessive quantifiers throughout: each character is read a bounded number of times, whatever the text.
_BOUNDARY = re.compile(
    r"""
    (?:https?://|www\.)[^\s«»“”"<>]*[^\s«»“”"<>.,;:!?…)\]]    # an address, read over whole
    | (?<![.!?…])(?P<mark>[.!?…]++)
      (?P<closers>(?:\s?[»”›)\]]|[’']|\s?"|[¹²³⁰⁴-⁹]|\[\d{1,3}\])*+)
      (?!\s*+(?:[a-zß-öø-ÿœ](?![A-Z])|[,;:.!?…%&=+/)\]»”›]|\Z))  # these never begin a sentence
      (?=(?P<opening>(?:[«“"‘(\[—–•*¿¡\s]|-\s)*+)(?P<next>\S))
    """,
    re.VERBOSE,
)
_ADDRESS_TAIL = re.compile(
    r"(?:com|org|net|fr|eu|be|ch|info|io|gouv|html?|php|pdf|docx?|xlsx?|csv|txt|jpe?g|png|mp[34]|js|py|zip)\b"
    r"|[\w.%+-]{1,64}@",
    re.IGNORECASE,
)


def split_sentences(text: str) -> list[Sentence]:
    """The sentences of a text in order, trimmed of white space; every other character is in exactly one of them.

    A line break ends a sentence: in cleaned press text a line is a paragraph, a heading or a list item. Sentences
    inside « … » are split like any others, and an attribution stays with the quote it follows. Where a full stop
    may belong to an abbreviation or an initial and nothing decides, the text is left in one piece. Time is linear
    in the length of the text.
    """
    sentences: list[Sentence] = []
    for line in _LINE.finditer(text):
        sentences.extend(_split_line(text, *line.span()))
    return sentences


@dataclass(frozen=True, slots=True)
class _Mark:
    """Closing punctuation `text[start:end]`, the quotes and brackets after it up to `closed`, and what follows.

    The next word or figure begins at `following`, behind the quotes, dashes and spaces in `opening`.
    """

    start: int
    end: int
    closed: int
    opening: str
    following: int


def _split_line(text: str, start: int, end: int) -> Iterator[Sentence]:
    sentence = _skip_space(text, start, end)
    asides = _asides(text, start, end)
    for mark in _marks(text, sentence, end):
        if _ends_sentence(text, sentence, mark, asides):
            yield Sentence(sentence, mark.closed)
            sentence = _skip_space(text, mark.closed, end)
    if sentence < end:
        yield Sentence(sentence, _skip_space_back(text, sentence, end))


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _skip_space_back(text: str, start: int, end: int) -> int:
    while start < end and text[end - 1].isspace():
        end -= 1
    return end


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    straight_quotes, counted = 0, start
    for match in _BOUNDARY.finditer(text, start, end):
        if match["mark"] is None:
            continue
        closed = match.end("closers")
        if '"' in match["closers"]:
            straight_quotes += text.count('"', counted, match.start())
            counted = match.start()
            if straight_quotes % 2 == 0:
                closed = _before_opening_quote(text, match.end("mark"), closed)
        opening = text[closed : match.start("next")]
        yield _Mark(match.start(), match.end("mark"), closed, opening, match.start("next"))


def _before_opening_quote(text: str, start: int, closed: int) -> int:
    """Where the closing signs end when no straight quote is open: before one that stands like an opening one."""
    quote = text.index('"', start, closed)
    if text[quote - 1].isspace():
        return quote - 1
    follows_space = quote + 1 < len(text) and text[quote + 1].isspace()
    return closed if follows_space else quote


def _asides(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Brackets, and names in quotes that the sentence goes on after: short, outermost, in order, not overlapping."""
    opened: dict[str, list[int]] = {"(": [], "[": [], "«": [], "“": []}
    asides: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(text, start, end):
        sign, place = match.group(), match.start()
        if sign in opened:
            opened[sign].append(place)
        elif opened[_PAIRS[sign]]:
            first = opened[_PAIRS[sign]].pop()
            quoted = sign in "»”"
            if place - first <= _LONGEST_ASIDE[_PAIRS[sign]] and (
                not quoted or _QUOTED_NAME_GOES_ON.match(text, place + 1, end)
            ):
                while asides and asides[-1][0] > first:
                    asides.pop()
                asides.append((first, place))
    return asides


def _ends_sentence(text: str, sentence: int, mark: _Mark, asides: list[tuple[int, int]]) -> bool:
    stop = text[mark.start : mark.end]
    closes_aside = False
    place = bisect_right(asides, (mark.start, 0)) - 1
    if place >= 0 and sentence < asides[place][0] and asides[place][1] >= mark.start:
        if asides[place][1] >= mark.closed:
            return False
        closes_aside = True
    if not _begins_sentence(text, mark):
        return False
    if stop != ".":
        return not closes_aside or _ends_after_aside(text, sentence, mark)
    previous = text[mark.start - 1] if mark.start > sentence else " "
    if previous.isdigit():
        return ends_after_figure(text, sentence, mark.start)
    if previous.isalpha():
        return ends_after_word(text, sentence, mark.start, mark.following)
    return True


def _ends_after_aside(text: str, sentence: int, mark: _Mark) -> bool:
    """After "(Qui donc ?)" or "[…]" a sentence goes on, unless it had ended before or a new one clearly begins."""
    left_out = text[mark.start - 1] in "(["
    ended_before = left_out and text[_skip_space_back(text, sentence, mark.start - 1) - 1] in ".!?…"
    return ended_before or starts_sentence(text, mark.following, after_name=True)


def _begins_sentence(text: str, mark: _Mark) -> bool:
    """True where what follows the mark could begin a sentence: a capital, a figure, or a quote after a full stop."""
    first = text[mark.following]
    second = text[mark.following + 1 : mark.following + 2]
    if not mark.opening or not any(sign.isspace() for sign in mark.opening):
        return first.isupper() and _space_is_missing(text, mark, second)
    if first.islower():
        quoted = any(sign in mark.opening for sign in '«“"')
        return second.isupper() or (quoted and text[mark.start : mark.end] == ".")
    return first.isalnum() or first in "$€£#@" or unicodedata.category(first) == "So"


def _space_is_missing(text: str, mark: _Mark, second: str) -> bool:
    """True in "société.Le vice-maire", false in "U.S.A", "M.Dupont", "Booking.Com", "jean.Dupont@exemple.fr"."""
    if not (second.islower() or second in ("'", "’", " ")) or _ADDRESS_TAIL.match(text, mark.following):
        return False
    if mark.closed > mark.end:
        return True
    last_two = text[max(0, mark.start - 2) : mark.start]
    return not last_two[-1:].isupper() and (last_two.isalnum() or not last_two[-1:].isalnum())
