"""A short question that names nobody goes on about what was spoken of, or not: what is surer is said."""

from collections.abc import Sequence

import pytest

from corpus.article import Article
from index.article_index import ArticleIndex
from rag.answer import Answer
from rag.assembly import assemble
from rag.conversation import Turn, standalone_question
from rag.events import Final, Hits
from rag.follow_ups.recalling import may_stand_alone, without_follow_up
from rag.settings import Settings

BREAD = Article(
    id="pain",
    title="La baguette plus chère",
    text="Le prix du pain est de 1,10 euro. Les boulangers accusent le prix du blé, selon leur syndicat.",
)
HISTORY = (
    Turn("user", "Combien le fonds de Shanghai doit-il atteindre ?"),
    Turn("assistant", "Il doit atteindre 30 milliards, selon Wu Wei. [1]"),
)


def asked(index: ArticleIndex, question: str, history: Sequence[Turn] = HISTORY) -> Answer:
    """The answer; what is streamed begins with its passages and says the same."""
    pipeline = assemble(index, Settings())
    first, *_, last = pipeline.stream(question, history=history)
    assert isinstance(first, Hits)
    assert isinstance(last, Final)
    assert (first.standalone_question, first.hits) == (last.answer.standalone_question, last.answer.hits)
    return last.answer


def test_another_subject_is_answered_alone(index: ArticleIndex) -> None:
    index.add([BREAD])
    answer = asked(index, "Quel est le prix du pain ?")
    assert answer.standalone_question == "Quel est le prix du pain ?"
    assert [citation.article.id for citation in answer.citations] == ["pain"]
    assert answer.timings.keys() == {"rewrite", "retrieve", "read", "cite"}


def test_another_subject_that_no_article_knows_is_not_answered_with_the_one_before(index: ArticleIndex) -> None:
    answer = asked(index, "Quel est le prix du pain ?")
    assert not answer.answered
    assert answer.standalone_question == "Quel est le prix du pain ?"


def test_what_goes_on_is_answered_from_what_was_spoken_of(index: ArticleIndex) -> None:
    answer = asked(index, "Quand dévoile-t-on les projets ?")
    assert answer.standalone_question == "Quand dévoile-t-on les projets ? (le fonds de Shanghai)"
    assert {citation.article.id for citation in answer.citations} == {"fonds"}


@pytest.mark.parametrize(
    ("typed", "written", "may"),
    [
        ("Qui construit la tribune ?", "Qui construit la tribune ? (la ville de Brévan)", True),
        ("qui construit la tribune", "Qui construit la tribune ? (la ville de Brévan)", True),
        ("Qui construit la tribune ?", "Qui construit la tribune ? (Qui parle ?)", True),
        ("Pourquoi ?", "Pourquoi ? (Quel est le prix du pain ?)", False),
        ("Qui le dirige ?", "Qui dirige le fonds ?", False),
        ("Qui dirige le fonds ?", "Qui dirige le fonds ?", False),
    ],
)
def test_a_question_that_only_brings_its_subject_along_may_stand_alone(typed: str, written: str, may: bool) -> None:
    assert may_stand_alone(typed, written) is may


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Et à combien le fonds doit-il monter ?", "À combien le fonds doit-il monter ?"),
        ("Pourquoi ? (Et à combien le fonds doit-il monter ?)", "À combien le fonds doit-il monter ?"),
        ("Qui le dit ?", "Qui le dit ?"),
    ],
)
def test_the_next_follow_up_goes_on_from_the_question_itself(question: str, left: str) -> None:
    assert without_follow_up(question) == left


@pytest.mark.parametrize("said", ["Bonjour", "Merci !", "Bonsoir, merci", "Au revoir."])
def test_what_is_only_polite_asks_nothing_about_the_subject(said: str) -> None:
    assert standalone_question(said, HISTORY) == said


@pytest.mark.parametrize("said", ["Bonjour", "Merci !", "D’accord."])
def test_what_is_only_polite_is_nothing_to_go_on_from(said: str) -> None:
    answer = Turn("assistant", "Les articles ne le disent pas.")
    assert standalone_question("Qui le dirige ?", [Turn("user", said), answer]) == "Qui le dirige ?"
    assert standalone_question("Qui le dirige ?", [*HISTORY, Turn("user", said), answer]) == (
        "Qui dirige le fonds de Shanghai ?"
    )
