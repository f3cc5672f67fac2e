"""An article's text cut at the ends of what is marked in it, so that each piece is marked as a whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

MarkKind: TypeAlias = Literal["evidence", "quote"]
"""What proves a known answer, or what was quoted."""


@dataclass(frozen=True, slots=True)
class Mark:
    """`text[start:end]` of an article, marked for the failure of that number; marks may overlap."""

    start: int
    end: int
    failure: int
    kind: MarkKind


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text and the numbers of the failures that it is evidence of, and quoted in."""

    text: str
    evidence: tuple[int, ...]
    quoted: tuple[int, ...]


def cut_at_marks(text: str, marks: Sequence[Mark]) -> list[Piece]:
    """The pieces of the text in order: together they are the text. Raises ValueError for a mark that is not in it."""
    for mark in marks:
        if not 0 <= mark.start < mark.end <= len(text):
            raise ValueError(f"{mark} is not within a text of {len(text)} characters.")
    ends = sorted({0, len(text)}.union(*({mark.start, mark.end} for mark in marks)))
    return [
        Piece(text[start:end], _covering(marks, start, end, "evidence"), _covering(marks, start, end, "quote"))
        for start, end in pairwise(ends)
    ]


def find_all(text: str, quote: str) -> list[tuple[int, int]]:
    """Where the quote stands, letter by letter, from left to right; places do not overlap."""
    found: list[tuple[int, int]] = []
    start = text.find(quote) if quote else -1
    while start >= 0:
        found.append((start, start + len(quote)))
        start = text.find(quote, start + len(quote))
    return found


def _covering(marks: Sequence[Mark], start: int, end: int, kind: MarkKind) -> tuple[int, ...]:
    return tuple(sorted({m.failure for m in marks if m.kind == kind and m.start <= start and end <= m.end}))
