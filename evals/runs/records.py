"""The questions of a run file as values: what was answered, what would have been, and what each search found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NoReturn, TypeVar

from evals.runs.diagnosis import GOOD_OUTCOMES
from evals.runs.run_file import Json, Run, RunFileError
from evals.scoring import AnswerScore, Place

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Span:
    """The short answer: half-open code points into the text that the first citation quotes."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SearchFind:
    """What a search found for a question: the ranks of its relevant articles from 1, of `relevant` that there are."""

    found_at: tuple[int, ...]
    relevant: int
    reciprocal_rank: float
    ndcg: float


@dataclass(frozen=True, slots=True)
class SearchedQuestion:
    """What each search found for a question, by the name of the search; nothing for an unanswerable question."""

    id: str
    retrieval: Mapping[str, SearchFind]


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """One question of a run. `given` is what was said, `forced` what would have been if nothing were refused."""

    id: str
    kind: str
    style: str
    answerable: bool
    answered: bool
    confidence: float
    outcome: str
    reason: str
    given: AnswerScore
    forced: AnswerScore
    cited: int
    verbatim: int
    resolved: int
    right_article: bool
    supports: bool
    citations: tuple[Place, ...]
    short_answer: Span | None
    forced_citation: Place | None

    @property
    def good(self) -> bool:
        """Whether the outcome is one of the good ones."""
        return self.outcome in GOOD_OUTCOMES


def read_records(run: Run) -> tuple[QuestionRecord, ...]:
    """The questions whose answer is known, in their order.

    Raises RunFileError where a field is missing or is not what it must be.
    """
    return _Fields(run.document, run.name).parts("per_question", _record)


def read_searched(run: Run) -> tuple[SearchedQuestion, ...]:
    """What was found for every question: those of `read_records`, then those of which only that is known.

    Raises RunFileError where a field is missing or is not what it must be.
    """
    fields = _Fields(run.document, run.name)
    return fields.parts("per_question", _searched) + fields.parts("per_judged_question", _searched)


class _Fields:
    """The fields of a JSON object, taken by name and type; errors name the place, the field and what stands there."""

    def __init__(self, value: Json, place: str) -> None:
        self._place = place
        self._fields = value if isinstance(value, Mapping) else self._refuse("", value)

    def text(self, name: str) -> str:
        value = self._take(name)
        return value if isinstance(value, str) else self._refuse(name, value)

    def truth(self, name: str) -> bool:
        value = self._take(name)
        return value if isinstance(value, bool) else self._refuse(name, value)

    def integer(self, name: str) -> int:
        value = self._take(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else self._refuse(name, value)

    def number(self, name: str) -> float:
        value = self._take(name)
        return float(value) if isinstance(value, int | float) else self._refuse(name, value)

    def integers(self, name: str) -> tuple[int, ...]:
        items = self._list(name)
        return tuple(item if isinstance(item, int) else self._refuse(name, item) for item in items)

    def part(self, name: str, read: "Callable[[_Fields], _Found]") -> _Found | None:
        """What `read` makes of an object; None where the field is null."""
        value = self._take(name)
        return None if value is None else read(_Fields(value, f"{self._place}.{name}"))

    def parts(self, name: str, read: "Callable[[_Fields], _Found]") -> tuple[_Found, ...]:
        """What `read` makes of each object of a list."""
        items = enumerate(self._list(name))
        return tuple(read(_Fields(item, f"{self._place}.{name}[{number}]")) for number, item in items)

    def named_parts(self, name: str, read: "Callable[[_Fields], _Found]") -> dict[str, _Found]:
        """What `read` makes of each object of an object, by name in order."""
        value = self._take(name)
        items = sorted(value.items()) if isinstance(value, Mapping) else self._refuse(name, value)
        return {key: read(_Fields(item, f"{self._place}.{name}.{key}")) for key, item in items}

    def _take(self, name: str) -> Json:
        if name not in self._fields:
            raise RunFileError(f"{self._place}: there is no `{name}`. Make the run anew: python -m evals run.")
        return self._fields[name]

    def _list(self, name: str) -> list[Json]:
        value = self._take(name)
        return value if isinstance(value, list) else self._refuse(name, value)

    def _refuse(self, name: str, value: Json) -> NoReturn:
        raise RunFileError(
            f"{self._place}: {name or 'an object'} cannot be {value!r}. Make the run anew: python -m evals run."
        )


def _record(fields: _Fields) -> QuestionRecord:
    return QuestionRecord(
        id=fields.text("id"),
        kind=fields.text("kind"),
        style=fields.text("style"),
        answerable=fields.truth("answerable"),
        answered=fields.truth("answered"),
        confidence=fields.number("confidence"),
        outcome=fields.text("outcome"),
        reason=fields.text("reason"),
        given=AnswerScore(fields.truth("contains"), fields.number("exact_match"), fields.number("token_f1")),
        forced=AnswerScore(
            fields.truth("forced_contains"), fields.number("forced_exact_match"), fields.number("forced_token_f1")
        ),
        cited=fields.integer("cited"),
        verbatim=fields.integer("verbatim"),
        resolved=fields.integer("resolved"),
        right_article=fields.truth("right_article"),
        supports=fields.truth("supports"),
        citations=fields.parts("citations", _place),
        short_answer=fields.part("short_answer", lambda span: Span(span.integer("start"), span.integer("end"))),
        forced_citation=fields.part("forced_citation", _place),
    )


def _searched(fields: _Fields) -> SearchedQuestion:
    return SearchedQuestion(fields.text("id"), fields.named_parts("retrieval", _find))


def _place(fields: _Fields) -> Place:
    return Place(fields.text("id"), fields.text("article_id"), fields.integer("start"), fields.integer("end"))


def _find(fields: _Fields) -> SearchFind:
    return SearchFind(
        found_at=fields.integers("found_at"),
        relevant=fields.integer("relevant"),
        reciprocal_rank=fields.number("reciprocal_rank"),
        ndcg=fields.number("ndcg"),
    )
