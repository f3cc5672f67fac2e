"""What the plots show, worked out by hand."""

from dataclasses import replace

import pytest

from evals.html_report.series import (
    GroupScore,
    RecallCurve,
    StageLatency,
    group_scores,
    recall_curves,
    reliability,
    risk_curve,
    stage_latencies,
    wilson_interval,
)
from evals.metrics.abstention import RiskPoint
from evals.metrics.calibration import ReliabilityBin
from evals.question_set import QuestionSet
from evals.runner import Subject, evaluate
from evals.runs.document import build_run
from evals.runs.records import QuestionRecord, SearchedQuestion, SearchFind, read_records
from evals.runs.run_file import Run, RunFileError


@pytest.fixture
def records(questions: QuestionSet, subject: Subject) -> tuple[QuestionRecord, ...]:
    return read_records(build_run(evaluate(questions, subject), name="s", articles={}, settings={}, machine={}))


def test_recall_is_followed_over_ten_articles_for_each_search() -> None:
    first = SearchedQuestion("a", {"fused": SearchFind((2, 4), 4, 0.5, 0.4), "terms": SearchFind((1,), 1, 1.0, 1.0)})
    second = SearchedQuestion("b", {"fused": SearchFind((1, 12), 2, 1.0, 0.6)})
    unanswerable = SearchedQuestion("c", {})
    assert recall_curves([first, second, unanswerable]) == [
        RecallCurve("fused", 2, (0.25, 0.375, 0.375, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5)),
        RecallCurve("terms", 1, (1.0,) * 10),
    ]
    assert recall_curves([unanswerable]) == []


def test_risk_is_followed_down_to_the_least_confidence_and_the_service_stands_on_it(
    records: tuple[QuestionRecord, ...],
) -> None:
    curve = risk_curve(records)  # 0.9 right, 0.6 wrong, 0.5 wrong (no answer), 0.3 right (refused), 0.1 wrong (refused)
    assert curve.points == (
        RiskPoint(0.9, 1 / 5, 0.0),
        RiskPoint(0.6, 2 / 5, 1 / 2),
        RiskPoint(0.5, 3 / 5, 2 / 3),
        RiskPoint(0.3, 4 / 5, 2 / 4),
        RiskPoint(0.1, 5 / 5, 3 / 5),
    )
    assert curve.operating == RiskPoint(0.5, 3 / 5, 2 / 3)
    silent = [replace(record, answered=False) for record in records]
    assert risk_curve(silent).operating is None


def test_bins_without_a_question_are_left_out(records: tuple[QuestionRecord, ...]) -> None:
    assert reliability(records) == [
        ReliabilityBin(0.0, 0.1, 1, 0.1, 0.0),
        ReliabilityBin(0.2, 0.3, 1, 0.3, 1.0),
        ReliabilityBin(0.4, 0.5, 1, 0.5, 0.0),
        ReliabilityBin(0.5, 0.6, 1, 0.6, 0.0),
        ReliabilityBin(0.8, 0.9, 1, 0.9, 1.0),
    ]


def test_stages_come_quickest_first_and_the_total_last() -> None:
    values = [float(place) for place in range(21)]  # 0, 5, … 100 %
    quantiles = {"total": [0.0] * 21, "retrieve": values, "cite": [value / 10 for value in values]}
    assert stage_latencies(Run({"machine": {"quantiles": quantiles}})) == [
        StageLatency("cite", 0.1, 0.5, 1.0, 1.5, 1.9, 2.0),
        StageLatency("retrieve", 1.0, 5.0, 10.0, 15.0, 19.0, 20.0),
        StageLatency("total", 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    ]


def test_a_stage_without_all_its_quantiles_is_refused_and_none_at_all_is_nothing() -> None:
    with pytest.raises(RunFileError, match="quantiles of 'read' must be 21 values"):
        stage_latencies(Run({"machine": {"quantiles": {"read": [1.0, 2.0]}}}))
    assert stage_latencies(Run({"machine": {}})) == []


def test_groups_are_scored_by_their_good_outcomes_largest_first(records: tuple[QuestionRecord, ...]) -> None:
    assert group_scores(records, lambda record: record.style) == [
        GroupScore("court", 4, 2, 0.5, *wilson_interval(2, 4)),  # q1 right, q5 rightly silent
        GroupScore("fautes", 1, 0, 0.0, *wilson_interval(0, 1)),
    ]
    assert group_scores(records, lambda _: "unlabelled") == []


@pytest.mark.parametrize(
    ("good", "count", "interval"),
    [
        (81, 263, (0.2553, 0.3662)),  # Newcombe 1998, table I, method 3
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
        (5, 5, (0.5655, 1.0)),
    ],
)
def test_wilson_intervals_are_those_of_the_literature(good: int, count: int, interval: tuple[float, float]) -> None:
    assert wilson_interval(good, count) == pytest.approx(interval, abs=5e-5)
