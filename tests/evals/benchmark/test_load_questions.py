"""Questions for the load benchmark: all different, the same in every run, French."""

import pytest

from corpus.article import Article
from evals.benchmark import load_questions
from evals.benchmark.load_questions import different_questions, questions_about

ARTICLE = Article("a", "La ville", "Elle dort. La ville a ouvert un musée. Qui sait ? Hier, rien. il pleut.")


def test_each_statement_is_asked_about_in_every_form() -> None:
    assert questions_about([ARTICLE])[:7] == [
        "Quand est-ce qu’elle dort ?",
        "Pourquoi est-ce qu’elle dort ?",
        "Où est-ce qu’elle dort ?",
        "Comment est-ce qu’elle dort ?",
        "Qui a dit qu’elle dort ?",
        "Est-ce qu’elle dort ?",
        "Quand est-ce que la ville a ouvert un musée ?",
    ]


def test_no_question_is_made_of_a_question_a_fragment_or_what_may_elide() -> None:
    assert len(questions_about([ARTICLE])) == 12


def test_a_sentence_that_is_too_long_is_not_asked_about() -> None:
    longest, longer = ("La ville " + "grande " * count + "dort." for count in (15, 16))
    assert len(questions_about([Article("a", "", longest)])) == 6
    assert questions_about([Article("a", "", longer)]) == []


def test_questions_are_all_different_and_the_same_in_every_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load_questions, "_MADE_FROM", 20)
    once, again = different_questions(10_000), different_questions(10_000)
    assert once == again
    assert len(set(once)) == len(once) > 1_500
    assert sum(question.startswith(("Quand est-ce qu", "Est-ce qu")) for question in once) > 200
    assert "Qui est le directeur général du fonds municipal de Shanghai pour l'IA ?" in once
    assert len(different_questions(100)) == 100
