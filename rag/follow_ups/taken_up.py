"""Nouns that a follow-up takes up in short: « le fonds » after « le fonds municipal de Shanghai », « les autres ».

Only a bare noun is made longer, and only where something with that noun was said; « la ville » and « l’entreprise »
alone are the town or company that was spoken of last. Where the question names something else, it may be about another.
"""

import re
from collections.abc import Sequence

from index.terms.french_analysis import search_terms
from rag.follow_ups.antecedents import named_by
from rag.follow_ups.binding import Inside
from rag.follow_ups.noun_phrases import NounPhrase, exchange, find_noun_phrases
from rag.follow_ups.pointers import Found, Pointer
from rag.follow_ups.question_words import read_words
from rag.follow_ups.said_before import Before, asked_phrase, counted_phrase, counted_with_clause, topics
from rag.reading.question_analysis import AnswerKind, analyse_question
from rag.reading.word_classes import word_class

_DEFINITE = frozenset("le la l les du au aux".split())
_NARROWED = re.compile(
    r"\W*(?:qui|que|qu['’]|dont|où|le plus|la plus|les plus|le moins|la moins|les moins|en)\b", re.IGNORECASE
)
_HOW_MANY = re.compile(r"\W*(?:et )?combien(?= (?:sont|ont|étaient|avaient|seront|\w+ent)\b(?!-))", re.IGNORECASE)
_MOST_SHORT_NOUNS = 4  # more of them are no question of a reader
_NUMERAL = r"(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\d+)"
_ORDERED = r"(?:autres|premi[eè]re?s|derni[eè]re?s)"
_OTHERS = re.compile(
    rf"(?:^\W*(?:et |mais |et pour )?(?:les|aux|des) {_ORDERED}|\b(?:les|aux|des) {_NUMERAL} {_ORDERED})"
    r"(?=\s*(?:,|\?|$)| (?:\w+-(?:t-)?(?:elle|il)s?|sont|ont)\b)",
    re.IGNORECASE,
)


def with_whole_nouns(question: str, said: Sequence[Before]) -> str:
    """The question with what its short nouns stand for; as it is where they stand for nothing that was said."""
    written = _with_counted(_with_others(question, said[0]), said[0])
    names = {term for phrase in find_noun_phrases(written) if phrase.is_name for term in search_terms(phrase.noun)}
    inside = Inside(written, read_words(written), find_noun_phrases(written))
    for phrase in [phrase for phrase in inside.phrases if _is_bare(phrase, inside)][:_MOST_SHORT_NOUNS]:
        whole = _whole(phrase, said)
        if whole is not None and names <= set(search_terms(whole.noun)):
            return exchange(written, phrase, whole.words)
    return written


def is_one_of_others(question: str) -> bool:
    """Whether it speaks of « les autres » without saying of what."""
    return bool(_OTHERS.search(question))


def _with_others(question: str, before: Before) -> str:
    """« les quatre autres » with the noun that they are others of."""
    match = _OTHERS.search(question)
    if match is None:
        return question
    several = [phrase for phrase in topics(before) if phrase.plural and word_class(phrase.head_noun) == "word"]
    found = counted_phrase(before.question) or next(iter(several), None)
    if found is None:
        return question
    noun = found.text[found.head : found.core_end]
    return f"{question[: match.end()]} {noun}{question[match.end() :]}"


def _with_counted(question: str, before: Before) -> str:
    """« Combien sont de Pékin ? » with what is counted: « Combien des start-up … sont de Pékin ? »."""
    match, asked = _HOW_MANY.match(question), asked_phrase(before.question)
    counted = counted_with_clause(before.question) or (asked if asked is not None and asked.plural else None)
    if match is None or counted is None:
        return question
    return f"{question[: match.end()]} {counted.after('de')}{question[match.end() :]}"


def _is_bare(phrase: NounPhrase, inside: Inside) -> bool:
    """Whether it is a definite article with one noun, and nothing after it narrows it down."""
    if phrase.determiner not in _DEFINITE or phrase.is_name or len(phrase.noun.split()) > 1:
        return False
    if inside.is_governed(phrase):
        return False
    return not _NARROWED.match(phrase.text[phrase.end :])


def _whole(phrase: NounPhrase, said: Sequence[Before]) -> NounPhrase | None:
    wanted = set(search_terms(phrase.noun))
    for before in said:
        for longer in topics(before):
            alike = set(search_terms(longer.head_noun)) == wanted and longer.plural == phrase.plural
            if alike and longer.head_noun != longer.noun:
                return longer
    kind = analyse_question(f"Quel est le {phrase.noun} ?").kind
    if kind not in (AnswerKind.PLACE, AnswerKind.ORGANISATION) or phrase.plural:
        return None
    found = Found(Pointer.DEMONSTRATIVE, phrase.start, phrase.end, phrase.gender, plural=False, noun=phrase.noun)
    return next((named for before in said if (named := named_by(found, before, said))), None)
