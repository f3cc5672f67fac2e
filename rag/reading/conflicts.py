"""What articles say of one thing: each value once, with all who give it, the newest first where they differ.

The best sentence gives a value. A sentence of another article speaks of the same thing where it scores nearly as well,
meets what the question says about as well, in itself, in the sentence before or in its title, and has a value that can
be compared. What agrees is one value that several articles tell; what differs is a conflict.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.terms.french_analysis import fold, tokenize
from rag.reading.asked_values import (
    COMPARED_KINDS,
    AskedValue,
    FigureValue,
    NameValue,
    Span,
    asked_value,
    comparable_value,
    differ,
)
from rag.reading.passages import Passage, ReadSentence
from rag.reading.term_matching import stands
from rag.reading.term_weights import WeighedQuestion
from rag.reading.units import asked_unit

# Chosen on the conflicts of evals/questions/changes/development.jsonl, and on what is none: its other styles, the
# bundled development questions, and the training questions, whose articles tell of affairs that touch one another.
MET_BY_THE_BEST = 0.7  # of what the question says: an answer that meets less is too unsure to be contradicted
MET_LESS = 0.2  # by how much less another sentence may meet: « autour », « doit »
SCORE_LESS = 4.0  # in score, natural logarithm of the odds
MAX_VALUES = 5
_ROUNDING = 1e-9

PlacedSentence: TypeAlias = tuple[Passage, ReadSentence]
Claim: TypeAlias = tuple[int, AskedValue]
"""A sentence, by its number, and the value it gives."""
FindSpan: TypeAlias = Callable[[int], Span | None]
"""Finds the few words that answer best of a sentence, by its number."""


@dataclass(frozen=True, slots=True)
class ToldValue:
    """A value at `span` of the text of sentence `at`; `rows` are all sentences that give it, that one among them.

    Of several articles the newest is quoted, and of its sentences the one that scores best.
    """

    at: int
    span: Span
    rows: tuple[int, ...]


def find_values(
    question: WeighedQuestion, sentences: Sequence[PlacedSentence], scores: NDArray[np.float64], find_span: FindSpan
) -> list[ToldValue]:
    """What the best sentence and those of other articles say, newest first: one value where they agree.

    Two or more are a conflict. Empty where the best sentence has no value that could be compared, or where its article
    has no date: what is newer cannot be told then.
    """
    best = int(np.argmax(scores))
    passage, sentence = sentences[best]
    if passage.hit.article.published is None or question.analysed.kind not in COMPARED_KINDS:
        return []
    if _met(question, sentences[best]) < MET_BY_THE_BEST - _ROUNDING:
        return []
    value = asked_value(question, sentence, find_span(best))
    if value is None:
        return []
    claims = [(best, value)]
    for at in _rivals(sentences, scores, best):
        if _speaks_of_the_same(question, sentences[best], sentences[at], value):
            told = comparable_value(question, sentences[at][1], find_span(at), value)
            claims += [] if told is None else [(at, told)]
    return _newest_first(sentences, scores, _grouped(claims, sentences))


def _rivals(sentences: Sequence[PlacedSentence], scores: NDArray[np.float64], best: int) -> list[int]:
    """The sentences of other dated articles that score nearly as well, best first."""
    version = sentences[best][0].hit.chunk.version
    return [
        at
        for at in np.argsort(-scores, kind="stable").tolist()
        if scores[at] >= scores[best] - SCORE_LESS
        and sentences[at][0].hit.chunk.version != version
        and sentences[at][0].hit.article.published is not None
    ]


def _speaks_of_the_same(
    question: WeighedQuestion, best: PlacedSentence, other: PlacedSentence, value: AskedValue
) -> bool:
    met = _terms_met(question, other) | (_terms_for_the_unit(question) if isinstance(value, FigureValue) else set())
    met_by_best = _terms_met(question, best)
    weights = question.weights
    if sum(weights[term] for term in met) < sum(weights[term] for term in met_by_best) - MET_LESS - _ROUNDING:
        return False
    year = str(_published(other).year)
    if any(figure not in met and figure != year for figure in question.analysed.figures & met_by_best):
        return False
    if isinstance(value, NameValue) and not _role(question, best) & _role(question, other):
        return False
    names = (question.analysed.names | question.names) & weights.keys()
    return names <= met if names else bool(best[0].title_terms & other[0].title_terms)


def _met(question: WeighedQuestion, placed: PlacedSentence) -> float:
    return sum(question.weights[term] for term in _terms_met(question, placed))


def _terms_met(question: WeighedQuestion, placed: PlacedSentence) -> set[str]:
    """The terms of the question that stand in the sentence, in the one before it in its passage, or in the title."""
    passage, sentence = placed
    place = passage.sentences.index(sentence)
    before = passage.sentences[place - 1].vocabulary if place else frozenset[str]()
    return _standing(question, sentence.vocabulary | before | passage.title_terms)


def _role(question: WeighedQuestion, placed: PlacedSentence) -> set[str]:
    """What the sentence itself says of what a person does: « préside », « maire »."""
    return _standing(question, placed[1].vocabulary) - question.analysed.names - question.names


def _standing(question: WeighedQuestion, vocabulary: frozenset[str]) -> set[str]:
    return {term for term in question.weights if stands(term, vocabulary, question.synonyms)}


def _terms_for_the_unit(question: WeighedQuestion) -> set[str]:
    """« coûte », « prix »: a sum of money answers them where it does not repeat them."""
    text, unit = question.analysed.text, question.analysed.unit
    asking = {
        token.term for token in tokenize(text) if unit and asked_unit(fold(text[token.start : token.end])) is unit
    }
    return asking & question.weights.keys()


def _grouped(claims: Iterable[Claim], sentences: Sequence[PlacedSentence]) -> list[list[Claim]]:
    """The claims by value, in order: each joins the first group that it does not differ from.

    Only the best claim of an article makes a value of its own: « le pass à 72 euros » is followed by the price for
    children, which is no second price of the pass.
    """
    groups: list[list[Claim]] = []
    heard: set[str] = set()
    for at, value in claims:
        version = sentences[at][0].hit.chunk.version
        group = next((group for group in groups if not differ(group[0][1], value)), None)
        if group is not None:
            group.append((at, value))
        elif version not in heard:
            groups.append([(at, value)])
        heard.add(version)
    return groups


def _newest_first(
    sentences: Sequence[PlacedSentence], scores: NDArray[np.float64], groups: list[list[Claim]]
) -> list[ToldValue]:
    told = []
    for group in groups:
        at, value = max(group, key=lambda claim: (_published(sentences[claim[0]]), scores[claim[0]], -claim[0]))
        told.append(ToldValue(at, (value.start, value.end), tuple(row for row, _ in group)))
    told.sort(key=lambda value: (_published(sentences[value.at]), scores[value.at]), reverse=True)
    return told[:MAX_VALUES]


def _published(placed: PlacedSentence) -> date:
    day = placed[0].hit.article.published
    assert day is not None, f"{placed[0].hit.article.id} has no date"
    return day
