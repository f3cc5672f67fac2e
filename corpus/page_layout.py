"""Printed lines become paragraphs: running heads and page numbers dropped, lines and broken words joined."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from corpus.line_wrapping import LIST_ITEM, join_lines, words_of


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page in reading order: its text, where it begins, and how large its letters are.

    `x` and `y` are in points from the lower left corner; a PDF page of A4 is 595 by 842.
    """

    text: str
    x: float
    y: float
    size: float


# U+007F is the bullet of PDF's WinAnsi encoding, U+F0B7 that of the font Symbol.
_BULLETS = frozenset("•▪◦●‣■□\x7f\uf0b7")
_MARGIN_LINES = 3  # from the top and from the bottom: how deep running heads and page numbers stand
_SAME_HEIGHT = 4.0  # points
_HEAD_LETTERS = 3
_REPEATED_SHARE = 0.4  # of the pages: heads of left and right pages differ
_PAGE_NUMBER = re.compile(
    r"(?:[-–—|•] ?)?(?:(?:page|p\.) ?)?\d{1,4}(?: ?(?:/|sur|de) ?\d{1,4})?(?: ?[-–—|•])?", re.IGNORECASE
)
_PARAGRAPH_GAP = 1.3  # times the usual distance of two lines
_HEADING_SIZE = 1.08  # times the size of the neighbour
_INDENT = 0.8  # times the size of the letters
_SHORT_LINE = 0.8  # of its column's width in characters: where the next word would have fitted easily
_COLUMN_GAP = 4.0  # times the usual distance: the text goes on in another column or on another page
_SENTENCE_END = re.compile(r"[.!?…][»”\"’) \u00a0\u202f]*$")


def flow_text(pages: Sequence[Sequence[PrintedLine]]) -> str:
    """The text of the pages: paragraphs apart, each on one line; the items of a list on lines of their own.

    A paragraph that a column or page interrupts goes on where the line before does not end a sentence.
    """
    kept = [_with_bullets(page) for page in _without_margins(pages)]
    lines = [line for page in kept for line in page]
    if not lines:
        return ""
    known_words = words_of("\n".join(line.text for line in lines))
    usual_gap, usual_size = _usual_gap(kept), _usual_size(lines)
    widths = [width for page in kept for width in _widths(page)]
    text, open_lines = "", [lines[0].text]
    for (line, width), (following, next_width) in pairwise(zip(lines, widths, strict=True)):
        leading = usual_gap * max(1.0, line.size / usual_size)
        if not _ends_paragraph(line, following, leading, max(width, next_width)):
            open_lines.append(following.text)
            continue
        both_items = LIST_ITEM.match(open_lines[0]) and LIST_ITEM.match(following.text)
        text += join_lines(open_lines, known_words) + ("\n" if both_items else "\n\n")
        open_lines = [following.text]
    return text + join_lines(open_lines, known_words)


def _ends_paragraph(line: PrintedLine, following: PrintedLine, leading: float, width: int) -> bool:
    if max(line.size, following.size) > _HEADING_SIZE * min(line.size, following.size):
        return True
    if LIST_ITEM.match(following.text):
        return True
    ends_sentence = _SENTENCE_END.search(line.text) is not None
    gap = line.y - following.y
    if gap <= 0 or gap > _COLUMN_GAP * leading:
        return ends_sentence
    if gap > _PARAGRAPH_GAP * leading:
        return True
    indented = following.x > line.x + _INDENT * line.size
    next_word = following.text.split(maxsplit=1)[0]
    next_word_had_room = len(line.text) + 1 + len(next_word) < _SHORT_LINE * width
    return next_word_had_room or (ends_sentence and indented)


def _widths(page: Sequence[PrintedLine]) -> list[int]:
    """For each line, the most characters in a line that begins at the same place in letters of the same size."""
    longest: dict[tuple[int, int], int] = {}
    for line in page:
        longest[_column(line)] = max(longest.get(_column(line), 0), len(line.text))
    return [longest[_column(line)] for line in page]


def _column(line: PrintedLine) -> tuple[int, int]:
    return round(line.x / 3), round(line.size)


def _usual_gap(pages: Sequence[Sequence[PrintedLine]]) -> float:
    """The commonest distance of two lines that follow one another: the leading of the running text."""
    gaps = Counter(round(line.y - following.y) for page in pages for line, following in pairwise(page))
    downward = {gap: count for gap, count in gaps.items() if gap > 0}
    return max(downward, key=lambda gap: (downward[gap], -gap), default=12)


def _usual_size(lines: Sequence[PrintedLine]) -> float:
    """The size that most characters have."""
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size)) or 1.0


def _with_bullets(page: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines, each bullet that stands alone put before the line after it."""
    lines: list[PrintedLine] = []
    bullet: PrintedLine | None = None
    for line in page:
        if line.text in _BULLETS:
            bullet = line
            continue
        lines.append(replace(line, text=f"• {line.text}", x=bullet.x) if bullet else line)
        bullet = None
    return lines


def _without_margins(pages: Sequence[Sequence[PrintedLine]]) -> list[list[PrintedLine]]:
    margins = [_margin(page) for page in pages]
    heads = _running_heads(margins)
    kept = []
    for page, margin in zip(pages, margins, strict=True):
        gone = {line for line in margin if _is_head(line, heads) or _is_page_number(line, page)}
        kept.append([line for line in page if line not in gone])
    return kept


def _margin(page: Sequence[PrintedLine]) -> list[PrintedLine]:
    by_height = sorted(page, key=lambda line: -line.y)
    return by_height[:_MARGIN_LINES] + by_height[_MARGIN_LINES:][-_MARGIN_LINES:]


def _running_heads(margins: Sequence[Sequence[PrintedLine]]) -> dict[str, float]:
    """What stands in the margin of enough pages at one height, figures not compared, and that height."""
    heights: dict[str, list[float]] = {}
    for margin in margins:
        for words, y in {_words(line): line.y for line in margin}.items():
            heights.setdefault(words, []).append(y)
    needed = max(2, _REPEATED_SHARE * len(margins))
    return {
        words: median(found)
        for words, found in heights.items()
        if sum(abs(y - median(found)) <= _SAME_HEIGHT for y in found) >= needed
    }


def _is_head(line: PrintedLine, heads: Mapping[str, float]) -> bool:
    height = heads.get(_words(line))
    if height is None or abs(line.y - height) > _SAME_HEIGHT:
        return False  # a title that is also the running head of the other pages
    letters = sum(character.isalpha() for character in line.text)
    return letters >= _HEAD_LETTERS or _PAGE_NUMBER.fullmatch(line.text) is not None  # a row of figures is a table's


def _words(line: PrintedLine) -> str:
    return re.sub(r"\d+", "#", line.text).casefold()


def _is_page_number(line: PrintedLine, page: Sequence[PrintedLine]) -> bool:
    outermost = max(other.y for other in page), min(other.y for other in page)
    at_edge = any(abs(line.y - y) <= _SAME_HEIGHT for y in outermost)
    return at_edge and _PAGE_NUMBER.fullmatch(line.text) is not None
