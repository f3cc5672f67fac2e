"""Lines become paragraphs again: text that was wrapped to a width, words that were hyphenated at line ends."""

import re
from collections.abc import Sequence
from itertools import pairwise

_SENTENCE_END = re.compile(r"[.!?…][»”\"’)\s\u00a0\u202f]*$")
LIST_ITEM = re.compile(r"(?:[-–—•*▪◦·]|\d{1,3}[.)])\s")
"""How a line of a list begins."""

_WRAP_WIDTHS = range(40, 111)  # characters: what typewriters, terminals and e-mail programs wrap to
_WRAPPED_LINES = 3  # fewer line ends do not show that a text is wrapped
_WRAPPED_SHARE = 0.6  # of the line ends within blocks; verse and lists of names stay below

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN_WORD = re.compile(r"(?P<left>[^\W\d_]+(?:-[^\W\d_]+)*)-$")
_RANGE_END = re.compile(r"\d[-–]$")
_BROKEN_IN_TEXT = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*-\n\s*[^\W\d_]+")
_NEXT_WORD = re.compile(r"[^\W\d_]+")
# First parts that keep their hyphen in French, and second parts that only come after one.
_HYPHEN_BEFORE = frozenset(
    """
    vice ex sous demi semi mi après avant contre quasi non saint sainte grand grande petit petite celui celle ceux
    celles peut est chef porte arc rendez plate plates deux trois quatre cinq six sept huit neuf dix vingt trente
    quarante cinquante soixante sud nord ouest franco sino anglo russo libre à
    """.split()
)
_HYPHEN_AFTER = frozenset("il elle on ils elles je nous vous ci là même mêmes".split())


def unwrap(text: str) -> str:
    """The text with wrapped lines joined: paragraphs are single lines, with an empty line between them.

    A text is taken for wrapped when its lines mostly end where the next word would have passed the width of the
    longest line, and that is a usual width. In a text of longer lines, each line is a paragraph. Other short lines
    (verse, addresses, lists) keep their line ends.
    """
    blocks = [
        [line.strip() for line in block.split("\n") if line.strip()]
        for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    ]
    width = max((len(line) for block in blocks for line in block), default=0)
    if width >= _WRAP_WIDTHS.stop:
        return "\n\n".join(_separated(block) for block in blocks if block)
    if width in _WRAP_WIDTHS and _is_wrapped(blocks, width):
        known = words_of(text)
        return "\n\n".join(_rejoined(block, width, known) for block in blocks if block)
    return text


def words_of(text: str) -> frozenset[str]:
    """The words of a text in lowercase, compounds with their hyphens: what `join_lines` may be told.

    A word that is broken at the end of a line is none, nor are its parts.
    """
    return frozenset(word.lower() for word in _WORD.findall(_BROKEN_IN_TEXT.sub(" ", text)))


def join_lines(lines: Sequence[str], known_words: frozenset[str] = frozenset()) -> str:
    """The lines of one paragraph as one line; a word hyphenated at a line end is put together.

    The hyphen stays where the word needs it ("vice-maire", "a-t-il"): `known_words` are the lowercase words of the
    document, and decide where one of the two forms stands elsewhere in it.
    """
    joined = ""
    for line in filter(None, (line.strip() for line in lines)):
        if not joined:
            joined = line
            continue
        broken, following = _BROKEN_WORD.search(joined), _NEXT_WORD.match(line)
        if joined.endswith("\u00ad"):
            joined = joined[:-1] + line
        elif _RANGE_END.search(joined) and line[0].isdigit():
            joined += line
        elif broken and following:
            keeps = _keeps_hyphen(broken["left"].lower(), following.group(), known_words)
            joined = (joined if keeps else joined[:-1]) + line
        else:
            joined = f"{joined} {line}"
    return joined


def _keeps_hyphen(left: str, following: str, known_words: frozenset[str]) -> bool:
    right = following.lower()
    if left + right in known_words:
        return False
    if f"{left}-{right}" in known_words or following[0].isupper():
        return True
    last = left.rpartition("-")[2]
    return last in _HYPHEN_BEFORE or right in _HYPHEN_AFTER or {left, right} <= known_words


def _ends_at_width(line: str, following: str, width: int) -> bool:
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width and not LIST_ITEM.match(following)


def _is_wrapped(blocks: Sequence[Sequence[str]], width: int) -> bool:
    ends = [_ends_at_width(line, following, width) for block in blocks for line, following in pairwise(block)]
    return sum(ends) >= max(_WRAPPED_LINES, _WRAPPED_SHARE * len(ends))


def _separated(block: Sequence[str]) -> str:
    """Each line a paragraph; the items of a list stay together."""
    joined = block[0]
    for line, following in pairwise(block):
        both_items = LIST_ITEM.match(line) and LIST_ITEM.match(following)
        joined += ("\n" if both_items else "\n\n") + following
    return joined


def _rejoined(block: Sequence[str], width: int, known_words: frozenset[str]) -> str:
    paragraphs, open_lines = "", [block[0]]
    for line, following in pairwise(block):
        if _ends_at_width(line, following, width):
            open_lines.append(following)
            continue
        is_paragraph_end = _SENTENCE_END.search(line) and not LIST_ITEM.match(following)
        paragraphs += join_lines(open_lines, known_words) + ("\n\n" if is_paragraph_end else "\n")
        open_lines = [following]
    return paragraphs + join_lines(open_lines, known_words)
