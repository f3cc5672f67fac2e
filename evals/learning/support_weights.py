"""Learns how many of a sentence's words quotes have to say to support it."""

from collections.abc import Sequence

import numpy as np

from evals.learning.choice_model import Floats, fit_logistic
from evals.support_cases import SupportCase
from rag.claims.comparison import contradictions
from rag.claims.statement import read_statement
from rag.claims.wording import WORDING_FEATURES, wording_features
from rag.reading.linear_model import LinearModel
from rag.support import UNSUPPORTED_COUNTS

# Chosen with one development case left out at a time, among 1 and 3 with UNSUPPORTED_COUNTS of 2 and 3: precision 0.973
# and recall 0.948 over all 400 cases, those that words do not decide included.
PENALTY = 3.0
DIGITS = 4


def learn_support(cases: Sequence[SupportCase], *, provenance: str) -> LinearModel:
    """Weights of a logistic regression on the cases that nothing else decides.

    What figures, dates, names and the like refuse is refused whatever the words, so those cases teach nothing here.
    """
    rows, holds = support_lesson(cases)
    supported, unsupported = rows[holds == 1], rows[holds == 0]
    repeated = [unsupported] * UNSUPPORTED_COUNTS
    counted = np.vstack([supported, *repeated])
    labels = np.concatenate([np.ones(len(supported)), np.zeros(len(unsupported) * UNSUPPORTED_COUNTS)])
    weights, bias = fit_logistic(counted, labels, penalty=PENALTY)
    named = {name: round(weight, DIGITS) for name, weight in zip(WORDING_FEATURES, weights.tolist(), strict=True)}
    return LinearModel(named, round(bias, DIGITS), provenance)


def support_lesson(cases: Sequence[SupportCase]) -> tuple[Floats, Floats]:
    """The features of the cases that words decide, shape (cases, features), and 1 where one is supported."""
    rows, holds = [], []
    for case in cases:
        sentence = read_statement(case.sentence)
        quotes = read_statement("\n".join(quote.quote for quote in case.quotes))
        if not contradictions(sentence, quotes):
            rows.append(wording_features(sentence, quotes))
            holds.append(float(case.supported))
    return np.array(rows), np.array(holds)
