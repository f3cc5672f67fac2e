"""Which value goes with which name, date or word: « 9 000 spectateurs à Vaubron, 12 000 à Dol », not the other way.

A part of a text is what stands between punctuation, « et » and the like. Two things speak against a value of a
sentence: that the part of the quotes that has it names another place, person or time than the sentence does, which
stands with another value; and that the word right before it in the sentence leads another value in the quotes. What
speaks against a name is that one part of the quotes says of another name all that the sentence says of this one, and
another part says something else of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.claims.exonyms import other_names
from rag.claims.figures import Figure
from rag.claims.likeness import akin, meant_alike
from rag.claims.names import find_names
from rag.claims.statement import CLAUSE_BREAK, Statement, Word, read_statement
from rag.claims.written_dates import WrittenDate

_JOINING = frozenset("et mais ou puis contre tandis alors and but or while whereas".split())
_YEARS = range(1500, 2200)
_NAME, _TIME = "name", "time"
_YEAR, _WHEN = "year", "when"
_SEASONS = frozenset("printemps ete automne hiver spring summer autumn winter".split())
_POINTING = frozenset("celui celle ceux celles that those".split())
_TELLING = 2  # words and values that a part has to have to say something of a name


@dataclass(frozen=True, slots=True)
class _Value:
    """A figure or a year where it stands; values of one `sort` may be taken for each other."""

    sort: str
    said: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a text: its values, what it names and when by sort, and its words of content."""

    values: tuple[_Value, ...]
    anchors: tuple[tuple[str, str], ...]
    words: tuple[Word, ...]
    points: bool = False
    """Whether « celui », "that" stands for a noun in it."""

    @property
    def common(self) -> tuple[Word, ...]:
        """Its words of content that are no names."""
        names = self.named(_NAME)
        return tuple(word for word in self.words if word.folded not in names)

    def named(self, sort: str) -> frozenset[str]:
        return frozenset(name for kind, name in self.anchors if kind == sort)

    def head(self, value: _Value) -> Word | None:
        """The word of content right before a value."""
        return next((word for word in reversed(self.words) if word.start < value.start), None)


def find_mispaired(sentence: Statement, quotes: Statement) -> list[str]:
    """The values of the sentence, as it writes them, that the quotes give to something else."""
    parts, told = _parts(sentence), _parts(quotes)
    values = [value.text for value, own in _placed(parts) if _is_mispaired(value, own, told)]
    return values + [name for part in parts for name in _misnamed(part, told)]


def _misnamed(own: _Part, told: Sequence[_Part]) -> list[str]:
    """The names of a part of the sentence, where the quotes say all of it of another name."""
    named, size = own.named(_NAME), len(own.common) + len(own.values)
    if not named or not own.common or size < _TELLING:
        return []
    saying = [part for part in told if _says_all(part, own)]
    others = [part for part in told if part not in saying and named <= part.named(_NAME)]
    elsewhere = bool(others) and all(_says_of_its_own(part, saying) for part in others)
    if not saying or not elsewhere or not all(part.named(_NAME) and not part.named(_NAME) & named for part in saying):
        return []
    return sorted(named)[:1]


def _says_of_its_own(part: _Part, others: Sequence[_Part]) -> bool:
    """Whether a part says something, rather than name one of those who did it: « Le maire Paul Denis et Zoé ont »."""
    clauses = {word.clause for other in others for word in other.words}
    within = any(word.clause in clauses for word in part.words)
    return len(part.common) + len(part.values) > (_TELLING if within else 0)


def _says_all(part: _Part, own: _Part) -> bool:
    unsaid = sum(not any(meant_alike(word, other) for other in part.common) for word in own.common)
    return (
        unsaid <= part.points
        and unsaid < len(own.common)
        and all(any(_same(value, other) for other in part.values) for value in own.values)
    )


def _placed(parts: Sequence[_Part]) -> Iterator[tuple[_Value, _Part]]:
    """Each value with the part of the sentence that it stands in; the whole sentence where it is the only one."""
    whole = _Part(
        tuple(value for part in parts for value in part.values),
        tuple(anchor for part in parts for anchor in part.anchors),
        tuple(word for part in parts for word in part.words),
    )
    for part in parts:
        for value in part.values:
            alone = sum(other.sort == value.sort for other in whole.values) == 1
            yield value, _Part(part.values, whole.anchors, part.words) if alone else part


