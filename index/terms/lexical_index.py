"""Search by terms: the protocol, and BM25 with tantivy.

Terms come ready from `index.terms.french_analysis`; nothing here parses a question, so nothing in one is syntax.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Protocol, TypeAlias

import numpy as np
import tantivy
from numpy.typing import NDArray

from index.terms.spelling import one_edit_away
from index.vectors.row_ids import ascending
from index.vectors.vector_index import Ids

ScoredId: TypeAlias = tuple[int, float]

TITLE_BOOST = 0.5
MISSPELLING_WEIGHT = 0.75  # of piaf-train's questions with one slip: R@1 0.59 at 0, 0.65 at 0.5, 0.67 at 0.75 and at 1
MIN_MISSPELLED = 5  # letters: shorter words have too many neighbours
MAX_MISSPELLED = 30  # letters: longer ones are no words
MAX_CORRECTED_TERMS = 8  # of a question, each costs about 0.2 ms
MAX_CORRECTIONS = 3  # of a term
MAX_REMEMBERED = 10_000  # terms with their corrections, each some 600 look-ups; about 2 MB
LISTED_ALLOWED = 100
"""Naming each allowed document takes 1.3 µs; going through the best of all until k are allowed, 1 µs each of them: for
the hundred that a search asks for, the second is quicker once the square of those allowed is this many times all."""
MAX_QUERY_TERMS = 256  # different ones; of a longer question the rarest are searched

_WRITER_HEAP_BYTES = 30_000_000
_SCORE_DIGITS = 4  # tantivy adds single-precision scores in no fixed order; beyond this they are rounding


@dataclass(frozen=True, slots=True)
class TermDocument:
    """A row of the index: the terms of a chunk and of its article's title, in order, repeats included."""

    id: int
    title: Sequence[str]
    body: Sequence[str]


class LexicalIndex(Protocol):
    """Documents made of terms, under ids that the caller chose."""

    @property
    def size(self) -> int:
        """How many documents there are."""
        ...

    def update(self, *, removed: Ids, added: Iterable[TermDocument]) -> None:
        """Removes, then adds, in one step that is kept or not; an id that is there already is replaced."""
        ...

    def search(self, terms: Sequence[str], k: int, *, allowed: Ids | None = None) -> list[ScoredId]:
        """The best documents that hold a term, at most k: BM25 score descending, ties by the smaller id.

        A term that comes twice counts twice. With `allowed`, only these documents can be found; scores stay the same.
        """
        ...

    def document_frequency(self, term: str) -> int:
        """In how many documents' bodies the term stands."""
        ...


class IndexLockedError(Exception):
    """Another process, or another thread, is writing to the index."""


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """The index as it was committed, and what it has in place of terms that it does not have."""

    searcher: tantivy.Searcher
    corrections: Callable[[str], tuple[str, ...]]

    @classmethod
    def of(cls, index: tantivy.Index) -> "_Snapshot":
        searcher = index.searcher()
        return cls(searcher, lru_cache(MAX_REMEMBERED)(partial(_corrections, searcher)))


