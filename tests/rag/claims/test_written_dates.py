"""Dates by what they name, however they are written."""

import pytest

from rag.claims.written_dates import find_dates

NOTHING = {"day": 0, "month": 0, "year": 0, "weekday": 0, "century": 0, "relative": ""}


@pytest.mark.parametrize(
    ("language", "text", "named"),
    [
        ("fr", "le 10 juillet 2020", {"day": 10, "month": 7, "year": 2020}),
        ("fr", "10/07/2020", {"day": 10, "month": 7, "year": 2020}),
        ("fr", "2020-07-10", {"day": 10, "month": 7, "year": 2020}),
        ("en", "July 10, 2020", {"day": 10, "month": 7, "year": 2020}),
        ("en", "10 July 2020", {"day": 10, "month": 7, "year": 2020}),
        ("en", "on the 10th of July", {"day": 10, "month": 7}),
        ("fr", "le 1er août", {"day": 1, "month": 8}),
        ("fr", "lundi 2 septembre", {"weekday": 1, "day": 2, "month": 9}),
        ("fr", "en mars 2025", {"month": 3, "year": 2025}),
        ("en", "in May", {"month": 5}),
        ("en", "on Thursday", {"weekday": 4}),
        ("fr", "au XIXe siècle", {"century": 19}),
        ("en", "in the 19th century", {"century": 19}),
        ("fr", "l’an dernier", {"relative": "last year"}),
        ("fr", "l’année dernière", {"relative": "last year"}),
        ("en", "last year", {"relative": "last year"}),
        ("fr", "hier", {"relative": "yesterday"}),
    ],
)
def test_a_date_is_what_it_names(language: str, text: str, named: dict[str, int | str]) -> None:
    (date,) = find_dates(text, language)
    assert {part: getattr(date, part) for part in NOTHING} == NOTHING | named


@pytest.mark.parametrize(("language", "text"), [("fr", "du 5 au 12 octobre"), ("en", "from October 5 to 12")])
def test_a_span_of_days_is_its_two_ends(language: str, text: str) -> None:
    assert [(date.day, date.month) for date in find_dates(text, language)] == [(5, 10), (12, 10)]


@pytest.mark.parametrize("text", ["The city may march on.", "He may leave."])
def test_an_english_verb_is_no_month(text: str) -> None:
    assert find_dates(text, "en") == []
