"""How alike a word is to those of another statement: the same term, one that begins like it, another word for it."""

from functools import lru_cache

from rag.claims.press_words import press_paraphrases
from rag.claims.statement import Word
from rag.reading.term_matching import begins_alike, says_otherwise

SAME, ALIKE, OTHERWISE, NOT_THERE = 1.0, 0.9, 0.8, 0.0
"""How much a word counts as said, by how it stands there."""


@lru_cache(maxsize=8192)
def likeness(terms: frozenset[str], vocabulary: frozenset[str]) -> float:
    """How alike a word with these terms is to the closest of the vocabulary, from NOT_THERE to SAME."""
    if terms & vocabulary:
        return SAME
    if any(begins_alike(term, vocabulary) for term in terms):
        return ALIKE
    return OTHERWISE if any(says_otherwise(term, vocabulary, press_paraphrases) for term in terms) else NOT_THERE


def meant_alike(one: Word, other: Word) -> bool:
    """Whether two words stand for the same, by their terms."""
    return likeness(one.terms, other.terms) > NOT_THERE or likeness(other.terms, one.terms) > NOT_THERE


def akin(one: Word, other: Word) -> bool:
    """Whether two words are forms of the same word: « fermer », « fermeture »."""
    return max(likeness(one.terms, other.terms), likeness(other.terms, one.terms)) >= ALIKE
