"""What a question before was about, and what it asked for."""

import pytest

from rag.follow_ups.said_before import Before, asked_noun, asked_phrase, counted_with_clause, one_of, topics


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("Quels groupes ont investi dans le fonds de Lyon ?", "les groupes qui ont investi dans le fonds de Lyon"),
        ("Combien d’usines proposent des stages à Lyon ?", "les usines qui proposent des stages à Lyon"),
        ("Combien de sociétés sont implantées à Lyon ?", "les sociétés implantées à Lyon"),
        ("Quels traits les villes partagent-elles ?", "les traits que les villes partagent"),
        ("Quelles sociétés Anna Roux a-t-elle en portefeuille ?", "les sociétés qu’Anna Roux a en portefeuille"),
        ("Combien d’usines y a-t-il à Lyon ?", "les usines"),
        ("Lyon a-t-elle beaucoup de chercheurs en chimie ?", "les chercheurs en chimie"),
        ("Quel est le montant du fonds ?", None),
        ("Quels sont les projets ?", None),
    ],
)
def test_what_is_counted_keeps_the_clause_that_says_which(question: str, counted: str | None) -> None:
    phrase = counted_with_clause(question)
    assert (phrase.words if phrase else None) == counted


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("Quel est le montant du fonds de Lyon ?", ["le fonds de Lyon", "Lyon"]),
        ("Que fait Clinea pour les jeunes cette année ?", ["Clinea", "les jeunes"]),
        ("Qui est le PDG de Clinea ?", ["Clinea"]),
        ("Quels sont ses projets ?", []),
    ],
)
def test_topics_leave_out_what_is_asked_for_and_when(question: str, about: list[str]) -> None:
    assert [phrase.words for phrase in topics(Before(question, ""))] == about


def test_what_is_asked_for() -> None:
    asked = asked_phrase("Quel est le montant du fonds ?")
    assert asked is not None
    assert asked.words == "le montant du fonds"
    noun = asked_noun("Quelle part du fonds revient à Lyon ?")
    assert noun is not None
    assert noun.head_noun == "part"


@pytest.mark.parametrize(
    ("question", "one"), [("Quels patrons viennent ?", "le patron"), ("Quels journaux viennent ?", "le journal")]
)
def test_one_of_several_is_in_the_singular(question: str, one: str) -> None:
    several = counted_with_clause(question)
    assert several is not None
    found = one_of(several, "masculine")
    assert found is not None
    assert found.words == one
