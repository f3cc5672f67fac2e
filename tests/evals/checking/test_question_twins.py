"""One question in other words or typed badly is found; two questions on one subject are not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from evals.checking.question_twins import Twins, find_twins
from evals.committed_questions import QUESTIONS
from evals.question_set import Question, load_questions
from rag.conversation import Turn

BEFORE = (Turn("user", "Où est le fonds ?"), Turn("assistant", "À Shanghai."))


def asked(text: str, *, as_of: date | None = None, standalone: str = "") -> Question:
    history = BEFORE if standalone else ()
    return Question("q", text, "number", False, (), (), history=history, standalone=standalone, as_of=as_of)


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Qui dirige le fonds de Shanghai ?", "qui dirige le fonds de Shanghai", 1.0),
        ("Qui dirige le fonds de Shanghai ?", "Le fonds de Shanghai, qui le dirige ?", 1.0),  # order
        ("Où aura lieu la conférence de l’été ?", "Où auront lieu les conferences de l'ete ?", 1.0),  # endings, accents
        (
            "Combien vaut le fonds municipal de Shanghai ?",
            "combien vaut le fond munisipal de shangai",
            1.0,
        ),  # typed badly
        ("Quel budget pour l’économie ?", "quel est le bugdet pour l’économie", 1.0),  # letters swapped
        ("Quel montant pour le fonds de Shanghai ?", "Combien, le montant pour le fonds de Shanghai ?", 1.0),
        # four terms of five
        ("Qui dirige le nouveau fonds municipal de Shanghai ?", "Qui dirige le fonds municipal de Shanghai ?", 0.8),
    ],
)
def test_one_question_is_found_however_it_is_put(one: str, other: str, likeness: float) -> None:
    assert list(find_twins([asked(one), asked(other)])) == [Twins(0, 1, pytest.approx(likeness))]
    assert list(find_twins([asked(other), asked(one)])) == [Twins(0, 1, pytest.approx(likeness))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Qui dirige le fonds de Shanghai ?", "Qui a fondé le fonds de Shanghai ?"),
        ("Qui dirige le fonds de Shanghai ?", "Qui dirige le fonds de Pékin ?"),
        ("fraude ligne A Morvanne taux", "fraude ligne B Morvanne taux"),  # a letter is a name
        ("Combien d’habitants en 2019 à Shanghai même ?", "Combien d’habitants à Shanghai même ?"),  # so is a figure
        (
            "Combien de salariés deux ans après l’accord ?",
            "Combien de salariés un an après l’accord ?",
        ),  # also in words
        ("Quel budget en 2019 pour Shanghai ?", "Quel budget en 2018 pour Shanghai ?"),
        ("Quand le directeur a-t-il quitté Shanghai ?", "Pourquoi le directeur a-t-il quitté Shanghai ?"),
        ("Le fonds exporte-t-il à Shanghai ?", "Le fonds importe-t-il à Shanghai ?"),
        ("Qui dirige le fonds ?", "Combien d’habitants à Shenzhen ?"),
        ("Qui est-ce ?", "Qui a été là ?"),  # no term at all
    ],
)
def test_two_questions_are_two_however_alike(one: str, other: str) -> None:
    assert list(find_twins([asked(one), asked(other)])) == []


def test_one_question_as_of_two_days_is_two() -> None:
    text = "Qui dirige le fonds ?"
    first, second = asked(text, as_of=date(2020, 1, 1)), asked(text, as_of=date(2021, 1, 1))
    assert list(find_twins([first, second, asked(text), second])) == [Twins(1, 3, 1.0)]


def test_a_follow_up_is_taken_in_its_standalone_form() -> None:
    whole = "Qui dirige le fonds de Shanghai ?"
    assert list(find_twins([asked("Qui le dirige ?", standalone=whole), asked(whole)])) == [Twins(0, 1, 1.0)]
    assert not list(find_twins([asked("Qui le dirige ?", standalone=whole), asked("Qui le dirige ?")]))


def test_follow_ups_that_lean_on_the_conversation_in_two_ways_are_two() -> None:
    whole = "Qui dirige le fonds de Shanghai ?"
    pronoun, noun = asked("Qui le dirige ?", standalone=whole), asked("Et le directeur ?", standalone=whole)
    assert list(find_twins([pronoun, noun, pronoun])) == [Twins(0, 2, 1.0)]


def test_every_pair_is_looked_at() -> None:
    text = "Qui dirige le fonds de Shanghai ?"
    assert [(twins.first, twins.second) for twins in find_twins([asked(text)] * 3)] == [(0, 1), (0, 2), (1, 2)]


_LEAST = 5  # letters that TYPING needs for a slip: « Wagn Peng » may be somebody else than « Wang Peng »
DEVELOPMENT = [
    question
    for question in load_questions(QUESTIONS / "development.jsonl").questions
    if any(word.isalpha() and len(word) >= _LEAST for word in question.text.split())
]


def _letters_swapped(text: str) -> str:
    """Two letters of the longest word, from the third on, the other way round."""
    word = max((word for word in text.split() if word.isalpha()), key=len)
    place = next(place for place in range(2, len(word)) if word[place] != word[place + 1])
    return text.replace(word, word[:place] + word[place + 1] + word[place] + word[place + 2 :], 1)


def _backwards(text: str) -> str:
    return " ".join(reversed(text.split()))


@pytest.mark.parametrize("put", [_letters_swapped, _backwards, str.upper])
def test_every_question_for_development_is_found_again(put: Callable[[str], str]) -> None:
    again = [replace(question, text=put(question.text)) for question in DEVELOPMENT]
    assert all(question != other for question, other in zip(DEVELOPMENT, again, strict=True))
    pairs = {(twins.first, twins.second) for twins in find_twins([*DEVELOPMENT, *again])}
    assert pairs == {(place, place + len(DEVELOPMENT)) for place in range(len(DEVELOPMENT))}
