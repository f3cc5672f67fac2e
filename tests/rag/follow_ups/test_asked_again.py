"""Question words alone, asked with the question before."""

import pytest

from rag.follow_ups.asked_again import asked_again
from rag.follow_ups.said_before import Before

ANSWER = "Clinea l’a bâtie pour un motif simple. [1]"


@pytest.mark.parametrize(
    ("words", "before", "again"),
    [
        ("pourquoi", "Le fonds est-il prêt ?", "Pourquoi le fonds est-il prêt ?"),
        ("pourquoi", "Le quartier est-il prêt ?", "Pourquoi le quartier est-il prêt ?"),
        ("pourquoi", "Les quatre écoles ont-elles ouvert ?", "Pourquoi les quatre écoles ont-elles ouvert ?"),
        ("pourquoi", "Et à combien le fonds doit-il monter ?", None),
        ("depuis quand", "Est-ce que Lyon investit ?", "Depuis quand est-ce que Lyon investit ?"),
        ("où", "Quand le forum a-t-il eu lieu ?", "Où le forum a-t-il eu lieu ?"),
        ("quand", "Qui a bâti l’école ?", "Quand est-ce que Clinea a bâti l’école ?"),
        ("avec qui", "Et Lyon, a-t-elle investi ?", "Avec qui Lyon a-t-elle investi ?"),
        ("combien", "Quelles écoles ont ouvert ?", "Combien d’écoles ont ouvert ?"),
        ("lesquelles", "Combien d’écoles ont ouvert ?", "Quelles écoles ont ouvert ?"),
        ("quels facteurs", "De quoi dépend le prix ?", "De quels facteurs dépend le prix ?"),
        ("quelle surface", "Combien de salles aura l’école ?", "Quelle surface aura l’école ?"),
        ("quoi d’autre", "Quels services offre l’école ?", "Quels autres services offre l’école ?"),
        ("lequel", "Qu’y a-t-il derrière ?", "Quel motif simple ? (Qu’y a-t-il derrière ?)"),
        ("par quel moyen", "Quels prix Lyon veut-elle fixer ?", "Par quel moyen Lyon veut-elle fixer les prix ?"),
        ("pourquoi", "Que vaut le fonds ?", None),
        ("qui", "Le fonds est-il prêt ?", None),
        ("depuis quand", "Qui est Anna Roux ?", None),
    ],
)
def test_question_words_take_the_clause_before_where_they_go_with_it(
    words: str, before: str, again: str | None
) -> None:
    assert asked_again(words, Before(before, ANSWER)) == again
