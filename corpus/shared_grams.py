"""Which part of a long text shares most with a quote: a linear look that narrows the exact one down."""

import numpy as np
from numpy.typing import NDArray

GRAM = 5  # characters; of a quote's 5-grams a passage with 15 % of its characters changed keeps at least a quarter

_TABLE_BITS = 22
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio: Knuth's multiplicative hash, TAOCP 6.4


def densest_window(text: str, quote: str) -> int:
    """Where the window as long as `quote` begins that has most of the quote's 5-grams; the first of equals.

    Matches share grams in proportion to their similarity (Ukkonen 1992, "Approximate string matching with q-grams
    and maximal matches"). Both texts have at least GRAM characters, and the text is no shorter than the quote.
    """
    in_quote = np.zeros(1 << _TABLE_BITS, dtype=bool)
    in_quote[_gram_hashes(quote)] = True
    shared = np.concatenate(([0], np.cumsum(in_quote[_gram_hashes(text)])))
    width = len(quote) - GRAM + 1
    return int(np.argmax(shared[width:] - shared[:-width]))


def _gram_hashes(text: str) -> NDArray[np.uint64]:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    count = len(codes) - GRAM + 1
    hashes = np.zeros(count, dtype=np.uint64)
    for place in range(GRAM):
        hashes = (hashes + codes[place : place + count]) * _MULTIPLIER
    return hashes >> np.uint64(64 - _TABLE_BITS)
