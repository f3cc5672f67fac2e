"""Learns what the reader weighs: sentences, and how sure to be of the first."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from evals.learning.choice_model import Floats, Group, fit_choice, fit_logistic
from evals.learning.examples import Example
from evals.learning.training import ReadLessons
from rag.reading.confidence import CONFIDENCE_FEATURES, confidence_features
from rag.reading.linear_model import LinearModel
from rag.reading.sentence_features import FEATURES

SENTENCE_PENALTY = 10.0
CONFIDENCE_PENALTY = 10.0
FOLDS = 5
DIGITS = 4  # of a weight that ships: more would be noise


def learn_sentences(examples: Sequence[Example], *, provenance: str) -> LinearModel:
    """Weights under which the sentence that holds the answer is chosen among all that were read."""
    weights = fit_sentences(examples)
    return LinearModel(_named(FEATURES, weights), 0.0, provenance)


def fit_sentences(examples: Sequence[Example]) -> Floats:
    """The same as a column for `FEATURES`; examples in which no sentence is right teach nothing."""
    groups: list[Group] = [
        (csr_matrix(example.reading.features), example.right / example.right.sum())
        for example in examples
        if example.right.any()
    ]
    return fit_choice(groups, penalty=SENTENCE_PENALTY)


def learn_confidence(lessons: ReadLessons, *, provenance: str) -> LinearModel:
    """How probable it is that the first quote answers; questions that cannot be answered are among the lessons.

    The sentences' scores come from weights that have not seen the example's subject: on what they were fitted to they
    would be surer than they may be.
    """
    rows: list[Floats] = []
    holds: list[float] = []
    times: list[int] = []
    for fold in range(FOLDS):
        weights = fit_sentences([example for example in lessons.for_sentences if fold_of(example.subject) != fold])
        for example, count in lessons.for_confidence:
            if fold_of(example.subject) == fold and example.reading.sentences:
                scores = example.reading.features @ weights
                rows.append(confidence_evidence(example, scores))
                holds.append(float(example.right[int(np.argmax(scores))]))
                times.append(count)
    counted, labels = np.repeat(np.array(rows), times, axis=0), np.repeat(np.array(holds), times)
    found, bias = fit_logistic(counted, labels, penalty=CONFIDENCE_PENALTY)
    return LinearModel(_named(CONFIDENCE_FEATURES, found), round(bias, DIGITS), provenance)


def confidence_evidence(example: Example, scores: NDArray[np.float64]) -> Floats:
    """The features that confidence is judged by, under these scores."""
    reading = example.reading
    return confidence_features(reading.question, reading.passages, reading.features, scores)


def fold_of(subject: str) -> int:
    """Which of the folds a subject belongs to: by its name alone, so that a subject is never in two."""
    return hashlib.sha256(subject.encode("utf-8")).digest()[1] % FOLDS


def _named(names: Sequence[str], weights: Floats) -> dict[str, float]:
    return {
        name: rounded
        for name, weight in zip(names, weights.tolist(), strict=True)
        if (rounded := round(weight, DIGITS)) or name in FEATURES or name in CONFIDENCE_FEATURES
    }
