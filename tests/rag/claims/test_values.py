"""The figures that quotes have under another form: multiples, majorities, bounds, parts of a unit."""

import pytest

from rag.claims.comparison import MissingKind, contradictions
from rag.claims.statement import read_statement


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Les ventes ont doublé.", "Les ventes ont été multipliées par deux."),
        ("Sales tripled.", "Les ventes ont été multipliées par trois."),
        ("Les effectifs ont diminué de moitié.", "Les effectifs ont été divisés par deux."),
        ("Plus de la moitié des élus ont voté.", "52 % des élus ont voté."),
        ("La majorité des élus ont voté.", "52 % des élus ont voté."),
        ("Most of the members voted.", "La plupart des membres ont voté."),
        ("Moins de 20 % des élus ont voté.", "18 % des élus ont voté."),
        ("Le billet coûte deux euros cinquante.", "Le billet coûte 2,50 euros."),
        ("La traversée dure 90 minutes.", "La traversée dure 1 h 30."),
        ("Le club compte 300 entreprises.", "Le club compte 300 jeunes entreprises."),
    ],
)
def test_a_figure_in_another_form_is_the_same(sentence: str, quote: str) -> None:
    assert contradictions(read_statement(sentence), read_statement(quote)) == []


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Les ventes ont doublé.", "Les ventes ont été multipliées par trois."),
        ("Plus de la moitié des élus ont voté.", "48 % des élus ont voté."),
        ("Plus de la moitié des élus ont voté.", "95 % des élus ont voté."),
        ("Plus de 51 % des élus ont voté.", "52 % des élus ont voté."),
        ("Plus de 50 % des élus ont voté.", "Moins de 60 % des élus ont voté."),
        ("La majorité des élus ont voté.", "Un tiers des élus a voté."),
        ("Le billet coûte deux euros quinze.", "Le billet coûte 2,50 euros."),
        ("La traversée dure 130 minutes.", "La traversée dure 1 h 30."),
        ("Le club ferme 120 sites.", "Le club ferme 120 postes sur un des sites."),
    ],
)
def test_another_figure_is_named(sentence: str, quote: str) -> None:
    found = {missing.kind for missing in contradictions(read_statement(sentence), read_statement(quote))}
    assert MissingKind.FIGURE in found


def test_a_denied_multiple_is_denied() -> None:
    statement, quote = read_statement("Les prix n’ont pas doublé."), read_statement("Les prix ont doublé.")
    assert {missing.kind for missing in contradictions(statement, quote)} == {MissingKind.NEGATION}
