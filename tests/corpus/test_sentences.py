"""French sentences end where a reader would end them, and their offsets are exact."""

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Sentence
from corpus.sentences import split_sentences

GOLDEN = Path(__file__).parent.parent / "golden" / "sentences.txt"
SIGNS = str.maketrans({"⏎": "\n", "␣": "\u00a0", "⍽": "\u202f"})


def _golden_cases() -> list[str]:
    lines = GOLDEN.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "=="))]


def _marked(text: str) -> str:
    """The text with the golden table's mark before every sentence but the first."""
    starts = [sentence.start for sentence in split_sentences(text)][1:]
    pieces = [text[start:end] for start, end in zip([0, *starts], [*starts, len(text)], strict=True)]
    return "|".join(pieces)


@pytest.mark.parametrize("case", _golden_cases())
def test_sentence_ends_where_the_golden_table_says(case: str) -> None:
    written = case.translate(SIGNS)
    assert _marked(written.replace("|", "")) == written


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        (" \n\t\u00a0\u2028 ", []),
        ("…", [(0, 1)]),
        ("  Il part.  ", [(2, 10)]),
        ("Il part.\r\n\r\nElle reste.", [(0, 8), (12, 23)]),
        ("Il part.\u2028Elle reste.\u2029Fin", [(0, 8), (9, 20), (21, 24)]),
        ("« Oui. » Puis non.", [(0, 8), (9, 18)]),
        ("Fin de partie.)  Suite", [(0, 15), (17, 22)]),
        ("Bravo ! 😀 Merci.", [(0, 7), (8, 16)]),
        ("Note.[12] Suite.¹ Fin.", [(0, 9), (10, 17), (18, 22)]),
    ],
)
def test_offsets_are_exact(text: str, sentences: list[tuple[int, int]]) -> None:
    assert split_sentences(text) == [Sentence(start, end) for start, end in sentences]


PUNCTUATION = "« » “ ” \" ' ’ ( ) [ ] . ! ? … ... , : ; - – — •".split()
SPACES = [" ", "  ", "\n", "\r\n", "\u2028", "\u00a0", "\u202f", "\u200b", "\ufeff"]
FRENCH = "M. J.-C. av. etc. 1. 147,7 XIV. S.A. Le maire État e\u0301 \u0301 œuvre https://a.fr/B.C @ iPhone A b".split()
FOREIGN = ["😀", "👩\u200d👩\u200d👧", "שלום", "مرحبا.", "中文。"]
PIECES = st.sampled_from([*PUNCTUATION, *SPACES, *FRENCH, *FOREIGN])
HOSTILE_TEXT = st.lists(PIECES | st.text(max_size=4), max_size=60).map("".join)


@given(HOSTILE_TEXT)
def test_every_character_but_space_is_in_exactly_one_sentence(text: str) -> None:
    sentences = split_sentences(text)
    covered = "".join(text[sentence.start : sentence.end] for sentence in sentences)
    assert re.sub(r"\s", "", covered) == re.sub(r"\s", "", text)
    assert all(text[s.start : s.end].strip() == text[s.start : s.end] != "" for s in sentences)
    assert all(one.end <= other.start for one, other in pairwise(sentences))


@given(HOSTILE_TEXT)
def test_no_sentence_runs_over_a_line_break(text: str) -> None:
    assert all(len(text[sentence.start : sentence.end].splitlines()) == 1 for sentence in split_sentences(text))


@given(HOSTILE_TEXT, HOSTILE_TEXT)
def test_paragraphs_do_not_change_one_another(first: str, second: str) -> None:
    shift = len(first) + 1
    apart = split_sentences(first) + [Sentence(s.start + shift, s.end + shift) for s in split_sentences(second)]
    assert split_sentences(f"{first}\n{second}") == apart


ADVERSARIAL = [
    ".",
    "…A",
    "« ",
    ".»",
    ". A",
    "a.a.",
    "aa.Bb.",
    "[…] A ",
    "(a. A",
    '. "',
    "S.A. A ",
    "http://",
    "e\u0301.",
    " ",
]


@pytest.mark.parametrize("unit", ADVERSARIAL)
def test_work_is_linear_in_the_length(unit: str) -> None:
    """Linear takes under half a second here; quadratic, a minute: the limit tells one from the other on any machine."""
    started = time.process_time()  # on the processor: other processes don't count
    split_sentences(unit * (200_000 // len(unit)))
    assert time.process_time() - started < 8
