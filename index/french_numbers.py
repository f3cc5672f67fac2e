"""French numbers written in words: « vingt-deux », « quatre-vingt-dix », « trois cents », « mille »."""

import re

_UNITS = {
    "zéro": 0, "zero": 0, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20,
    "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "huitante": 80,
    "octante": 80, "nonante": 90, "cent": 100, "cents": 100, "mille": 1000,
}  # fmt: skip
_INSIDE = _UNITS | {"un": 1, "une": 1}  # on their own they are articles

NUMERAL = rf"\b(?:{'|'.join(_UNITS)})(?:[- \u00a0](?:et[- \u00a0])?(?:{'|'.join(_INSIDE)}))*\b"
"""A pattern for a number in words, for use in a larger pattern, ignoring case."""


def numeral_value(words: str) -> int:
    """The value of a number in words that `NUMERAL` matches; words that make no number are added up."""
    total = group = 0
    for word in re.split(r"[- \u00a0]", words.lower()):
        if word == "et":
            continue
        value = _INSIDE[word]
        if value == 1000:
            total += max(group, 1) * 1000
            group = 0
        elif value == 100:
            group = max(group, 1) * 100
        elif value == 20 and group % 100 == 4:  # quatre-vingts
            group += 76
        else:
            group += value
    return total + group
