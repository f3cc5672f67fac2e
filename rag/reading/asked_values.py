"""The value that a sentence gives to a question: a figure, a date or a person's name, and when two of them differ.

Only what can be compared is a value. A relative date (« mardi prochain ») is none: which day it is depends on the
article, and two of them in two articles neither agree nor differ.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from index.terms.french_analysis import fold, search_terms
from rag.claims.figures import ORDINAL, Figure
from rag.claims.statement import read_numbers
from rag.claims.written_dates import WrittenDate
from rag.reading.passages import ReadSentence
from rag.reading.question_analysis import AnswerKind
from rag.reading.term_matching import stands
from rag.reading.term_weights import WeighedQuestion
from rag.reading.typed_spans import SpanKind
from rag.reading.units import Unit

Span: TypeAlias = tuple[int, int]
"""Half-open offsets into a sentence's text."""

COMPARED_KINDS = frozenset({AnswerKind.NUMBER, AnswerKind.DATE, AnswerKind.PERSON})
"""The kinds of answer of which it can be told that two of them differ."""

_UNITS = {
    Unit.MONEY: frozenset("euro dollar pound yuan yen franc rouble cent".split()),
    Unit.SHARE: frozenset({"percent", "point"}),
    Unit.TIME: frozenset("year month week day hour minute second".split()),
}
_HEDGE_BEFORE = 20  # characters: « estimé à environ »
_ABOUT = re.compile(
    r"\b(?:environ|autour de|quelque|à peu près|approximativement|about|around|some|roughly)\W*\Z", re.IGNORECASE
)
_MORE = re.compile(r"\b(?:plus d['’e]|au moins|au-delà de|dépass\w+|over|more than|at least)\W*\Z", re.IGNORECASE)
_LESS = re.compile(
    r"\b(?:moins d['’e]|près d['’e]|presque|au plus|jusqu['’]à|under|nearly|almost|up to)\W*\Z", re.IGNORECASE
)
_YEAR = re.compile(r"[0-9]{4}")
_PEOPLE = frozenset(search_terms("personnes gens victimes people persons"))
_DATE_PARTS = ("century", "year", "month", "day")


@dataclass(frozen=True, slots=True)
class FigureValue:
    """A figure; what it may stand for lies from `lowest` to `highest`, the figure itself unless a word rounds it."""

    start: int
    end: int
    figure: Figure
    lowest: Fraction
    highest: Fraction


@dataclass(frozen=True, slots=True)
class DateValue:
    """One date, or the first and the last day of a span of days."""

    start: int
    end: int
    dates: tuple[WrittenDate, ...]


@dataclass(frozen=True, slots=True)
class NameValue:
    """A person's name: its words, folded."""

    start: int
    end: int
    words: frozenset[str]


AskedValue: TypeAlias = FigureValue | DateValue | NameValue


def asked_value(question: WeighedQuestion, sentence: ReadSentence, short: Span | None) -> AskedValue | None:
    """The value that answers, given the few words that were chosen; None where the sentence has none of the kind."""
    match question.analysed.kind:
        case AnswerKind.NUMBER:
            return _asked_figure(question, sentence, short)
        case AnswerKind.DATE:
            return _dates_within(sentence, short)
        case AnswerKind.PERSON:
            return _name_within(question, sentence, short)
        case _:
            return None


def comparable_value(
    question: WeighedQuestion, sentence: ReadSentence, short: Span | None, reference: AskedValue
) -> AskedValue | None:
    """The value of another sentence that says of the same thing what `reference` does; None where it has none."""
    if isinstance(reference, FigureValue):
        figures = [f for f in _figures(sentence) if _counts_alike(question, sentence, f, reference.figure)]
        return _one_figure(sentence, figures, short)
    value = asked_value(question, sentence, short)
    if isinstance(value, DateValue) and isinstance(reference, DateValue) and not _name_the_same_parts(value, reference):
        return None
    return value


def differ(one: AskedValue, other: AskedValue) -> bool:
    """Whether both cannot be true of one thing at one time; False for values that cannot be compared."""
    if isinstance(one, FigureValue) and isinstance(other, FigureValue):
        return not (_within(one, other) or _within(other, one))
    if isinstance(one, DateValue) and isinstance(other, DateValue):
        return all(_contradict(here, there) for here in one.dates for there in other.dates)
    if isinstance(one, NameValue) and isinstance(other, NameValue):
        return not (one.words <= other.words or other.words <= one.words)
    return False


def _asked_figure(question: WeighedQuestion, sentence: ReadSentence, short: Span | None) -> FigureValue | None:
    figures = _figures(sentence)
    for counts in (_has_asked_unit, _counts_focus, _counts_a_term):
        found = [figure for figure in figures if counts(question, figure)]
        if found:
            return _one_figure(sentence, found, short) or _figure_value(sentence, found[0])
    return _one_figure(sentence, [f for f in figures if short is not None and _overlap(f, short)], short)


def _figures(sentence: ReadSentence) -> list[Figure]:
    return [figure for figure in read_numbers(sentence.text)[0] if figure.unit != ORDINAL]