class TantivyIndex:
    """A `LexicalIndex` in a folder. Thread-safe: a search sees the last state that was committed and reloaded.

    BM25 with k1 = 1.2 and b = 0.75 on body and title, summed, the title's times `title_boost`. Documents that were
    removed count in the statistics until tantivy merges them away.
    """

    def __init__(self, index: tantivy.Index, *, title_boost: float) -> None:
        self._schema = index.schema
        self._index = index
        # Terms hold no spaces: splitting at them gives back the terms that were joined.
        terms = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer("terms", terms)
        self._index.config_reader("manual")
        self._title_boost = title_boost
        self.reload()

    @classmethod
    def open(cls, folder: Path, *, title_boost: float = TITLE_BOOST) -> "TantivyIndex":
        """The index in a folder; raises ValueError where there is none, or one of other fields, and makes none."""
        index = tantivy.Index.open(str(folder))
        if index.schema != _schema():
            raise ValueError(f"The fields of the term index in {folder} are not those of this program.")
        return cls(index, title_boost=title_boost)

    @classmethod
    def open_or_create(cls, folder: Path, *, title_boost: float = TITLE_BOOST) -> "TantivyIndex":
        """The index in a folder, an empty one where there is none; raises ValueError where it has other fields."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(tantivy.Index(_schema(), str(folder)), title_boost=title_boost)

    @property
    def size(self) -> int:
        """How many documents there are."""
        return int(self._snapshot.searcher.num_docs)

    @property
    def ids(self) -> Ids:
        """The ids of all documents, ascending."""
        searcher = self._snapshot.searcher
        hits = searcher.search(tantivy.Query.all_query(), max(1, searcher.num_docs), count=False).hits
        found = searcher.fast_field_values("id", [address for _, address in hits])
        return np.sort(np.array(found, dtype=np.int64))

    def reload(self) -> None:
        """Lets searches see what another process has committed."""
        self._index.reload()
        self._snapshot = _Snapshot.of(self._index)

    def update(self, *, removed: Ids, added: Iterable[TermDocument]) -> None:
        """Removes, then adds, in one commit; raises IndexLockedError while someone else writes."""
        try:
            writer = self._index.writer(_WRITER_HEAP_BYTES, 1)  # one thread: documents keep their order
        except ValueError as error:
            if "LockBusy" not in str(error):
                raise
            raise IndexLockedError(str(error)) from error
        documents = list(added)
        gone = [*removed.tolist(), *(document.id for document in documents)]
        try:
            if gone:
                # By a query: `delete_documents_by_term` takes a number for a signed one and removes nothing.
                writer.delete_documents_by_query(tantivy.Query.term_set_query(self._schema, "id", gone))
            for document in documents:
                writer.add_document(_document(document))
            writer.commit()
            writer.wait_merging_threads()
        finally:
            del writer  # it holds tantivy's lock, and whoever keeps the error of a full disk would keep that too
        self.reload()

    def search(self, terms: Sequence[str], k: int, *, allowed: Ids | None = None) -> list[ScoredId]:
        """BM25 scores, best first; a term that no document holds stands for those one edit away, at a lower weight."""
        snapshot = self._snapshot
        searcher = snapshot.searcher
        query = self._query(snapshot, terms)
        allowed = None if allowed is None else ascending(allowed)
        rows = searcher.num_docs if allowed is None else len(allowed)
        if query is None or k < 1 or not rows:
            return []
        if allowed is None:
            return _top(searcher, query, min(k, rows))
        if len(allowed) ** 2 > LISTED_ALLOWED * searcher.num_docs:
            best = _top_allowed(searcher, query, min(k, rows), allowed)
            if best is not None:
                return best
        inside = tantivy.Query.term_set_query(self._schema, "id", allowed.tolist())
        unscored = tantivy.Query.const_score_query(inside, 0.0)
        both = tantivy.Query.boolean_query([(tantivy.Occur.Must, unscored), (tantivy.Occur.Must, query)])
        return _top(searcher, both, min(k, rows))

    def document_frequency(self, term: str) -> int:
        """In how many documents' bodies the term stands, removed ones included until they are merged away."""
        return int(self._snapshot.searcher.doc_freq("body", term))

    def _query(self, snapshot: _Snapshot, terms: Sequence[str]) -> tantivy.Query | None:
        """One clause a term and field; None where no term is known."""
        frequency = {term: _frequency(snapshot.searcher, term) for term in dict.fromkeys(terms)}
        rarest = sorted(filter(frequency.get, frequency), key=lambda term: frequency[term])[:MAX_QUERY_TERMS]
        counts = Counter(terms)
        unknown = [term for term in frequency if not frequency[term] and MIN_MISSPELLED <= len(term) <= MAX_MISSPELLED]
        clauses = [clause for term in rarest for clause in self._clauses(term, counts[term])]
        for term in unknown[:MAX_CORRECTED_TERMS]:
            if meant := snapshot.corrections(term):
                correction = self._any_of(meant, counts[term] * MISSPELLING_WEIGHT)
                clauses.append((tantivy.Occur.Should, correction))
        return tantivy.Query.boolean_query(clauses) if clauses else None

    def _clauses(self, term: str, weight: float) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        body = tantivy.Query.term_query(self._schema, "body", term, "freq")
        title = tantivy.Query.term_query(self._schema, "title", term, "freq")
        return [
            (tantivy.Occur.Should, tantivy.Query.boost_query(body, weight)),
            (tantivy.Occur.Should, tantivy.Query.boost_query(title, weight * self._title_boost)),
        ]

    def _any_of(self, terms: Sequence[str], weight: float) -> tantivy.Query:
        """A document counts for the best of the terms."""
        return tantivy.Query.disjunction_max_query(
            [tantivy.Query.boolean_query(self._clauses(term, weight)) for term in terms]
        )


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    # Frequencies without positions: what BM25 needs, and not enough to put a text together again.
    builder.add_text_field("title", tokenizer_name="terms", index_option="freq")
    builder.add_text_field("body", tokenizer_name="terms", index_option="freq")
    return builder.build()


