import pytest

from rag.reading.time_expressions import find_times


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("le 26 juillet 2024", [("26 juillet 2024", "day"), ("2024", "year_inside")]),
        ("du 19 au 21 juillet", [("19 au 21 juillet", "days")]),
        ("la période 2024-2025", [("2024-2025", "years")]),
        ("mardi 2 mai", [("mardi 2 mai", "day_of_year")]),
        ("en mars 2009", [("mars 2009", "month"), ("2009", "year_inside")]),
        ("au printemps 2027", [("printemps 2027", "season"), ("2027", "year_inside")]),
        ("en 1954, dans les années 1960", [("1954", "year"), ("années 1960", "decade")]),
        ("au Ier siècle avant Jésus-Christ", [("Ier siècle avant Jésus-Christ", "century")]),
        ("vers 335 av. J.-C.", [("335 av. J.-C.", "year")]),
        ("à 18 heures, puis à 7h30", [("18 heures", "hour"), ("7h30", "hour")]),
        ("il y a un mois", [("il y a un mois", "relative")]),
        ("dimanche prochain ou l’été dernier", [("dimanche prochain", "relative"), ("l’été dernier", "relative")]),
        ("pendant trois mois", [("pendant trois mois", "span_of_time")]),
        ("1 968 habitants, 1 200 euros", []),
    ],
)
def test_times_and_how_exact_they_are(text: str, times: list[tuple[str, str]]) -> None:
    assert [(text[time.start : time.end], time.shape) for time in find_times(text)] == times
