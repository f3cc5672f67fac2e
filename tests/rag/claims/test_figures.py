"""Figures: one value for every way to write it, in French and in English, and what they count."""

from fractions import Fraction

import pytest

from rag.claims.english_numbers import english_numeral_value
from rag.claims.figures import Change, find_changes, find_figures


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        ("fr", "10 %", 10, "percent"),
        ("fr", "une heure et demie", Fraction(3, 2), "hour"),
        ("fr", "3 mois et demi", Fraction(7, 2), "month"),
        ("en", "an hour and a half", Fraction(3, 2), "hour"),
        ("fr", "10\u202f%", 10, "percent"),
        ("fr", "10%", 10, "percent"),
        ("fr", "dix pour cent", 10, "percent"),
        ("en", "10 percent", 10, "percent"),
        ("en", "ten per cent", 10, "percent"),
        ("fr", "1,5 milliard d’euros", 1_500_000_000, "euro"),
        ("en", "1.5 billion euros", 1_500_000_000, "euro"),
        ("en", "€1.5bn", 1_500_000_000, "euro"),
        ("fr", "1 500 millions d'euros", 1_500_000_000, "euro"),
        ("fr", "3 M€", 3_000_000, "euro"),
        ("fr", "2 Md€", 2_000_000_000, "euro"),
        ("en", "two trillion dollars", 2_000_000_000_000, "dollar"),
        ("en", "21.1 billion US dollars", 21_100_000_000, "dollar"),
        ("en", "a 40-million-euro", 40_000_000, "euro"),
        ("fr", "20 000", 20_000, ""),
        ("fr", "20\u00a0000", 20_000, ""),
        ("fr", "20.000", 20_000, ""),
        ("en", "20,000", 20_000, ""),
        ("fr", "1,000", 1, ""),
        ("fr", "40 000P", 40_000, "P"),
        ("fr", "deux mille trois cents", 2_300, ""),
        ("en", "two thousand three hundred", 2_300, ""),
        ("fr", "quarante-cinq mille euros", 45_000, "euro"),
        ("fr", "la moitié", 50, "percent"),
        ("en", "half", 50, "percent"),
        ("fr", "trois quarts", 75, "percent"),
        ("en", "two thirds", Fraction(200, 3), "percent"),
        ("fr", "un salarié sur deux", 50, "percent"),
        ("en", "one in three", Fraction(100, 3), "percent"),
        ("fr", "une vingtaine", 20, ""),
        ("fr", "1er", 1, "ordinal"),
        ("fr", "onzième", 11, "ordinal"),
        ("fr", "11e", 11, "ordinal"),
        ("en", "third", 3, "ordinal"),
        ("en", "3rd", 3, "ordinal"),
    ],
)
def test_a_figure_is_read_however_it_is_written(language: str, text: str, value: Fraction | int, unit: str) -> None:
    figures = find_figures(text, language)
    assert [(figure.value, figure.unit) for figure in figures] == [(value, unit)]


def test_what_is_counted_is_the_word_after_a_figure() -> None:
    figures = find_figures("L’explosion a fait 3 morts et douze blessés.", "fr")
    assert [(figure.value, figure.noun) for figure in figures] == [(3, "morts"), (12, "blessés")]


@pytest.mark.parametrize("text", ["un maire", "une ville", "quart de finale", "un quart d’heure"])
def test_an_article_and_a_set_phrase_are_no_figures(text: str) -> None:
    assert find_figures(text, "fr") == []


@pytest.mark.parametrize(
    ("language", "text"), [("fr", "passe de 620 à 680 euros"), ("en", "went from 620 to 680 euros")]
)
def test_a_change_has_a_direction(language: str, text: str) -> None:
    assert find_changes(text, find_figures(text, language), language) == [Change(Fraction(620), Fraction(680))]


@pytest.mark.parametrize(
    ("words", "value"),
    [("zero", 0), ("nineteen", 19), ("forty-two", 42), ("three hundred and five", 305), ("ten thousand", 10_000),
     ("two hundred thousand and one", 200_001)],
)  # fmt: skip
def test_english_numbers_have_their_value(words: str, value: int) -> None:
    assert english_numeral_value(words) == value
