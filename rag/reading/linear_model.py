"""Weights that were learned elsewhere and ship as JSON: a number a feature, and where they came from."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.sealed_json import read_sealed, write_sealed

WEIGHTS_FOLDER = Path(__file__).parents[1] / "weights"


@dataclass(frozen=True, slots=True)
class LinearModel:
    """`bias + Σ weight × value`. `provenance` says what it was learned on, by which command."""

    weights: Mapping[str, float]
    bias: float
    provenance: str

    @classmethod
    def load(cls, path: Path) -> "LinearModel":
        """Reads what `save` wrote; raises ModelDamagedError where that was changed."""
        stored = read_sealed(path)
        return cls(stored["weights"], stored["bias"], stored["provenance"])

    def save(self, path: Path) -> None:
        """Writes JSON with sorted keys, so that the same weights are the same bytes."""
        write_sealed(path, {"weights": dict(self.weights), "bias": self.bias, "provenance": self.provenance})

    def column(self, names: Iterable[str]) -> NDArray[np.float64]:
        """The weights of these features in this order. Raises KeyError for one that was not learned."""
        return np.array([self.weights[name] for name in names])

    def score_flags(self, names: Iterable[str]) -> float:
        """What features that are 1 add to the score; one without a weight adds nothing."""
        weight = self.weights.get
        return sum(weight(name, 0.0) for name in names)

    def score_values(self, values: Iterable[tuple[str, float]]) -> float:
        """What features with these values add to the score; one without a weight adds nothing."""
        weight = self.weights.get
        return sum(value * weight(name, 0.0) for name, value in values)


def logistic(score: float) -> float:
    """The probability that a log-odds score stands for."""
    if score < 0:
        return math.exp(score) / (1 + math.exp(score))
    return 1 / (1 + math.exp(-score))
