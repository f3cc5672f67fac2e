"""What cannot be right about one question, and about sets side by side; and that nothing is found in ours."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.article import Article
from evals.checking.question_check import CheckedSet, check_question, check_sets
from evals.commands.check import committed_sets
from evals.question_set import Evidence, Question, QuestionSet, Value
from rag.conversation import Turn

ARTICLES = {
    article.id: article
    for article in (
        Article("mars", "Mars", "Le chantier coûtera 9 millions.", published=date(2024, 3, 1)),
        Article("juin", "Juin", "Le chantier coûtera 12 millions.", published=date(2024, 6, 1)),
        Article("fiche", "Fiche", "Le chantier coûtera 7 millions."),
        Article("notice", "Notice", "Le chantier coûtera 8 millions."),
    )
}
NINE = Value(("9 millions",), (Evidence("mars", "Le chantier coûtera 9 millions."),))
TWELVE = Value(("12 millions",), (Evidence("juin", "Le chantier coûtera 12 millions."),))
SEVEN = Value(("7 millions",), (Evidence("fiche", "Le chantier coûtera 7 millions."),))
EIGHT = Value(("8 millions",), (Evidence("notice", "Le chantier coûtera 8 millions."),))
BEFORE = (Turn("user", "Où est le chantier ?"), Turn("assistant", "À Brest."))


def asked(*values: Value) -> Question:
    """A question whose answers are those of the values; with more than one they are told apart."""
    answers = tuple(answer for value in values for answer in value.answers)
    evidence = tuple(quote for value in values for quote in value.evidence)
    return Question(
        "q1", "Combien coûtera le chantier ?", "number", True, answers, evidence,
        values=values if len(values) > 1 else (),
    )  # fmt: skip


def followed(text: str, standalone: str, *, style: str = "", last: str = "À Brest.") -> Question:
    history = (BEFORE[0], Turn("assistant", last))
    return replace(asked(NINE), text=text, standalone=standalone, style=style, history=history)


RIGHT = [
    asked(NINE),
    asked(TWELVE, NINE),
    replace(asked(NINE), as_of=date(2024, 3, 1)),
    followed("Et combien coûtera-t-il ?", "Combien coûtera le chantier ?"),
    followed("Combien coûtera le chantier ?", "combien coutera le chantier", style="change_of_subject"),
    replace(asked(NINE), text="Wu Qing ?"),  # in no language that is certain
]
WRONG = [
    (asked(NINE, TWELVE), "values_out_of_order", "Its values are of 2024-03-01, 2024-06-01."),
    (
        asked(TWELVE, SEVEN),
        "undated",
        "No article with the value '7 millions' has a date: what is newest cannot be told.",
    ),
    (
        asked(TWELVE, replace(NINE, answers=("9 millions", "les 12 millions"))),
        "values_alike",
        "'9 millions' is also an answer of another value: the two cannot be told apart.",
    ),
    (
        replace(asked(TWELVE), as_of=date(2024, 5, 31)),
        "published_later",
        "Its evidence in 'juin' was published on 2024-06-01, after 2024-05-31.",
    ),
    (
        replace(asked(SEVEN), as_of=date(2024, 5, 31)),
        "undated",
        "It is asked as of 2024-05-31, but its evidence in 'fiche' has no date.",
    ),
    (
        followed("Combien coûtera le chantier ?", "combien coutera le chantier"),
        "same_standalone",
        "'Combien coûtera le chantier ?' is its own standalone form: it needs nothing that was said before.",
    ),
    (
        followed("Et le prix ?", "Quel est le prix du chantier ?", last="…"),
        "empty_history",
        "The last turn of the assistant, '…', has no word.",
    ),
    (
        replace(asked(NINE), text="How much is the construction going to cost?"),
        "other_language",
        "It looks like 'en', its articles are in 'fr'.",
    ),
    (replace(asked(NINE), evidence=NINE.evidence * 2), "quote_repeated", None),
    (replace(asked(NINE), answers=("9 millions", "10 millions")), "answer_without_quote", None),
]


@pytest.mark.parametrize("question", RIGHT)
def test_a_right_question_is_left_alone(question: Question) -> None:
    assert list(check_question(question, ARTICLES)) == []


@pytest.mark.parametrize(("question", "what", "detail"), WRONG)
def test_a_wrong_question_is_found_with_its_cure(question: Question, what: str, detail: str | None) -> None:
    found = [finding for finding in check_question(question, ARTICLES) if finding.what == what]
    assert [finding.question_id for finding in found] == ["q1"]
    assert found[0].cure
    if detail is not None:
        assert found[0].detail == detail


def test_a_question_in_the_language_of_its_articles_is_right() -> None:
    question = replace(asked(NINE), text="How much is the construction going to cost?")
    english = {name: replace(article, language="en") for name, article in ARTICLES.items()}
    assert list(check_question(question, english)) == []


def checked(file: str, *questions: Question, articles: dict[str, Article] = ARTICLES) -> CheckedSet:
    return CheckedSet(Path(file), QuestionSet(Path(file).stem, "f" * 64, questions), articles)


def found_in(*sets: CheckedSet) -> list[list[tuple[str, str]]]:
    return [[(finding.question_id, finding.what) for finding in findings] for findings in check_sets(sets)]


HERE = asked(NINE)
AGAIN = replace(HERE, id="q2", text="le chantié, combien coutera t il")
OTHER = replace(HERE, id="q3", text="Qui paie le chantier ?")
SILENT = replace(AGAIN, answerable=False, answers=(), evidence=())


def test_twins_are_said_of_the_later_in_one_set_and_across_sets() -> None:
    assert found_in(checked("a.jsonl", HERE, OTHER, AGAIN)) == [[("q2", "twin")]]
    assert found_in(checked("a.jsonl", HERE), checked("b.jsonl", OTHER, AGAIN)) == [[], [("q2", "twin")]]
    (finding,) = check_sets([checked("a.jsonl", HERE), checked("b.jsonl", AGAIN)])[1]
    assert finding.detail == (
        "'le chantié, combien coutera t il' asks what 'q1' in a.jsonl asks: 'Combien coûtera le chantier ?'."
    )


def test_a_set_may_ask_again_in_conversation_what_its_namesake_asks_alone() -> None:
    assert found_in(checked("test.jsonl", HERE), checked("talk/test.jsonl", AGAIN)) == [[], []]
    assert found_in(checked("development.jsonl", HERE), checked("talk/test.jsonl", AGAIN)) == [[], [("q2", "twin")]]


def test_a_question_that_has_an_answer_and_none_contradicts_itself() -> None:
    for file in ("test.jsonl", "talk/test.jsonl"):
        assert found_in(checked("test.jsonl", HERE), checked(file, SILENT)) == [[], [("q2", "contradiction")]]
        assert found_in(checked("test.jsonl", SILENT), checked(file, HERE)) == [[], [("q1", "contradiction")]]
    (finding,) = check_sets([checked("a.jsonl", HERE), checked("b.jsonl", SILENT)])[1]
    assert finding.detail.endswith("; 'q1' has an answer, the other none.")


def test_other_articles_may_answer_what_these_do_not() -> None:
    elsewhere = {"autre": Article("autre", "Autre", "Rien.")}
    assert found_in(checked("a.jsonl", HERE), checked("b.jsonl", SILENT, articles=elsewhere)) == [[], [("q2", "twin")]]


def test_an_id_in_two_files_is_found() -> None:
    assert found_in(checked("a.jsonl", HERE), checked("b.jsonl", replace(OTHER, id="q1"))) == [
        [],
        [("q1", "repeated_id")],
    ]


@pytest.fixture(scope="module")
def ours() -> Sequence[CheckedSet]:
    return list(committed_sets())


def test_nothing_is_found_in_the_committed_sets(ours: Sequence[CheckedSet]) -> None:
    assert len(ours) > 1
    assert [finding for findings in check_sets(ours) for finding in findings] == []


def test_what_would_be_wrong_in_the_committed_sets_is_found(ours: Sequence[CheckedSet]) -> None:
    """The same articles and questions, one letter of each first quote changed: the check looks at all of them."""
    for whole in ours:
        first = next(question for question in whole.questions.questions if question.answerable)
        wrong = replace(
            first, evidence=(replace(first.evidence[0], quote=first.evidence[0].quote[:-2] + "@"),), values=()
        )
        found = [finding.what for finding in check_question(wrong, whole.articles)]
        assert found[0] == "quote_missing", whole.file
