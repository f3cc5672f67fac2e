"""Precision and recall of what is called supported, by hand-made counts."""

import pytest

from evals.metrics.support import KindCount, held_probable, judge, score_support
from evals.question_set import Evidence
from evals.support_cases import SupportCase
from rag.support import Support, check_support


def case(name: str, kind: str, *, supported: bool, sentence: str = "Il pleut à Lens.") -> SupportCase:
    return SupportCase(name, (Evidence("", "Il pleut à Lens."),), sentence, supported, "fr", kind)


CASES = [
    case("a", "verbatim", supported=True),
    case("b", "verbatim", supported=True),
    case("c", "paraphrase", supported=True),
    case("d", "name", supported=False, sentence="Il pleut à Douai."),
    case("e", "name", supported=False),
]


def test_counts_give_precision_recall_and_accuracy() -> None:
    score = score_support(CASES, [True, False, True, False, True])
    counts = (score.true_positives, score.false_positives, score.false_negatives, score.true_negatives)
    assert counts == (2, 1, 1, 1)
    assert (score.precision, score.recall, score.accuracy) == (2 / 3, 2 / 3, 3 / 5)
    assert score.kinds == (KindCount("name", 1, 2), KindCount("paraphrase", 1, 1), KindCount("verbatim", 1, 2))


def test_calling_nothing_supported_is_precise_and_recalls_nothing() -> None:
    score = score_support(CASES, [False] * 5)
    assert (score.precision, score.recall) == (1.0, 0.0)


def test_cases_are_judged_by_their_sentence_and_quotes() -> None:
    assert judge(CASES, check_support) == [True, True, True, False, True]


def test_what_is_held_probable_is_a_mean_over_what_is_called_supported() -> None:
    scores = iter([Support(True, 0.5, ()), Support(False, 0.4, ()), Support(True, 1.0, ())])
    assert held_probable(CASES[:3], lambda *_: next(scores)) == pytest.approx((2 / 3 + 1) / 2)
    assert held_probable(CASES[:1], lambda *_: Support(False, 0.4, ())) is None
