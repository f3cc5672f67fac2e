"""A fixed set of questions with known answers and the quotes that prove them, and its fingerprint.

A file holds one JSON object a line; `questions/question.schema.json` describes it, `questions/README.md` tells what
the fields are for. The fingerprint is the SHA-256 of the file's bytes: two runs can be compared only if they
answered the same questions.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from pathlib import Path

from evals.runs.json_fields import (
    FieldError,
    Fields,
    boolean_field,
    check_names,
    date_field,
    objects_field,
    remark_field,
    text_field,
    texts_field,
)
from rag.conversation import Turn

KINDS = (
    "number",
    "date",
    "person",
    "organisation",
    "place",
    "list",
    "reason",
    "yes_no",
    "comparison",
    "definition",
    "unlabelled",
)
"""What a question asks for; `unlabelled` is for data sets that do not say."""

_REQUIRED = frozenset({"id", "question", "kind", "answerable"})
_OPTIONAL = frozenset({"answers", "evidence", "style", "note", "history", "standalone", "as_of", "values"})


class QuestionSetError(ValueError):
    """A question file that cannot be used; the message names the file, the line, the question and the cure."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote that proves an answer: it stands in the text of the article, never tied to a chunk."""

    article_id: str
    quote: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """People have found an article relevant to a question: grade 1 or higher, the higher the more so."""

    article_id: str
    grade: int


@dataclass(frozen=True, slots=True)
class Value:
    """One of the things that articles say where they differ; `answers` are alternatives: each alone gives it."""

    answers: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question as someone asks it, and what is known about its answer.

    `answers` are alternatives: each alone is right. An unanswerable question has neither answers nor evidence.
    `style` says how it is written (short, typos, …), `note` is for the people who review the set.

    `history` is what was said before it, from a user's turn to an assistant's; `standalone` is then the same question
    as someone would ask it alone, and empty otherwise. With `as_of`, the answer may know nothing published later.
    `values` are what articles say that differ, newest first, two or more: a whole answer gives each with its own
    citation. `answers` and `evidence` are then those of all values.

    A question of a retrieval set has `judgements` alone: which articles tell is known, what they answer is not.
    """

    id: str
    text: str
    kind: str
    answerable: bool
    answers: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    style: str = ""
    note: str = ""
    history: tuple[Turn, ...] = ()
    standalone: str = ""
    as_of: date | None = None
    values: tuple[Value, ...] = ()
    judgements: tuple[Judgement, ...] = ()

    @property
    def grades(self) -> Mapping[str, int]:
        """The relevant articles, by id: as they were judged, else 1 for each that holds evidence."""
        judged = {judgement.article_id: judgement.grade for judgement in self.judgements}
        return judged or {evidence.article_id: 1 for evidence in self.evidence}

    @property
    def article_ids(self) -> frozenset[str]:
        """The relevant articles."""
        return frozenset(self.grades)

    @property
    def has_known_answer(self) -> bool:
        """Whether an answer can be told right from wrong: refusing is the right one where there is none."""
        return bool(self.answers) or not self.answerable

    @property
    def asked_alone(self) -> str:
        """The question in words that need nothing said before."""
        return self.standalone or self.text


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions in their fixed order; `fingerprint` is the SHA-256 of the file they came from, in hex."""

    name: str
    fingerprint: str
    questions: tuple[Question, ...]


def load_questions(path: Path) -> QuestionSet:
    """The questions of a JSONL file, in order. Raises QuestionSetError with file and line for what is wrong."""
    content = read_bytes(path)
    questions = [
        _question(line, f"{path}:{number}")
        for number, line in enumerate(content.decode("utf-8").split("\n"), start=1)
        if line.strip()
    ]
    check_questions(questions, str(path))
    return QuestionSet(path.stem, hashlib.sha256(content).hexdigest(), tuple(questions))


def read_bytes(path: Path) -> bytes:
    """The bytes of a UTF-8 file. Raises QuestionSetError where there is none, or where it is not UTF-8."""
    try:
        content = path.read_bytes()
        content.decode("utf-8")
    except OSError as error:
        raise QuestionSetError(
            f"{path}: cannot be read ({error.strerror}). Give the path of a question file."
        ) from error
    except UnicodeDecodeError as error:
        raise QuestionSetError(f"{path}: byte {error.start} is not UTF-8. Save the file as UTF-8.") from error
    return content


