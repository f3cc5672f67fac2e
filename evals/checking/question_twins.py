"""Which two questions are one question: the same terms, in any order and with any typing mistake.

Two questions on one subject share most of their words too, so that likeness alone finds either half of the twins or
half of the subject. What tells them apart is looked at instead:

* Both are reduced to their search terms, a set: order, accents, endings and words of grammar no longer count. A
  follow-up is taken in its standalone form.
* A term equals another where they are the same, or where one's word is likely the other's mistyped: letters alone, and
  alike by TYPING (one letter wrong, missing, too many or swapped in five, two in ten).
* Twins have SAME of all their terms in common (Jaccard): one word more among five, another word among ten.
* They are none where a term that only one has is a figure or a single letter (« ligne B », « 2019 »), where one asks
  when and the other why, or where they are asked as of different days: that is what makes them two questions.
* Two follow-ups are twins only where they were typed alike too: what is asked with « elle » in one conversation and
  left out in another is understood in two ways.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Self

from rapidfuzz.distance import OSA

from evals.question_set import Question
from index.terms.french_analysis import fold, tokenize

SAME = 0.8
"""The least share of terms that twins have in common. Of the 310,000 pairs of the development and training sets, all
of which were written to be different questions, the most alike have 0.67."""

TYPING = 0.8
"""The least similarity of a word and the same mistyped: 1 less the edits, a swap being one, over the longer length."""

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
    """What of a question is compared; `typed` is what a follow-up says as typed, None for any other question."""

    terms: Mapping[str, str]
    asking: frozenset[str]
    as_of: date | None
    typed: Mapping[str, str] | None

    @classmethod
    def of(cls, question: Question) -> Self:
        return cls(
            terms=_terms(question.asked_alone),
            asking=_ASKING.intersection(_WORD.findall(fold(question.asked_alone))),
            as_of=question.as_of,
            typed=_terms(question.text) if question.history else None,
        )


def _terms(text: str) -> dict[str, str]:
    """The search terms with their words, folded: a stemmer takes the end of a mistyped word for something else.

    The word of a figure is its term, also where it is written out.
    """
    composed = unicodedata.normalize("NFC", text)
    return {
        token.term: fold(composed[token.start : token.end]) if token.term.isalpha() else token.term
        for token in tokenize(composed)
        if not token.is_stop_word
    }


def _likeness(one: _Asked, other: _Asked) -> float:
    """The share of terms in common; 0 where something tells the two apart."""
    if one.terms.keys().isdisjoint(other.terms) or one.as_of != other.as_of:
        return 0.0
    if one.asking and other.asking and not one.asking & other.asking:
        return 0.0
    if one.typed is not None and other.typed is not None and _share(one.typed, other.typed) < SAME:
        return 0.0
    return _share(one.terms, other.terms)


def _share(one: Mapping[str, str], other: Mapping[str, str]) -> float:
    """The Jaccard index of two sets of terms, a mistyped term being the same; 0 where what differs is a name of one."""
    if min(len(one), len(other)) < SAME * max(len(one), len(other)):
        return 0.0
    left, right = _apart(one, other)
    if any(len(word) == 1 or not word.isalpha() for word in left + right):
        return 0.0
    whole = len(one) + len(right)
    return 1 - (len(left) + len(right)) / whole if whole else 1.0


def _apart(one: Mapping[str, str], other: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The words of the terms that only one has, and the other not even mistyped; each passes for one at most."""
    left, right = [], [other[term] for term in sorted(other.keys() - one.keys())]
    for word in (one[term] for term in sorted(one.keys() - other.keys())):
        same = next((candidate for candidate in right if _mistyped(word, candidate)), None)
        if same is None:
            left.append(word)
        else:
            right.remove(same)
    return left, right


def _mistyped(word: str, other: str) -> bool:
    return word.isalpha() and other.isalpha() and OSA.normalized_similarity(word, other) >= TYPING
