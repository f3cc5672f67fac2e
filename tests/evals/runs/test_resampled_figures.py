"""Figures out of the questions of a run: the same as the run file's, and right over any resample."""

from pathlib import Path

import numpy as np
import pytest

from evals.metrics.bootstrap import figure_values
from evals.question_set import QuestionSet
from evals.runner import Subject, evaluate
from evals.runs.document import build_run
from evals.runs.records import read_records, read_searched
from evals.runs.resampled_figures import resampled_answers, resampled_searches
from evals.runs.run_file import Json, Run, load_run

RESULTS = Path(__file__).parents[3] / "evals" / "results"


def figures_of(run: Run) -> dict[str, float | None]:
    records, searched = read_records(run), read_searched(run)
    answers = figure_values(resampled_answers(records), len(records))
    return {**answers, **figure_values(resampled_searches(searched), len(searched))}


def test_over_the_questions_as_they_are_each_figure_is_the_one_of_the_run_file(
    questions: QuestionSet, subject: Subject
) -> None:
    run = build_run(evaluate(questions, subject), name="small", articles={}, settings={}, machine={})
    found = figures_of(run)
    assert len(found) == 20 * (1 + 5 + 2) + 10 * 2  # all, 5 kinds, 2 styles; 2 searches
    assert found == {name: pytest.approx(run.figures[name], abs=1e-6) for name in found}


@pytest.mark.parametrize("name", ["bundled", "piaf-dev-half-hidden"])
def test_the_committed_baselines_are_told_by_their_questions(name: str) -> None:
    run = load_run(RESULTS / f"{name}.json")
    found = figures_of(run)
    assert found == {name: pytest.approx(run.figures[name], abs=2e-6) for name in found}


def test_a_question_taken_twice_counts_twice(questions: QuestionSet, subject: Subject) -> None:
    run = build_run(evaluate(questions, subject), name="small", articles={}, settings={}, machine={})
    figures = {**resampled_answers(read_records(run)), **resampled_searches(read_searched(run))}
    counts = np.array([[2.0, 1.0, 0.0, 2.0, 0.0], [0.0, 0.0, 0.0, 3.0, 2.0]])
    contains = figures["answers.contains"].over(counts)
    assert contains[0] == pytest.approx(2 / 3)  # q1 twice, q2 once; q4 cannot be answered
    assert np.isnan(contains[1])  # no question that can be answered
    assert figures["answers.coverage"].over(counts).tolist() == pytest.approx([1.0, 3 / 5])
    assert figures["retrieval.fused.mrr@10"].over(counts)[0] == pytest.approx(1.0)
    assert figures["by_kind.person.coverage"].over(counts).tolist() == [1.0, 1.0]


def test_without_a_known_answer_there_is_retrieval_alone() -> None:
    find: Json = {"fused": {"found_at": [2, 7], "relevant": 4, "reciprocal_rank": 0.5, "ndcg": 0.25}}
    run = Run({"name": "s", "per_question": [], "per_judged_question": [{"id": "q", "retrieval": find}]})
    found = figures_of(run)
    assert {name.removeprefix("retrieval.fused."): value for name, value in found.items()} == {
        "recall@1": 0.0,
        "recall@3": 0.25,
        "recall@5": 0.25,
        "recall@10": 0.5,
        "success@1": 0.0,
        "success@3": 1.0,
        "success@5": 1.0,
        "success@10": 1.0,
        "mrr@10": 0.5,
        "ndcg@10": 0.25,
    }
