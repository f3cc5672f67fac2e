"""Whether a sentence has the kind of thing that a question asks for."""

import re

from rag.reading.passages import ReadSentence
from rag.reading.question_analysis import AnswerKind
from rag.reading.term_weights import WeighedQuestion
from rag.reading.typed_spans import SpanKind
from rag.reading.units import has_unit

_REASON = re.compile(
    r"\b(?:parce qu|car|en raison|grâce|afin|pour (?:que|\w+[ei]r\b)|puisqu|à cause|du fait|permet|en effet|visant"
    r"|d[uû]e?s?\b|faute de|sous prétexte|c['’]est pourquoi|s['’]explique)",
    re.IGNORECASE,
)
_MANNER = re.compile(r"\b(?:en \w+ant\b|par |grâce|à l['’]aide|au moyen|avec|sous la forme|\w+ment\b)", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:[àÀ]|[Aa]ux?|[Ee]n|[Dd]ans|[Ss]ur|près d[eu]|vers|depuis|entre|chez)\s+(?:l[ea]s?\s+|l['’])?[A-ZÀ-Ý]"
)
_COUNTED_WITHIN = 2  # words between a figure and what it counts: « 1 100 jeunes entreprises »


def may_answer(question: WeighedQuestion, sentence: ReadSentence) -> bool:
    """Whether the sentence can answer a question of this kind at all: « quand » asks for a date or another figure.

    Of other kinds any sentence may: « qui » is answered by « ses parents » too, « combien » by « aucune ».
    """
    if question.analysed.kind is not AnswerKind.DATE:
        return True
    return _count(question, sentence, SpanKind.DATE) + _count(question, sentence, SpanKind.FIGURE) > 0


def kind_match(question: WeighedQuestion, sentence: ReadSentence) -> dict[str, float]:
    """The features of the kind of answer that is asked for; those of other kinds are left out."""
    kind, text = question.analysed.kind, sentence.text
    figures, dates, names = (_count(question, sentence, span) for span in SpanKind)
    match kind:
        case AnswerKind.NUMBER:
            return _number_match(question, sentence, figures)
        case AnswerKind.DATE:
            return {"date_with_date": float(dates > 0), "date_without_date": float(dates == 0)}
        case AnswerKind.PERSON:
            return {
                "person_with_names": min(names, 2),
                "person_with_full_name": float(_has_full_name(question, sentence)),
                "person_without_name": float(names == 0),
            }
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
    wanted = question.synonyms(focus) | {focus}
    ends = [span.end for span in sentence.spans if span.kind is SpanKind.FIGURE]
    if not ends or wanted.isdisjoint(sentence.vocabulary):
        return False
    tokens = [token for token in sentence.tokens if not token.is_stop_word]
    for end in ends:
        following = [token for token in tokens if token.start >= end]
        if any(token.term in wanted for token in following[: _COUNTED_WITHIN + 1]):
            return True
    return False


def other_names(question: WeighedQuestion, sentence: ReadSentence) -> list[frozenset[str]]:
    """The terms of each name in the sentence of which the question says nothing."""
    return [
        terms for kind, terms in sentence.typed_terms if kind is SpanKind.NAME and not terms & question.weights.keys()
    ]


def _has_full_name(question: WeighedQuestion, sentence: ReadSentence) -> bool:
    """Whether a name of several words is there that the question does not say, as people are called in the press."""
    return any(len(terms) > 1 for terms in other_names(question, sentence))


def _count(question: WeighedQuestion, sentence: ReadSentence, kind: SpanKind) -> int:
    """How many spans of this kind say something that the question does not say itself."""
    return sum(found is kind and not terms.issubset(question.weights) for found, terms in sentence.typed_terms)
