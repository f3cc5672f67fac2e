"""What each term of a question weighs, and which terms of the passages it means."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, TypeAlias

from index.sealed_json import read_sealed, write_sealed
from index.terms.spelling import one_edit_away
from rag.reading.paraphrases import paraphrases
from rag.reading.passages import Passage
from rag.reading.question_analysis import AnalysedQuestion

MIN_LETTERS_CORRECTED = 5  # shorter words are one letter away from too many others; names stand out more
MIN_LETTERS_CORRECTED_NAME = 4

Synonyms: TypeAlias = Callable[[str], frozenset[str]]
"""From a term to those of other words for the same thing."""


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
    """A question whose terms have weights that sum to 1: the more a term tells, the more it weighs.

    Terms that only say what kind of thing is asked for are left out, unless there are no others. `names` are the terms
    that the question writes as proper names or, where it has none, those that the passages do. `told` is how much all
    terms tell together, before they were scaled. A term is met by its `synonyms` too.
    """

    analysed: AnalysedQuestion
    weights: dict[str, float]
    names: frozenset[str]
    told: float
    synonyms: Synonyms = paraphrases


@dataclass(frozen=True, slots=True)
class QuestionTerms:
    """How many of `questions` questions, asked by people about all sorts of things, have each term.

    « genre », « compter » or « parler » tell little, however rare they are in a small store.
    """

    questions: int
    frequencies: Mapping[str, int]
    provenance: str

    @classmethod
    def load(cls, path: Path) -> "QuestionTerms":
        """Reads what `save` wrote; raises ModelDamagedError where that was changed."""
        return cls(**read_sealed(path))

    def save(self, path: Path) -> None:
        """Writes JSON with sorted keys."""
        stored = {"questions": self.questions, "frequencies": dict(self.frequencies), "provenance": self.provenance}
        write_sealed(path, stored)


def rarities(terms: Iterable[str], statistics: TermStatistics) -> dict[str, float]:
    """How rare each term is in the store, more than 0 (see `_inverse_frequency`)."""
    return _rarities(terms, statistics, statistics.chunk_count)


def telling(terms: Iterable[str], statistics: TermStatistics, habits: QuestionTerms) -> dict[str, float]:
    """How much each term tells, from 0 to 1: as much as its commoner use, in the store or in questions, leaves it."""
    chunks = statistics.chunk_count  # once: other processes may have written, so that it is asked of the disk
    never_found, never_asked = _inverse_frequency(0, chunks), _inverse_frequency(0, habits.questions)
    return {
        term: min(
            rarity / never_found, _inverse_frequency(habits.frequencies.get(term, 0), habits.questions) / never_asked
        )
        for term, rarity in _rarities(terms, statistics, chunks).items()
    }


def _rarities(terms: Iterable[str], statistics: TermStatistics, chunks: int) -> dict[str, float]:
    return {term: _inverse_frequency(statistics.document_frequency(term), chunks) for term in terms}


def _inverse_frequency(found: int, of: int) -> float:
    """Inverse document frequency as in BM25 (Robertson & Zaragoza 2009, eq. 3.3, with Lucene's + 1)."""
    return math.log(1 + (of - found + 0.5) / (found + 0.5))


def weigh_question(
    analysed: AnalysedQuestion,
    passages: Iterable[Passage],
    statistics: TermStatistics,
    habits: QuestionTerms,
    *,
    synonyms: Synonyms = paraphrases,
) -> WeighedQuestion:
    """The question as the passages let it be understood: slips of one letter mended, names recognised.

    A word that people use in questions is no slip: « France » is not « franche », even where no article has it.
    """
    read = list(passages)
    vocabulary = frozenset[str]().union(*(passage.vocabulary for passage in read))
    unknown = [term for term in analysed.terms if term not in habits.frequencies]
    mended = {term: _mend(term, vocabulary, statistics, is_name=term in analysed.names) for term in unknown}
    meant = {term: mended.get(term, term) for term in analysed.terms}
    asked = [term for term in analysed.terms if term not in analysed.kind_terms] or analysed.terms
    terms = tuple(dict.fromkeys(meant[term] for term in asked))
    told = telling(terms, statistics, habits)
    total = sum(told.values())
    weights = {term: value / total for term, value in told.items()} if total else {}
    written = frozenset(meant[term] for term in analysed.names)
    names = written or frozenset[str]().union(*(passage.names for passage in read))
    return WeighedQuestion(
        analysed=replace(
            analysed,
            terms=terms,
            names=written,
            figures=frozenset(meant[term] for term in analysed.figures),
            focus=meant.get(analysed.focus, analysed.focus) if analysed.focus else None,
        ),
        weights=weights,
        names=names.intersection(terms),
        told=total,
        synonyms=synonyms,
    )


def _mend(term: str, vocabulary: frozenset[str], statistics: TermStatistics, *, is_name: bool) -> str:
    """The term itself, or, where no chunk has it, a term of the passages that is a single slip away."""
    shortest = MIN_LETTERS_CORRECTED_NAME if is_name else MIN_LETTERS_CORRECTED
    if term in vocabulary or len(term) < shortest or statistics.document_frequency(term):
        return term
    return min(vocabulary & one_edit_away(term), default=term)
