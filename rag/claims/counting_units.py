"""What figures are counted in, under one name for all spellings in French and English."""

import re

_SPELLINGS = {
    "percent": "% pourcent pour-cent percent per-cent",
    "point": "point points",
    "euro": "€ euro euros eur",
    "dollar": "$ dollar dollars usd",
    "pound": "£ livres-sterling livre-sterling pound pounds gbp",
    "yuan": "¥ yuan yuans renminbi renminbis rmb cny",
    "yen": "yen yens jpy",
    "franc": "franc francs chf",
    "rouble": "rouble roubles ruble rubles",
    "cent": "centime centimes",
    "year": "an ans année années year years",
    "month": "mois month months",
    "week": "semaine semaines week weeks",
    "day": "jour jours day days",
    "hour": "heure heures hour hours h",
    "minute": "minute minutes min",
    "second": "secondes seconds",
    "kilometre": "kilomètre kilomètres km kilometre kilometres kilometer kilometers",
    "mile": "mile miles",
    "metre": "mètre mètres metre metres meter meters",
    "hectare": "hectare hectares ha",
    "tonne": "tonne tonnes ton tons",
    "kilogram": "kilo kilos kg kilogramme kilogrammes kilogram kilograms",
    "litre": "litre litres liter liters",
    "degree": "degré degrés degree degrees °c °",
    "times": "fois times",
}
UNIT_NAMES = {spelling: name for name, spellings in _SPELLINGS.items() for spelling in spellings.split()}
"""The name of a unit by its lowercase spelling, inner blanks written as hyphens."""

SMALLER_UNITS = {
    "year": ("month", 12), "week": ("day", 7), "day": ("hour", 24), "hour": ("minute", 60), "minute": ("second", 60),
    "kilometre": ("metre", 1000), "tonne": ("kilogram", 1000), "euro": ("cent", 100),
}  # fmt: skip
"""What a unit is so many of: an hour is 60 minutes."""

_BLANK = "[ \u00a0\u202f-]"


def _pattern(spelling: str) -> str:
    written = _BLANK.join(re.escape(part) for part in spelling.split("-"))
    return rf"{written}(?!\w)" if spelling[-1].isalpha() else written


UNIT = "(?:" + "|".join(_pattern(spelling) for spelling in sorted(UNIT_NAMES, key=len, reverse=True)) + ")"
"""A pattern for a unit, the longest spelling first, for use in a larger pattern, ignoring case."""


def unit_name(written: str) -> str:
    """The one name of a unit that `UNIT` matches."""
    return UNIT_NAMES[re.sub(_BLANK, "-", written.lower())]
