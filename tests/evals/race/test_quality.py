"""What entrants find, scored exactly on a set of two questions."""

from math import log2

import pytest

from evals.race.quality import judge_rankings

RELEVANT = {"q1": {"a": 1}, "q2": {"b": 1}}
FIRST = {"q1": ["a", "b"], "q2": ["b", "a"]}
SECOND = {"q1": ["b", "a"], "q2": ["a", "b"]}
MISSED = {"q1": ["c"], "q2": []}


def test_figures_and_leads_are_exact() -> None:
    judged = judge_rankings({"sourcier": FIRST, "second": SECOND, "missed": MISSED}, RELEVANT)
    assert judged["sourcier"].figures["ndcg@10"].mean == 1.0
    assert judged["sourcier"].leads == {}
    assert judged["second"].figures["recall@5"].mean == 1.0
    assert judged["second"].figures["ndcg@10"].mean == pytest.approx(1 / log2(3))
    assert judged["missed"].figures["recall@5"].mean == 0.0
    assert judged["second"].leads["recall@5"].difference.mean == 0.0
    assert judged["second"].leads["ndcg@10"].difference.mean == pytest.approx(1 - 1 / log2(3))
    assert judged["missed"].leads["recall@5"].difference.mean == 1.0


def test_two_questions_prove_nothing() -> None:
    judged = judge_rankings({"sourcier": FIRST, "missed": MISSED}, RELEVANT)
    # Two of the four sign patterns are as far from 0 as what was seen: 0.5, and twice that for two tests.
    assert judged["missed"].leads["recall@5"].p == 1.0


def test_intervals_hold_the_mean_and_are_the_same_every_time() -> None:
    relevant = {f"q{number}": {"a": 1} for number in range(40)}
    half = {name: ["a"] if place % 2 else ["b"] for place, name in enumerate(relevant)}
    judged = judge_rankings({"half": half}, relevant)["half"].figures["recall@5"]
    assert judged.low < judged.mean == 0.5 < judged.high
    assert judge_rankings({"half": half}, relevant)["half"].figures["recall@5"] == judged


def test_without_sourcier_there_are_no_leads_and_without_entrants_nothing() -> None:
    assert judge_rankings({"second": SECOND}, RELEVANT)["second"].leads == {}
    assert judge_rankings({}, RELEVANT) == {}
