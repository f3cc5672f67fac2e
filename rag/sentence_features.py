"""What tells the sentence that answers a question from its neighbours: one number a feature, one row a sentence."""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rag.paraphrases import paraphrases
from rag.passages import Passage, ReadSentence
from rag.question_analysis import AnswerKind
from rag.term_weights import WeighedQuestion
from rag.typed_spans import SpanKind
from rag.units import has_unit

FEATURES = (
    # how much of the question's rarity-weighted terms is met, and where
    "in_sentence",
    "in_sentence_squared",
    "in_sentence_unweighted",
    "by_shared_beginning",
    "by_paraphrase",
    "in_sentence_before",
    "in_sentence_after",
    "in_paragraph",
    "in_paragraph_before",
    "in_passage",
    "in_article",
    "in_title",
    "rarest_term",
    "term_pairs",
    "focus",
    "names_missing_here",
    "names_missing_in_passage",
    "names_missing_in_article",
    "figures_missing_here",
    "missing_in_article",
    "unknown_terms",
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

_REASON = re.compile(
    r"\b(?:parce qu|car|en raison|grâce|afin|pour (?:que|\w+[ei]r\b)|puisqu|à cause|du fait|permet|en effet|visant"
    r"|d[uû]e?s?\b|faute de|sous prétexte|c['’]est pourquoi|s['’]explique)",
    re.IGNORECASE,
)
_MANNER = re.compile(r"\b(?:en \w+ant\b|par |grâce|à l['’]aide|au moyen|avec|sous la forme|\w+ment\b)", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:[àÀ]|[Aa]ux?|[Ee]n|[Dd]ans|[Ss]ur|près d[eu]|vers|depuis|entre|chez)\s+(?:l[ea]s?\s+|l['’])?[A-ZÀ-Ý]"
)
_SHARED_LETTERS = 5  # at least, and
_SHARED_PART = 0.55  # of the longer term: « construisent » and « construction », not « presse » and « présenter »
_COUNTED_WITHIN = 2  # words between a figure and what it counts: « 1 100 jeunes entreprises »


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
    shared = _passage_features(question, passage) | {
        "first_hit": float(rank == 0),
        "reciprocal_rank": 1 / (1 + rank),
        "score_below_best": score_below_best,
    }
    for place, sentence in enumerate(passage.sentences):
        values = (
            shared
            | _overlap(question, sentence)
            | _context(question, passage.sentences, place)
            | _shape(question, sentence)
            | _kind_match(question, sentence)
        )
        yield [values.get(name, 0.0) for name in FEATURES]


def _passage_features(question: WeighedQuestion, passage: Passage) -> dict[str, float]:
    explanation = passage.hit.explanation
    in_article = {term for term in question.weights if _stands(term, passage.article_vocabulary)}
    return {
        "in_passage": _met(question, passage.vocabulary),
        "in_article": _met(question, passage.article_vocabulary),
        "in_title": _met(question, passage.title_terms),
        "names_missing_in_passage": _missing(question, question.names, passage.vocabulary),
        "names_missing_in_article": _missing(question, question.names, passage.article_vocabulary),
        "missing_in_article": sum(weight for term, weight in question.weights.items() if term not in in_article),
        "unknown_terms": question.unknown,
        "lexical_share": (explanation.lexical or 0.0) / (question.total_rarity or 1.0),
        "dense": explanation.dense or 0.0,
    }


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
        "by_paraphrase": sum(
            weight for term, weight in weights.items() if term not in vocabulary and paraphrases(term) & vocabulary
        ),
        "rarest_term": float(bool(weights) and max(weights, key=lambda term: weights[term]) in vocabulary),
        "term_pairs": sum(pair in there for pair in pairs) / (len(pairs) or 1),
        "focus": float(focus in vocabulary),
        "names_missing_here": _missing(question, question.names, vocabulary),
        "figures_missing_here": _missing(question, question.analysed.figures, vocabulary),
        "sentence_in_question": sum(term in weights for term in vocabulary) / (len(vocabulary) or 1),
    }


def _context(question: WeighedQuestion, sentences: Sequence[ReadSentence], place: int) -> dict[str, float]:
    sentence, nothing = sentences[place], frozenset[str]()
    before = sentences[place - 1].vocabulary if place else nothing
    after = sentences[place + 1].vocabulary if place + 1 < len(sentences) else nothing
    paragraph = [other for other in sentences if other.paragraph == sentence.paragraph]
    earlier = nothing.union(*(other.vocabulary for other in paragraph if other.start < sentence.start))
    from_before = _met(question, before - sentence.vocabulary)
    return {
        "in_sentence_before": from_before,
        "in_sentence_after": _met(question, after - sentence.vocabulary - before),
        "in_paragraph": _met(question, nothing.union(*(other.vocabulary for other in paragraph))),
        "in_paragraph_before": _met(question, earlier - sentence.vocabulary),
        "leans_on_the_one_before": from_before if sentence.leans_back else 0.0,
        "opens_passage": float(place == 0),
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
            return _number_match(question, sentence, figures)
        case AnswerKind.DATE:
            return {"date_with_date": float(dates > 0), "date_without_date": float(dates == 0)}
        case AnswerKind.PERSON:
            return {"person_with_names": min(names, 2), "person_without_name": float(names == 0)}
        case AnswerKind.ORGANISATION:
            return {"organisation_with_names": min(names, 2), "organisation_without_name": float(names == 0)}
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


def _number_match(question: WeighedQuestion, sentence: ReadSentence, figures: int) -> dict[str, float]:
    unit = question.analysed.unit
    return {
        "number_with_figure": float(figures > 0),
        "number_without_figure": float(figures == 0),
        "counts_the_focus": float(_counts_focus(question, sentence)),
        "has_the_unit": float(unit is not None and has_unit(sentence.text, unit)),
        "lacks_the_unit": float(unit is not None and not has_unit(sentence.text, unit)),
    }


def _counts_focus(question: WeighedQuestion, sentence: ReadSentence) -> bool:
    """Whether a figure stands right before what is counted: « 1 100 entreprises » for « Combien d'entreprises »."""
    focus = question.analysed.focus
    if focus is None:
        return False
    wanted = paraphrases(focus) | {focus}
    ends = [span.end for span in sentence.spans if span.kind is SpanKind.FIGURE]
    for end in ends:
        following = [token for token in sentence.tokens if token.start >= end and not token.is_stop_word]
        if any(token.term in wanted for token in following[: _COUNTED_WITHIN + 1]):
            return True
    return False


def _count(question: WeighedQuestion, sentence: ReadSentence, kind: SpanKind) -> int:
    """How many spans of this kind say something that the question does not say itself."""
    return sum(found is kind and not terms.issubset(question.weights) for found, terms in sentence.typed_terms)


def _met(question: WeighedQuestion, vocabulary: frozenset[str]) -> float:
    return sum(weight for term, weight in question.weights.items() if term in vocabulary)


def _missing(question: WeighedQuestion, terms: frozenset[str], vocabulary: frozenset[str]) -> float:
    return sum(question.weights.get(term, 0.0) for term in terms if term not in vocabulary)


def _stands(term: str, vocabulary: frozenset[str]) -> bool:
    """Whether the term, one that begins like it, or another word for it is there."""
    return term in vocabulary or bool(paraphrases(term) & vocabulary) or _begins_alike(term, vocabulary)


def _begins_alike(term: str, vocabulary: frozenset[str]) -> bool:
    beginning = term[:_SHARED_LETTERS]
    if len(beginning) < _SHARED_LETTERS:
        return False
    return any(
        other.startswith(beginning) and _shared_letters(term, other) >= _SHARED_PART * max(len(term), len(other))
        for other in vocabulary
    )


def _shared_letters(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
