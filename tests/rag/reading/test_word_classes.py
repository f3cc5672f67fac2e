import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.terms.french_analysis import tokenize
from rag.reading.word_classes import word_class

CLASSES = {
    *("determiner", "preposition", "conjunction", "subordinator", "pronoun", "auxiliary", "adverb"),
    *("figure", "name", "word"),
}


@pytest.mark.parametrize(
    ("surfaces", "expected"),
    [
        ("le La l une des leurs CES Tous chaque", "determiner"),
        ("de d à A À dans dès Dès malgré après jusqu", "preposition"),
        ("et Ou mais donc", "conjunction"),
        ("que qu qui où Où dont lorsqu si parce", "subordinator"),
        ("il Elle se s y ça celles", "pronoun"),
        ("est a été étaient etaient ETAIT Sont peut", "auxiliary"),
        ("ne n pas très déjà Presque là", "adverb"),
        ("15 20\u202f000 147,7 1.5 % deux Vingt-deux mille quatre-vingt-dix-sept", "figure"),
        ("Paris Wu IA Élysée Œuvre Ukraine", "name"),
        ("ville école œuvre aujourd’hui deuxième dizaine né sûr dû entré resté 日本", "word"),
    ],
)
def test_class_of_a_word(surfaces: str, expected: str) -> None:
    found = {surface: word_class(surface) for surface in surfaces.split(" ")}
    assert found == dict.fromkeys(found, expected)


@pytest.mark.parametrize("surface", ["Avec", "AVEC", "avec", "Après", "APRÈS", "apres", "APRES"])
def test_a_word_in_a_list_may_have_capitals_and_lack_accents(surface: str) -> None:
    assert word_class(surface) == "preposition"


@given(st.text())
def test_every_token_has_a_class(text: str) -> None:
    assert {word_class(text[token.start : token.end]) for token in tokenize(text)} <= CLASSES
