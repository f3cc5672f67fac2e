"""Which value goes with what, how many are meant, and whether it has happened yet."""

import pytest

from rag.claims.pairing import find_mispaired
from rag.claims.scope import find_widened
from rag.claims.statement import read_statement
from rag.claims.tenses import find_told_as_done

FESTIVALS = "Le festival de Dol a accueilli 9 000 spectateurs, celui de Vaubron 12 000."
WAGES = "Les salaires ont augmenté de 3 points en 2021 et de 5 points en 2022."
LIBRARY = "La médiathèque a ouvert en 2018. Elle a été agrandie en 2022."
SISTERS = "Lise Arnaud a remporté le 100 mètres. Sa sœur Flora a terminé troisième."
BREWER = "Théo Marchal, qui craignait le pire au printemps, a embauché un apprenti en juillet."


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Le festival de Vaubron a accueilli 9 000 spectateurs.", FESTIVALS),
        ("Les salaires ont augmenté de 5 points en 2021.", WAGES),
        ("La médiathèque, ouverte en 2022, a été agrandie en 2018.", LIBRARY),
        ("Flora a remporté le 100 mètres.", SISTERS),
        ("Théo Marchal a embauché un apprenti au printemps.", BREWER),
        ("Le sentier de Murol est fermé.", "Le sentier relie Aspach à Murol. Celui de Sarrance est fermé."),
    ],
)
def test_a_value_or_a_name_of_something_else_is_found(sentence: str, quote: str) -> None:
    assert find_mispaired(read_statement(sentence), read_statement(quote))


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Vaubron (12 000 spectateurs) dépasse Dol (9 000).", FESTIVALS),
        ("En 2022, la progression des salaires a été de 5 points.", WAGES),
        ("Les salaires ont augmenté de 5 points.", WAGES),
        ("Ouverte en 2018, la médiathèque a été agrandie en 2022.", LIBRARY),
        ("Lise Arnaud a remporté le 100 mètres.", SISTERS),
        ("Pierre Denis a gagné la course.", "Le maire Pierre Denis et Marie Roux ont gagné la course."),
        ("Théo Marchal a embauché un apprenti en juillet.", BREWER),
    ],
)
def test_what_goes_together_is_left_alone(sentence: str, quote: str) -> None:
    assert find_mispaired(read_statement(sentence), read_statement(quote)) == []


@pytest.mark.parametrize(
    ("sentence", "quote", "found"),
    [
        ("Tous les élèves ont un vélo.", "Certains élèves ont un vélo.", ["Tous"]),
        ("Tous les élèves ont un vélo.", "Neuf élèves sur dix ont un vélo.", ["Tous"]),
        ("Tous les élèves ont un vélo.", "Les élèves ont un vélo.", []),
        ("Chaque élève a un vélo.", "Tous les élèves ont un vélo.", []),
        ("All pupils have a bicycle.", "Quelques élèves ont un vélo.", ["All"]),
        ("Le musée ouvre seulement le lundi.", "Le musée ouvre le lundi.", ["seulement"]),
        ("Le musée ouvre seulement le lundi.", "Le musée n’ouvre que le lundi.", []),
    ],
)
def test_what_is_told_of_more_than_the_quotes_do(sentence: str, quote: str, found: list[str]) -> None:
    assert [word.text for word in find_widened(read_statement(sentence), read_statement(quote))] == found


@pytest.mark.parametrize(
    ("sentence", "quote", "found"),
    [
        ("La caserne a ouvert.", "La caserne doit ouvrir.", ["ouvert"]),
        ("La caserne a ouvert.", "La caserne ouvrira lundi.", ["ouvert"]),
        ("La halle a été rénovée.", "La halle sera rénovée.", ["rénovée"]),
        ("The hall was renovated.", "La halle sera rénovée.", ["renovated"]),
        ("The hall will be renovated.", "La halle sera rénovée.", []),
        ("La halle sera rénovée.", "La halle doit être rénovée.", []),
        ("La caserne a ouvert.", "La caserne a ouvert ; la piscine ouvrira lundi.", []),
    ],
)
def test_what_is_to_come_is_not_done(sentence: str, quote: str, found: list[str]) -> None:
    assert [word.text for word in find_told_as_done(read_statement(sentence), read_statement(quote))] == found
