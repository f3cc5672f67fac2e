"""How much of a question's terms a vocabulary holds: letter by letter, by their beginning, by another word."""

from functools import lru_cache

from rag.reading.paraphrases import paraphrases
from rag.reading.term_weights import Synonyms, WeighedQuestion

_SHORTEST = 4  # letters: a shorter term is the beginning of too many others
_LONGEST_ENDING = 4  # letters that a term may have more than the one it begins with
_NAME_ENDINGS = ("s", "ais", "ois", "ien", "en", "ain", "an", "in", "ol", "er", "iqu", "ist", "ism")  # of stems
_SHARED_PART = 0.55  # of the longer term: « construisent » and « construction », not « presse » and « présenter »


def met(question: WeighedQuestion, vocabulary: frozenset[str]) -> float:
    """The weight of the question's terms that are there, from 0 to 1."""
    return sum(weight for term, weight in question.weights.items() if term in vocabulary)


def missing(question: WeighedQuestion, terms: frozenset[str], vocabulary: frozenset[str]) -> float:
    """The weight of those among `terms` that are not there."""
    return sum(weight for term, weight in question.weights.items() if term in terms and term not in vocabulary)


def unheard_of(question: WeighedQuestion, vocabulary: frozenset[str]) -> float:
    """The weight of the question's terms that are there in no form at all, from 0 to 1."""
    return sum(weight for term, weight in question.weights.items() if not stands(term, vocabulary, question.synonyms))


def mentions_names(question: WeighedQuestion, vocabulary: frozenset[str]) -> bool:
    """Whether every proper name that the question writes as one is there, in some form.

    An article tells nothing about what it never names: no question on Beijing is answered from one silent on Beijing.
    An acronym may be written out instead, so it is not asked for.
    """
    return all(
        is_named(name, vocabulary, question.synonyms)
        for name in question.analysed.names - question.analysed.acronyms
        if name in question.weights
    )


def says_otherwise(term: str, vocabulary: frozenset[str], synonyms: Synonyms = paraphrases) -> bool:
    """Whether another word for the term is there."""
    return bool(synonyms(term) & vocabulary)


def begins_alike(term: str, vocabulary: frozenset[str]) -> bool:
    """Whether a term there begins like this one, or is its beginning (« haut » and « hauteur »)."""
    beginning = term[:_SHORTEST]
    if len(beginning) < _SHORTEST or term[0].isdigit() or beginning not in _beginnings(vocabulary):
        return False
    return any(other.startswith(beginning) and _related(term, other) for other in vocabulary)


def stands(term: str, vocabulary: frozenset[str], synonyms: Synonyms) -> bool:
    """Whether the term is there in some form: itself, one that begins like it, or another word for it."""
    return term in vocabulary or begins_alike(term, vocabulary) or says_otherwise(term, vocabulary, synonyms)


def is_named(name: str, vocabulary: frozenset[str], synonyms: Synonyms) -> bool:
    """Whether a proper name is there: itself, its adjective or noun (« Chine », « chinois »), another word for it.

    « zone franche » does not name « France », though it begins alike.
    """
    return name in vocabulary or says_otherwise(name, vocabulary, synonyms) or _is_derived(name, vocabulary)


def _is_derived(name: str, vocabulary: frozenset[str]) -> bool:
    """Whether a term there is the name with an ending, or the name is one with an ending."""
    parts = (name[at : at + _SHORTEST] for at in range(len(name) - _SHORTEST + 1))
    if _beginnings(vocabulary).isdisjoint(parts):
        return False
    return any(_is_made_of(*sorted((name, other), key=len)) for other in vocabulary if other[:_SHORTEST] in name)


@lru_cache(maxsize=256)
def _beginnings(vocabulary: frozenset[str]) -> frozenset[str]:
    """How its terms begin: found once for all terms of a question that are looked for there one after another."""
    return frozenset(term[:_SHORTEST] for term in vocabulary)


def _is_made_of(name: str, derived: str) -> bool:
    """Whether one term is the other with an ending of adjectives of names."""
    ending = derived.removeprefix(name)
    return len(name) >= _SHORTEST and 0 < len(ending) <= _LONGEST_ENDING and ending.endswith(_NAME_ENDINGS)


def _related(one: str, other: str) -> bool:
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    shorter, longer = sorted((len(one), len(other)))
    return (shared == shorter and longer - shorter <= _LONGEST_ENDING) or (
        shared > _SHORTEST and shared >= _SHARED_PART * longer
    )
