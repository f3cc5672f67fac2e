"""What every `LexicalIndex` does, held against BM25 in plain Python."""

import math
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.terms.lexical_index import LexicalIndex, TermDocument

K1, B = 1.2, 0.75
TITLE_BOOST = 0.5
TOLERANCE = 2e-4
"""Scores are sums of up to twenty single-precision numbers below 10, rounded to four digits: 20 · 10 · 2⁻²³ + 5e-5."""


def field_length(terms: int) -> int:
    """The length BM25 sees: exact up to 40, then rounded down to a multiple of a growing power of two.

    Lucene's SmallFloat.intToByte4, which stores a length in a byte: four significant bits, offset by 24.
    """
    if terms < 24:
        return terms
    rest = terms - 24
    shift = max(0, rest.bit_length() - 4)
    return 24 + (rest >> shift << shift)


class Oracle:
    """BM25 (Robertson and Zaragoza 2009, with Lucene's idf that is never negative), title and body summed."""

    def __init__(self, documents: Sequence[TermDocument] = ()) -> None:
        self.documents = {document.id: document for document in documents}

    def field_scores(self, field: str, term: str) -> dict[int, float]:
        fields: dict[int, Sequence[str]] = {i: getattr(document, field) for i, document in self.documents.items()}
        holding = [i for i, terms in fields.items() if term in terms]
        average = sum(len(terms) for terms in fields.values()) / max(1, len(fields))
        idf = math.log(1 + (len(fields) - len(holding) + 0.5) / (len(holding) + 0.5))
        scores = {}
        for i in holding:
            frequency = Counter(fields[i])[term]
            norm = K1 * (1 - B + B * field_length(len(fields[i])) / average)
            scores[i] = idf * (1 + K1) * frequency / (frequency + norm)
        return scores

    def search(self, terms: Sequence[str], k: int, allowed: set[int] | None = None) -> list[tuple[int, float]]:
        totals: Counter[int] = Counter()
        for term in terms:
            for field, boost in (("body", 1.0), ("title", TITLE_BOOST)):
                for i, score in self.field_scores(field, term).items():
                    totals[i] += boost * score  # type: ignore[assignment]
        found = [(i, score) for i, score in totals.items() if allowed is None or i in allowed]
        return sorted(found, key=lambda pair: (-round(pair[1], 4), pair[0]))[:k]


VOCABULARY = [
    f"{first}{second}{third}{fourth}" for first in "bcdf" for second in "aeio" for third in "lmnr" for fourth in "stv"
]


def make_documents(count: int, *, seed: int) -> list[TermDocument]:
    """Documents of 0 to 300 terms, some words in most of them, some in few."""
    dice = random.Random(seed)
    weights = [1 / (rank + 1) for rank in range(len(VOCABULARY))]

    def words(most: int) -> list[str]:
        return dice.choices(VOCABULARY, weights, k=dice.randint(0, most))

    return [TermDocument(i * 7 + 1, words(12), words(dice.choice([20, 300]))) for i in range(count)]


def int64(*ids: int) -> NDArray[np.int64]:
    return np.array(ids, dtype=np.int64)


