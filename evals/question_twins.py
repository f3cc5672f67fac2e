"""Which two questions are one question: the same terms, in any order and with any typing mistake.

Two questions on one subject share most of their words too, so that likeness alone finds either half of the twins or
half of the subject. What tells them apart is looked at instead:

* Both are reduced to their search terms, a set: order, accents, endings and words of grammar no longer count. A
  follow-up is taken in its standalone form.
* A term equals another where they are the same, or where one is likely the other mistyped: letters alone, and alike
  by TYPING (one letter wrong, missing, too many or swapped in five, two in ten).
* Twins have SAME of all their terms in common (Jaccard): one word more among five, another word among ten.
* They are none where a term that only one has is a figure or a single letter (« ligne B », « 2019 »), where one asks
  when and the other why, or where they are asked as of different days: that is what makes them two questions.
* Two follow-ups are twins only where they were typed alike too: what is asked with « elle » in one conversation and
  left out in another is understood in two ways.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Self

from rapidfuzz.distance import OSA

from evals.question_set import Question
from index.french_analysis import fold, search_terms

SAME = 0.8
"""The least share of terms that twins have in common. Of the 310,000 pairs of the development and training sets, all
of which were written to be different questions, the most alike have 0.67."""

TYPING = 0.8
"""The least similarity of a term and the same mistyped: 1 less the edits, a swap being one, over the longer length."""

_ASKING = frozenset(("qui", "quand", "ou", "combien", "pourquoi", "comment"))  # « quel montant » asks « combien »
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Twins:
    """Two questions that are one, by their places in what was looked through, and the share of terms in common."""

    first: int
    second: int
    likeness: float


def find_twins(questions: Sequence[Question]) -> Iterator[Twins]:
    """Every pair of twins, in order. Missed are those that have no term in common but by a typing mistake."""
    asked = [_Asked.of(question) for question in questions]
    for first, second in combinations(range(len(asked)), 2):
        likeness = _likeness(asked[first], asked[second])
        if likeness >= SAME:
            yield Twins(first, second, likeness)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What of a question is compared; `typed` are the terms of a follow-up as typed, None for any other question."""

    terms: frozenset[str]
    asking: frozenset[str]
    as_of: date | None
    typed: frozenset[str] | None

    @classmethod
    def of(cls, question: Question) -> Self:
        return cls(
            terms=frozenset(search_terms(question.asked_alone)),
            asking=_ASKING.intersection(_WORD.findall(fold(question.asked_alone))),
            as_of=question.as_of,
            typed=frozenset(search_terms(question.text)) if question.history else None,
        )


def _likeness(one: _Asked, other: _Asked) -> float:
    """The share of terms in common; 0 where something tells the two apart."""
    if not one.terms & other.terms or one.as_of != other.as_of:
        return 0.0
    if one.asking and other.asking and not one.asking & other.asking:
        return 0.0
    if one.typed is not None and other.typed is not None and _share(one.typed, other.typed) < SAME:
        return 0.0
    return _share(one.terms, other.terms)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """The Jaccard index of two sets of terms, a mistyped term being the same; 0 where what differs is a name of one."""
    if min(len(one), len(other)) < SAME * max(len(one), len(other)):
        return 0.0
    mistyped = _mistyped(sorted(one - other), sorted(other - one))
    apart = (one ^ other) - {term for pair in mistyped for term in pair}
    if any(len(term) == 1 or not term.isalpha() for term in apart):
        return 0.0
    return 1 - len(apart) / (len(one | other) - len(mistyped)) if one or other else 1.0


def _mistyped(ones: Sequence[str], others: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of one term and the same mistyped, each term in one pair at most; the first that fits is taken."""
    left = list(others)
    pairs = []
    for term in ones:
        for candidate in left:
            if term.isalpha() and candidate.isalpha() and OSA.normalized_similarity(term, candidate) >= TYPING:
                pairs.append((term, candidate))
                left.remove(candidate)
                break
    return pairs
