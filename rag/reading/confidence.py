"""How sure it is that the first quote answers the question: a probability, from what the reader saw."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rag.reading.linear_model import LinearModel, logistic
from rag.reading.passages import Passage
from rag.reading.sentence_features import FEATURES
from rag.reading.term_matching import met, missing
from rag.reading.term_weights import WeighedQuestion

CONFIDENCE_FEATURES = (
    *(f"quote:{name}" for name in FEATURES),
    "all_terms_in_quote",  # in some form
    "share_of_first",  # of the softmax over all sentences
    "lead_over_second",  # in score
    "in_all_passages",  # how much of the question's weight stands anywhere in what was retrieved
    "names_in_no_passage",
    "log_number_of_terms",
)

_IN_QUOTE = [FEATURES.index(f"terms_{place}") for place in ("here", "begun_here", "otherwise_here")]
_ROUNDING = 1e-9  # shares that sum to 1 but for rounding


def confidence_features(
    question: WeighedQuestion,
    passages: Sequence[Passage],
    rows: NDArray[np.float64],
    scores: NDArray[np.float64],
) -> NDArray[np.float64]:
    """What tells a right first quote from a wrong one: shape (len(CONFIDENCE_FEATURES),).

    `rows` are the features and `scores` the scores of every sentence; there is at least one.
    """
    first = int(np.argmax(scores))
    others = np.delete(scores, first)
    odds = np.exp(scores - scores[first])
    read = frozenset[str]().union(*(passage.vocabulary for passage in passages))
    return np.array(
        [
            *rows[first],
            float(sum(rows[first][place] for place in _IN_QUOTE) > 1 - _ROUNDING),
            1.0 / float(odds.sum()),
            min(float(scores[first] - others.max()), 5.0) if len(others) else 5.0,
            met(question, read),
            missing(question, question.names, read),
            float(np.log1p(len(question.weights))),
        ]
    )


def confidence(features: NDArray[np.float64], model: LinearModel) -> float:
    """The probability, between 0 and 1."""
    return logistic(model.bias + float(features @ model.column(CONFIDENCE_FEATURES)))
