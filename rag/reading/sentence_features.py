"""What tells the sentence that answers a question from its neighbours: one number a feature, one row a sentence."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rag.reading.kind_match import kind_match, other_names
from rag.reading.passages import Passage, ReadSentence
from rag.reading.term_matching import missing
from rag.reading.term_places import PLACES, place_terms
from rag.reading.term_weights import WeighedQuestion

FEATURES = (
    # where the question's terms are met: the shares of the terms sum to 1
    *(f"terms_{place}" for place in PLACES),
    *(f"names_{place}" for place in PLACES),
    "heaviest_missing",
    "another_name_instead",
    "terms_here_unweighted",
    "rarest_term",
    "term_pairs",
    "focus",
    "figures_missing_here",
    "sentence_in_question",
    # what the sentence is like
    "length",
    "very_short",
    "new_terms",
    "opens_passage",
    "leans_on_the_one_before",
    "asks",
    # how its passage was found
    "first_hit",
    "reciprocal_rank",
    "score_below_best",
    "lexical_share",
    "dense",
    # whether it has the kind of thing asked for
    "number_with_figure",
    "number_without_figure",
    "counts_the_focus",
    "has_the_unit",
    "lacks_the_unit",
    "date_with_date",
    "date_without_date",
    "person_with_names",
    "person_with_full_name",
    "person_without_name",
    "organisation_with_names",
    "organisation_without_name",
    "place_with_names",
    "place_with_preposition",
    "reason_with_marker",
    "manner_with_marker",
    "list_with_commas",
    "list_with_and",
    "thing_with_names",
)


_NOTHING = dict.fromkeys(FEATURES, 0.0)  # in the order of the columns, which filling it in keeps
_TERMS = {place: f"terms_{place}" for place in PLACES}
_NAMES = {place: f"names_{place}" for place in PLACES}
_UNMET = dict.fromkeys((*_TERMS.values(), *_NAMES.values()), 0.0)
_FAR = frozenset({"in_article", "nowhere"})


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with what is the same for all sentences: its neighbouring terms, and the one that weighs most."""

    question: WeighedQuestion
    pairs: tuple[tuple[str, str], ...]
    rarest: str | None

    @classmethod
    def of(cls, question: WeighedQuestion) -> "_Asked":
        weights = question.weights
        rarest = max(weights, key=lambda term: weights[term]) if weights else None
        return cls(question, tuple(pairwise(question.analysed.terms)), rarest)


def sentence_features(question: WeighedQuestion, passages: Sequence[Passage]) -> NDArray[np.float64]:
    """The features of every sentence of the passages, in their order: shape (sentences, len(FEATURES))."""
    best = max((passage.hit.score for passage in passages), default=0.0)
    asked = _Asked.of(question)
    rows = [
        row
        for rank, passage in enumerate(passages)
        for row in _passage_rows(asked, passage, rank=rank, score_below_best=best - passage.hit.score)
    ]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))


def _passage_rows(asked: _Asked, passage: Passage, *, rank: int, score_below_best: float) -> Iterator[list[float]]:
    question, explanation = asked.question, passage.hit.explanation
    shared = {
        "first_hit": float(rank == 0),
        "reciprocal_rank": 1 / (1 + rank),
        "score_below_best": score_below_best,
        "lexical_share": (explanation.lexical or 0.0) / (question.told or 1.0),
        "dense": explanation.dense or 0.0,
    }
    for at, sentence in enumerate(passage.sentences):
        values = _NOTHING | shared
        values.update(_places(question, passage, at))
        values.update(_overlap(asked, sentence))
        values.update(_shape(question, sentence))
        values.update(kind_match(question, sentence))
        values["opens_passage"] = float(at == 0)
        yield list(values.values())


def _places(question: WeighedQuestion, passage: Passage, at: int) -> dict[str, float]:
    """The weight of the terms, and of the names among them, that are met at each place and at none nearer."""
    sentence = passage.sentences[at]
    places = place_terms(question.weights, passage, at, synonyms=question.synonyms)
    values = _UNMET.copy()
    for term, weight in question.weights.items():
        values[_TERMS[places[term]]] += weight
        if term in question.names:
            values[_NAMES[places[term]]] += weight
    values["leans_on_the_one_before"] = values["terms_just_before"] if sentence.leans_back else 0.0
    values["heaviest_missing"] = max(
        (weight for term, weight in question.weights.items() if places[term] in _FAR), default=0.0
    )
    return values


def _overlap(asked: _Asked, sentence: ReadSentence) -> dict[str, float]:
    question, weights, vocabulary = asked.question, asked.question.weights, sentence.vocabulary
    there = set(pairwise(sentence.terms))
    return {
        "terms_here_unweighted": sum(term in vocabulary for term in weights) / (len(weights) or 1),
        "rarest_term": float(asked.rarest in vocabulary),
        "term_pairs": sum(pair in there for pair in asked.pairs) / (len(asked.pairs) or 1),
        "focus": float(question.analysed.focus in vocabulary),
        "another_name_instead": missing(question, question.names, vocabulary) if other_names(question, sentence) else 0,
        "figures_missing_here": missing(question, question.analysed.figures, vocabulary),
        "sentence_in_question": sum(term in weights for term in vocabulary) / (len(vocabulary) or 1),
    }


def _shape(question: WeighedQuestion, sentence: ReadSentence) -> dict[str, float]:
    return {
        "length": math.log1p(len(sentence.terms)),
        "very_short": float(len(sentence.terms) < 4),
        "new_terms": math.log1p(sum(term not in question.weights for term in sentence.vocabulary)),
        "asks": float(sentence.text.rstrip(' »”"').endswith("?")),
    }
