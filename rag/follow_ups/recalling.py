"""What was said before in brackets behind a question: what is left where no words can be exchanged.

« Pourquoi ? (Quel est le montant du fonds ?) » needs the question before whole. One that says itself what it asks
brings along only what was spoken of, « Qui construit la tribune ? (la ville de Brévan) »: with the question before in
whole it would be answered by what answered that.
"""

import re

from index.terms.french_analysis import search_terms
from rag.follow_ups.noun_phrases import NounPhrase, find_noun_phrases
from rag.follow_ups.said_before import Before, topics

_RECALLED = re.compile(r"[^()]+ \? \((.+ \?)\)", re.DOTALL)
_GOING_ON = re.compile(r"\A(?:et|mais|alors|donc) (?=\w)", re.IGNORECASE)
_SAYS_WHAT_IT_ASKS = 2  # terms
_END = " ?!.…\u00a0\u202f"


def recalled(question: str, before: Before) -> str:
    """The question with the one before in brackets: what is left where no words can be exchanged."""
    return f"{closed(capitalised(question))} ({closed(before.question)})"


def brought_along(question: str, before: Before) -> str:
    """A question that says what it asks, with what the one before was about in brackets; else `recalled`.

    « Qui construit la tribune ? (la ville de Brévan) »: the question before whole would be answered instead.
    """
    about = max(topics(before), key=_names_something, default=None)
    if about is None or len(search_terms(question)) < _SAYS_WHAT_IT_ASKS:
        return recalled(question, before)
    return f"{closed(capitalised(question))} ({about.words})"


def may_stand_alone(question: str, written: str) -> bool:
    """Whether a question that says what it asks only got something in brackets: it may be of something else altogether.

    « Qui construit la tribune ? » goes on, « Quel est le prix du pain ? » does not, and no grammar tells them apart.
    """
    said = written.startswith(f"{closed(capitalised(question))} (")
    return said and len(search_terms(question)) >= _SAYS_WHAT_IT_ASKS


def without_follow_up(question: str) -> str:
    """The question that `recalled` put in brackets, which the next follow-up goes on from; any other without « Et »."""
    match = _RECALLED.fullmatch(question)
    return capitalised(_GOING_ON.sub("", match.group(1) if match else question))


def is_brought_along(phrase: NounPhrase) -> bool:
    """Whether it stands in the brackets of `brought_along`."""
    return "(" in phrase.text[: phrase.start]


def _names_something(phrase: NounPhrase) -> bool:
    """Whether a name is in it: « les urgences de Sainte-Odile », not « la première fois »."""
    return any(inner.is_name for inner in find_noun_phrases(phrase.words))


def closed(question: str) -> str:
    """The question with one question mark, as it is typed in French."""
    return f"{question.rstrip(_END)} ?"


def capitalised(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
