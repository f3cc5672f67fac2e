"""Dates and times in a French sentence by how exact they are: a day, a month, a year, a period, « il y a un mois »."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rag.reading.relative_dates import RELATIVE_DATE

_S = "[ \u00a0\u202f]"
_MONTH = (
    r"(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre"
    r"|janv\.|f[ée]vr\.|juil\.|sept\.|oct\.|nov\.|d[ée]c\.)"
)
_YEAR = r"(?:1\d{3}|20\d{2})"
_WEEKDAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_DAY = r"\d{1,2}(?:er)?"
_ERA = rf"(?:{_S}(?:(?:av|apr)\.{_S}?J\.?-?{_S}?C\.?|(?:avant|après){_S}J(?:ésus)?\.?-{_S}?C(?:hrist)?\.?))"
_COUNT = r"(?:\d+|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quelques|plusieurs)"
_UNIT = r"(?:ans?|années?|mois|semaines?|jours?|heures?|minutes?|siècles?)"
_SHAPES = (
    ("days", rf"\b{_DAY}(?:{_S}{_MONTH})?(?:{_S}{_YEAR})?{_S}?(?:au|et|ou|à|-|–){_S}?"
     rf"{_DAY}{_S}{_MONTH}(?:{_S}{_YEAR})?"),
    ("day", rf"(?:{_WEEKDAY}{_S})?\b{_DAY}{_S}{_MONTH}{_S}\d{{3,4}}\b"),
    ("day_of_year", rf"(?:{_WEEKDAY}{_S})?\b{_DAY}{_S}{_MONTH}\b"),
    ("month", rf"\b(?:(?:début|mi|fin|courant)[ -])?{_MONTH}{_S}\d{{3,4}}\b"),
    ("years", rf"\b(?:{_YEAR}{_S}?[-–/]{_S}?{_YEAR}|{_YEAR}{_S}(?:à|et|ou){_S}{_YEAR})\b"),
    ("decade", rf"\bannées{_S}(?:\d{{4}}|\d{{2}}|[a-zé]+(?:-[a-z]+)?)\b"),
    ("century", rf"\b(?:[IVXL]+|\d+)e(?:r|me)?{_S}(?:si[eè]cles?|mill[ée]naires?)\b{_ERA}?"),
    ("year", rf"\b\d{{1,4}}{_ERA}|(?<![\d,.]){_YEAR}\b(?!{_S}?%|{_S}\d{{3}})"),
    ("month_of_year", rf"\b(?:(?:début|mi|fin|courant)[ -])?{_MONTH}\b(?!\.)"),
    ("season", rf"\b(?:printemps|été|automne|hiver){_S}{_YEAR}\b"),
    ("hour", rf"\b\d{{1,2}}{_S}?(?:h|heures?|H)(?:{_S}?\d{{2}})?\b|\bmidi\b|\bminuit\b"),
    ("relative", rf"{RELATIVE_DATE}|\b{_WEEKDAY}\b(?:{_S}(?:derni[eè]re?|prochaine?|pass[ée]e?))?"
     rf"|\b{_COUNT}{_S}{_UNIT}{_S}(?:plus{_S}t[ôo]t|auparavant)\b"),
    ("span_of_time", rf"\b(?:pendant|durant|en|dans|depuis|sous){_S}{_COUNT}{_S}{_UNIT}\b"),
)  # fmt: skip
_WITH_A_YEAR = frozenset({"days", "day", "month", "season"})
_YEAR_AT_END = re.compile(rf"{_YEAR}\Z")
_PATTERN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _SHAPES), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """`text[start:end]` says when, as exactly as `shape` tells: `day`, `month`, `year`, `relative`, …"""

    start: int
    end: int
    shape: str


@lru_cache(maxsize=2048)
def find_times(text: str) -> tuple[TimeExpression, ...]:
    """The expressions of time in order; where two fit at one place, the more exact.

    The year at the end of a day, a month or a season follows it, as a `year_inside`.
    """
    found = []
    for match in _PATTERN.finditer(text):
        found.append(TimeExpression(match.start(), match.end(), str(match.lastgroup)))
        year = _YEAR_AT_END.search(match.group())
        if year is not None and match.lastgroup in _WITH_A_YEAR:
            found.append(TimeExpression(match.start() + year.start(), match.end(), "year_inside"))
    return tuple(found)
