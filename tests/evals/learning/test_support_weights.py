"""The weights that ship are those that the development cases give."""

import json

import numpy as np
import pytest

from evals.learning.support_weights import learn_support, support_lesson
from evals.support_cases import SUPPORT_CASES, load_support_cases
from rag.claims.wording import WORDING_FEATURES
from rag.support import WEIGHTS_PATH


def test_the_shipped_weights_are_learned_on_the_cases_that_ship() -> None:
    cases = load_support_cases(SUPPORT_CASES / "development.jsonl")
    shipped = json.loads(WEIGHTS_PATH.read_text(encoding="utf-8"))
    learned = learn_support(cases.cases, provenance="a test")
    assert cases.fingerprint[:16] in shipped["provenance"]
    assert learned.bias == pytest.approx(shipped["bias"], abs=1e-3)
    assert dict(learned.weights) == pytest.approx(shipped["weights"], abs=1e-3)


def test_only_what_words_decide_is_learned_from() -> None:
    cases = load_support_cases(SUPPORT_CASES / "development.jsonl")
    rows, holds = support_lesson(cases.cases)
    assert rows.shape == (len(holds), len(WORDING_FEATURES))
    assert len(holds) < len(cases.cases)
    assert set(np.unique(holds)) == {0.0, 1.0}
