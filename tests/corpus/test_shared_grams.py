"""The window that shares most with a quote is found by counting."""

import pytest

from corpus.shared_grams import densest_window


@pytest.mark.parametrize(
    ("text", "quote", "place"),
    [
        ("abcdefghij", "abcdefghij", 0),
        ("................abcdefghij......", "abcdefghij", 16),
        ("abcdefghij......abcdefghij......", "abcdefghij", 0),
        ("................abcdeXghij......", "abcdefghij", 11),
        ("zzzzzzzzzzzz", "abcdefghij", 0),
    ],
)
def test_first_densest_window_is_found(text: str, quote: str, place: int) -> None:
    assert densest_window(text, quote) == place
