"""Sentences with the quotes that they cite, and whether those support them: the table that the check is measured on."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evals.question_set import Evidence, QuestionSetError, read_bytes

SUPPORT_CASES = Path(__file__).parent / "questions" / "support"
RIGHT_KINDS = ("verbatim", "paraphrase", "number_form", "shortened", "merged_two_quotes", "english")
WRONG_KINDS = (
    "figure",
    "date",
    "name",
    "swapped_names",
    "negation",
    "antonym",
    "hedge",
    "unit",
    "invented_detail",
    "other_subject",
)
"""How a supported sentence says what the quotes say; what is wrong with one that is not."""
LANGUAGES = ("fr", "en")

_FIELDS = {"id", "quotes", "sentence", "supported", "language", "kind"}


@dataclass(frozen=True, slots=True)
class SupportCase:
    """A sentence, the quotes that it cites, and whether they say what it says.

    A quote's `article_id` is empty where the quote was invented; otherwise it stands in that bundled article.
    `language` is the sentence's.
    """

    id: str
    quotes: tuple[Evidence, ...]
    sentence: str
    supported: bool
    language: str
    kind: str


@dataclass(frozen=True, slots=True)
class SupportCases:
    """Cases in their fixed order; `fingerprint` is the SHA-256 of their file, in hex."""

    name: str
    fingerprint: str
    cases: tuple[SupportCase, ...]


def load_support_cases(path: Path) -> SupportCases:
    """The cases of a JSONL file. Raises QuestionSetError with file and line for what is wrong."""
    content = read_bytes(path)
    lines = [line for line in enumerate(content.decode("utf-8").split("\n"), start=1) if line[1].strip()]
    cases = tuple(_case(line, f"{path}:{number}") for number, line in lines)
    repeated = sorted({case.id for case in cases if sum(other.id == case.id for other in cases) > 1})
    if not cases or repeated:
        raise QuestionSetError(f"{path}: {len(cases)} cases, ids used twice: {repeated}. Give each case its own id.")
    return SupportCases(path.stem, hashlib.sha256(content).hexdigest(), cases)


def _case(line: str, place: str) -> SupportCase:
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        raise QuestionSetError(f"{place}: not JSON, {error.msg} at column {error.colno}. Mend the line.") from error
    if not isinstance(fields, dict) or fields.keys() != _FIELDS:
        raise QuestionSetError(f"{place}: a case is an object with {', '.join(sorted(_FIELDS))}, not {line[:80]!r}.")
    kinds = RIGHT_KINDS if fields["supported"] is True else WRONG_KINDS
    if fields["kind"] not in kinds or fields["language"] not in LANGUAGES or not isinstance(fields["supported"], bool):
        raise QuestionSetError(
            f"{place}: supported {fields['supported']!r}, kind {fields['kind']!r}, language {fields['language']!r} do "
            f"not go together. Here a kind is one of {', '.join(kinds)}, a language one of {', '.join(LANGUAGES)}."
        )
    return SupportCase(
        id=_text(fields, "id", place),
        quotes=_quotes(fields["quotes"], place),
        sentence=_text(fields, "sentence", place),
        supported=fields["supported"],
        language=fields["language"],
        kind=fields["kind"],
    )


def _quotes(value: object, place: str) -> tuple[Evidence, ...]:
    if not isinstance(value, list) or not value:
        raise QuestionSetError(f"{place}: `quotes` must be a list of one quote or more, not {value!r}.")
    return tuple(_quote(quote, place) for quote in value)


def _quote(value: object, place: str) -> Evidence:
    if not isinstance(value, dict) or value.keys() != {"article_id", "quote"}:
        raise QuestionSetError(f"{place}: a quote is an object with `article_id` and `quote`, not {value!r}.")
    return Evidence(str(value["article_id"]), _text(value, "quote", place))


def _text(fields: Mapping[str, object], name: str, place: str) -> str:
    value = fields[name]
    if not isinstance(value, str) or not value.strip():
        raise QuestionSetError(f"{place}: `{name}` must be a text that is not empty, not {value!r}.")
    return value
