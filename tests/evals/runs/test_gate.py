"""The gate: a sentence for each figure that fell, none for a run that holds."""

import json
from pathlib import Path

import pytest

from evals.runs.gate import GATE_FILE, GateError, Rules, broken_rules, load_rules, missed_goals
from evals.runs.run_file import Run

RULES = Rules(
    {"answers.verbatim": 1.0},
    ("answers.contains",),
    0.005,
    (("search.fused", "search.terms"),),
    {"answers.contains": 0.95},
)
FELL = "answers.contains fell from 0.9000 to {}, by more than the tolerance of 0.005."


def run(
    contains: float | None = 0.9,
    verbatim: float | None = 1.0,
    fused: float = 0.8,
    sha: str = "a" * 64,
    articles: str = "c" * 64,
) -> Run:
    return Run(
        {
            "format": 2,
            "name": "small",
            "questions": {"sha256": sha},
            "articles": {"sha256": articles},
            "figures": {
                "answers": {"contains": contains, "verbatim": verbatim},
                "search": {"fused": fused, "terms": 0.8},
            },
        }
    )


@pytest.mark.parametrize(
    ("run", "baseline", "sentences"),
    [
        (run(), run(), []),
        (run(contains=0.95), run(), []),
        (run(contains=0.895), run(), []),
        (run(contains=0.894), run(), [FELL.format("0.8940")]),
        (run(contains=None), run(), [FELL.format("not known")]),
        (run(), run(contains=None), []),
        (run(verbatim=0.9999), run(), ["answers.verbatim is 0.9999, below its floor of 1.0000."]),
        (run(verbatim=None), run(), ["answers.verbatim is not known, below its floor of 1.0000."]),
        (run(fused=0.79), run(), ["search.fused is 0.7900, below search.terms at 0.8000."]),
        (run(), None, ["There is no baseline for small. Make one: python -m evals run --save-baseline."]),
    ],
)
def test_what_breaks_a_rule_is_said(run: Run, baseline: Run | None, sentences: list[str]) -> None:
    assert broken_rules(run, baseline, RULES) == sentences


def test_a_baseline_of_other_questions_is_no_baseline() -> None:
    (sentence,) = broken_rules(run(), run(sha="b" * 64), RULES)
    assert "answered other questions (SHA-256 bbbbbbbbbbbb…, now aaaaaaaaaaaa…)" in sentence


def test_a_baseline_over_other_articles_is_no_baseline() -> None:
    (sentence,) = broken_rules(run(), run(articles="d" * 64), RULES)
    assert "made over other articles (SHA-256 dddddddddddd…, now cccccccccccc…)" in sentence


@pytest.mark.parametrize(
    ("contains", "sentences"),
    [
        (0.95, []),
        (0.949, ["answers.contains is 0.9490, its goal of 0.95 is not reached."]),
        (None, ["answers.contains is not known, its goal of 0.95 is not reached."]),
    ],
)
def test_a_goal_that_is_missed_is_said_and_breaks_nothing(contains: float | None, sentences: list[str]) -> None:
    assert missed_goals(run(contains=contains), RULES) == sentences
    if contains is not None:
        assert broken_rules(run(contains=contains), run(), RULES) == []


def test_the_shipped_rules_say_what_must_be_reached() -> None:
    bundled = load_rules("bundled")
    assert bundled.floors == {"answers.verbatim": 1.0, "answers.resolved": 1.0}
    assert bundled.goals == {
        "answers.right_article": 0.95,
        "answers.contains": 0.85,
        "answers.abstention_f1": 0.85,
    }
    for name in json.loads(GATE_FILE.read_text(encoding="utf-8")):
        assert load_rules(name).floors["answers.verbatim"] == 1.0


def test_rules_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    path = tmp_path / "gate.json"
    path.write_text('{"small": {"floors": {}}}', encoding="utf-8")
    with pytest.raises(GateError, match="'kept' is missing in the rules for 'small'"):
        load_rules("small", path)
    with pytest.raises(GateError, match="'other' is missing in the rules for 'other'"):
        load_rules("other", path)
    for wrong in ("[]", '{"small": []}', '{"small": {"floors": {"x": "high"}, "kept": []}}'):
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(GateError, match="the rules for 'small' are not written as in"):
            load_rules("small", path)
    path.write_text("{", encoding="utf-8")
    with pytest.raises(GateError, match="the rules cannot be read"):
        load_rules("small", path)
