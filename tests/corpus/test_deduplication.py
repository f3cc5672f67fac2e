import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.deduplication import BANDS, NEAR_COPY, band_keys, shingle, similarity

WORDS = st.lists(st.sampled_from("le la un silo explosion gare pont de à sur".split()), max_size=40)


def _words(first: int, last: int) -> str:
    return " ".join(f"mot{number}" for number in range(first, last))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Un silo a explosé.", "Un silo a explosé.", 1.0),
        ("Un silo a explosé.", "« UN SILO a explosé ! »", 1.0),  # neither case nor punctuation counts
        ("a b c d", "a b c x", 1 / 3),  # abc bcd, abc bcx
        ("a b c d e", "v w x y z", 0.0),
        ("Oui.", "oui", 1.0),  # fewer words than a run has are one run
        ("Oui.", "Oui oui.", 0.0),
        ("", "", 0.0),
    ],
)
def test_similarity_is_what_both_have_over_what_either_has(one: str, other: str, expected: float) -> None:
    assert similarity(shingle(one), shingle(other)) == pytest.approx(expected)


@given(one=WORDS, other=WORDS)
def test_runs_are_those_that_python_counts(one: list[str], other: list[str]) -> None:
    def runs(words: list[str]) -> set[tuple[str, ...]]:
        size = min(3, len(words))
        return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)} if words else set()

    expected = len(runs(one) & runs(other)) / (len(runs(one) | runs(other)) or 1)
    assert similarity(shingle(" ".join(one)), shingle(" ".join(other))) == pytest.approx(expected)


def test_keys_are_the_same_on_every_machine() -> None:
    keys = band_keys(shingle("Un silo à grain a explosé lundi matin à Orvigny."))
    assert len(keys) == BANDS
    assert keys[:2] == [-4654079669214297568, -5272151510539449359]
    assert all(-(2**63) <= key < 2**63 for key in keys)


def test_a_text_without_words_has_no_keys() -> None:
    assert band_keys(shingle("… !")) == []


def test_texts_with_the_same_runs_have_the_same_keys() -> None:
    assert band_keys(shingle("Le pont est fermé.")) == band_keys(shingle("le PONT est fermé"))


@pytest.mark.parametrize(
    ("shared", "found"),
    [(180, True), (150, True), (10, False)],  # of 200 words each: similarities of 0.80, 0.59 and 0.02
)
def test_near_copies_share_a_key_and_different_texts_none(shared: int, found: bool) -> None:
    one = shingle(_words(0, 200))
    other = shingle(f"{_words(200 - shared, 200)} {_words(1_000, 1_200 - shared)}")
    assert (similarity(one, other) >= NEAR_COPY) is found
    assert bool(set(band_keys(one)) & set(band_keys(other))) is found
