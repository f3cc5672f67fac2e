"""How much of a question's terms a vocabulary holds: letter by letter, by their beginning, by another word."""

from rag.paraphrases import paraphrases
from rag.term_weights import WeighedQuestion

_SHARED_LETTERS = 5  # at least, and
_SHARED_PART = 0.55  # of the longer term: « construisent » and « construction », not « presse » and « présenter »


def met(question: WeighedQuestion, vocabulary: frozenset[str]) -> float:
    """The weight of the question's terms that are there, from 0 to 1."""
    return sum(weight for term, weight in question.weights.items() if term in vocabulary)


def missing(question: WeighedQuestion, terms: frozenset[str], vocabulary: frozenset[str]) -> float:
    """The weight of those among `terms` that are not there."""
    return sum(weight for term, weight in question.weights.items() if term in terms and term not in vocabulary)


def stands(term: str, vocabulary: frozenset[str]) -> bool:
    """Whether the term, one that begins like it, or another word for it is there."""
    return term in vocabulary or bool(paraphrases(term) & vocabulary) or begins_alike(term, vocabulary)


def begins_alike(term: str, vocabulary: frozenset[str]) -> bool:
    """Whether a term there begins like this one."""
    beginning = term[:_SHARED_LETTERS]
    if len(beginning) < _SHARED_LETTERS:
        return False
    return any(
        other.startswith(beginning) and _shared_letters(term, other) >= _SHARED_PART * max(len(term), len(other))
        for other in vocabulary
    )


def _shared_letters(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
