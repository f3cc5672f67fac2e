from collections.abc import Sequence
from datetime import date

import pytest

from index.hit import Filters
from rag.publication_mentions import Mention, narrowed, read_mention

SOURCES = (
    "Agence Loire-Presse",
    "La Voix du Bocage",
    "La Voix",
    "Le Courrier de Brumeval",
    "Le Monde",
    "L’Écho d’Orvigny",
    "d’après le Securities Times",
)


def read(question: str) -> Mention | None:
    return read_mention(question, lambda: SOURCES)


MARCH = (date(2024, 3, 1), date(2024, 3, 31))
TWELFTH = (date(2024, 3, 12), date(2024, 3, 12))


@pytest.mark.parametrize(
    ("question", "rest", "days", "source"),
    [
        ("Selon un article du 12 mars 2024, qui préside ?", "Qui préside ?", TWELFTH, None),
        ("selon l'article du 12/03/2024 qui préside ?", "Qui préside ?", TWELFTH, None),
        ("d apres un article du 12 mars 2024 qui preside", "Qui preside", TWELFTH, None),
        ("D’après un article daté du 12 mars 2024, qui préside ?", "Qui préside ?", TWELFTH, None),
        ("Dans un article de mars 2024, qui préside ?", "Qui préside ?", MARCH, None),
        ("Selon une dépêche parue en mars 2024, qui préside ?", "Qui préside ?", MARCH, None),
        ("Qui préside, selon un article de 2024 ?", "Qui préside ?", (date(2024, 1, 1), date(2024, 12, 31)), None),
        ("Selon un article de février 2024, qui ?", "Selon un article de février 2024, qui ?",
         (date(2024, 2, 1), date(2024, 2, 29)), None),
        ("Selon La Voix du Bocage, qui préside ?", "Qui préside ?", None, "La Voix du Bocage"),
        ("Selon la voix du bocage du 12 mars 2024, qui préside ?", "Qui préside ?", TWELFTH, "La Voix du Bocage"),
        ("D'après L'Echo d'Orvigny, qui préside ?", "Qui préside ?", None, "L’Écho d’Orvigny"),
        ("Selon le Securities Times, qui préside ?", "Qui préside ?", None, "d’après le Securities Times"),
        ("Qui préside, dans Le Courrier de Brumeval du 12 mars 2024 ?", "Qui préside ?", TWELFTH,
         "Le Courrier de Brumeval"),
        ("Qui préside selon un article paru le 12 mars 2024 dans Le Monde ?", "Qui préside ?", TWELFTH, "Le Monde"),
        ("Selon un article de La Voix du Bocage de mars 2024, qui préside ?", "Qui préside ?", MARCH,
         "La Voix du Bocage"),
        ("Selon Le Figaro du 12 mars 2024, qui préside ?", "Qui préside ?", TWELFTH, "Le Figaro"),
        ("En mars 2024, à combien estimait-on le coût ?", "À combien estimait-on le coût ?", MARCH, None),
        ("Que disait-on du silo en mars 2024 ?", "Que disait-on du silo ?", MARCH, None),
    ],
)  # fmt: skip
def test_a_question_says_which_article_it_is_about(
    question: str, rest: str, days: tuple[date, date] | None, source: str | None
) -> None:
    assert read(question) == Mention(rest, days, source)


@pytest.mark.parametrize(
    "question",
    [
        "En mars 2024, combien de spectateurs sont venus ?",  # when it happened, not when it was printed
        "Que s'est-il passé en 2024 ?",
        "Selon la préfecture, combien de morts ?",
        "Selon la préfecture du 12 mars 2024, combien de morts ?",
        "Selon un article, combien de morts ?",
        "Selon le monde du spectacle, que faire ?",  # one word names a source only with its capital
        "Dans quel parc le camping est-il installé ?",
        "Dans le parc de Sauvelade, combien de tentes ?",
        "Selon La Dépêche, qui préside ?",  # no such source, and no date that would make it an article
        "Selon un article du 31 février 2024, qui préside ?",
        "Selon un article du 3 mai, qui préside ?",  # of which year?
        "",
    ],
)
def test_what_is_not_said_of_an_article_is_no_filter(question: str) -> None:
    assert read(question) is None


def test_the_longest_source_that_is_named_counts() -> None:
    mention = read("Selon La Voix du Bocage, qui ?")
    assert mention is not None
    assert mention.source == "La Voix du Bocage"
    assert read_mention("Selon La Voixelle, qui préside ?", lambda: ["La Voix"]) is None


def test_sources_are_not_asked_for_where_none_can_be_named() -> None:
    def refuse() -> Sequence[str]:
        raise AssertionError("asked for sources")

    assert read_mention("Combien de morts l'explosion a-t-elle faits ?", refuse) is None


@pytest.mark.parametrize(
    ("filters", "mention", "expected"),
    [
        (Filters(), Mention("?", TWELFTH, None), Filters(*TWELFTH)),
        (Filters(), Mention("?", None, "Le Jour"), Filters(sources=("Le Jour",))),
        (Filters(date(2024, 3, 10), date(2024, 3, 20)), Mention("?", MARCH, None),
         Filters(date(2024, 3, 10), date(2024, 3, 20))),
        (Filters(date(2023, 1, 1), date(2024, 3, 20)), Mention("?", MARCH, None),
         Filters(date(2024, 3, 1), date(2024, 3, 20))),
        (Filters(sources=("Le Jour", "La Nuit")), Mention("?", None, "Le Jour"), Filters(sources=("Le Jour",))),
        (Filters(sources=("La Nuit",)), Mention("?", MARCH, "Le Jour"), None),
        (Filters(languages=("fr",)), Mention("?", None, None), Filters(languages=("fr",))),
    ],
)  # fmt: skip
def test_what_a_question_says_only_ever_narrows(filters: Filters, mention: Mention, expected: Filters | None) -> None:
    assert narrowed(filters, mention) == expected
