from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.writing.sentence_stream import WrittenSentence, read_sentences

CASES = [
    ("La ville a gagné [1]. Le port a ouvert [2].", [("La ville a gagné.", [1]), ("Le port a ouvert.", [2])]),
    ("La ville a gagné. [1] Le port a ouvert. [2]", [("La ville a gagné.", [1]), ("Le port a ouvert.", [2])]),
    ("La ville a gagné.[1] Le port a ouvert.[2][3]", [("La ville a gagné.", [1]), ("Le port a ouvert.", [2, 3])]),
    ("La ville [1] a gagné [2].", [("La ville a gagné.", [1, 2])]),
    ("[1] La ville a gagné.\n[2] Le port a ouvert.", [("La ville a gagné.", [1]), ("Le port a ouvert.", [2])]),
    ("La ville a gagné.\n[1]\nLe port a ouvert.\n[2]", [("La ville a gagné.", [1]), ("Le port a ouvert.", [2])]),
    ("- La **ville** a gagné [1].\n* Le port [2]\n1. Le quai [3].", [
        ("La ville a gagné.", [1]), ("Le port", [2]), ("Le quai.", [3]),
    ]),
    ("## Réponse\n\nLa ville a gagné [1].", [("Réponse", []), ("La ville a gagné.", [1])]),
    ("M. Dupont a payé 3,5 millions d’euros [1]. Il part.", [
        ("M. Dupont a payé 3,5 millions d’euros.", [1]), ("Il part.", []),
    ]),
    ("Il a dit « Oui. Non. » [1] Il part [2].", [("Il a dit « Oui. Non. »", [1]), ("Il part.", [2])]),
    ('Il a dit "Oui. Non." [1] Il part [2].', [('Il a dit "Oui. Non."', [1]), ("Il part.", [2])]),
    ("Il a dit « Oui.\nLe port a ouvert [1].", [("Il a dit « Oui.", []), ("Le port a ouvert.", [1])]),
    ("<think>Voyons [1]. Le port ?\n</think>La ville a gagné [2].", [("La ville a gagné.", [2])]),
    ("La ville<think> a perdu [1].", [("La ville", [])]),
    ("La ville a gagné [1]. Le port a ouv", [("La ville a gagné.", [1]), ("Le port a ouv", [])]),
    ("La ville a gagné [1, 2]. Fin [3", [("La ville a gagné.", [1, 2]), ("Fin [3", [])]),
    ("", []),
    (" \n ", []),
    ("[1]", []),
]  # fmt: skip


def _read(sentences: Iterator[WrittenSentence]) -> list[tuple[str, list[int]]]:
    return [
        (sentence.text, [number for marker in sentence.markers for numbers in marker.ranges for number in numbers])
        for sentence in sentences
    ]


@pytest.mark.parametrize(("text", "sentences"), CASES)
def test_sentences_come_with_their_markers(text: str, sentences: list[tuple[str, list[int]]]) -> None:
    assert _read(read_sentences([text])) == sentences
    assert _read(read_sentences(text)) == sentences, "one character at a time"


@given(
    text=st.text(alphabet='Ab é.?« »“”"[]123,-–\n`*<>【】\u00a0', max_size=60),
    cuts=st.lists(st.integers(0, 60), max_size=8),
)
def test_the_pieces_a_text_comes_in_make_no_difference(text: str, cuts: list[int]) -> None:
    bounds = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    pieces = [text[start:end] for start, end in pairwise(bounds)]
    assert _read(read_sentences(pieces)) == _read(read_sentences([text]))


def test_a_sentence_is_given_out_when_the_next_has_begun() -> None:
    given_out: list[str] = []

    def parts() -> Iterator[str]:
        for part in ("La ville a gagné. ", "[1] ", "Le port ", "a ouvert."):
            yield part
            given_out.append(part)

    sentences = read_sentences(parts())
    assert next(sentences).text == "La ville a gagné."
    assert given_out == ["La ville a gagné. ", "[1] "], "not before: its marker might have been missing"
