"""Near copies: texts that share most of their words in order, as an agency's text in several papers does.

A text is the set of its runs of three words. Two texts are near copies where the Jaccard similarity of their sets is
at least `NEAR_COPY`. MinHash (Broder 1997, "On the resemblance and containment of documents") in bands (Leskovec,
Rajaraman & Ullman, "Mining of Massive Datasets", 3.4) finds the pairs that are worth comparing without comparing all.

These few lines stand in for datasketch, which imports scipy, half a second at every start, and keeps its bands in
memory where the store has to keep them on disk.
"""

import hashlib
import re
from collections.abc import Set
from itertools import islice
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Shingles: TypeAlias = frozenset[int]
"""The runs of words of a text, each as a number of 64 bits."""

NEAR_COPY = 0.4
"""The least similarity of near copies, half-way between what was seen of either kind.

The agency's text of the development articles that a paper reworded here and there has 0.68. Of different texts, the
most alike have 0.03 there, 0.05 among the articles that ship and 0.17 among the paragraphs of piaf-dev.
"""
RUN = 3
BANDS = 40
ROWS = 3
"""Of 40 bands of three values, near copies share one with a probability of 0.93 at 0.4, of 0.995 at 0.5 and of 1 to ten
digits at 0.8; texts with 0.05 are compared once in 200 pairs."""
MIXED_AT_ONCE = 4_096  # so many numbers stay in the processor's cache: of a short text many seeds are tried at once

_WORD = re.compile(r"\w+")
_FRACTION = np.uint64(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio, the increment of SplitMix64


def shingle(text: str) -> Shingles:
    """The runs of three words, whatever their case and punctuation; fewer words are one run, no words none."""
    words = [word.casefold() for word in _WORD.findall(text)]
    runs = zip(*(islice(words, start, None) for start in range(min(RUN, len(words)))), strict=False)
    return frozenset(_number(" ".join(run)) for run in runs)


def similarity(one: Set[int], other: Set[int]) -> float:
    """The Jaccard similarity: what both have over what either has, from 0 to 1."""
    return len(one & other) / (len(one | other) or 1)


def band_keys(shingles: Shingles) -> list[int]:
    """One signed number of 64 bits for each of the `BANDS`, the same on every machine; none without shingles.

    Two texts that share a key are worth comparing.
    """
    if not shingles:
        return []
    numbers = np.fromiter(shingles, dtype=np.uint64, count=len(shingles))
    seeds = _mixed(np.arange(1, BANDS * ROWS + 1, dtype=np.uint64))
    tried = max(1, MIXED_AT_ONCE // len(numbers))
    blocks = (seeds[first : first + tried, None] for first in range(0, len(seeds), tried))
    least = np.concatenate([_mixed(numbers ^ block).min(axis=1) for block in blocks])
    keys = np.arange(BANDS, dtype=np.uint64)
    for row in least.reshape(BANDS, ROWS).T:
        keys = _mixed(keys ^ row)
    return [int(key) for key in keys.view(np.int64)]


def _number(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _mixed(numbers: NDArray[np.uint64] | np.uint64) -> NDArray[np.uint64]:
    """A fixed permutation of 64 bits (SplitMix64: Steele, Lea & Flood 2014, "Fast splittable generators")."""
    with np.errstate(over="ignore"):  # arithmetic modulo 2**64 is meant
        mixed = np.asarray(numbers) + _FRACTION
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return mixed ^ (mixed >> np.uint64(31))
