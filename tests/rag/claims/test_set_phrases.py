"""Phrases that say as a whole what none of their words says."""

import pytest

from rag.claims.comparison import MissingKind, contradictions
from rag.claims.likeness import NOT_THERE, likeness
from rag.claims.set_phrases import find_phrases
from rag.claims.statement import read_statement


@pytest.mark.parametrize(
    ("phrase", "plain"),
    [
        ("La ville a donné son feu vert.", "La ville a approuvé."),
        ("L’usine a mis la clé sous la porte.", "L’usine a fermé."),
        ("La ville a fait machine arrière.", "La ville a renoncé."),
        ("Le suspect a été reconnu coupable.", "Le suspect a été condamné."),
        ("The council gave the green light.", "Le conseil a approuvé."),
        ("The plant shut down.", "L’usine a fermé."),
    ],
)
def test_a_phrase_says_what_one_word_says(phrase: str, plain: str) -> None:
    told = read_statement(phrase)
    verb = read_statement(plain).content[-1]
    assert likeness(verb.terms, told.vocabulary) > NOT_THERE
    assert contradictions(read_statement(plain), told) == []


def test_a_denied_phrase_is_denied_as_a_whole() -> None:
    said = read_statement("La ville a approuvé le projet.")
    told = read_statement("La ville n’a pas donné son feu vert au projet.")
    assert {missing.kind for missing in contradictions(said, told)} >= {MissingKind.NEGATION}


def test_a_phrase_is_one_word_and_one_without_sense_none() -> None:
    assert [word.text for word in read_statement("Le coût s’élève à dix euros.").content] == ["coût"]
    assert [word.text for word in read_statement("La ville a donné son feu vert.").content] == ["ville", "donné"]


def test_where_phrases_stand() -> None:
    found = find_phrases("la ville a donne son feu vert".split(), "fr")
    assert [(phrase.first, phrase.last) for phrase in found] == [(3, 6)]
