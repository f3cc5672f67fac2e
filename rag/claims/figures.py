"""Figures with what they count, whichever way French or English writes them: `10 %`, « dix pour cent », "10 percent".

Nothing is rounded: « près de 150 milliards » is not 147,7 milliards, though « environ 15 000 » is 15 000. A fraction
is its percentage. « un », "a" and "one" alone are articles, not figures.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise

from index.terms.french_numbers import NUMERAL, numeral_value
from rag.claims.counting_units import UNIT, unit_name
from rag.claims.english_numbers import ENGLISH_NUMERAL, english_numeral_value

ORDINAL = "ordinal"
"""The unit of « troisième » and "3rd"."""
PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Figure:
    """`text[start:end]` says `value`; `unit` is its name, or empty; `noun` is the word after it where no unit is."""

    value: Fraction
    unit: str
    noun: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Change:
    """What went from one value to another: « de 620 à 680 euros »."""

    before: Fraction
    after: Fraction


_BLANK = "[ \u00a0\u202f\u2009-]"
_DIGITS = {
    "fr": r"[0-9]{1,3}(?:[ \u00a0\u202f\u2009.][0-9]{3})+(?![0-9])(?:,[0-9]+)?|[0-9]+(?:[.,][0-9]+)?",
    "en": r"[0-9]{1,3}(?:[ \u00a0\u202f\u2009,][0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?",
}
_NUMERALS = {"fr": NUMERAL, "en": ENGLISH_NUMERAL}
_MAGNITUDES = {
    "fr": {"mille": 3, "million": 6, "millions": 6, "milliard": 9, "milliards": 9, "md": 9, "mds": 9, "m": 6},
    "en": {"thousand": 3, "million": 6, "millions": 6, "billion": 9, "billions": 9, "trillion": 12, "bn": 9, "m": 6},
}
"""Powers of ten; an English billion is a French milliard."""
_ABOUT = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "dozen": 12,
}  # fmt: skip
_DIVISORS = {
    "moitié": 2, "half": 2, "tiers": 3, "third": 3, "thirds": 3, "quart": 4, "quarts": 4, "quarter": 4,
    "quarters": 4, "cinquième": 5, "cinquièmes": 5, "fifth": 5, "fifths": 5, "dixième": 10, "dixièmes": 10,
    "tenth": 10, "tenths": 10,
}  # fmt: skip
_ORDINALS = {
    word: value
    for value, words in enumerate(
        (
            "premier première premiers premières first",
            "deuxième second seconde second",
            "troisième third",
            "quatrième fourth",
            "cinquième fifth",
            "sixième sixth",
            "septième seventh",
            "huitième eighth",
            "neuvième ninth",
            "dixième tenth",
            "onzième eleventh",
            "douzième twelfth",
        ),
        start=1,
    )
    for word in words.split()
}
_PARTS_OF = {"euro": 100, "hour": 60}
_PARTED_UNITS = "(?:euros?|€|heures?|h)"
"""« deux euros cinquante », « 1 h 30 »: what follows the unit counts parts of it."""
_AND_A_HALF = {"fr": r"et{blank}demie?", "en": r"and{blank}a{blank}half"}
_PART_OF = {"fr": r" [^\d.,;:()«»€%\n]{0,45}?\bsur ", "en": " (?:in|out of) "}
_FROM = {"fr": re.compile(r"\b(?:de|d['’])\W{0,3}\Z"), "en": re.compile(r"\bfrom\W{0,3}\Z")}
_TO = {"fr": re.compile(r"[^\n.;:]{0,25}?\bà\W{0,3}"), "en": re.compile(r"[^\n.;:]{0,25}?\bto\W{0,3}")}
_LOOK_BACK = 8  # characters: « d’environ » and the like are not looked through


def find_figures(text: str, language: str) -> list[Figure]:
    """The figures of a text in `fr` or `en` by start; dates are to be blanked out of it before."""
    figures = [_figure(match, language) for match in _pattern(language).finditer(text)]
    return [figure for figure in figures if figure.value != 1 or not _is_article(text, figure)]


def find_changes(text: str, figures: list[Figure], language: str) -> list[Change]:
    """What the text says went from one value to another."""
    return [
        Change(first.value, second.value)
        for first, second in pairwise(figures)
        if first.value != second.value
        and _FROM[language].search(text[max(0, first.start - _LOOK_BACK) : first.start])
        and _TO[language].fullmatch(text[first.end : second.start])
    ]


@cache
def _pattern(language: str) -> re.Pattern[str]:
    magnitude = "|".join(sorted(_MAGNITUDES[language], key=len, reverse=True))
    ordinal_ending = {"fr": "(?:ers?|[èe]res?|res?|[èe]mes?|es?|nde?s?)", "en": "(?:st|nd|rd|th)"}[language]
    numerals = _NUMERALS[language]
    half = _AND_A_HALF[language].format(blank=_BLANK)
    return re.compile(
        rf"(?P<ordinal>[0-9]+)(?i:{ordinal_ending})\b"
        rf"|(?P<rank>(?i:\b(?:{_words(_ORDINALS)})\b(?!{_BLANK}(?:of|des|du|de la)\b)))"
        rf"|(?i:\b(?P<halved>une?|an?|one|[0-9]+|{numerals}){_BLANK}(?P<halved_unit>{UNIT}){_BLANK}{half}\b)"
        rf"|(?i:(?P<whole>\b[0-9]+|{numerals}|\bune?){_BLANK}?(?P<whole_unit>{_PARTED_UNITS}){_BLANK}?"
        rf"(?P<part>[0-9]{{2}}|{numerals})\b(?!{_BLANK}?(?:{UNIT}|%|[0-9])))"
        rf"|(?i:\b(?P<top>une?|one|[0-9]+|{numerals}){_PART_OF[language]}(?P<bottom>[0-9]+|{numerals})\b)"
        rf"|(?i:(?:(?P<share_count>{numerals}|[0-9]+){_BLANK})?(?:\b(?:la|le|un|une|a|du|au){_BLANK})?"
        rf"(?P<share>\b(?:{_words(_DIVISORS)})\b)(?!{_BLANK}(?:de{_BLANK}finales?|d['’]heure)))"
        rf"|(?i:\b(?:une?|a){_BLANK}(?P<about>{_words(_ABOUT)})\b)"
        rf"|(?P<before>[€$£¥]){_BLANK}?(?P<priced>{_DIGITS[language]})(?:{_BLANK}?(?P<priced_magnitude>(?i:{magnitude}))\b)?"
        rf"|(?:(?P<digits>{_DIGITS[language]})|(?P<numeral>(?i:{numerals})))"
        rf"(?:{_BLANK}?(?P<magnitude>(?i:{magnitude}))(?:(?![^\W_])|(?=€)))?"
        rf"(?:{_BLANK}?(?:(?i:de|d['’]|of|US|U\.S\.){_BLANK}?)?(?P<unit>(?i:{UNIT}))"
        rf"|(?P<letter>[A-Z]{{1,2}})\b"
        rf"|{_BLANK}(?:(?i:de|d['’]|of|autres|other){_BLANK}?)?(?P<noun>[^\W\d_]{{3,}}))?"
    )


def _words(table: dict[str, int]) -> str:
    return "|".join(sorted(table, key=len, reverse=True))


def _figure(match: re.Match[str], language: str) -> Figure:
    found = match.groupdict()
    start, end = match.span()
    if found["ordinal"]:
        return Figure(Fraction(int(found["ordinal"])), ORDINAL, "", start, end)
    if found["rank"]:
        return Figure(Fraction(_ORDINALS[found["rank"].lower()]), ORDINAL, "", start, end)
    if found["halved"]:
        return Figure(
            _value(found["halved"], language) + Fraction(1, 2), unit_name(found["halved_unit"]), "", start, end
        )
    if found["whole"]:
        unit = unit_name(found["whole_unit"])
        part = _value(found["part"], language) / _PARTS_OF[unit]
        return Figure(_value(found["whole"], language) + part, unit, "", start, end)
    if found["top"]:
        share = 100 * _value(found["top"], language) / _value(found["bottom"], language)
        return Figure(share, PERCENT, "", match.start("bottom"), end)  # what is counted stands between the two
    if found["share"]:
        count = _value(found["share_count"], language) if found["share_count"] else Fraction(1)
        return Figure(100 * count / _DIVISORS[found["share"].lower()], PERCENT, "", start, end)
    if found["about"]:
        return Figure(Fraction(_ABOUT[found["about"].lower()]), "", "", start, end)
    magnitude = found["magnitude"] or found["priced_magnitude"]
    value = _value(found["digits"] or found["numeral"] or found["priced"], language)
    if magnitude:
        value *= 10 ** _MAGNITUDES[language][magnitude.lower()]
    written = found["unit"] or found["before"]
    unit = unit_name(written) if written else (found["letter"] or "")
    noun = found["noun"] or ""
    return Figure(value, unit, noun.lower(), start, match.start("noun") if noun else end)


def _value(written: str, language: str) -> Fraction:
    if written.lower() in ("un", "une", "a", "an"):
        return Fraction(1)
    if not written[0].isdigit():
        words = english_numeral_value if language == "en" else numeral_value
        return Fraction(words(written))
    digits = re.sub(r"[ \u00a0\u202f\u2009]", "", written)
    if language == "en":
        return Fraction(digits.replace(",", ""))
    if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?", digits):  # 20.000 groups thousands, 1.5 does not
        digits = digits.replace(".", "")
    return Fraction(digits.replace(",", "."))


def _is_article(text: str, figure: Figure) -> bool:
    """Whether a figure is "one", which says no more than « un »."""
    return text[figure.start : figure.end].lower().split()[0] == "one" and figure.unit != PERCENT
