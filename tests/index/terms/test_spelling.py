import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from index.terms.spelling import one_edit_away

letters = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8)


@pytest.mark.parametrize("near", ["mt", "ot", "mo", "omt", "mto", "mots", "amot", "moot", "mat"])
def test_finds_one_letter_dropped_swapped_added_or_changed(near: str) -> None:
    assert near in one_edit_away("mot")


@given(term=letters, other=letters)
def test_holds_exactly_what_is_one_edit_away(term: str, other: str) -> None:
    near = one_edit_away(term)
    assert all(OSA.distance(term, word) == 1 for word in near)
    assert (other in near) == (OSA.distance(term, other) == 1)
