"""What of a sentence stands not in quotes: its figures, dates, names, denials, opposites, doubts and roles, in turn."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from rag.claims.counting_units import SMALLER_UNITS
from rag.claims.deeds import find_exchanged
from rag.claims.figures import ORDINAL, Figure
from rag.claims.hedges import find_doubts, is_hedged, needed
from rag.claims.likeness import akin, likeness, meant_alike
from rag.claims.names import find_names, names
from rag.claims.negation import find_denials
from rag.claims.opposites import find_opposed, says_by_opposite
from rag.claims.roles import find_swapped
from rag.claims.statement import Statement, Word, read_statement
from rag.claims.written_dates import WrittenDate


class MissingKind(StrEnum):
    """What sort of thing of a sentence the quotes do not say."""

    FIGURE = "figure"
    DATE = "date"
    NAME = "name"
    ROLES = "roles"  # the same names or nouns, the other way round
    NEGATION = "negation"
    OPPOSITE = "opposite"  # « hausse » where the quotes have « baisse »
    HEDGE = "hedge"  # told as a fact what the quotes only plan, wish or suspect
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that the sentence says and the quotes do not; `text` is the sentence's own wording."""

    kind: MissingKind
    text: str


def contradictions(sentence: Statement, quotes: Statement) -> list[Missing]:
    """What alone is reason enough that the quotes do not support the sentence."""
    text = sentence.text
    return [
        *(Missing(MissingKind.FIGURE, text[at.start : at.end].strip()) for at in missing_figures(sentence, quotes)),
        *(Missing(MissingKind.DATE, text[at.start : at.end]) for at in missing_dates(sentence, quotes)),
        *(Missing(MissingKind.NAME, name.text) for name in find_names(sentence) if not names(quotes, name)),
        *(Missing(MissingKind.ROLES, name) for name in find_swapped(sentence, quotes)),
        *(Missing(MissingKind.ROLES, word) for word in find_exchanged(sentence, quotes)),
        *(Missing(MissingKind.NEGATION, word.text) for word in wrongly_denied(sentence, quotes)),
        *(Missing(MissingKind.OPPOSITE, word.text) for word in find_opposed(sentence, quotes)),
        *(Missing(MissingKind.HEDGE, word.text) for word in wrongly_certain(sentence, quotes)),
    ]


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
        if figure.value in turned or not (_has_figure(figure, quotes) or _has_year(figure, quotes))
    ]


def _has_figure(figure: Figure, quotes: Statement) -> bool:
    if figure.unit == ORDINAL and figure.value == 1:  # « premier » is often no rank: it counts as a word
        ranks = [other for other in quotes.figures if other.unit == ORDINAL]
        return not ranks or any(other.value == 1 for other in ranks)
    equal = [other for other in quotes.figures if other.value == figure.value and _same_unit(figure, other)]
    if any(_in_smaller_unit(figure) == _in_smaller_unit(other) for other in quotes.figures if figure.unit):
        return True
    return any(_counts_same(figure, other, quotes) for other in equal)


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


def wrongly_denied(sentence: Statement, quotes: Statement) -> list[Word]:
    """The words that the sentence denies and the quotes do not, or the other way round."""
    here, there = find_denials(sentence), find_denials(quotes)
    wrong = []
    for denial in here:
        denied_there = any(
            meant_alike(word, other) for word in denial.denied for also in there for other in also.denied
        )
        said_otherwise = any(says_by_opposite(word, quotes) for word in denial.denied)
        told = any(likeness(word.terms, quotes.vocabulary) for word in denial.denied)  # else its words are unsaid
        if told and not denied_there and not said_otherwise:
            wrong.append(denial.negator)
    if not here:
        denied = {word.start for denial in there for word in denial.denied}
        affirmed = [word for word in quotes.content if word.start not in denied]
        wrong += [
            word
            for word in sentence.content
            for denial in there
            if any(akin(word, other) for other in denial.denied) and not any(akin(word, other) for other in affirmed)
        ]
    return wrong


def wrongly_certain(sentence: Statement, quotes: Statement) -> Iterator[Word]:
    """The words of a sentence without any doubt that the quotes say with one."""
    if is_hedged(sentence) or find_denials(sentence):
        return
    for doubt in find_doubts(quotes):
        said = [word for word in sentence.content if any(akin(word, other) for other in doubt.doubted)]
        if said and len(said) >= needed(doubt) and likeness(doubt.doubted[0].terms, sentence.vocabulary):
            yield said[0]