def check_questions(questions: list[Question], place: str) -> None:
    """Raises QuestionSetError where there is no question or two share an id."""
    if not questions:
        raise QuestionSetError(f"{place}: there is no question in it. One JSON object a line is expected.")
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            raise QuestionSetError(f"{place}: two questions have the id {question.id!r}. Give each its own.")
        seen.add(question.id)


def _question(line: str, place: str) -> Question:
    fields = _json_object(line, place)
    try:
        return _from_fields(fields)
    except FieldError as error:
        raise QuestionSetError(f"{place}: question {fields.get('id', '?')!r}: {error}") from error


def _json_object(line: str, place: str) -> Fields:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise QuestionSetError(f"{place}: not JSON, {error.msg} at column {error.colno}. Mend the line.") from error
    if not isinstance(value, dict):
        raise QuestionSetError(f"{place}: a JSON object is expected, a {type(value).__name__} came.")
    return value


def _from_fields(fields: Fields) -> Question:
    check_names(fields, required=_REQUIRED, optional=_OPTIONAL)
    values = _values(fields)
    answers, evidence = _known(fields, values)
    question = Question(
        id=text_field(fields, "id"),
        text=text_field(fields, "question"),
        kind=text_field(fields, "kind"),
        answerable=boolean_field(fields, "answerable"),
        answers=answers,
        evidence=evidence,
        style=remark_field(fields, "style"),
        note=remark_field(fields, "note"),
        history=_history(fields),
        standalone=text_field(fields, "standalone") if "standalone" in fields else "",
        as_of=date_field(fields, "as_of"),
        values=values,
    )
    _check_consistent(question)
    return question


def _evidence(fields: Fields) -> tuple[Evidence, ...]:
    items = objects_field(fields, "evidence", frozenset({"article_id", "quote"}))
    return tuple(Evidence(text_field(item, "article_id"), text_field(item, "quote")) for item in items)


def _values(fields: Fields) -> tuple[Value, ...]:
    items = objects_field(fields, "values", frozenset({"answers", "evidence"}))
    values = tuple(Value(texts_field(item, "answers"), _evidence(item)) for item in items)
    if "values" in fields and len(values) < 2:
        raise FieldError(f"`values` are two or more, not {len(values)}. Leave the field out where nothing differs.")
    if not all(value.answers and value.evidence for value in values):
        raise FieldError("each of `values` needs answers and evidence. Add the words and the quote that proves them.")
    return values


def _known(fields: Fields, values: tuple[Value, ...]) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """Answers and evidence, taken from the values where they are left out."""
    answers, evidence = texts_field(fields, "answers"), _evidence(fields)
    of_values = tuple(dict.fromkeys(answer for value in values for answer in value.answers))
    proving = tuple(dict.fromkeys(quote for value in values for quote in value.evidence))
    if values and (set(answers or of_values) != set(of_values) or set(evidence or proving) != set(proving)):
        raise FieldError("`answers` and `evidence` are not those of its `values` together. Leave both fields out.")
    return answers or of_values, evidence or proving


def _history(fields: Fields) -> tuple[Turn, ...]:
    items = objects_field(fields, "history", frozenset({"role", "content"}))
    turns = []
    for number, (item, role) in enumerate(zip(items, cycle(("user", "assistant"))), start=1):
        if item["role"] != role:
            raise FieldError(f"turn {number} of `history` must be the {role}'s, not {item['role']!r}: they take turns.")
        turns.append(Turn("user" if role == "user" else "assistant", text_field(item, "content")))
    if len(turns) % 2 or ("history" in fields and not turns):
        raise FieldError("`history` must end with the assistant's turn: the question itself is the user's next.")
    return tuple(turns)


def _check_consistent(question: Question) -> None:
    if question.kind not in KINDS:
        raise FieldError(f"kind {question.kind!r} is unknown. Use one of: {', '.join(KINDS)}.")
    if question.answerable and not (question.answers and question.evidence):
        raise FieldError("it is answerable, so it needs answers and evidence. Add both, or make it unanswerable.")
    if not question.answerable and (question.answers or question.evidence):
        raise FieldError("it is unanswerable, so answers, evidence and values must be empty. Remove them.")
    if bool(question.history) != bool(question.standalone):
        raise FieldError("`history` and `standalone` go together: the question as it would be asked alone.")
