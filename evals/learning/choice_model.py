"""Fits linear scores: which of several was chosen, and whether something holds.

Both are convex and fitted to the end by L-BFGS, so that the same data give the same weights. Features are brought
to unit deviation for the penalty and the weights are given back for the features as they are.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, vstack

Floats = NDArray[np.float64]
Group = tuple[csr_matrix, Floats]
"""What could be chosen: features of shape (options, features), and the share of each option, summing to 1."""


def fit_choice(groups: Sequence[Group], *, penalty: float) -> Floats:
    """Weights of a conditional logit (McFadden 1974): P(option) is the softmax of its score within its group.

    `penalty` is that of the squared weights (on scaled features), against the summed log likelihood.
    """
    features = vstack([options for options, _ in groups]).tocsr()
    shares = np.concatenate([share for _, share in groups])
    sizes = np.array([len(share) for _, share in groups])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group_of = np.repeat(np.arange(len(groups)), sizes)
    scale = _deviations(features)

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = features @ (weights / scale)
        scores = scores - np.maximum.reduceat(scores, starts)[group_of]
        log_sums = np.log(np.add.reduceat(np.exp(scores), starts))[group_of]
        likelihood = float(shares @ (scores - log_sums))
        gradient = (features.T @ (np.exp(scores - log_sums) - shares)) / scale
        return penalty * float(weights @ weights) - likelihood, gradient + 2 * penalty * weights

    return _minimum(loss, features.shape[1]) / scale


def fit_logistic(features: Floats, holds: Floats, *, penalty: float) -> tuple[Floats, float]:
    """Weights and bias of a logistic regression; the bias is not penalised."""
    mean, scale = features.mean(axis=0), features.std(axis=0)
    scale[scale == 0] = 1.0
    scaled = np.hstack([(features - mean) / scale, np.ones((len(features), 1))])

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = scaled @ weights
        probabilities = 1 / (1 + np.exp(-scores))
        likelihood = float(holds @ scores - np.logaddexp(0, scores).sum())
        penalised = np.append(weights[:-1], 0.0)
        gradient = scaled.T @ (probabilities - holds) + 2 * penalty * penalised
        return penalty * float(penalised @ penalised) - likelihood, gradient

    found = _minimum(loss, scaled.shape[1])
    weights = found[:-1] / scale
    return weights, float(found[-1] - weights @ mean)


def _deviations(features: csr_matrix) -> Floats:
    mean = np.asarray(features.mean(axis=0)).ravel()
    mean_of_squares = np.asarray(features.multiply(features).mean(axis=0)).ravel()
    deviations: Floats = np.sqrt(np.maximum(mean_of_squares - mean**2, 0.0))
    deviations[deviations < 1e-6] = 1.0
    return deviations


def _minimum(loss: Callable[[Floats], tuple[float, Floats]], size: int) -> Floats:
    found = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": 2_000, "maxfun": 4_000})
    weights: Floats = found.x
    return weights
