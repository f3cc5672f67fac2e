"""Noun phrases of French questions, found without a dictionary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.follow_ups.noun_phrases import contracted, exchange, find_noun_phrases


@pytest.mark.parametrize(
    ("question", "phrases"),
    [
        ("Qui dirige le fonds municipal de Shanghai ?", ["le fonds municipal de Shanghai", "Shanghai"]),
        ("Quel est le montant du fonds ?", ["le montant du fonds", "le fonds"]),
        ("Quand le plan de Pékin a-t-il été publié ?", ["le plan de Pékin", "Pékin"]),
        ("À qui appartient le centre de calcul ?", ["le centre de calcul"]),
        ("Le fonds finance les start-up ?", ["le fonds", "les start-up"]),
        ("Combien d’entreprises Shanghai compte-t-elle ?", ["Shanghai"]),
        ("Combien de robots l’usine de Shenzhen fabrique-t-elle ?", ["l’usine de Shenzhen", "Shenzhen"]),
        ("Que fait SenseTime en Thaïlande ?", ["SenseTime", "Thaïlande"]),
        ("Zhou Xiang crie-t-il victoire ?", ["Zhou Xiang"]),
        ("Pékin fait-elle une place à la recherche ?", ["Pékin", "la place à la recherche", "la recherche"]),
        ("Sur quoi porte le plan publié par Shenzhen ?", ["le plan publié par Shenzhen", "Shenzhen"]),
        ("Y a-t-il des aides pour acheter un logement ?", ["les aides", "le logement"]),
        ("Ce fonds, qui le dirige ?", ["le fonds"]),
        ("Combien coûte l’IA Shanghai ?", ["l’IA", "Shanghai"]),
        ("Pourquoi investir ?", []),
    ],
)
def test_phrases_are_found_with_their_complements(question: str, phrases: list[str]) -> None:
    assert [phrase.words for phrase in find_noun_phrases(question)] == phrases


@pytest.mark.parametrize(
    ("question", "of", "to"),
    [
        ("Qui dirige le fonds ?", "du fonds", "au fonds"),
        ("Qui dirige la ville ?", "de la ville", "à la ville"),
        ("Qui dirige l’usine ?", "de l’usine", "à l’usine"),
        ("Qui dirige les usines ?", "des usines", "aux usines"),
        ("Qui dirige Huawei ?", "de Huawei", "à Huawei"),
        ("Qui dirige Alibaba ?", "d’Alibaba", "à Alibaba"),
    ],
)
def test_a_phrase_is_contracted_with_its_preposition(question: str, of: str, to: str) -> None:
    (phrase,) = find_noun_phrases(question)
    assert (phrase.after("de"), phrase.after("à")) == (of, to)


@pytest.mark.parametrize(
    ("left", "words", "joined"),
    [
        ("Le taux de ", "le fonds", "Le taux du fonds"),
        ("Il va à ", "les usines", "Il va aux usines"),
        ("Le taux de ", "la ville", "Le taux de la ville"),
        ("", "le fonds", "Le fonds"),
        ("Et ", "le fonds", "Et le fonds"),
    ],
)
def test_words_are_joined_as_french_does(left: str, words: str, joined: str) -> None:
    assert contracted(left, words) == joined


def test_a_phrase_exchanged_keeps_its_preposition() -> None:
    question = "Quel est le montant du fonds de Shanghai ?"
    phrase = find_noun_phrases(question)[1]
    assert exchange(question, phrase, "la ville") == "Quel est le montant de la ville ?"
    assert exchange(question, phrase, "le plan") == "Quel est le montant du plan ?"


@given(st.text(max_size=80))
def test_a_phrase_stands_where_it_says(text: str) -> None:
    for phrase in find_noun_phrases(text):
        assert 0 <= phrase.start <= phrase.head < phrase.core_end <= phrase.end <= len(text)
        assert phrase.noun == text[phrase.head : phrase.end]
