import pytest

from rag.reading.relative_dates import depends_on_publication


@pytest.mark.parametrize(
    "words",
    [
        "hier",
        "aujourd’hui",
        "mardi prochain",
        "dimanche",
        "l’an dernier",
        "l’été dernier",
        "depuis l’automne dernier",
        "la semaine prochaine",
        "il y a un mois",
        "il y a plus d’un an",
        "il y a une dizaine d’années",
        "cette année",
        "le 6 octobre",  # of which year?
        "en juillet",
    ],
)
def test_the_day_of_the_article_tells_when(words: str) -> None:
    assert depends_on_publication(words)


@pytest.mark.parametrize(
    "words",
    [
        "le 6 octobre 2025",
        "mardi 6 octobre 2025",
        "2027",
        "printemps 2027",
        "du 19 au 21 juillet 2024",
        "Ier siècle",
        "trois mois",
        "depuis quatre ans",
        "six morts",
        "la planète Mars",
        "il y a beaucoup de monde",
        "",
    ],
)
def test_the_words_tell_when_themselves(words: str) -> None:
    assert not depends_on_publication(words)
