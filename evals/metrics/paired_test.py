"""Whether two runs over the same questions differ by more than chance: paired tests, Holm's correction.

Every question is asked in both runs, so each is its own comparison: what is tested is the differences question by
question, never the two means apart. Smucker, Allan and Carterette 2007 compare the tests in use for search and
recommend randomisation; for a yes or a no per question it is McNemar's test in its exact form.
"""

from collections.abc import Mapping, Sequence
from math import comb

import numpy as np
from numpy.typing import NDArray

from evals.metrics.bootstrap import Values

FLIPS = 10_000
SEED = 20_070
_BLOCK = 500  # flips at a time: 500 x 1,579 questions are 6 MB
_TOLERANCE = 1e-9  # sums of one set of differences in another order are equal, but for the last bits


def mcnemar_p(won: int, lost: int) -> float:
    """The two-sided p of McNemar's exact test: `won` questions changed for the better, `lost` for the worse.

    If neither run is better, each question that changed did so by the toss of a coin: the p is the chance that
    `won + lost` tosses fall at least as far apart (McNemar 1947, binomial form). 1.0 where nothing changed.
    """
    if won < 0 or lost < 0:
        raise ValueError(f"Questions are counted from 0: won {won}, lost {lost}.")
    changed = won + lost
    tail = sum(comb(changed, count) for count in range(min(won, lost) + 1))
    return min(1.0, 2 * tail / (1 << changed))


def sign_flip_p(differences: Sequence[float], *, flips: int = FLIPS, seed: int = SEED) -> float:
    """The two-sided p of the paired randomisation test over `differences`, one a question, after less before.

    If neither run is better, each difference has either sign alike: the p is the share of sign patterns whose sum is
    at least as far from 0. Questions without a difference change no sum and are left out. Where no more than `flips`
    patterns exist, all are taken and the p is exact; else `flips` are drawn, and the pattern that was seen is counted
    with them (Phipson and Smyth 2010), so that p is never 0. 1.0 where there is no difference.
    """
    values = np.asarray([difference for difference in differences if difference], dtype=np.float64)
    if not len(values):
        return 1.0
    if 1 << len(values) <= flips:
        patterns = np.arange(1 << len(values))[:, None] >> np.arange(len(values)) & 1
        return float(_as_far(1 - 2 * patterns, values).mean())
    generator = np.random.default_rng(seed)
    as_far = 0
    for start in range(0, flips, _BLOCK):
        drawn = generator.integers(0, 2, size=(min(_BLOCK, flips - start), len(values)), dtype=np.int8)
        as_far += int(_as_far(1 - 2 * drawn, values).sum())
    return (as_far + 1) / (flips + 1)


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Each p corrected for all of them (Holm 1979): below 0.05 in any is a chance of 5 % over the whole family.

    The smallest p is multiplied by their count, the next by one less, and none comes out below one before it.
    """
    corrected: dict[str, float] = {}
    highest = 0.0
    for place, name in enumerate(sorted(p_values, key=lambda name: (p_values[name], name))):
        highest = max(highest, min(1.0, (len(p_values) - place) * p_values[name]))
        corrected[name] = highest
    return corrected


def _as_far(signs: NDArray[np.int8] | NDArray[np.int64], values: Values) -> NDArray[np.bool_]:
    """Whether the sum under each row of signs is as far from 0 as the sum that was seen."""
    return np.abs(signs @ values) >= abs(float(values.sum())) - _TOLERANCE
