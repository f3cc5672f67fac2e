"""A whole run over five questions, every figure worked out by hand."""

from dataclasses import replace

import pytest

from evals.question_set import Evidence, QuestionSet, QuestionSetError
from evals.runner import Subject, evaluate
from evals.scoring import group_by, summarize


def test_figures_of_a_run(questions: QuestionSet, subject: Subject) -> None:
    figures = summarize(evaluate(questions, subject).scores)
    assert figures == {
        "questions": 5.0,
        "answerable": 3.0,
        "right_article": pytest.approx(2 / 3),  # q3 was refused
        "any_right_article": pytest.approx(2 / 3),
        "contains": pytest.approx(1 / 3),  # q1; the sentence of q2 does not hold its evidence
        "supports": pytest.approx(1 / 3),
        "any_supports": pytest.approx(1 / 3),
        "exact_match": 0.0,  # of q1 and q3: « 20 000 habitants » is not 20000
        "token_f1": pytest.approx((2 / 3 + 0) / 2),  # precision 1/2, recall 1
        "forced_contains": pytest.approx(2 / 3),  # q3 would have been right
        "forced_exact_match": 1 / 2,
        "forced_token_f1": pytest.approx((2 / 3 + 1) / 2),
        "citations": 3.0,
        "verbatim": 1.0,
        "resolved": 1.0,
        "abstention_precision": 1 / 2,
        "abstention_recall": 1 / 2,
        "abstention_f1": 1 / 2,
        "coverage": 3 / 5,
        "answered_accuracy": pytest.approx(1 / 3),
        # Surest first: q1 right, q2 wrong, q4 wrong, q3 right, q5 wrong.
        "risk_coverage_area": pytest.approx((0 + 1 / 2 + 2 / 3 + 2 / 4 + 3 / 5) / 5),
    }


def test_groups_have_figures_of_their_own(questions: QuestionSet, subject: Subject) -> None:
    groups = group_by(evaluate(questions, subject).scores, lambda question: question.style)
    assert list(groups) == ["court", "fautes"]  # largest first
    assert (groups["court"]["contains"], groups["fautes"]["contains"]) == (1 / 2, 0.0)
    assert groups["fautes"]["verbatim"] is None  # nothing was cited


def test_searches_are_scored_on_answerable_questions(questions: QuestionSet, subject: Subject) -> None:
    searches = evaluate(questions, subject).searches
    assert {name: list(found) for name, found in searches.items()} == {
        "fused": ["q1", "q2", "q3"],
        "terms": ["q1", "q2", "q3"],
    }
    assert [found.score.reciprocal_rank for found in searches["fused"].values()] == [1.0, 1.0, 0.5]
    assert [found.score.recall[1] for found in searches["terms"].values()] == [0.0, 0.0, 1.0]


@pytest.mark.parametrize(
    ("evidence", "says"),
    [
        (Evidence("gare", "x"), "names the article 'gare', which is not among the 2 that are indexed"),
        (Evidence("ville", "30 000"), "quotes '30 000', which is not in the article 'ville'"),
    ],
)
def test_evidence_that_is_not_in_the_articles_is_refused(
    questions: QuestionSet, subject: Subject, evidence: Evidence, says: str
) -> None:
    wrong = replace(questions, questions=(replace(questions.questions[0], evidence=(evidence,)),))
    with pytest.raises(QuestionSetError, match=says):
        evaluate(wrong, subject)
