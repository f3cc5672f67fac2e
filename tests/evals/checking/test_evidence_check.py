"""Evidence against its articles: what is found, and what is said of it."""

import pytest

from corpus.article import Article
from evals.checking.evidence_check import check_answers, check_quotes
from evals.checking.finding import Finding
from evals.question_set import Evidence, Question, Value

ARTICLES = {
    article.id: article
    for article in (
        Article("banque", "La banque", "Yi Gang dirige la banque d’État. Elle compte 20 000 salariés, selon M. Yi."),
        Article("fonds", "Le fonds", "Le fonds pèse 10 milliards de yuans."),
    )
}
DIRECTS = Evidence("banque", "Yi Gang dirige la banque d’État.")
COUNTS = Evidence("banque", "Elle compte 20 000 salariés")


def asked(*evidence: Evidence, answers: tuple[str, ...] = ("Yi Gang",), kind: str = "person") -> Question:
    return Question("q1", "Qui ?", kind, bool(evidence), answers if evidence else (), evidence)


def valued(*values: Value, kind: str = "number") -> Question:
    answers = tuple(answer for value in values for answer in value.answers)
    evidence = tuple(quote for value in values for quote in value.evidence)
    return Question("q1", "Combien ?", kind, True, answers, evidence, values=values)


@pytest.mark.parametrize("evidence", [DIRECTS, COUNTS, Evidence("banque", "Elle compte 20 000 salariés, selon M. Yi.")])
def test_a_quote_within_a_sentence_is_right(evidence: Evidence) -> None:
    assert list(check_quotes(asked(evidence), ARTICLES)) == []


@pytest.mark.parametrize(
    ("evidence", "what", "detail"),
    [
        (
            Evidence("banque", "Yi Gang dirige la banque d'Etat."),
            "quote_missing",
            "\"Yi Gang dirige la banque d'Etat.\" does not stand in 'banque'. "
            "The nearest there is 'Yi Gang dirige la banque d’État.'.",
        ),
        (
            Evidence("banque", "Elle compte 30 000 salariés"),
            "quote_missing",
            "'Elle compte 30 000 salariés' does not stand in 'banque'. "
            "The nearest there is 'Elle compte 20 000 salariés'.",
        ),
        (
            Evidence("banque", "Le fonds pèse 10 milliards"),
            "quote_missing",
            "'Le fonds pèse 10 milliards' does not stand in 'banque'. Nothing there is like it. It stands in 'fonds'.",
        ),
        (
            Evidence("gare", "Le fonds pèse 10 milliards"),
            "unknown_article",
            "None of the 2 articles is 'gare'. It stands in 'fonds'.",
        ),
        (
            Evidence("banque", "la banque d’État. Elle compte"),
            "quote_over_sentences",
            "'la banque d’État. Elle compte' runs over the end of a sentence of 'banque'.",
        ),
    ],
)
def test_a_quote_that_does_not_stand_is_shown_with_what_does(evidence: Evidence, what: str, detail: str) -> None:
    (finding,) = check_quotes(asked(evidence), ARTICLES)
    assert (finding.question_id, finding.what, finding.detail) == ("q1", what, detail)
    assert finding.cure


def test_a_quote_given_twice_is_found_once() -> None:
    found = list(check_quotes(asked(DIRECTS, COUNTS, DIRECTS), ARTICLES))
    assert [finding.what for finding in found] == ["quote_repeated"]


def test_answers_and_quotes_hold_each_other() -> None:
    assert list(check_answers(asked(DIRECTS))) == []
    assert (
        list(check_answers(asked(COUNTS, answers=("20000 salariés", "20 000")))) == []
    )  # as the metrics compare words
    assert [
        (found.what, found.detail) for found in check_answers(asked(DIRECTS, COUNTS, answers=("Yi Gang", "M. Yi")))
    ] == [
        ("answer_without_quote", "The answer 'M. Yi' stands in none of its 2 quotes."),
        ("quote_without_answer", "No answer stands in 'Elle compte 20 000 salariés'."),
    ]


def test_yes_and_no_need_no_words_of_an_article_and_are_the_only_ones() -> None:
    assert list(check_answers(asked(DIRECTS, answers=("oui",), kind="yes_no"))) == []
    for answers in (("oui", "non"), ("peut-être",)):
        (finding,) = check_answers(asked(DIRECTS, answers=answers, kind="yes_no"))
        assert finding == Finding(
            "q1",
            "not_yes_or_no",
            f"The answers {list(answers)} are not one of « oui » and « non ».",
            "Give the one that is right, or another kind.",
        )


def test_an_unanswerable_question_has_nothing_to_be_held() -> None:
    for kind in ("person", "yes_no"):
        assert list(check_answers(asked(kind=kind))) == []
        assert list(check_quotes(asked(kind=kind), ARTICLES)) == []


def test_each_value_holds_its_own() -> None:
    ten = Value(("10 milliards",), (Evidence("fonds", "Le fonds pèse 10 milliards de yuans."),))
    staff = Value(("20 000",), (COUNTS,))
    assert list(check_answers(valued(ten, staff))) == []
    swapped = valued(Value(staff.answers, ten.evidence), Value(ten.answers, staff.evidence))
    assert [finding.what for finding in check_answers(swapped)] == [
        "answer_without_quote",
        "quote_without_answer",
    ] * 2
    opposed = valued(Value(("oui",), (DIRECTS,)), Value(("non",), (COUNTS,)), kind="yes_no")
    assert list(check_answers(opposed)) == []
