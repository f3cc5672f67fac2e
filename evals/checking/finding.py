"""What a check of a question set can find."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Fault: TypeAlias = Literal[
    "unknown_article",
    "quote_missing",
    "quote_over_sentences",
    "quote_repeated",
    "quote_without_answer",
    "answer_without_quote",
    "not_yes_or_no",
    "published_later",
    "undated",
    "values_out_of_order",
    "values_alike",
    "empty_history",
    "same_standalone",
    "other_language",
    "repeated_id",
    "twin",
    "contradiction",
]
"""Stable names, for programs; what each means is said by the detail of the finding."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a question that cannot be right: what is seen, with the values, and what cures it."""

    question_id: str
    what: Fault
    detail: str
    cure: str
