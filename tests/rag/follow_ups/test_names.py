"""What names name, as the words beside them say."""

import pytest

from rag.follow_ups.names import called_phrase, is_role, sort_of, told_names, told_phrases, with_gender
from rag.follow_ups.noun_phrases import Gender
from rag.reading.question_analysis import AnswerKind

PERSON, PLACE = AnswerKind.PERSON, AnswerKind.PLACE


@pytest.mark.parametrize(
    ("answer", "name", "sort", "gender"),
    [
        ("Paul Morel, coprésident de Clinea, a parlé. [1]", "Paul Morel", PERSON, "masculine"),
        ("Anna Roux, la directrice du fonds, a parlé. [1]", "Anna Roux", PERSON, "feminine"),
        ("La maire Anna Roux a parlé. [1]", "Anna Roux", PERSON, "feminine"),
        ("Il ouvrira en mai, dit la maire, Anna Roux. [1]", "Anna Roux", PERSON, "feminine"),
        ("Chercheur à Lyon, Paul Morel en doute. [1]", "Paul Morel", PERSON, "masculine"),
        ("Le fonds est prêt, a déclaré Paul Morel. [1]", "Paul Morel", PERSON, None),
        ("Le fonds a été lancé par Paul Morel, qui le dirige. [1]", "Paul Morel", PERSON, None),
        ("Le siège est à Vichy. [1]", "Vichy", PLACE, None),
        ("Clinea a son siège ici. [1]", "Clinea", None, None),
    ],
)
def test_the_words_beside_a_name_say_what_it_names(
    answer: str, name: str, sort: AnswerKind | None, gender: Gender | None
) -> None:
    found = next(phrase for phrase in told_names(answer) if phrase.noun == name)
    assert (sort_of(found, ""), with_gender(found).gender) == (sort, gender)


def test_a_name_is_a_place_where_it_was_one_elsewhere() -> None:
    (name,) = told_names("Vichy attire les curistes. [1]")
    assert sort_of(name, "") is None
    assert sort_of(name, "Que fait-on à Vichy ?") is PLACE


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ("Publié il y a peu, un rapport le dit. [1]", []),
        ("Voitures, téléphones et robots y auraient leur place. [1]", []),
        ("Face au virus, on a gagné du temps. [1]", []),
        ("Chercheur à Lyon, il en doute. [1]", ["Lyon"]),
        ("Clinea, déjà citée, en est. [1]", ["Clinea"]),
        ("Alba et Rona y ont leur siège. [1]", ["Alba", "Rona"]),
    ],
)
def test_the_first_word_of_an_answer_is_a_name_where_nothing_says_otherwise(answer: str, names: list[str]) -> None:
    assert [phrase.noun for phrase in told_names(answer)] == names


@pytest.mark.parametrize(
    ("noun", "is_one"),
    [("directrice", True), ("vice-maire", True), ("économiste", True), ("secteur", False), ("fonds", False)],
)
def test_nouns_that_say_who_somebody_is(noun: str, is_one: bool) -> None:
    assert is_role(noun) is is_one


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ("La ville a son plan « Lignes vives ».", "le plan « Lignes vives »"),
        ("Elle suit « Lignes vives », un vaste plan de transport.", "le plan « Lignes vives »"),
        ("Un plan d’action. « Rien ne presse », dit-elle.", None),
        ("Elle suit un plan.", None),
    ],
)
def test_a_thing_is_called_what_stands_in_quotation_marks(said: str, called: str | None) -> None:
    phrase = called_phrase("plan", "masculine", said)
    assert (phrase.words if phrase else None) == called


def test_phrases_are_told_with_their_names() -> None:
    assert [phrase.words for phrase in told_phrases("Le maire de Lyon parle. [1]")] == ["le maire de Lyon", "Lyon"]
