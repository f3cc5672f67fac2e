"""A question for yes or no as the statement it asks about: « La gare est-elle fermée ? », « La gare est fermée. »"""

import re
from dataclasses import dataclass

from rag.reading.word_classes import word_class

_OPENING = re.compile(r"\A(?:(?:est-il vrai|est[- ]ce)\s+qu(?:e\s+|['’]))", re.IGNORECASE)
_SUBJECT_BEHIND = re.compile(r"(?<=\w)(?:[-\s]t)?[-‐](?P<subject>il|elle|ils|elles|on|ce)\b", re.IGNORECASE)
_VERB_ALONE = re.compile(r"(?:n['’]|y |se |s['’])?[^\W\d_]+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class ToldStatement:
    """A question as the statement that it asks about; `text[:verb_end]` ends with its verb."""

    text: str
    verb_end: int


def as_statement(question: str) -> ToldStatement:
    """The statement that a question for yes or no asks about, with its verb and subject in the usual order."""
    told = _OPENING.sub("", question.strip()).rstrip(" ?\u00a0\u202f")
    behind = _SUBJECT_BEHIND.search(told)
    if behind is None:
        return ToldStatement(f"{told}.", _auxiliary_end(told))
    before, after = told[: behind.start()], told[behind.end() :]
    if _VERB_ALONE.fullmatch(before):  # « Faut-il payer », « Existe-t-il un centre »
        begun = f"{behind['subject'].capitalize()} {before[0].lower()}{before[1:]}"
        return ToldStatement(f"{begun}{after}.", len(begun))
    return ToldStatement(f"{before}{after}.", len(before))


def beginning(question: str) -> str:
    """The question up to its verb and subject, where they stand the other way round; to its end otherwise.

    Empty behind « est-ce que », which asks the whole.
    """
    if _OPENING.match(question.strip()):
        return ""
    behind = _SUBJECT_BEHIND.search(question)
    return question if behind is None else question[: behind.end()]


def _auxiliary_end(told: str) -> int:
    """Where the first auxiliary behind the subject ends, or 0: which word is the verb is not known then."""
    words = list(_WORD.finditer(told))
    return next((word.end() for word in words[1:] if word_class(word.group()) == "auxiliary"), 0)
