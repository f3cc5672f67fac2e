from datetime import date

import pytest

from corpus.dates import parse_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-08-02", date(2024, 8, 2)),
        ("2024-8-2", date(2024, 8, 2)),
        ("2024-08-02T10:12:00+02:00", date(2024, 8, 2)),
        ("2024-08-02 10:12:00.123Z", date(2024, 8, 2)),
        ("02/08/2024", date(2024, 8, 2)),
        ("02.08.2024", date(2024, 8, 2)),
        ("1er août 2024", date(2024, 8, 1)),
        ("1er aout 2024", date(2024, 8, 1)),
        ("26 juillet 2024", date(2024, 7, 26)),
        ("26\u00a0juillet\u202f2024", date(2024, 7, 26)),
        ("2 AOÛT 2024", date(2024, 8, 2)),
        ("vendredi 26 juillet 2024", date(2024, 7, 26)),
        ("Vendredi, 26 juillet 2024 à 10h12", date(2024, 7, 26)),
        ("26 juillet 2024 à 10 h", date(2024, 7, 26)),
        ("26 juillet 2024, 10:12", date(2024, 7, 26)),
        ("2 févr. 2024", date(2024, 2, 2)),
        ("14 déc. 1998", date(1998, 12, 14)),
        ("29 février 2024", date(2024, 2, 29)),
        ("  2024-08-02\n", date(2024, 8, 2)),
    ],
)
def test_date_is_read_as_french_articles_write_it(text: str, expected: date) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hier",
        "2024",
        "août 2024",
        "29 février 2023",
        "31/02/2024",
        "13/13/2024",
        "2024-13-01",
        "0000-01-01",
        "12/03/24",
        "26 juillet",
        "26 brumaire 2024",
        "le 26 juillet 2024 à Pékin",
        "26 juillet 2024 et 27 juillet 2024",
        "١٢/٠٣/٢٠٢٤",
    ],
)
def test_what_names_no_single_day_is_none(text: str) -> None:
    assert parse_date(text) is None