def _is_mispaired(value: _Value, own: _Part, told: Sequence[_Part]) -> bool:
    here = [part for part in told if any(_same(value, other) for other in part.values)]
    rivals = [
        (part, other)
        for part in told
        if part not in here
        for other in part.values
        if other.sort == value.sort and other.said != value.said
    ]
    if not here or not rivals:
        return False
    return all(_names_another(value, own, part, rivals) or _leads_another(value, own, part, rivals) for part in here)


def _same(one: _Value, other: _Value) -> bool:
    return (one.sort, one.said) == (other.sort, other.said)


def _names_another(value: _Value, own: _Part, here: _Part, rivals: Sequence[tuple[_Part, _Value]]) -> bool:
    for sort in (_NAME, _TIME):
        if sort == _TIME and value.sort in (_YEAR, _WHEN):
            continue
        named, there = own.named(sort), here.named(sort)
        elsewhere = frozenset[str]().union(*(part.named(sort) for part, _ in rivals))
        if there and not named & there and named & elsewhere:
            return True
    return False


def _leads_another(value: _Value, own: _Part, here: _Part, rivals: Sequence[tuple[_Part, _Value]]) -> bool:
    leading = own.head(value)
    at_home = next((here.head(other) for other in here.values if _same(value, other)), None)
    if leading is None or at_home is None or any(akin(leading, word) for word in here.words):
        return False
    return any((head := part.head(rival)) is not None and akin(leading, head) for part, rival in rivals)


def _parts(statement: Statement) -> list[_Part]:
    bounds = _bounds(statement)
    values, anchors = list(_values(statement)), list(_anchors(statement))
    return [
        _Part(
            tuple(value for value in values if start <= value.start < end),
            tuple((sort, name) for at, sort, name in anchors if start <= at < end),
            tuple(word for word in statement.content if start <= word.start < end),
            any(word.folded in _POINTING for word in statement.words if start <= word.start < end),
        )
        for start, end in pairwise(bounds)
    ]


def _bounds(statement: Statement) -> list[int]:
    inside = [(figure.start, figure.end) for figure in statement.figures]
    inside += [(date.start, date.end) for date in statement.dates]
    marks = (match.start() for match in CLAUSE_BREAK.finditer(statement.text))
    breaks = [at for at in marks if not any(start <= at < end for start, end in inside)]
    joints = [word.start for word in statement.words if word.folded in _JOINING]
    return sorted({0, *breaks, *joints, len(statement.text)})


def _values(statement: Statement) -> Iterator[_Value]:
    for figure in statement.figures:
        sort = _YEAR if _is_year(figure) else figure.unit
        text = statement.text[figure.start : figure.end].strip()
        yield _Value(sort, str(figure.value), figure.start, figure.end, text)
    for word in statement.content:
        if word.folded in _SEASONS:
            yield _Value(_WHEN, word.folded, word.start, word.end, word.text)
    for date in statement.dates:
        if not date.year:
            said = " ".join(_times(date)) + (f" {date.day}" if date.day else "")
            yield _Value(_WHEN, said, date.start, date.end, statement.text[date.start : date.end])
        if date.year:
            yield _Value(_YEAR, str(date.year), date.start, date.end, statement.text[date.start : date.end])


def _anchors(statement: Statement) -> Iterator[tuple[int, str, str]]:
    """What is named, and the years and months that stand there, each where it stands."""
    for word in find_names(statement):
        yield word.start, _NAME, word.folded
        for name in other_names(word.folded):
            yield word.start, _NAME, name
    for figure in statement.figures:
        if _is_year(figure):
            yield figure.start, _TIME, str(figure.value)
    for date in statement.dates:
        yield from ((date.start, _TIME, name) for name in _times(date))


def _times(date: WrittenDate) -> Iterator[str]:
    if date.year:
        yield str(date.year)
    if date.month:
        yield f"month {date.month}"
    if date.weekday:
        yield f"weekday {date.weekday}"
    if date.relative:
        yield date.relative


def _is_year(figure: Figure) -> bool:
    return not figure.unit and figure.value in _YEARS and not read_statement(figure.noun).content
