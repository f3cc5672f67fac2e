"""What a run file holds, over five questions whose every figure is known."""

import hashlib
from dataclasses import replace

from evals.metrics.abstention import RiskPoint
from evals.question_set import Judgement, Question, QuestionSet
from evals.runner import Subject, evaluate
from evals.runs.document import build_run, thin
from evals.runs.run_file import Json, Run
from evals.subjects import describe_articles
from sample_answers import ARTICLES


def run_of(questions: QuestionSet, subject: Subject) -> Run:
    return build_run(evaluate(questions, subject), name="small", articles={}, settings={}, machine={"cores": 4})


def test_a_question_says_what_was_said_where_it_stands_and_what_was_found(
    questions: QuestionSet, subject: Subject
) -> None:
    rows = run_of(questions, subject).document["per_question"]
    assert isinstance(rows, list)
    version = ARTICLES["ville"].version[:16]
    place: dict[str, Json] = {"id": f"{version}-0-33", "article_id": "ville", "start": 0, "end": 33}
    assert rows[0] == {
        "id": "q1",
        "kind": "number",
        "style": "court",
        "answerable": True,
        "answered": True,
        "confidence": 0.9,
        "outcome": "right",
        "reason": "The first quote holds a known answer, in an article with evidence.",
        "contains": True,
        "exact_match": 0.0,
        "token_f1": 0.666667,
        "forced_contains": True,
        "forced_exact_match": 0.0,
        "forced_token_f1": 0.666667,
        "cited": 1,
        "verbatim": 1,
        "resolved": 1,
        "right_article": True,
        "supports": True,
        "citations": [place],
        "short_answer": {"start": 16, "end": 32},
        "forced_citation": place,
        "retrieval": {
            "fused": {"found_at": [1], "relevant": 1, "reciprocal_rank": 1.0, "ndcg": 1.0},
            "terms": {"found_at": [2], "relevant": 1, "reciprocal_rank": 0.5, "ndcg": 0.63093},
        },
    }


def test_a_refusal_says_what_would_have_been_said(questions: QuestionSet, subject: Subject) -> None:
    rows = run_of(questions, subject).document["per_question"]
    assert isinstance(rows, list)
    assert [row["outcome"] for row in rows] == [
        "right",
        "wrong_sentence",
        "refused_right",
        "answered_unanswerable",
        "silent",
    ]
    refused = rows[2]
    assert (refused["citations"], refused["short_answer"]) == ([], None)
    assert refused["forced_citation"]["article_id"] == "port"
    assert rows[4]["retrieval"] == {}  # nothing is relevant to an unanswerable question
    nothing = replace(subject, forced=subject.answerer)
    rows = run_of(questions, nothing).document["per_question"]
    assert isinstance(rows, list)
    assert rows[2]["forced_citation"] is None


def test_of_a_question_whose_answer_nobody_knows_only_what_was_found_is_told(subject: Subject) -> None:
    judged = Question("j1", "Quoi ?", "unlabelled", True, (), (), judgements=(Judgement("port", 2),))
    document = run_of(QuestionSet("judged", "e" * 64, (judged,)), subject).document
    assert (document["per_question"], document["risk_coverage"]) == ([], [])
    assert document["per_judged_question"] == [
        {
            "id": "j1",
            "retrieval": {
                "fused": {"found_at": [2], "relevant": 1, "reciprocal_rank": 0.5, "ndcg": 0.63093},
                "terms": {"found_at": [1], "relevant": 1, "reciprocal_rank": 1.0, "ndcg": 1.0},
            },
        }
    ]
    assert isinstance(document["figures"], dict)
    assert set(document["figures"]) == {"retrieval"}


def test_times_are_told_by_stage_and_only_under_machine(questions: QuestionSet, subject: Subject) -> None:
    machine = run_of(questions, subject).document["machine"]
    assert isinstance(machine, dict)
    assert machine["cores"] == 4
    assert machine["milliseconds"] == {
        "retrieve": {"p50": 2.0, "p95": 3.0},
        "read": {"p50": 1.0, "p95": 2.0},
        "total": {"p50": 3.0, "p95": 5.0},
    }
    assert machine["quantiles"]["total"] == [3.0] * 13 + [5.0] * 8  # three of five take 3 ms, up to 60 %


def test_articles_have_a_fingerprint_that_their_order_does_not_move() -> None:
    articles = list(ARTICLES.values())
    lines = "".join(sorted(f"{article.id}\t{article.version}\n" for article in articles))
    expected = {"sha256": hashlib.sha256(lines.encode()).hexdigest(), "count": 2}
    assert describe_articles(articles, kind="squad", half_hidden=True) == expected | {
        "kind": "squad",
        "half_hidden": True,
    }
    assert describe_articles(articles[::-1], kind="squad", half_hidden=True)["sha256"] == expected["sha256"]
    changed = [replace(articles[0], text="Autre."), articles[1]]
    assert describe_articles(changed, kind="squad", half_hidden=True)["sha256"] != expected["sha256"]


def test_a_long_curve_is_thinned_but_keeps_its_ends() -> None:
    points = [RiskPoint(1 - place / 1000, place / 1000, 0.0) for place in range(1, 1001)]
    kept = thin(points)
    assert len(kept) == 21
    assert (kept[0], kept[-1]) == (points[0], points[-1])