class LexicalIndexContract:
    """Inherit, and give `make`: an empty index in a folder, with titles weighted TITLE_BOOST."""

    def make(self, folder: Path) -> LexicalIndex:
        raise NotImplementedError

    @pytest.fixture
    def filled(self, tmp_path: Path) -> tuple[LexicalIndex, Oracle]:
        documents = make_documents(300, seed=1)
        index = self.make(tmp_path)
        index.update(removed=int64(), added=documents[:200])
        index.update(removed=int64(), added=documents[200:])
        return index, Oracle(documents)

    def same(
        self, index: LexicalIndex, oracle: Oracle, terms: Sequence[str], k: int, allowed: set[int] | None = None
    ) -> None:
        found = index.search(terms, k, allowed=None if allowed is None else int64(*allowed))
        expected = oracle.search(terms, k, allowed)
        assert [i for i, _ in found] == [i for i, _ in expected]
        assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=TOLERANCE)

    @pytest.mark.parametrize("k", [1, 10, 299, 1000])
    @pytest.mark.parametrize(
        "terms",
        [VOCABULARY[:1], VOCABULARY[-1:], VOCABULARY[:3], VOCABULARY[5:40:7], VOCABULARY[::30]],
        ids=["frequent", "rare", "three", "five", "seven"],
    )
    def test_scores_and_order_are_those_of_bm25(
        self, filled: tuple[LexicalIndex, Oracle], terms: list[str], k: int
    ) -> None:
        self.same(*filled, terms, k)

    def test_a_repeated_term_counts_twice(self, filled: tuple[LexicalIndex, Oracle]) -> None:
        self.same(*filled, [VOCABULARY[9], VOCABULARY[20], VOCABULARY[9]], 50)

    def test_unknown_and_empty_terms_find_nothing(self, filled: tuple[LexicalIndex, Oracle]) -> None:
        index, _ = filled
        assert index.search([], 10) == []
        assert index.search(["zz", ""], 10) == []
        assert index.search(["zzzzzzzzzz"], 10) == []
        assert index.search(["x" * 100_000], 10) == []

    def test_unknown_terms_leave_the_others_as_they_are(self, filled: tuple[LexicalIndex, Oracle]) -> None:
        index, _ = filled
        assert index.search([VOCABULARY[3], "zzzzzzzzzz"], 10) == index.search([VOCABULARY[3]], 10)

    def test_no_hit_is_asked_for(self, filled: tuple[LexicalIndex, Oracle]) -> None:
        assert filled[0].search(VOCABULARY[:2], 0) == []

    def test_empty_index_finds_nothing(self, tmp_path: Path) -> None:
        index = self.make(tmp_path)
        assert index.size == 0
        assert index.search(VOCABULARY[:3], 10) == []
        assert index.search(VOCABULARY[:3], 10, allowed=int64(1)) == []
        assert index.document_frequency(VOCABULARY[0]) == 0

    def test_only_allowed_documents_are_found_with_the_scores_they_have_anyway(
        self, filled: tuple[LexicalIndex, Oracle]
    ) -> None:
        index, oracle = filled
        allowed = set(sorted(oracle.documents)[::4]) | {1_000_000}
        self.same(index, oracle, VOCABULARY[:4], 20, allowed)
        self.same(index, oracle, VOCABULARY[:4], 500, allowed)
        assert index.search(VOCABULARY[:4], 20, allowed=int64()) == []
        assert index.search(VOCABULARY[:4], 20, allowed=int64(1_000_000)) == []

    @pytest.mark.parametrize("left_out", [2, 3, 50])
    @pytest.mark.parametrize("k", [1, 5, 40, 300])
    def test_many_allowed_documents_are_found_as_few_are(
        self, filled: tuple[LexicalIndex, Oracle], left_out: int, k: int
    ) -> None:
        index, oracle = filled
        allowed = set(oracle.documents) - set(sorted(oracle.documents)[::left_out])
        for terms in (VOCABULARY[:1], VOCABULARY[-1:], VOCABULARY[5:40:7]):
            self.same(index, oracle, terms, k, allowed)

    @pytest.mark.parametrize("k", [1, 2, 7, 29, 30, 31])
    def test_ties_are_ordered_by_id_even_where_k_cuts_them(self, tmp_path: Path, k: int) -> None:
        index = self.make(tmp_path)
        ids = random.Random(4).sample(range(1000), 60)
        index.update(removed=int64(), added=[TermDocument(i, ["un"], ["deux", "trois"]) for i in ids[:30]])
        index.update(removed=int64(), added=[TermDocument(i, ["un"], ["quatre", "trois"]) for i in ids[30:]])
        assert [i for i, _ in index.search(["deux", "trois"], k)] == (sorted(ids[:30]) + sorted(ids[30:]))[:k]

    def test_an_id_that_comes_again_is_replaced(self, tmp_path: Path) -> None:
        index = self.make(tmp_path)
        for body in (["avant"], ["apres"], ["apres"]):
            index.update(removed=int64(), added=[TermDocument(2**40, [], body)])
        assert index.size == 1
        assert index.search(["avant"], 5) == []
        assert [i for i, _ in index.search(["apres"], 5)] == [2**40]

    def test_removed_documents_are_gone(self, filled: tuple[LexicalIndex, Oracle]) -> None:
        index, oracle = filled
        gone = sorted(oracle.documents)[50:150]
        index.update(removed=int64(*gone, 999_999), added=[])
        assert index.size == 200
        assert not {i for i, _ in index.search(VOCABULARY, 1000)} & set(gone)

    def test_a_term_stands_in_so_many_bodies(self, filled: tuple[LexicalIndex, Oracle]) -> None:
        index, oracle = filled
        for term in (VOCABULARY[0], VOCABULARY[50], "zzz"):
            assert index.document_frequency(term) == len(oracle.field_scores("body", term))
