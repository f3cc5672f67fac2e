"""Whether a sentence has another figure, date or name in the place of the one that a statement has.

« L’usine a ouvert en 2021 » in answer to « L’usine a-t-elle ouvert en 2019 ? ». A value that may be true beside the
other is none: « La ville a versé 20 000 euros » says nothing of « plus de 10 000 euros ».
"""

import re
from collections.abc import Set

from index.terms.french_analysis import search_terms
from rag.claims.figures import Figure
from rag.claims.hedges import find_doubts
from rag.claims.likeness import likeness
from rag.claims.names import find_names, names
from rag.claims.roles import AGENT, find_parts
from rag.claims.statement import Statement, read_statement
from rag.claims.values import missing_dates, missing_figures
from rag.claims.written_dates import WrittenDate

_YEARS = range(1500, 2200)
_BEFORE = 25  # characters
# « plus de 10 000 », « au moins trois » are true of more than one figure.
_BOUND = re.compile(
    r"\b(?:plus|moins|près|environ|presque|jusqu|quelque|autour|dès|depuis|avant|après|dépass\w+|more|less|over|under|"
    r"about|around|nearly|least|most|since|before|after)\b(?:\W+(?:de|d|du|à|au|le|than|the))*\W*\Z",
    re.IGNORECASE,
)
_ONE_PLACE_ROLES = frozenset({AGENT, "in", "at", "to"})
_DATE_PARTS = ("century", "year", "month", "day", "weekday")


def has_another_value(asked: Statement, said: Statement, *, known: Set[str]) -> bool:
    """Whether what of the statement the sentence does not say is one value, and the sentence has one other instead.

    Beside a figure or a date it may leave out names among the known terms.
    """
    if find_doubts(said):
        return False
    figures, dates = missing_figures(asked, said), missing_dates(asked, said)
    unnamed = [name for name in find_names(asked) if not names(said, name)]
    if len(figures) + len(dates) == 1 and all(set(search_terms(name.text)) <= known for name in unnamed):
        return any(_differs_from(asked, figure, said) for figure in figures) or any(
            _is_another_day(date, said) for date in dates
        )
    return bool(unnamed) and not figures and not dates and _another_plays(unnamed[-1].folded, asked, said)


def _differs_from(asked: Statement, figure: Figure, said: Statement) -> bool:
    if _is_year(figure):
        years = {int(other.value) for other in said.figures if _is_year(other)} | {date.year for date in said.dates}
        return len(years - {0}) == 1 and not _is_bounded(asked, figure.start)
    rivals = [other for other in said.figures if _counts_the_same(figure, other) or not (other.unit or other.noun)]
    return len(rivals) == 1 and not _is_bounded(asked, figure.start) and not _is_bounded(said, rivals[0].start)


def _is_year(figure: Figure) -> bool:
    return not figure.unit and not figure.noun and figure.value in _YEARS


def _counts_the_same(figure: Figure, other: Figure) -> bool:
    if figure.unit or other.unit:
        return figure.unit == other.unit
    counted, also = (read_statement(one.noun).vocabulary for one in (figure, other))
    return bool(counted and also and likeness(counted, also))


def _is_bounded(statement: Statement, start: int) -> bool:
    before = statement.text[max(0, start - _BEFORE) : start]
    return _BOUND.search(before) is not None


def _is_another_day(date: WrittenDate, said: Statement) -> bool:
    """Whether the sentence has one date alone, with a part that is not that of the statement's date."""
    if len(said.dates) != 1 or date.relative:
        return False
    other = said.dates[0]
    parts = [(getattr(date, part), getattr(other, part)) for part in _DATE_PARTS]
    bounded = _is_bounded(said, other.start)
    return not bounded and any(one and two and one != two for one, two in parts)


def _another_plays(name: str, asked: Statement, said: Statement) -> bool:
    """Whether one other name plays the part of the one that is asked about, such as has but one: who acts, where."""
    asked_names = {part.name for part in find_parts(asked)}
    for part in find_parts(asked):
        if part.name == name and part.role in _ONE_PLACE_ROLES:
            others = {other.name for other in find_parts(said) if other.role == part.role}
            return len(others) == 1 and not others & asked_names
    return False
