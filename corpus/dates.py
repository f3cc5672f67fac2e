"""Dates as French articles write them: ISO, figures with the day first, and names of months."""

import re
from datetime import date

# The usual spellings and abbreviations, accents folded; a full stop after an abbreviation is allowed everywhere.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan",
            "fevrier fevr fev",
            "mars",
            "avril avr",
            "mai",
            "juin",
            "juillet juil",
            "aout",
            "septembre sept",
            "octobre oct",
            "novembre nov",
            "decembre dec",
        ),
        start=1,
    )
    for name in names.split()
}
_ACCENTS = str.maketrans("éû", "eu")
_BLANK = "[ \u00a0\u202f]"
_WEEKDAY = rf"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),?{_BLANK}+)?"
_BEFORE_TIME = rf"(?:,?{_BLANK}+à{_BLANK}+|{_BLANK}*[,–—-]{_BLANK}*|{_BLANK}+|T)"
_CLOCK = rf"[0-9]{{1,2}}{_BLANK}?[h:]{_BLANK}?(?:[0-9]{{2}})?(?::[0-9]{{2}}(?:[.,][0-9]+)?)?"
_ZONE = rf"(?:{_BLANK}?(?:Z|[+-][0-9]{{2}}:?[0-9]{{2}}))?"
_ISO = r"(?P<iso_year>[0-9]{4})-(?P<iso_month>[0-9]{1,2})-(?P<iso_day>[0-9]{1,2})"
_FIGURES = r"(?P<day>[0-9]{1,2})(?P<mark>[/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})"
_WORDS = (
    rf"(?P<word_day>[0-9]{{1,2}})(?:er)?{_BLANK}+"
    rf"(?P<word_month>[a-zéû]{{3,9}})\.?{_BLANK}+(?P<word_year>[0-9]{{4}})"
)

DATE_EXPRESSION = rf"{_WEEKDAY}(?:{_ISO}|{_FIGURES}|{_WORDS})(?:{_BEFORE_TIME}{_CLOCK}{_ZONE})?"
"""What a date may look like, as part of a larger expression compiled with IGNORECASE; see `date_of`."""

_DATE = re.compile(DATE_EXPRESSION, re.IGNORECASE)


def parse_date(text: str) -> date | None:
    """The day that the whole text names, or None: "1er août 2024", "vendredi 26 juillet 2024 à 10h12",
    "2024-08-02T10:12:00+02:00", "02/08/2024" (day first), "2 févr. 2024". A time of day is read and dropped.

    A year needs four digits, and a day that no calendar has (31/02/2024) is None.
    """
    match = _DATE.fullmatch(text.strip())
    return date_of(match) if match else None


def date_of(match: re.Match[str]) -> date | None:
    """The day in a match of an expression that contains `DATE_EXPRESSION`; None where no calendar has it."""
    found = match.groupdict()
    if found["iso_year"]:
        return _day(found["iso_year"], found["iso_month"], found["iso_day"])
    if found["year"]:
        return _day(found["year"], found["month"], found["day"])
    month = month_number(found["word_month"])
    return _day(found["word_year"], str(month), found["word_day"]) if month else None


def month_number(name: str) -> int | None:
    """From 1 to 12, for a name or an abbreviation without its full stop: "Février", "fevr"; None for other words."""
    return _MONTHS.get(name.lower().translate(_ACCENTS))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
