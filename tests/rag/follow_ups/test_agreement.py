"""Gender and number of words that say neither."""

import pytest

from rag.follow_ups.agreement import agreeing, noun_gender, what_is
from rag.follow_ups.noun_phrases import Gender, find_noun_phrases


@pytest.mark.parametrize(
    ("noun", "gender"),
    [
        ("date", "feminine"),
        ("publication", "feminine"),
        ("faiblesses", "feminine"),
        ("durée", "feminine"),
        ("montant", "masculine"),
        ("siècle", "masculine"),
        ("comité", "feminine"),
        ("logement", "masculine"),
    ],
)
def test_the_ending_of_a_noun_tells_its_gender(noun: str, gender: Gender) -> None:
    assert noun_gender(noun) == gender


@pytest.mark.parametrize(
    ("phrase", "asking"),
    [
        ("le montant", "Quel est"),
        ("l’échéance", "Quelle est"),
        ("les faiblesses", "Quelles sont"),
        ("les projets", "Quels sont"),
        ("le maire", "Qui est"),
        ("les directeurs", "Qui sont"),
    ],
)
def test_what_is_agrees_with_what_it_asks_for(phrase: str, asking: str) -> None:
    assert what_is(find_noun_phrases(phrase)[0]) == asking


@pytest.mark.parametrize(
    ("verb", "plural", "agreed"),
    [
        ("porte", True, "portent"),
        ("portent", False, "porte"),
        ("est", True, "sont"),
        ("ont", False, "a"),
        ("contient", True, "contient"),  # its form does not say how
        ("vise", False, "vise"),
    ],
)
def test_a_verb_agrees_where_its_form_says_how(verb: str, plural: bool, agreed: str) -> None:
    assert agreeing(verb, plural=plural) == agreed