def _document(row: TermDocument) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned("id", row.id)
    document.add_text("title", " ".join(row.title))
    document.add_text("body", " ".join(row.body))
    return document


def _corrections(searcher: tantivy.Searcher, term: str) -> tuple[str, ...]:
    """The most frequent known terms one edit away."""
    near = [(_frequency(searcher, other), other) for other in one_edit_away(term)]
    best = sorted(((f, other) for f, other in near if f), key=lambda pair: (-pair[0], pair[1]))[:MAX_CORRECTIONS]
    return tuple(other for _, other in best)


def _frequency(searcher: tantivy.Searcher, term: str) -> int:
    return int(searcher.doc_freq("body", term)) + int(searcher.doc_freq("title", term))


def _top(searcher: tantivy.Searcher, query: tantivy.Query, k: int) -> list[ScoredId]:
    """The best k by rounded score, then id: more are fetched until the ties at the end are all seen."""
    wanted = k + 8
    while True:
        ids, scores = _fetch(searcher, query, wanted)
        if len(ids) < wanted or scores[-1] < scores[k - 1]:
            return _scored(ids, scores, k)
        wanted *= 4


def _top_allowed(searcher: tantivy.Searcher, query: tantivy.Query, k: int, allowed: Ids) -> list[ScoredId] | None:
    """The best k of those allowed, out of so many of the best of all that there are k among them.

    None where that may take more than there are allowed: then asking for each of these is quicker.
    """
    wanted = int(2 * k * searcher.num_docs / len(allowed)) + 8
    while wanted <= len(allowed):
        ids, scores = _fetch(searcher, query, wanted)
        places = np.minimum(np.searchsorted(allowed, ids), len(allowed) - 1)
        passing = allowed[places] == ids
        chosen, their_scores = ids[passing], scores[passing]
        if len(ids) < wanted or (len(chosen) >= k and scores[-1] < their_scores[k - 1]):
            return _scored(chosen, their_scores, k)
        wanted *= 4
    return None


def _fetch(searcher: tantivy.Searcher, query: tantivy.Query, count: int) -> tuple[Ids, NDArray[np.float64]]:
    """The ids and rounded scores of the best documents, by score and then by id."""
    hits = searcher.search(query, count, count=False).hits
    ids = np.array(searcher.fast_field_values("id", [address for _, address in hits]), dtype=np.int64)
    scores = np.array([score for score, _ in hits], dtype=np.float64).round(_SCORE_DIGITS)
    order = np.lexsort((ids, -scores))
    return ids[order], scores[order]


def _scored(ids: Ids, scores: NDArray[np.float64], k: int) -> list[ScoredId]:
    return list(zip(ids[:k].tolist(), scores[:k].tolist(), strict=True))