def _has_asked_unit(question: WeighedQuestion, figure: Figure) -> bool:
    unit = question.analysed.unit
    return unit is not None and figure.unit in _UNITS[unit]


def _counts_focus(question: WeighedQuestion, figure: Figure) -> bool:
    focus = question.analysed.focus
    return focus is not None and _says(question, _counted(figure), focus)


def _counts_a_term(question: WeighedQuestion, figure: Figure) -> bool:
    return bool(_counted(figure) & question.weights.keys())


def _counted(figure: Figure) -> frozenset[str]:
    return frozenset(search_terms(figure.unit or figure.noun))


def _says(question: WeighedQuestion, terms: frozenset[str], term: str) -> bool:
    return stands(term, terms, question.synonyms)


def _counts_alike(question: WeighedQuestion, sentence: ReadSentence, figure: Figure, reference: Figure) -> bool:
    if reference.unit or figure.unit:
        return figure.unit == reference.unit
    counted, wanted = _counted(figure), _counted(reference)
    if any(_says(question, counted, term) for term in wanted):
        return True
    asked = {term for term in wanted if term in question.weights or term == question.analysed.focus}
    told = any(_says(question, sentence.vocabulary, term) for term in asked)
    return told and (not counted or bool(counted & _PEOPLE))


def _one_figure(sentence: ReadSentence, figures: list[Figure], short: Span | None) -> FigureValue | None:
    """The only one that there is, or the only one within the few words that were chosen."""
    chosen = figures if len(figures) == 1 else [f for f in figures if short is not None and _overlap(f, short)]
    return _figure_value(sentence, chosen[0]) if len(chosen) == 1 else None


def _figure_value(sentence: ReadSentence, figure: Figure) -> FigureValue:
    before = sentence.text[max(0, figure.start - _HEDGE_BEFORE) : figure.start]
    step, value = _last_place(figure.value), figure.value
    lowest = value - (step if _LESS.search(before) else step / 2 if _ABOUT.search(before) else 0)
    highest = value + (step if _MORE.search(before) else step / 2 if _ABOUT.search(before) else 0)
    end = figure.end + len(figure.noun)
    return FigureValue(figure.start, len(sentence.text[:end].rstrip()), figure, lowest, highest)


def _last_place(value: Fraction) -> Fraction:
    """The power of ten of the last digit that is not 0: 10 for 1 230, a tenth for 147,7."""
    place = Fraction(1)
    while value and value % (place * 10) == 0:
        place *= 10
    while value % place != 0 and place > Fraction(1, 10**6):
        place /= 10
    return place


def _within(one: FigureValue, other: FigureValue) -> bool:
    return one.lowest <= other.figure.value <= one.highest


def _overlap(figure: Figure | WrittenDate, span: Span) -> bool:
    return figure.start < span[1] and span[0] < figure.end


def _dates_within(sentence: ReadSentence, short: Span | None) -> DateValue | None:
    """The days that the few words are about: « du 19 au 21 juillet » has two, of which they may name one."""
    if short is None:
        return None
    dates = tuple(date for date in _dates(sentence) if _overlap(date, short) and _says_when(date))
    if not dates:
        return None
    return DateValue(min(date.start for date in dates), max(date.end for date in dates), dates)


def _dates(sentence: ReadSentence) -> Iterator[WrittenDate]:
    dates = read_numbers(sentence.text)[1]
    yield from dates
    for span in sentence.spans:
        written = sentence.text[span.start : span.end]
        alone = not any(_overlap(date, (span.start, span.end)) for date in dates)
        if span.kind is SpanKind.DATE and alone and (year := _YEAR.fullmatch(written)):
            yield WrittenDate(span.start, span.end, year=int(year.group()))


def _says_when(date: WrittenDate) -> bool:
    return any(getattr(date, part) for part in _DATE_PARTS)


def _name_the_same_parts(one: DateValue, other: DateValue) -> bool:
    """Whether something can be compared: « 2027 » with « le 3 mai 2027 », not « 2027 » with « le 3 mai »."""
    return any(
        getattr(here, part) and getattr(there, part)
        for here in one.dates
        for there in other.dates
        for part in _DATE_PARTS
    )


def _contradict(one: WrittenDate, other: WrittenDate) -> bool:
    parts = [(getattr(one, part), getattr(other, part)) for part in _DATE_PARTS]
    return any(here and there and here != there for here, there in parts)


def _name_within(question: WeighedQuestion, sentence: ReadSentence, short: Span | None) -> NameValue | None:
    """A name of two words or more, as people are called in the press."""
    for span in sentence.spans:
        written = sentence.text[span.start : span.end]
        words = frozenset(fold(written).split())
        new = not frozenset(search_terms(written)) & question.weights.keys()
        if (
            span.kind is SpanKind.NAME
            and new
            and len(words) > 1
            and short
            and span.start < short[1]
            and short[0] < span.end
        ):
            return NameValue(span.start, span.end, words)
    return None
