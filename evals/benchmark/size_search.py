"""What is asked of a store of each size: three searches, without a filter, with one most pass and one few pass."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from evals.benchmark.size_corpus import DAYS, FIRST_DAY
from index.hit import Filters

K: Final = 10
SEARCHES: Final = ("terms", "vectors", "fused")
FILTERS: Final[Mapping[str, Filters]] = {
    "all": Filters(),
    "nine of ten": Filters(published_to=FIRST_DAY + timedelta(days=DAYS * 9 // 10)),
    "one of a thousand": Filters(
        published_from=FIRST_DAY + timedelta(days=DAYS // 2),
        published_to=FIRST_DAY + timedelta(days=DAYS // 2 + round(DAYS / 1000) - 1),
    ),
}
COMPARED: Final = 50
"""Questions whose hits are compared with those of an exact search, the first of those that are timed."""

Place = tuple[str, int]
"""A chunk by its article and its number in it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A search under a filter, by their names."""

    search: str
    filters: str


EVERY_WAY: Final = tuple(Asked(search, filters) for filters in FILTERS for search in SEARCHES)


def recall(found: Sequence[Sequence[Place]], exact: Sequence[Sequence[Place]]) -> float:
    """The share of what an exact search finds that was found, over the questions that have anything to find."""
    shares = [len(set(right) & set(given)) / len(right) for given, right in zip(found, exact, strict=True) if right]
    return sum(shares) / len(shares) if shares else 1.0
