"""Whether quotes support a sentence: what of it stands in them and what does not, told without a judge model."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.embedder import Embedder
from index.french_analysis import search_terms
from rag.term_matching import begins_alike, says_otherwise


class MissingKind(StrEnum):
    """What sort of thing of a sentence the quotes do not say."""

    FIGURE = "figure"
    DATE = "date"
    NAME = "name"
    ROLES = "roles"  # the same names, the other way round
    NEGATION = "negation"
    OPPOSITE = "opposite"  # « hausse » where the quote has « baisse »
    HEDGE = "hedge"  # told as a fact what the quote only plans or reports
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that the sentence says and the quotes do not; `text` is the sentence's own wording."""

    kind: MissingKind
    text: str


@dataclass(frozen=True, slots=True)
class Support:
    """Whether a sentence may stand, how sure that is, from 0 to 1, and everything that speaks against it.

    `score` is at least one half exactly where `supported`.
    """

    supported: bool
    score: float
    missing: tuple[Missing, ...]


class SupportCheck:
    """Checks sentences, in French or in English, against French quotes."""

    def __init__(self, embedder: Embedder | None = None) -> None:
        self._embedder = embedder

    def check(self, sentence: str, quotes: Sequence[str]) -> Support:
        """Whether the quotes together say what the sentence says; nothing supports without a quote."""
        vocabulary = frozenset(search_terms("\n".join(quotes)))
        terms = list(dict.fromkeys(search_terms(sentence)))
        absent = [term for term in terms if not _stands(term, vocabulary)]
        missing = tuple(
            Missing(MissingKind.FIGURE if term[0].isdigit() else MissingKind.WORDS, term) for term in absent
        )
        if any(lack.kind is MissingKind.FIGURE for lack in missing):
            return Support(False, 0.0, missing)
        score = 1 - len(absent) / len(terms) if terms else 0.0
        return Support(score >= 0.5, score, missing)


def check_support(sentence: str, quotes: Sequence[str], *, embedder: Embedder | None = None) -> Support:
    """Whether the quotes together support the sentence; see `SupportCheck`, which a caller with many should keep."""
    return SupportCheck(embedder).check(sentence, quotes)


def _stands(term: str, vocabulary: frozenset[str]) -> bool:
    return term in vocabulary or begins_alike(term, vocabulary) or says_otherwise(term, vocabulary)
