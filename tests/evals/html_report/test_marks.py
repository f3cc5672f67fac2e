"""Texts cut at what is marked in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.html_report.marks import Mark, Piece, cut_at_marks, find_all


def test_overlapping_marks_cut_the_text_where_either_begins_or_ends() -> None:
    marks = [Mark(3, 8, 1, "evidence"), Mark(5, 11, 1, "quote"), Mark(5, 8, 2, "quote"), Mark(5, 8, 2, "quote")]
    assert cut_at_marks("Il dit « oui » et part.", marks) == [
        Piece("Il ", (), ()),
        Piece("di", (1,), ()),
        Piece("t «", (1,), (1, 2)),
        Piece(" ou", (), (1,)),
        Piece("i » et part.", (), ()),
    ]


def test_a_text_without_marks_is_one_piece() -> None:
    assert cut_at_marks("Rien.", []) == [Piece("Rien.", (), ())]


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 6)])
def test_a_mark_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not within a text of 5 characters"):
        cut_at_marks("Rien.", [Mark(start, end, 1, "quote")])


@given(st.text(min_size=1), st.data())
def test_pieces_make_the_text_and_those_of_a_mark_make_its_words(text: str, data: st.DataObject) -> None:
    starts = data.draw(st.lists(st.integers(0, len(text) - 1), max_size=5))
    marks = [
        Mark(start, data.draw(st.integers(start + 1, len(text))), number, "quote")
        for number, start in enumerate(starts)
    ]
    pieces = cut_at_marks(text, marks)
    assert "".join(piece.text for piece in pieces) == text
    for mark in marks:
        words = "".join(piece.text for piece in pieces if mark.failure in piece.quoted)
        assert words == text[mark.start : mark.end]


@pytest.mark.parametrize(
    ("quote", "places"),
    [("an", [(1, 3), (3, 5)]), ("ana", [(1, 4)]), ("b", [(0, 1)]), ("x", []), ("", [])],
)
def test_a_quote_is_found_wherever_it_stands(quote: str, places: list[tuple[int, int]]) -> None:
    assert find_all("banana", quote) == places
