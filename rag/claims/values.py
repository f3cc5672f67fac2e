"""The figures and dates of a sentence that quotes do not have: another value, another unit, another thing counted."""

import re
from fractions import Fraction

from rag.claims.counting_units import SMALLER_UNITS
from rag.claims.figures import ORDINAL, PERCENT, Figure
from rag.claims.likeness import akin, likeness, meant_alike
from rag.claims.multiples import MAJORITY
from rag.claims.statement import Statement, Word, read_statement
from rag.claims.written_dates import WrittenDate

_OF = frozenset({"de", "d", "du", "des", "of"})
_HALF = 50  # percent
_JUST_BEYOND = Fraction(4, 3)  # « plus de 50 % » is no fair word for 95 %
_ROUND = 10  # percent: nobody says « plus de 51 % » of 52 %
_PEOPLE = frozenset("personne personnes gens people persons victimes victims".split())
_MORE = re.compile(
    r"\b(?:(?:un peu )?plus d(?:e|es|['’])|dépass\w+|more than|over|above)(?: (?:la|les|the|a))?\W*\Z", re.IGNORECASE
)
_LESS = re.compile(
    r"\b(?:(?:un peu )?moins d(?:e|es|['’])|less than|fewer than|under|below)(?: (?:la|les|the|a))?\W*\Z", re.IGNORECASE
)


def missing_figures(sentence: Statement, quotes: Statement) -> list[Figure]:
    """The figures that the quotes do not have in the same unit, or that they give to something else."""
    reversed_changes = {(change.after, change.before) for change in quotes.changes}
    turned = {
        value
        for change in sentence.changes
        if (change.before, change.after) in reversed_changes
        for value in (change.before, change.after)
    }
    return [
        figure
        for figure in sentence.figures
        if figure.value in turned or not (_has_figure(figure, sentence, quotes) or _has_year(figure, quotes))
    ]


def _has_figure(figure: Figure, sentence: Statement, quotes: Statement) -> bool:
    if figure.unit == ORDINAL and figure.value == 1:  # « premier » is often no rank: it counts as a word
        ranks = [other for other in quotes.figures if other.unit == ORDINAL]
        return not ranks or any(other.value == 1 for other in ranks)
    if figure.unit == MAJORITY:
        return any(_is_most(other, quotes) for other in quotes.figures)
    if any(_is_bounded_by(figure, sentence, other, quotes) for other in quotes.figures):
        return True
    equal = [other for other in quotes.figures if other.value == figure.value and _same_unit(figure, other)]
    if any(_in_smaller_unit(figure) == _in_smaller_unit(other) for other in quotes.figures if figure.unit):
        return True
    return any(
        _counts_same(figure, other, quotes) and not _counts_beside(figure, sentence, other, quotes) for other in equal
    )


def _is_most(other: Figure, quotes: Statement) -> bool:
    return other.unit == MAJORITY or (
        other.unit == PERCENT and other.value > _HALF and not _LESS.search(quotes.text[: other.start])
    )


def _is_bounded_by(figure: Figure, sentence: Statement, other: Figure, quotes: Statement) -> bool:
    """Whether « plus de la moitié » is said of 52 %, « moins de 20 % » of 19 %: a round share of one just beyond."""
    if not figure.unit == other.unit == PERCENT or not _is_round(figure.value):
        return False
    before = sentence.text[: figure.start]
    above, below = (one < other < one * _JUST_BEYOND for one, other in _both_ways(figure.value, other.value))
    told = quotes.text[: other.start]
    if _MORE.search(told) or _LESS.search(told):
        return False
    return (above and bool(_MORE.search(before))) or (below and bool(_LESS.search(before)))


def _is_round(share: Fraction) -> bool:
    return share % _ROUND == 0 or 300 % share == 0  # halves, thirds and quarters


def _both_ways(one: Fraction, other: Fraction) -> tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]:
    return (one, other), (other, one)


def _in_smaller_unit(figure: Figure) -> tuple[Fraction, str]:
    """The value in the smallest unit that the unit of the figure is made of: 90 minutes are an hour and a half."""
    value, unit = figure.value, figure.unit
    while unit in SMALLER_UNITS:
        unit, times = SMALLER_UNITS[unit]
        value *= times
    return value, unit


def _same_unit(one: Figure, other: Figure) -> bool:
    if ORDINAL in (one.unit, other.unit):
        return one.unit == other.unit
    if one.unit and other.unit:
        return one.unit == other.unit
    # « 15 euros » and « 15 villes » are not the same; where one of them counts nothing, they may be.
    return not ((one.unit and other.noun) or (one.noun and other.unit))


def _counts_same(figure: Figure, other: Figure, quotes: Statement) -> bool:
    """False where both count something and the quotes give what the sentence counts another figure."""
    if not figure.noun or not other.noun or figure.noun == other.noun:
        return True
    counted = _noun(figure.noun)
    if likeness(counted, _noun(other.noun)):
        return True
    return not any(
        rival.noun and rival.value != figure.value and likeness(counted, _noun(rival.noun)) for rival in quotes.figures
    )


def _counts_beside(figure: Figure, sentence: Statement, other: Figure, quotes: Statement) -> bool:
    """Whether the quotes say what the sentence counts, but beside what they count: « 120 postes sur un site »."""
    if not figure.noun or not other.noun:
        return False
    here, there = _counted(figure, sentence), _counted(other, quotes)
    if not here or not there or any(meant_alike(word, also) for word in here for also in there):
        return False
    if {word.folded for word in here + there} & _PEOPLE:
        return False
    beside = [word for word in quotes.content if word not in there]
    return any(akin(here[0], word) for word in beside)


def _counted(figure: Figure, statement: Statement) -> list[Word]:
    """The words of content right after a figure, up to a preposition other than « de »: « jeunes entreprises »."""
    counted: list[Word] = []
    for word in statement.words:
        if word.start < figure.end:
            continue
        if counted and (word.clause != counted[0].clause or (word.is_grammar and word.folded not in _OF)):
            break
        if not word.is_grammar:
            counted.append(word)
    return counted


def _noun(noun: str) -> frozenset[str]:
    return read_statement(noun).vocabulary


def _has_year(figure: Figure, quotes: Statement) -> bool:
    return not figure.unit and any(date.year == figure.value for date in quotes.dates)


def missing_dates(sentence: Statement, quotes: Statement) -> list[WrittenDate]:
    """The dates of which the quotes do not say everything that the sentence does."""
    return [date for date in sentence.dates if not any(_says_date(date, other, quotes) for other in quotes.dates)]


def _says_date(date: WrittenDate, other: WrittenDate, quotes: Statement) -> bool:
    parts = (
        (date.day, other.day),
        (date.month, other.month),
        (date.weekday, other.weekday),
        (date.century, other.century),
        (date.relative, other.relative),
    )
    if any(said and said != told for said, told in parts):
        return False
    if not date.year or date.year == other.year:
        return True
    return not other.year and any(figure.value == date.year for figure in quotes.figures)
