"""One spelling for what only typography tells apart, with the way back to the text's own offsets."""

import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SIGNS = {
    **dict.fromkeys("«»“”„‟″〝〞", '"'),
    **dict.fromkeys("‘’‚‛‹›ʼ′`´", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "œ": "oe",
    "Œ": "OE",
    "æ": "ae",
    "Æ": "AE",
}


@dataclass(frozen=True, slots=True, eq=False)
class FoldedText:
    """A folded text and, for each character of the original, how long the folded text is after it."""

    text: str
    ends: NDArray[np.int64]

    def origin(self, place: int) -> int:
        """Where the character stands in the original that gave `text[place]`."""
        return int(np.searchsorted(self.ends, place, side="right"))

    def parts(self, place: int) -> bool:
        """True where `place` is inside what one original character gave, such as "…" or "œ"."""
        return 0 < place < len(self.text) and self.origin(place - 1) == self.origin(place)


class _Table(dict[int, str]):
    """Code point to folded string for `str.translate`, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


class _CaselessTable(dict[int, str]):
    def __missing__(self, code: int) -> str:
        folded = self[code] = _TABLE[code].casefold()
        return folded


_TABLE = _Table()
_CASELESS_TABLE = _CaselessTable()


def fold_typography(text: str) -> FoldedText:
    """The text without white space, accents and invisible characters, with one sign for each kind of quote and dash.

    Ligatures, ellipses and compatibility characters (Unicode NFKD, raised figures apart) are written out. Case is kept.
    """
    return _fold(text, _TABLE)


def fold_typography_and_case(text: str) -> FoldedText:
    """The same, in Unicode's caseless form."""
    return _fold(text, _CASELESS_TABLE)


def _fold(text: str, table: dict[int, str]) -> FoldedText:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    lengths = np.zeros(int(codes.max(initial=0)) + 1, dtype=np.uint8)
    for character in set(text):
        lengths[ord(character)] = len(table[ord(character)])
    return FoldedText(text.translate(table), np.cumsum(lengths[codes], dtype=np.int64))


def _fold_character(character: str) -> str:
    if character in _SIGNS:
        return _SIGNS[character]
    if character.isdigit() and not character.isdecimal():
        return character  # "10²" is not "102"
    decomposed = unicodedata.normalize("NFKD", character)
    return "".join(_SIGNS.get(part, part) for part in decomposed if not _is_dropped(part))


def _is_dropped(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc")
