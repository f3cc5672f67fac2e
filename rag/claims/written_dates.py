"""Days, months, centuries and relative dates in French and English text, by what they name rather than how."""

import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """`text[start:end]` names a date: what it says of it is set, the rest is empty or 0.

    A relative date (« hier », "last year") has only a `relative` name. A year alone is a figure, not a date.
    """

    start: int
    end: int
    day: int = 0
    month: int = 0
    year: int = 0
    weekday: int = 0
    century: int = 0
    relative: str = ""


_MONTHS = {
    "fr": "janvier|janv f[ée]vrier|f[ée]vr mars avril mai juin juillet|juil ao[uû]t septembre|sept octobre|oct "
    "novembre|nov d[ée]cembre|d[ée]c",
    "en": "January|Jan February|Feb March|Mar April|Apr May June July August|Aug September|Sept|Sep October|Oct "
    "November|Nov December|Dec",
}
_WEEKDAYS = {
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}
_RELATIVE = {
    "today": r"aujourd['’]hui|today",
    "yesterday": "hier|yesterday",
    "tomorrow": "demain|tomorrow",
    "last year": r"l['’](?:an|année) (?:derni(?:er|ère)|passée?)|last year",
    "this year": "cette année|this year",
    "next year": r"l['’](?:an|année) prochaine?|next year",
    "last month": "le mois (?:dernier|passé)|last month",
    "this month": "ce mois-ci|this month",
    "next month": "le mois prochain|next month",
    "last week": "la semaine (?:dernière|passée)|last week",
    "this week": "cette semaine|this week",
    "next week": "la semaine prochaine|next week",
}
_BLANK = "[ \u00a0\u202f]"
_DOT = r"(?:\.(?=[ \u00a0\u202f,]{0,2}[0-9]))?"  # of « févr. 2024 », not of the sentence
_YEAR = r"(?P<year>[0-9]{4})"
_FIGURES = r"\b(?P<figure_day>[0-9]{1,2})[/.](?P<figure_month>[0-9]{1,2})[/.](?P<figure_year>[0-9]{4})\b"
_ISO = r"\b(?P<iso_year>[0-9]{4})-(?P<iso_month>[0-9]{2})-(?P<iso_day>[0-9]{2})\b"
_ROMAN = {"I": 1, "V": 5, "X": 10}
_CENTURY = {
    "fr": r"\b(?:(?P<roman>[IVX]+)|(?P<century>[0-9]{1,2}))e(?:r|me)?[ \u00a0\u202f]si[èe]cle\b",
    "en": r"\b(?P<century>[0-9]{1,2})(?:st|nd|rd|th)[- ]century\b",
}
_UNTIL = {"fr": "(?:au|et|ou|à|-|–)", "en": "(?:to|and|or|-|–)"}


def find_dates(text: str, language: str) -> list[WrittenDate]:
    """The dates of a text in `fr` or `en`, by start; « du 5 au 12 octobre » holds two, whose spans overlap."""
    return [date for match in _pattern(language).finditer(text) for date in _dates(match, language)]


@cache
def _pattern(language: str) -> re.Pattern[str]:
    relative = "|".join(f"(?:{words})" for words in _RELATIVE.values())
    named = _english_names() if language == "en" else _french_names()
    return re.compile(rf"{_FIGURES}|{_ISO}|\b(?P<relative>(?i:{relative}))\b|{_CENTURY[language]}|{named}")


def _english_names() -> str:
    """Days and months as English names them; capitals tell May and March from verbs."""
    months, weekdays, until = _names(_MONTHS["en"]), _names(_WEEKDAYS["en"]), _UNTIL["en"]
    alone = "(?:January|February|(?<=in )March|April|(?<=in )May|June|July|August|September|October|November|December)"
    day = rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:{_BLANK}?{until}{_BLANK}?(?P<last>[0-9]{{1,2}})(?![0-9]))?"
    return (
        rf"(?:(?P<weekday>{weekdays})s?\b,?{_BLANK}?(?:the{_BLANK})?)?"
        rf"(?:(?P<month>{months})\b{_DOT}{_BLANK}{day}\b(?!{_BLANK}?[0-9]{{3}}\b)(?:,?{_BLANK}{_YEAR})?"
        rf"|(?P<first>[0-9]{{1,2}})(?:st|nd|rd|th)?{_BLANK}(?:of{_BLANK})?(?P<month_2>{months})\b{_DOT}"
        rf"(?:,?{_BLANK}(?P<year_2>[0-9]{{4}}))?"
        rf"|(?P<month_3>{months})\b{_DOT},?{_BLANK}(?P<year_3>[0-9]{{4}})"
        rf"|(?P<month_4>{alone})\b)"
        rf"|\b(?P<weekday_2>{weekdays})s?\b"
    )


def _french_names() -> str:
    """Days and months as French names them, in any case."""
    months, weekdays = _names(_MONTHS["fr"]), _names(_WEEKDAYS["fr"])
    return (
        rf"(?i:(?:\b(?P<weekday>{weekdays}),?{_BLANK})?"
        rf"(?:\b(?P<first>[0-9]{{1,2}})(?:er)?{_BLANK}?{_UNTIL['fr']}{_BLANK}?)?"
        rf"(?:\b(?P<day>[0-9]{{1,2}})(?:er)?{_BLANK})(?P<month>{months})\b{_DOT}(?:{_BLANK}{_YEAR})?"
        rf"|\b(?P<month_2>{months})\b{_DOT}(?:{_BLANK}(?P<year_2>[0-9]{{4}}))?"
        rf"|\b(?P<weekday_2>{weekdays})s?\b)"
    )


def _names(listed: str) -> str:
    return "|".join(f"(?:{names})" for names in listed.split())


def _dates(match: re.Match[str], language: str) -> list[WrittenDate]:
    found = {name: value for name, value in match.groupdict().items() if value}
    start, end = match.span()
    if "relative" in found:
        written = found["relative"]
        name = next(name for name, words in _RELATIVE.items() if re.fullmatch(words, written, re.IGNORECASE))
        return [WrittenDate(start, end, relative=name)]
    if "roman" in found or "century" in found:
        century = _roman(found["roman"]) if "roman" in found else int(found["century"])
        return [WrittenDate(start, end, century=century)]
    for kind in ("figure", "iso"):
        if f"{kind}_day" in found:
            day, month, year = (int(found[f"{kind}_{part}"]) for part in ("day", "month", "year"))
            return [WrittenDate(start, end, day, month, year)]
    month = next((_place(found[name], _MONTHS[language]) for name in sorted(found) if name.startswith("month")), 0)
    year = next((int(found[name]) for name in sorted(found) if name.startswith("year")), 0)
    weekday = next((_place(found[name], _WEEKDAYS[language]) for name in sorted(found) if "weekday" in name), 0)
    days = [int(found[name]) for name in ("first", "day", "last") if name in found]
    return [WrittenDate(start, end, day, month, year, weekday) for day in days or [0]]


def _place(written: str, listed: str) -> int:
    return next(
        place for place, names in enumerate(listed.split(), start=1) if re.fullmatch(names, written, re.IGNORECASE)
    )


def _roman(written: str) -> int:
    values = [_ROMAN[letter] for letter in written]
    return sum(
        -value if any(later > value for later in values[place + 1 : place + 2]) else value
        for place, value in enumerate(values)
    )
