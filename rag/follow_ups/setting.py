"""Where a question is about: « Il vaut combien ? » after « Le marché est-il grand à Lyon ? » is about Lyon too.

A question that was written out and names nobody and nothing would be asked of everywhere. It keeps the place of the
question before, unless it speaks of another.
"""

import re

from rag.follow_ups.names import sort_of
from rag.follow_ups.noun_phrases import NounPhrase, find_noun_phrases
from rag.follow_ups.said_before import Before
from rag.reading.question_analysis import AnswerKind

_ELSEWHERE = re.compile(
    r"\b(?:ailleurs|partout|étrangers?|monde|mondiale?s?|pays|villes?|régions?|continents?|marché mondial)\b",
    re.IGNORECASE,
)
_SHORT_ACRONYM = 3
_END = " ?!.…\u00a0\u202f"


def with_setting(written: str, before: Before) -> str:
    """The question with the place that the question before was about; as it is where it names anything itself."""
    told = f"{before.question} {before.answer}"
    place = next((phrase for phrase in _names(before.question) if _is_place(phrase, told)), None)
    if place is None or _names(written) or _ELSEWHERE.search(written):
        return written
    return f"{written.rstrip(_END)} à {place.noun} ?"


def _names(question: str) -> list[NounPhrase]:
    phrases = [phrase for phrase in find_noun_phrases(question) if phrase.is_name]
    return [phrase for phrase in phrases if not (phrase.noun.isupper() and len(phrase.noun) <= _SHORT_ACRONYM)]


def _is_place(phrase: NounPhrase, told: str) -> bool:
    return not phrase.determiner and sort_of(phrase, told) is AnswerKind.PLACE
