import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.french_analysis import tokenize
from rag.word_classes import word_class

CLASSES = {
    "determiner", "preposition", "conjunction", "subordinator", "pronoun", "auxiliary", "adverb", "figure", "name", "word"
}  # fmt: skip


@pytest.mark.parametrize(
    ("surfaces", "expected"),
    [
        ("le La l une leurs CES Tous chaque", "determiner"),
        ("de d à A dans dès Des malgré après jusqu", "preposition"),
        ("et Ou mais donc", "conjunction"),
        ("que qu qui où dont lorsqu si parce", "subordinator"),  # « où » without its accent is « ou »
        ("il Elle se s y ça celles", "pronoun"),
        ("est a été étaient Sont peut", "auxiliary"),
        ("ne n pas très déjà Presque", "adverb"),
        ("15 20\u202f000 147,7 1.5 % deux Vingt-deux mille quatre-vingt-dix-sept", "figure"),
        ("Paris Wu IA Élysée Œuvre Ukraine", "name"),
        ("ville école œuvre aujourd’hui deuxième dizaine 日本", "word"),
    ],
)
def test_class_of_a_word(surfaces: str, expected: str) -> None:
    found = {surface: word_class(surface) for surface in surfaces.split(" ")}
    assert found == dict.fromkeys(found, expected)


@pytest.mark.parametrize("surface", ["Avec", "AVEC", "avec", "Après", "APRÈS", "apres"])
def test_case_and_accents_tell_nothing_of_a_word_in_a_list(surface: str) -> None:
    assert word_class(surface) == "preposition"


@given(st.text())
def test_every_token_has_a_class(text: str) -> None:
    assert {word_class(text[token.start : token.end]) for token in tokenize(text)} <= CLASSES
