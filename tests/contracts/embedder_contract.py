"""What every `Embedder` does, whatever its vectors mean."""

import re
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.embedding.embedder import Embedder, check_vectors

TEXTS = (
    "Le conseil municipal de Roubaix a voté la construction d’une piscine.",
    "Pourquoi ?",
    "« L’amende s’élève à 147,7 milliards », a déclaré Mme Lefèvre. " * 8,
    "The storm left 12,000 homes without power.",
    "",
    "الرياض مدينة 🐫 كبيرة",
)
HOSTILE = (
    "",
    " ",
    "\n\t\r\u00a0\u202f",
    "\x00\x01\x1b[31m",
    "\ud800",
    "a\udfffb",
    "\u202eדג סקרן\u202c",
    "👩‍👩‍👧‍👦" * 40,
    "e\u0301" * 300,
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
    "AND NOT (title:*) \\",
    "x" * 100_000,
)


class EmbedderContract:
    """Inherit, and give the implementation as a fixture `embedder` of the test module, loaded once."""

    tolerance: float = 0.0
    """How far a row may move with its neighbours: rounding in a batch, nothing for texts that run alone."""

    def same(self, rows: np.ndarray, others: np.ndarray) -> None:
        np.testing.assert_allclose(rows, others, rtol=0, atol=self.tolerance)

    def test_every_text_has_one_unit_row_in_order(self, embedder: Embedder) -> None:
        rows = embedder.embed_documents(TEXTS)
        assert rows.shape == (len(TEXTS), embedder.dimension)
        check_vectors(rows, embedder.dimension)
        assert len(np.unique(rows.round(4), axis=0)) == len(TEXTS)
        check_vectors(embedder.embed_queries(TEXTS), embedder.dimension)

    def test_no_text_has_no_row(self, embedder: Embedder) -> None:
        for rows in (embedder.embed_documents([]), embedder.embed_queries([])):
            assert rows.shape == (0, embedder.dimension)
            assert rows.dtype == np.float32

    def test_row_does_not_depend_on_neighbours(self, embedder: Embedder) -> None:
        together = embedder.embed_documents(TEXTS)
        for text, row in zip(TEXTS, together, strict=True):
            self.same(embedder.embed_documents([text])[0], row)

    def test_row_does_not_depend_on_order(self, embedder: Embedder) -> None:
        order = np.random.default_rng(3).permutation(len(TEXTS))
        shuffled = embedder.embed_documents([TEXTS[i] for i in order])
        self.same(shuffled, embedder.embed_documents(TEXTS)[order])

    def test_equal_texts_have_equal_rows(self, embedder: Embedder) -> None:
        first, *others = embedder.embed_documents([TEXTS[0]] * 9)
        for row in others:
            self.same(row, first)

    def test_threads_get_what_one_caller_gets(self, embedder: Embedder) -> None:
        alone = embedder.embed_queries(TEXTS)
        with ThreadPoolExecutor(4) as pool:
            rows = list(pool.map(lambda text: embedder.embed_queries([text])[0], TEXTS * 5))
        self.same(np.stack(rows), np.tile(alone, (5, 1)))

    @pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:8]))
    def test_hostile_text_has_a_unit_row_and_a_count(self, embedder: Embedder, text: str) -> None:
        assert embedder.count_tokens(text) >= 0
        check_vectors(embedder.embed_documents([text]), embedder.dimension)
        check_vectors(embedder.embed_queries([text]), embedder.dimension)

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
    @given(text=st.text(st.characters(), max_size=300))
    def test_any_text_has_a_unit_row(self, embedder: Embedder, text: str) -> None:
        check_vectors(embedder.embed_queries([text]), embedder.dimension)

    def test_shared_words_bring_texts_closer(self, embedder: Embedder) -> None:
        question, near, far = embedder.embed_documents(
            ["le chat dort sur le canapé", "un chat dort sur un canapé", "bank raises interest rates again"]
        )
        assert question @ near > question @ far

    def test_tokens_are_counted_without_truncation(self, embedder: Embedder) -> None:
        assert embedder.count_tokens("") == 0
        word = embedder.count_tokens("marché")
        assert word >= 1
        assert embedder.count_tokens("marché " * 2000) == 2000 * word
        assert 0 < embedder.max_tokens < 2000 * word

    def test_identity_is_stated(self, embedder: Embedder) -> None:
        assert embedder.name
        assert "/" not in embedder.name
        assert re.fullmatch("[0-9a-f]{64}", embedder.fingerprint)
