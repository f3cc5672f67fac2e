"""Which index a number of rows is searched with, and how it is built from the store."""

import logging
import os
import time
from collections.abc import Callable
from typing import Final, TypeAlias

import numpy as np

from index.storage.article_store import ArticleStore
from index.vectors.approximate_index import TRAINING_ROWS_PER_LIST, ApproximateIndex, lists_for
from index.vectors.faiss_index import FaissIndex
from index.vectors.vector_index import Ids

logger = logging.getLogger(__name__)

MirroredIndex: TypeAlias = FaissIndex | ApproximateIndex

BATCH: Final = 10_000  # rows read from SQLite at a time
EXACT_ROWS: Final = 100_000
"""Up to here every row is compared: 7.5 ms and 150 MB at 100,000 rows of 384 dimensions, 66 ms and 1.5 GB at a million.
Through inverted lists the million takes 10 ms and 0.4 GB."""
_GROWN = 2  # times the rows that the lists were made for: then a search looks at twice what it needs to
_SHRUNK = 0.25
_SEED = 20200710


class BuildingStopped(Exception):  # noqa: N818 - nothing went wrong
    """The build was not wanted any more."""


def build_index(
    store: ArticleStore, ids: Ids, dimension: int, *, threads: int, stopped: Callable[[], bool] = lambda: False
) -> MirroredIndex:
    """The index for these chunks, ascending, those that are gone left out; raises BuildingStopped.

    The same chunks with the same embeddings give the same index.
    """
    started = time.perf_counter()
    index = _empty_index(store, ids, dimension, threads)
    for first in range(0, len(ids), BATCH):
        if stopped():
            raise BuildingStopped
        known, vectors = store.vectors(ids[first : first + BATCH].tolist())
        if len(known):
            index.add(known, vectors)
    seconds = time.perf_counter() - started
    logger.info("vector index: %d rows, %s, built in %.2f s", index.size, type(index).__name__, seconds)
    return index


def is_fit(index: MirroredIndex, *, removed: int) -> bool:
    """False where the index had better be built anew: it has become too large or too small for what it is, or at least
    half of what its lists were made for was `removed` since.

    The bounds lie apart, so that no store that goes up and down a little is built anew again and again.
    """
    if isinstance(index, FaissIndex):
        return index.size <= EXACT_ROWS
    if index.size < EXACT_ROWS / 2 or removed > index.size / 2:
        return False
    return _SHRUNK * index.lists <= lists_for(index.size) <= _GROWN * index.lists


def available_cores() -> int:
    """How many cores this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _empty_index(store: ArticleStore, ids: Ids, dimension: int, threads: int) -> MirroredIndex:
    if len(ids) <= EXACT_ROWS:
        return FaissIndex(dimension)
    lists = lists_for(len(ids))
    wanted = min(len(ids), lists * TRAINING_ROWS_PER_LIST)
    drawn = np.sort(np.random.default_rng(_SEED).choice(ids, wanted, replace=False))
    parts = [store.vectors(drawn[first : first + BATCH].tolist())[1] for first in range(0, wanted, BATCH)]
    sample = np.concatenate([part for part in parts if len(part)])
    return ApproximateIndex.train(sample, lambda rows: store.vectors(rows.tolist()), lists=lists, threads=threads)
