import math

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from evals.learning.choice_model import fit_choice, fit_logistic

NEXT_TO_NONE = 1e-9


def test_choice_between_two_is_their_log_odds() -> None:
    """One feature, chosen three times of four: its weight is ln 3, whatever the feature's scale."""
    options = csr_matrix([[2.0], [0.0]])
    groups = [(options, np.array([1.0, 0.0]))] * 3 + [(options, np.array([0.0, 1.0]))]
    weights = fit_choice(groups, penalty=NEXT_TO_NONE)
    assert weights[0] * 2 == pytest.approx(math.log(3), abs=1e-4)


def test_a_share_counts_like_as_many_choices() -> None:
    options = csr_matrix([[1.0], [0.0]])
    weights = fit_choice([(options, np.array([0.75, 0.25]))], penalty=NEXT_TO_NONE)
    assert weights[0] == pytest.approx(math.log(3), abs=1e-4)


def test_what_all_options_of_a_group_share_decides_nothing() -> None:
    groups = [
        (csr_matrix([[1.0, 5.0], [0.0, 5.0]]), np.array([1.0, 0.0])),
        (csr_matrix([[1.0, 1.0], [0.0, 1.0], [0.0, 1.0]]), np.array([1.0, 0.0, 0.0])),
    ]
    assert fit_choice(groups, penalty=1.0)[1] == pytest.approx(0.0, abs=1e-6)


def test_penalty_shrinks() -> None:
    groups = [(csr_matrix([[1.0], [0.0]]), np.array([1.0, 0.0]))]
    small, large = (float(fit_choice(groups, penalty=penalty)[0]) for penalty in (0.1, 10.0))
    assert 0 < large < small


def test_logistic_regression_gives_the_log_odds_of_each_side() -> None:
    """One in four holds without the feature, three in four with it: bias −ln 3, weight 2 ln 3."""
    features = np.array([[0.0]] * 4 + [[1.0]] * 4)
    holds = np.array([1.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0])
    weights, bias = fit_logistic(features, holds, penalty=NEXT_TO_NONE)
    assert bias == pytest.approx(-math.log(3), abs=1e-4)
    assert weights[0] == pytest.approx(2 * math.log(3), abs=1e-4)


def test_a_feature_that_never_changes_has_no_weight() -> None:
    features = np.array([[7.0, 0.0], [7.0, 1.0], [7.0, 0.0]])
    weights, _ = fit_logistic(features, np.array([0.0, 1.0, 0.0]), penalty=1.0)
    assert weights[0] == 0.0


def test_fitting_twice_gives_the_same_weights() -> None:
    random = np.random.default_rng(7)
    groups = [(csr_matrix(random.normal(size=(5, 3))), np.eye(5)[n % 5]) for n in range(40)]
    assert fit_choice(groups, penalty=1.0).tolist() == fit_choice(groups, penalty=1.0).tolist()
