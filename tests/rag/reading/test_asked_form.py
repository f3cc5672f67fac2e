import pytest

from rag.reading.asked_form import asked_form


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Qui dirige le fonds ?", "qui subject"),
        ("Qui est le directeur du fonds ?", "qui attribute"),
        ("qui est à la tête de l'institut", "qui attribute"),
        ("Qui est Wu Wei ?", "qui identity"),
        ("Qui était Mme Vautrin ?", "qui identity"),
        ("Wang Peng c'est qui ?", "qui identity"),
        ("Par qui le fonds est-il dirigé ?", "par qui"),
        ("Qui est-ce qui dirige le fonds ?", "qui subject"),
        ("Que produit l'usine ?", "que other"),
        ("Qu'est-ce que Model Speed Space ?", "que attribute"),
        ("Qu'est-ce que la ville de Shanghai propose à ses habitants ?", "que other"),
        ("Qu’est-ce qui a fermé ?", "que subject"),
        ("Quelle ville accueille le forum ?", "quel subject"),
        ("Quel fonds la ville a-t-elle créé ?", "quel other"),
        ("Quels sont les atouts de la ville qui gagne ?", "quel attribute"),
        ("Laquelle des villes est première ?", "quel subject"),
        ("Dans quelle ville ?", "dans quel"),
        ("À quoi sert le plan ?", "a quoi"),
        ("D'où viennent les talents ?", "de ou"),
        ("Où se trouve le centre ?", "ou subject"),
        ("Depuis quand préside-t-elle ?", "depuis quand"),
        ("La ville où le train ou le bus passe", "none any"),
        ("taux d'imposition à Lingang", "none any"),
        ("", "none any"),
    ],
)
def test_form_of_a_question(question: str, name: str) -> None:
    assert asked_form(question).name == name
