"""A fixed set of questions with known answers and the quotes that prove them, and its fingerprint.

A file holds one JSON object a line: `id`, `question`, `kind`, `answerable`, `answers`, `evidence`
(`article_id` and `quote` each), `style` and `note`. The fingerprint is the SHA-256 of the file's bytes: two runs
can be compared only if they answered the same questions.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

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

_FIELDS = {"id", "question", "kind", "answerable", "answers", "evidence", "style", "note"}
_REQUIRED = {"id", "question", "kind", "answerable"}


class QuestionSetError(ValueError):
    """A question file that cannot be used; the message names the file, the line and the cure."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote that proves an answer: it stands in the text of the article, never tied to a chunk."""

    article_id: str
    quote: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question as someone asks it, and what is known about its answer.

    `answers` are alternatives: each alone is right. An unanswerable question has neither answers nor evidence.
    `style` says how it is written (short, typos, …), `note` is for the people who review the set.
    """

    id: str
    text: str
    kind: str
    answerable: bool
    answers: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    style: str = ""
    note: str = ""

    @property
    def article_ids(self) -> frozenset[str]:
        """The articles that hold the evidence."""
        return frozenset(evidence.article_id for evidence in self.evidence)


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
    unknown, missing = fields.keys() - _FIELDS, _REQUIRED - fields.keys()
    if unknown or missing:
        raise QuestionSetError(f"{place}: fields missing {sorted(missing)}, unknown {sorted(unknown)}.")
    question = Question(
        id=_text(fields, "id", place),
        text=_text(fields, "question", place),
        kind=_text(fields, "kind", place),
        answerable=_boolean(fields, "answerable", place),
        answers=tuple(_texts(fields.get("answers", []), "answers", place)),
        evidence=tuple(_evidence(item, place) for item in _items(fields.get("evidence", []), "evidence", place)),
        style=_text(fields, "style", place, empty=True),
        note=_text(fields, "note", place, empty=True),
    )
    _check_consistent(question, place)
    return question


def _check_consistent(question: Question, place: str) -> None:
    if question.kind not in KINDS:
        raise QuestionSetError(f"{place}: kind {question.kind!r} is unknown. Use one of: {', '.join(KINDS)}.")
    if question.answerable and not (question.answers and question.evidence):
        raise QuestionSetError(f"{place}: {question.id!r} is answerable, so it needs answers and evidence.")
    if not question.answerable and (question.answers or question.evidence):
        raise QuestionSetError(f"{place}: {question.id!r} is unanswerable, so answers and evidence must be empty.")


def _json_object(line: str, place: str) -> Mapping[str, object]:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise QuestionSetError(f"{place}: not JSON, {error.msg} at column {error.colno}. Mend the line.") from error
    if not isinstance(value, dict):
        raise QuestionSetError(f"{place}: a JSON object is expected, a {type(value).__name__} came.")
    return value


def _evidence(item: object, place: str) -> Evidence:
    if not isinstance(item, dict) or item.keys() != {"article_id", "quote"}:
        raise QuestionSetError(f"{place}: evidence is an object with `article_id` and `quote`, not {item!r}.")
    return Evidence(_text(item, "article_id", place), _text(item, "quote", place))


def _text(fields: Mapping[str, object], name: str, place: str, *, empty: bool = False) -> str:
    value = fields.get(name, "" if empty else None)
    if not isinstance(value, str) or not (value.strip() or empty):
        raise QuestionSetError(f"{place}: `{name}` must be a text that is not empty, not {value!r}.")
    return value


def _boolean(fields: Mapping[str, object], name: str, place: str) -> bool:
    value = fields[name]
    if not isinstance(value, bool):
        raise QuestionSetError(f"{place}: `{name}` must be true or false, not {value!r}.")
    return value


def _texts(value: object, name: str, place: str) -> list[str]:
    items = _items(value, name, place)
    if not all(isinstance(item, str) and item.strip() for item in items):
        raise QuestionSetError(f"{place}: `{name}` must be a list of texts that are not empty, not {value!r}.")
    return [str(item) for item in items]


def _items(value: object, name: str, place: str) -> list[object]:
    if not isinstance(value, list):
        raise QuestionSetError(f"{place}: `{name}` must be a list, not {value!r}.")
    return value
