"""What each term of a question weighs, and which terms of the passages it means."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from index.spelling import one_edit_away
from rag.passages import Passage
from rag.question_analysis import AnalysedQuestion

MIN_LETTERS_CORRECTED = 5  # shorter words are one letter away from too many others


class TermStatistics(Protocol):
    """How common terms are among the chunks that can be searched."""

    @property
    def chunk_count(self) -> int:
        """How many chunks there are."""
        ...

    def document_frequency(self, term: str) -> int:
        """In how many chunks the term stands."""
        ...


@dataclass(frozen=True, slots=True)
class WeighedQuestion:
    """A question whose terms have weights that sum to 1: the rarer a term, the more it weighs.

    Terms that only say what kind of thing is asked for are left out, unless there are no others. `names` are the terms
    that the question or the passages write as proper names. `unknown` is the weight of terms that no chunk has, and
    `total_rarity` the sum of the inverse document frequencies before they were scaled.
    """

    analysed: AnalysedQuestion
    weights: dict[str, float]
    names: frozenset[str]
    unknown: float
    total_rarity: float


def rarity(term: str, statistics: TermStatistics) -> float:
    """Inverse document frequency as in BM25 (Robertson & Zaragoza 2009, eq. 3.3, with Lucene's + 1)."""
    found = statistics.document_frequency(term)
    return math.log(1 + (statistics.chunk_count - found + 0.5) / (found + 0.5))


def weigh_question(
    analysed: AnalysedQuestion, passages: Iterable[Passage], statistics: TermStatistics
) -> WeighedQuestion:
    """The question as the passages let it be understood: slips of one letter mended, names recognised."""
    read = list(passages)
    vocabulary = frozenset[str]().union(*(passage.vocabulary for passage in read))
    meant = {term: _meant(term, vocabulary, statistics) for term in analysed.terms}
    asked = [term for term in analysed.terms if term not in analysed.kind_terms] or analysed.terms
    terms = tuple(dict.fromkeys(meant[term] for term in asked))
    rarities = {term: rarity(term, statistics) for term in terms}
    total = sum(rarities.values())
    weights = {term: value / total for term, value in rarities.items()} if total else {}
    names = frozenset(meant[term] for term in analysed.names).union(*(passage.names for passage in read))
    return WeighedQuestion(
        analysed=replace(
            analysed,
            terms=terms,
            names=frozenset(meant[term] for term in analysed.names),
            figures=frozenset(meant[term] for term in analysed.figures),
            focus=meant.get(analysed.focus, analysed.focus) if analysed.focus else None,
        ),
        weights=weights,
        names=names.intersection(terms),
        unknown=sum(weight for term, weight in weights.items() if not statistics.document_frequency(term)),
        total_rarity=total,
    )


def _meant(term: str, vocabulary: frozenset[str], statistics: TermStatistics) -> str:
    """The term itself, or, where no chunk has it, a term of the passages that is a single slip away."""
    if term in vocabulary or len(term) < MIN_LETTERS_CORRECTED or statistics.document_frequency(term):
        return term
    return min(vocabulary & one_edit_away(term), default=term)
