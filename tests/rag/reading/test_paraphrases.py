import pytest

from index.terms.french_analysis import search_terms
from rag.reading.paraphrases import _GROUPS, paraphrases

GROUPS = [line.split() for line in _GROUPS.strip().splitlines()]
TERMS = sorted({search_terms(word)[-1] for group in GROUPS for word in group})


def term(word: str) -> str:
    """The term of one word, an expression of several counting by its last."""
    return search_terms(word)[-1]


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("société", "entreprises"),
        ("groupe", "société"),
        ("patron", "dirige"),
        ("PDG", "président"),
        ("fondateur", "créé"),
        ("coûte", "montant"),
        ("augmente", "hausse"),
        ("baisse", "recul"),
        ("salariés", "emplois"),
        ("commence", "début"),
        ("habitants", "population"),
        ("nouvelle", "neuve"),
        ("start-up", "entreprise"),
    ],
)
def test_words_for_one_thing_are_paraphrases(word: str, other: str) -> None:
    assert term(other) in paraphrases(term(word))


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("augmente", "baisse"),
        ("achète", "vend"),
        ("acheter", "céder"),
        ("gagner", "perdre"),
        ("commence", "finit"),
        ("ouvre", "ferme"),
        ("naissance", "mort"),
        ("nouveau", "9"),
        ("ville", "pays"),
        ("avantage", "défaut"),
    ],
)
def test_words_for_different_things_are_none(word: str, other: str) -> None:
    assert term(other) not in paraphrases(term(word))


@pytest.mark.parametrize("word", ["Shanghai", "volcan", "2020", "15", "%", "", "le"])
def test_a_term_in_no_group_has_none(word: str) -> None:
    assert paraphrases(word) == frozenset()


def test_paraphrases_go_both_ways_and_never_to_the_term_itself() -> None:
    for one in TERMS:
        assert one not in paraphrases(one)
        for other in paraphrases(one):
            assert one in paraphrases(other), (one, other)


@pytest.mark.parametrize("group", GROUPS, ids=" ".join)
def test_a_group_is_made_of_words_with_terms(group: list[str]) -> None:
    assert all(search_terms(word) for word in group)
    assert not any(character.isdigit() for word in group for character in term(word)), "a figure is no paraphrase"
    assert len(set(group)) == len(group), "a word stands once in a group"
    assert len({term(word) for word in group}) > 1, "a group of one term says nothing"
