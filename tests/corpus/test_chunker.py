"""Chunks are whole sentences within the budget, and their offsets are exact."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, Chunk
from corpus.chunker import chunk_article
from corpus.sentences import split_sentences


def _words(text: str) -> int:
    return len(text.split())


def _chunks(text: str, *, max_tokens: int, overlap: int = 1) -> list[str]:
    article = Article(id="a", title="T", text=text)
    chunks = chunk_article(article, count_tokens=_words, max_tokens=max_tokens, overlap=overlap)
    assert all(article.text[chunk.start : chunk.end] == chunk.text for chunk in chunks)
    return [chunk.text for chunk in chunks]


def test_chunk_carries_its_place_and_the_version_of_the_text() -> None:
    article = Article(id="budget", title="Budget", text="\nLe vote est clos. Nul ne part.\nIl pleut.\n")
    chunks = chunk_article(article, count_tokens=_words, max_tokens=7, overlap=0)
    assert chunks == [
        Chunk("budget", article.version, 0, 1, 31, "Le vote est clos. Nul ne part."),
        Chunk("budget", article.version, 1, 32, 41, "Il pleut."),
    ]


@pytest.mark.parametrize(
    ("max_tokens", "overlap", "chunks"),
    [
        (100, 1, ["Un deux. Trois quatre. Cinq six. Sept huit."]),
        (4, 0, ["Un deux. Trois quatre.", "Cinq six. Sept huit."]),
        (4, 1, ["Un deux. Trois quatre.", "Trois quatre. Cinq six.", "Cinq six. Sept huit."]),
        (6, 1, ["Un deux. Trois quatre. Cinq six.", "Cinq six. Sept huit."]),
        (6, 2, ["Un deux. Trois quatre. Cinq six.", "Trois quatre. Cinq six. Sept huit."]),
        (6, 9, ["Un deux. Trois quatre. Cinq six.", "Trois quatre. Cinq six. Sept huit."]),
        (2, 1, ["Un deux.", "Trois quatre.", "Cinq six.", "Sept huit."]),
        (3, 5, ["Un deux.", "Trois quatre.", "Cinq six.", "Sept huit."]),
    ],
)
def test_chunk_fills_up_with_sentences_and_repeats_the_overlap(
    max_tokens: int, overlap: int, chunks: list[str]
) -> None:
    text = "Un deux. Trois quatre. Cinq six. Sept huit."
    assert _chunks(text, max_tokens=max_tokens, overlap=overlap) == chunks


@pytest.mark.parametrize("text", ["", " \n\u00a0\n"])
def test_text_without_words_has_no_chunk(text: str) -> None:
    assert _chunks(text, max_tokens=10) == []


def test_overlap_is_dropped_where_it_leaves_no_room() -> None:
    assert _chunks("Un deux trois quatre. Cinq six.", max_tokens=5) == ["Un deux trois quatre.", "Cinq six."]


def test_heading_goes_with_the_text_below_it() -> None:
    text = "Le vote est clos.\nUn budget\nIl compte vingt pages. Nul ne lit."
    assert _chunks(text, max_tokens=6, overlap=0) == [
        "Le vote est clos.",
        "Un budget\nIl compte vingt pages.",
        "Nul ne lit.",
    ]
    assert _chunks(text, max_tokens=6, overlap=1)[1] == "Un budget\nIl compte vingt pages."
    assert _chunks(text, max_tokens=10, overlap=1)[0] == "Le vote est clos.\nUn budget\nIl compte vingt pages."


def test_lines_of_a_list_fill_chunks_like_sentences() -> None:
    assert _chunks("pain\nlait\nsel\nriz", max_tokens=2, overlap=0) == ["pain\nlait", "sel\nriz"]


def test_sentence_over_the_budget_is_cut_at_a_clause() -> None:
    text = "Le maire cède, les syndicats attendent encore, la ville paie."
    assert _chunks(text, max_tokens=7, overlap=0) == [
        "Le maire cède,",
        "les syndicats attendent encore, la ville paie.",
    ]


def test_sentence_without_clauses_is_cut_at_a_space() -> None:
    assert _chunks("un deux trois quatre cinq six", max_tokens=4, overlap=0) == ["un deux trois", "quatre cinq six"]


def test_word_over_the_budget_is_cut_between_visible_characters() -> None:
    article = Article(id="a", title="T", text="e\u0301" * 5 + "👩\u200d👧" + "🇫🇷")
    chunks = chunk_article(article, count_tokens=len, max_tokens=3, overlap=0)
    assert [chunk.text for chunk in chunks] == ["e\u0301"] * 5 + ["👩\u200d👧", "🇫🇷"]


@pytest.mark.parametrize(("max_tokens", "overlap"), [(0, 1), (-3, 1), (10, -1)])
def test_impossible_sizes_are_refused(max_tokens: int, overlap: int) -> None:
    with pytest.raises(ValueError, match=f"got {max_tokens} and {overlap}"):
        _chunks("Oui.", max_tokens=max_tokens, overlap=overlap)


def test_tokens_are_counted_once_a_sentence() -> None:
    counted: list[str] = []

    def count(text: str) -> int:
        counted.append(text)
        return _words(text)

    text = "Un deux. Trois quatre.\nCinq six. Sept huit."
    chunk_article(Article(id="a", title="T", text=text), count_tokens=count, max_tokens=4, overlap=1)
    assert counted == ["Un deux.", "Trois quatre.", "Cinq six.", "Sept huit."]


SENTENCES = st.sampled_from(
    ["Un deux. ", "Oui. ", "Le maire, dit-on, cède\n", "Titre\n", "« Non ! » Fin… ", "\r\n", "\u2028"]
)
SIGNS = st.sampled_from(
    ["😀", "👩\u200d👧", "e\u0301", "\u0301", "שלום", "مرحبا", "\u200b", "\u00a0", "中文。", "🇫🇷", "𝒜"]
)
HOSTILE_TEXT = st.lists(SENTENCES | SIGNS | st.text(max_size=6), max_size=50).map("".join)


def _characters_but_space(text: str) -> int:
    return sum(not character.isspace() for character in text)


@given(HOSTILE_TEXT, st.integers(1, 30), st.integers(0, 3))
def test_every_chunk_is_exact_within_budget_and_in_order(text: str, max_tokens: int, overlap: int) -> None:
    article = Article(id="a", title="T", text=text)
    chunks = chunk_article(article, count_tokens=_characters_but_space, max_tokens=max_tokens, overlap=overlap)
    covered: set[int] = set()
    for chunk in chunks:
        assert text[chunk.start : chunk.end] == chunk.text == chunk.text.strip() != ""
        assert _characters_but_space(chunk.text) <= max_tokens
        assert not covered.issuperset(range(chunk.start, chunk.end))
        covered.update(range(chunk.start, chunk.end))
    assert covered >= {place for place, character in enumerate(text) if not character.isspace()}
    assert [chunk.ordinal for chunk in chunks] == list(range(len(chunks)))
    assert all(one.start < other.start and one.end < other.end for one, other in pairwise(chunks))


@given(HOSTILE_TEXT, st.integers(0, 3))
def test_chunk_begins_and_ends_with_a_sentence_and_overlaps_as_asked(text: str, overlap: int) -> None:
    sentences = split_sentences(text)
    longest = max((_characters_but_space(text[s.start : s.end]) for s in sentences), default=1)
    article = Article(id="a", title="T", text=text)
    chunks = chunk_article(
        article, count_tokens=_characters_but_space, max_tokens=longest * (overlap + 2), overlap=overlap
    )
    starts = {sentence.start: place for place, sentence in enumerate(sentences)}
    ends = {sentence.end: place for place, sentence in enumerate(sentences)}
    for one, other in pairwise(chunks):
        assert ends[one.end] + 1 - starts[other.start] == overlap
    assert all(chunk.start in starts and chunk.end in ends for chunk in chunks)
