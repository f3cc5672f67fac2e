"""What tells the sentence that answers a question from its neighbours: one number a feature, one row a sentence."""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rag.passages import Passage, ReadSentence
from rag.question_analysis import AnswerKind
from rag.term_weights import WeighedQuestion
from rag.typed_spans import SpanKind

FEATURES = (
    # how much of the question's rarity-weighted terms is met, and where
    "in_sentence",
    "in_sentence_squared",
    "in_sentence_unweighted",
    "by_shared_beginning",
    "in_sentence_before",
    "in_sentence_after",
    "in_passage",
    "in_title",
    "rarest_term",
    "term_pairs",
    "focus",
    "names_missing_here",
    "names_missing_in_passage",
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
    "date_with_date",
    "date_without_date",
    "person_with_names",
    "person_without_name",
    "place_with_names",
    "place_with_preposition",
    "reason_with_marker",
    "manner_with_marker",
    "list_with_commas",
    "list_with_and",
    "thing_with_names",
)

_REASON = re.compile(
    r"\b(?:parce qu|car|en raison|grâce|afin|pour (?:que|\w+[ei]r\b)|puisqu|à cause|du fait|permet|en effet|visant"
    r"|d[uû]e?s?\b|faute de|sous prétexte|c['’]est pourquoi|s['’]explique)",
    re.IGNORECASE,
)
_MANNER = re.compile(r"\b(?:en \w+ant\b|par |grâce|à l['’]aide|au moyen|avec|sous la forme|\w+ment\b)", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:[àÀ]|[Aa]ux?|[Ee]n|[Dd]ans|[Ss]ur|près d[eu]|vers|depuis|entre|chez)\s+(?:l[ea]s?\s+|l['’])?[A-ZÀ-Ý]"
)
_SHARED_BEGINNING = 4  # letters at least: « fiscal » and « fiscalité », not « pré » and « prendre »


def sentence_features(question: WeighedQuestion, passages: Sequence[Passage]) -> NDArray[np.float64]:
    """The features of every sentence of the passages, in their order: shape (sentences, len(FEATURES))."""
    best = max((passage.hit.score for passage in passages), default=0.0)
    rows = [
        row
        for rank, passage in enumerate(passages)
        for row in _passage_rows(question, passage, rank=rank, score_below_best=best - passage.hit.score)
    ]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))


def _passage_rows(
    question: WeighedQuestion, passage: Passage, *, rank: int, score_below_best: float
) -> Iterator[list[float]]:
    explanation = passage.hit.explanation
    shared = {
        "in_passage": _met(question, passage.vocabulary),
        "in_title": _met(question, passage.title_terms),
        "names_missing_in_passage": _missing(question, question.names, passage.vocabulary),
        "first_hit": float(rank == 0),
        "reciprocal_rank": 1 / (1 + rank),
        "score_below_best": score_below_best,
        "lexical_share": (explanation.lexical or 0.0) / (question.total_rarity or 1.0),
        "dense": explanation.dense or 0.0,
    }
    nothing = frozenset[str]()
    for place, sentence in enumerate(passage.sentences):
        before = passage.sentences[place - 1].vocabulary if place else nothing
        after = passage.sentences[place + 1].vocabulary if place + 1 < len(passage.sentences) else nothing
        own = _overlap(question, sentence) | _neighbours(question, sentence, before, after) | _shape(question, sentence)
        own["opens_passage"] = float(place == 0)
        values = shared | own | _kind_match(question, sentence)
        yield [values.get(name, 0.0) for name in FEATURES]


def _overlap(question: WeighedQuestion, sentence: ReadSentence) -> dict[str, float]:
    weights, vocabulary = question.weights, sentence.vocabulary
    met = _met(question, vocabulary)
    pairs = list(pairwise(question.analysed.terms))
    there = set(pairwise(sentence.terms))
    focus = question.analysed.focus
    return {
        "in_sentence": met,
        "in_sentence_squared": met * met,
        "in_sentence_unweighted": sum(term in vocabulary for term in weights) / (len(weights) or 1),
        "by_shared_beginning": sum(
            weight for term, weight in weights.items() if term not in vocabulary and _begins_alike(term, vocabulary)
        ),
        "rarest_term": float(bool(weights) and max(weights, key=lambda term: weights[term]) in vocabulary),
        "term_pairs": sum(pair in there for pair in pairs) / (len(pairs) or 1),
        "focus": float(focus in vocabulary),
        "names_missing_here": _missing(question, question.names, vocabulary),
        "figures_missing_here": _missing(question, question.analysed.figures, vocabulary),
        "sentence_in_question": sum(term in weights for term in vocabulary) / (len(vocabulary) or 1),
    }


def _neighbours(
    question: WeighedQuestion, sentence: ReadSentence, before: frozenset[str], after: frozenset[str]
) -> dict[str, float]:
    from_before = _met(question, before - sentence.vocabulary)
    return {
        "in_sentence_before": from_before,
        "in_sentence_after": _met(question, after - sentence.vocabulary - before),
        "leans_on_the_one_before": from_before if sentence.leans_back else 0.0,
    }


def _shape(question: WeighedQuestion, sentence: ReadSentence) -> dict[str, float]:
    return {
        "length": math.log1p(len(sentence.terms)),
        "very_short": float(len(sentence.terms) < 4),
        "new_terms": math.log1p(sum(term not in question.weights for term in sentence.vocabulary)),
        "asks": float(sentence.text.rstrip(' »”"').endswith("?")),
    }


def _kind_match(question: WeighedQuestion, sentence: ReadSentence) -> dict[str, float]:
    kind, text = question.analysed.kind, sentence.text
    figures, dates, names = (_count(question, sentence, span) for span in SpanKind)
    match kind:
        case AnswerKind.NUMBER:
            return {"number_with_figure": float(figures > 0), "number_without_figure": float(figures == 0)}
        case AnswerKind.DATE:
            return {"date_with_date": float(dates > 0), "date_without_date": float(dates == 0)}
        case AnswerKind.PERSON:
            return {"person_with_names": min(names, 2), "person_without_name": float(names == 0)}
        case AnswerKind.PLACE:
            return {"place_with_names": min(names, 2), "place_with_preposition": float(bool(_PLACE.search(text)))}
        case AnswerKind.REASON:
            return {"reason_with_marker": float(bool(_REASON.search(text)))}
        case AnswerKind.MANNER:
            return {"manner_with_marker": float(bool(_MANNER.search(text)))}
        case AnswerKind.LIST:
            separators = text.count(",") + text.count(";")
            return {"list_with_commas": min(separators, 4), "list_with_and": float(" et " in text)}
        case _:
            return {"thing_with_names": min(names, 2)}


def _count(question: WeighedQuestion, sentence: ReadSentence, kind: SpanKind) -> int:
    """How many spans of this kind say something that the question does not say itself."""
    return sum(found is kind and not terms.issubset(question.weights) for found, terms in sentence.typed_terms)


def _met(question: WeighedQuestion, vocabulary: frozenset[str]) -> float:
    return sum(weight for term, weight in question.weights.items() if term in vocabulary)


def _missing(question: WeighedQuestion, terms: frozenset[str], vocabulary: frozenset[str]) -> float:
    return sum(question.weights.get(term, 0.0) for term in terms if term not in vocabulary)


def _begins_alike(term: str, vocabulary: frozenset[str]) -> bool:
    if len(term) < _SHARED_BEGINNING:
        return False
    beginning = term[: max(_SHARED_BEGINNING, len(term) - 2)]
    return any(other.startswith(beginning) for other in vocabulary)
