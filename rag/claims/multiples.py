"""What figures say without one: « a doublé », « divisé par deux », "tripled", and « la majorité des », "most of".

A verb stays a word of its text: « n’a pas doublé » denies it.
"""

import re
from fractions import Fraction
from functools import cache

from index.terms.french_numbers import NUMERAL, numeral_value
from rag.claims.english_numbers import ENGLISH_NUMERAL, english_numeral_value
from rag.claims.figures import PERCENT, Figure

TIMES = "times"
MAJORITY = "majority"
"""The unit of « la majorité des » and « la plupart des »: any share of more than a half."""

_STEMS = {
    "fr": {2: "doubl", 3: "tripl", 4: "quadrupl", 5: "quintupl", 10: "d[ée]cupl"},
    "en": {2: "doubl", 3: "tripl|trebl", 4: "quadrupl"},
}
_ENDINGS = {"fr": "(?:er|é|ée|és|ées|ent|ait|aient|era|eront|ement)", "en": "(?:e|es|ed|ing)"}
_BY = {
    "fr": (r"multipli\w+\W+par", r"divis\w+\W+par"),
    "en": (r"multipli\w+\W+by|rose\W+by\W+a\W+factor\W+of", r"divid\w+\W+by"),
}
_MOST = {
    "fr": r"(?:la|une)\W+(?:(?:grande|large|forte|vaste)\W+)?(?:majorité|plupart)(?=\W+d(?:es?\b|u\b|['’]))",
    "en": r"(?:the|a)\W+(?:(?:large|vast|great)\W+)?majority(?=\W+of\b)|most\W+of\W+the",
}
_HALVED = {
    "fr": r"(?:diminu|baiss|r[ée]dui|recul|chut)\w+\W+(?:\w+\W+){0,3}?de\W+moitié",
    "en": r"halved|cut\W+in\W+half",
}


def find_multiples(text: str, language: str) -> list[Figure]:
    """The multiples of a text in `fr` or `en` by start; a division is the percentage that is lost."""
    return [_multiple(match, language) for match in _pattern(language).finditer(text)]


@cache
def _pattern(language: str) -> re.Pattern[str]:
    numeral = f"[0-9]+|{NUMERAL if language == 'fr' else ENGLISH_NUMERAL}"
    verbs = "|".join(
        rf"(?P<times_{times}>\b(?:{stem}){_ENDINGS[language]}\b)" for times, stem in _STEMS[language].items()
    )
    multiplied, divided = _BY[language]
    return re.compile(
        rf"\b(?P<most>{_MOST[language]})(?!\w)|{verbs}|\b(?:{multiplied})\W+(?P<multiplier>{numeral})(?!\w)"
        rf"|\b(?:{divided})\W+(?P<divisor>{numeral})(?!\w)|\b(?P<halved>{_HALVED[language]})\b",
        re.IGNORECASE,
    )


def _multiple(match: re.Match[str], language: str) -> Figure:
    found = {name: written for name, written in match.groupdict().items() if written}
    start, end = match.span()
    if "most" in found:
        return Figure(Fraction(50), MAJORITY, "", start, end)
    if "halved" in found:
        return Figure(Fraction(50), PERCENT, "", start, end)
    if "divisor" in found:
        divisor = _value(found["divisor"], language)
        return Figure(100 - Fraction(100, divisor or 1), PERCENT, "", start, end)
    if "multiplier" in found:
        return Figure(Fraction(_value(found["multiplier"], language)), TIMES, "", start, end)
    times = next(int(name.removeprefix("times_")) for name in found)
    return Figure(Fraction(times), TIMES, "", start, end)


def _value(written: str, language: str) -> int:
    if written.isdigit():
        return int(written)
    return english_numeral_value(written) if language == "en" else numeral_value(written)
