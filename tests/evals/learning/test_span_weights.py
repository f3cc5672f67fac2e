import numpy as np
import pytest

from evals.learning.span_weights import RARE_FEATURE, SpanLesson, fit_spans
from rag.reading.answer_spans import LEVEL


def _lesson(right: int, *, kind: str = "person", form: str = "qui subject", counts: int = 1) -> SpanLesson:
    """Three words, each a candidate: « a », « b » and « c »."""
    return SpanLesson(
        levels=("", kind, form),
        starts=tuple(((f"first={word}", 1.0),) for word in "abc"),
        ends=((), (), ()),
        wholes=((), (), (("size", 1.0),)),
        runs=np.array([(0, 0), (1, 1), (2, 2)], dtype=np.intp),
        shares=np.eye(3)[right],
        counts=counts,
    )


def test_what_is_right_more_often_weighs_more() -> None:
    model = fit_spans([_lesson(0)] * 60 + [_lesson(1)] * 30, provenance="test")
    assert model.weights["first=a"] > model.weights["first=b"] > model.weights["first=c"]
    assert model.provenance == "test"


def test_a_kind_has_weights_of_its_own() -> None:
    lessons = [_lesson(0)] * 50 + [_lesson(1, kind="place", form="ou other")] * 50
    weights = fit_spans(lessons, provenance="test").weights
    assert weights[f"person{LEVEL}first=a"] > 0 > weights[f"place{LEVEL}first=a"]
    assert weights[f"qui subject{LEVEL}first=a"] > 0 > weights[f"ou other{LEVEL}first=a"]


def test_a_lesson_that_counts_twice_is_the_same_as_two() -> None:
    twice = fit_spans([_lesson(0, counts=2)] * 20 + [_lesson(1)] * 40, provenance="test")
    two = fit_spans([_lesson(0)] * 40 + [_lesson(1)] * 40, provenance="test")
    assert twice.weights == pytest.approx(two.weights, abs=2e-3)


def test_rare_features_are_left_out() -> None:
    assert fit_spans([_lesson(0)] * (RARE_FEATURE - 1), provenance="test").weights == {}


def test_the_same_lessons_give_the_same_weights() -> None:
    lessons = [_lesson(0)] * 20 + [_lesson(2)] * 10
    assert fit_spans(lessons, provenance="").weights == fit_spans(lessons, provenance="").weights
