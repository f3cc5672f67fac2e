"""What the few words must be where the question leaves no choice: a time as exact as asked, a place, who someone is."""

import re
from collections.abc import Sequence, Set
from functools import cache

from index.terms.french_analysis import search_terms
from rag.reading.identity import describe
from rag.reading.question_analysis import AnalysedQuestion, AnswerKind
from rag.reading.span_features import LOCATING, SpanFeatures
from rag.reading.span_pieces import Piece

Run = tuple[int, int]

_TIMES = frozenset("day day_of_year days month month_of_year season year years decade century hour relative".split())
_ASKED = {
    "année an": frozenset({"year", "years", "year_inside"}),
    "siècle": frozenset({"century"}),
    "heure": frozenset({"hour"}),
    "jour": frozenset({"day", "day_of_year", "days", "relative"}),
    "mois": frozenset({"month", "month_of_year"}),
}
"""What time answers « quelle année », « quel siècle »."""
_ONE_NAMED_PLACE = re.compile(r"\bquel(?:le)? (?:ville|village|pays|commune|région|département|île)\b", re.IGNORECASE)
_WHERE = frozenset({"ou subject", "ou other", "ou attribute"})


def restrict(question: AnalysedQuestion, features: SpanFeatures, runs: Sequence[Run]) -> Sequence[Run]:
    """The runs that are what the question leaves no choice about; all of them where it does, or where none is."""
    if features.form.role == "identity":
        described = describe(features.pieces)
        return [described] if described else runs
    if question.kind is AnswerKind.DATE:
        asked = _exactness().get(question.focus or "", _TIMES)
        return _named(asked, features, runs) or _named(_TIMES, features, runs) or runs
    if question.kind is AnswerKind.PLACE and features.form.name in _WHERE:
        return [run for run in runs if _is_located(features.pieces, *run)] or runs
    if question.kind is AnswerKind.PLACE and _ONE_NAMED_PLACE.search(question.text):
        return [run for run in _named({"name"}, features, runs) if features.is_new(*run)] or runs
    return runs


def _is_located(pieces: Sequence[Piece], first: int, last: int) -> bool:
    """Whether the run begins with a preposition of place, or right after one; « à partager » is no place."""
    if pieces[first].word in LOCATING:
        return first < last and pieces[first + 1].shape != "infinitive"
    return first > 0 and pieces[first - 1].word in LOCATING and pieces[first].shape != "infinitive"


@cache
def _exactness() -> dict[str, Set[str]]:
    """The times that answer, by the search term of the noun that is asked for."""
    return {term: shapes for nouns, shapes in _ASKED.items() for term in search_terms(nouns)}


def _named(names: Set[str], features: SpanFeatures, runs: Sequence[Run]) -> list[Run]:
    return [run for run in runs if not names.isdisjoint(features.named(*run))]
