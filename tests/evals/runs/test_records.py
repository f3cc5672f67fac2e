"""The questions of a run file, read as values."""

import pytest

from evals.question_set import QuestionSet
from evals.runner import Subject, evaluate
from evals.runs.document import build_run
from evals.runs.records import SearchFind, Span, read_records, read_searched
from evals.runs.run_file import Json, Run, RunFileError
from evals.scoring import AnswerScore, Place
from sample_answers import ARTICLES


@pytest.fixture
def run(questions: QuestionSet, subject: Subject) -> Run:
    return build_run(evaluate(questions, subject), name="small", articles={}, settings={}, machine={})


def test_a_question_is_read_as_it_was_written(run: Run) -> None:
    first, _, refused, *_, silent = read_records(run)
    place = Place(f"{ARTICLES['ville'].version[:16]}-0-33", "ville", 0, 33)
    assert (first.id, first.kind, first.style, first.confidence) == ("q1", "number", "court", 0.9)
    assert (first.answerable, first.answered, first.outcome, first.good) == (True, True, "right", True)
    assert first.given == first.forced == AnswerScore(True, 0.0, 0.666667)
    assert (first.citations, first.short_answer, first.forced_citation) == ((place,), Span(16, 32), place)
    assert (refused.outcome, refused.good, refused.citations) == ("refused_right", False, ())
    assert refused.forced_citation is not None
    assert refused.forced_citation.article_id == "port"
    assert (silent.outcome, silent.good) == ("silent", True)


def test_what_searches_found_is_read_of_every_question(run: Run) -> None:
    judged: Json = [
        {"id": "j1", "retrieval": {"terms": {"found_at": [], "relevant": 2, "reciprocal_rank": 0, "ndcg": 0}}}
    ]
    searched = read_searched(Run({**run.document, "per_judged_question": judged}))
    assert [question.id for question in searched] == ["q1", "q2", "q3", "q4", "q5", "j1"]
    assert searched[0].retrieval["terms"] == SearchFind((2,), 1, 0.5, 0.63093)
    assert searched[4].retrieval == {}
    assert searched[5].retrieval == {"terms": SearchFind((), 2, 0.0, 0.0)}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": 3}, r"small\.per_question\[0\]: kind cannot be 3"),
        ({"answered": 1}, "answered cannot be 1"),
        ({"confidence": "high"}, "confidence cannot be 'high'"),
        ({"cited": True}, "cited cannot be True"),
        ({"citations": [7]}, r"per_question\[0\]\.citations\[0\]: an object cannot be 7"),
        ({"short_answer": {"start": 1}}, "short_answer: there is no `end`"),
    ],
)
def test_what_is_no_question_of_a_run_is_named(run: Run, change: dict[str, Json], message: str) -> None:
    rows = run.document["per_question"]
    assert isinstance(rows, list)
    with pytest.raises(RunFileError, match=message):
        read_records(Run({**run.document, "per_question": [rows[0] | change]}))


@pytest.mark.parametrize(
    ("retrieval", "message"),
    [
        ({"fused": {"found_at": ["1"]}}, r"per_judged_question\[0\]\.retrieval\.fused: found_at cannot be '1'"),
        ([], "retrieval cannot be "),
    ],
)
def test_what_is_no_find_of_a_search_is_named(retrieval: Json, message: str) -> None:
    rows: Json = [{"id": "j1", "retrieval": retrieval}]
    with pytest.raises(RunFileError, match=message):
        read_searched(Run({"name": "s", "per_question": [], "per_judged_question": rows}))


def test_a_run_without_questions_is_refused() -> None:
    with pytest.raises(RunFileError, match="old: there is no `per_question`"):
        read_records(Run({"name": "old"}))
