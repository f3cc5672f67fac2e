"""Opens a store in a process of its own, searches it in every way, and prints what that took and found.

Run by `evals.benchmark.size`, so that memory and start-up are those of a process that does nothing else.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from evals.benchmark.service import measure
from evals.benchmark.size_search import COMPARED, EVERY_WAY, FILTERS, Asked, K, Place
from evals.machine import memory_of
from index.article_index import ArticleIndex
from index.hit import Hit
from rag.assembly import open_index
from rag.settings import Settings

WARM_UP = 10
TIMES = 5


def probe(store: Path, questions: Sequence[str]) -> dict[str, object]:
    """Seconds to open, memory, milliseconds and hits of every search, milliseconds of what pages and monitors ask."""
    settings = Settings(store=store)
    started = time.perf_counter()
    with open_index(settings) as index:
        opened = time.perf_counter() - started
        opened_mb = memory_of(os.getpid()).get("resident", 0)
        looks = {name: _milliseconds(look) for name, look in _looks(index).items()}
        for way in EVERY_WAY:
            for question in questions[-WARM_UP:]:
                _search(index, way, question)
        searches = [_measured(index, way, questions) for way in EVERY_WAY]
        memory = memory_of(os.getpid())
        return {
            "open_seconds": opened,
            "opened_mb": opened_mb,
            "resident_mb": memory.get("resident", 0),
            "highest_mb": memory.get("highest", 0),
            "looks": looks,
            "searches": searches,
        }


def open_only(store: Path) -> dict[str, object]:
    """Seconds to open, and memory at its highest."""
    started = time.perf_counter()
    with open_index(Settings(store=store)):
        return {
            "open_seconds": time.perf_counter() - started,
            "highest_mb": memory_of(os.getpid()).get("highest", 0),
        }


def _measured(index: ArticleIndex, way: Asked, questions: Sequence[str]) -> dict[str, object]:
    latency = measure(lambda question: _discard(_search(index, way, question)), questions)
    found = [[_place(hit) for hit in _search(index, way, question)] for question in questions[:COMPARED]]
    return {"search": way.search, "filters": way.filters, "p50": latency.p50, "p95": latency.p95, "found": found}


def _search(index: ArticleIndex, way: Asked, question: str) -> list[Hit]:
    searches: dict[str, Callable[..., list[Hit]]] = {
        "terms": index.search_by_terms,
        "vectors": index.search_by_vectors,
        "fused": index.search,
    }
    return searches[way.search](question, k=K, filters=FILTERS[way.filters])


def _looks(index: ArticleIndex) -> dict[str, Callable[[], object]]:
    return {
        "status": index.status,
        "list_articles": lambda: index.list_articles(limit=100),
        "chunk_count": lambda: index.chunk_count,
        "mirror_lag": index.mirror_lag,
    }


def _milliseconds(look: Callable[[], object]) -> dict[str, float]:
    """The first time, and the quickest of the next."""
    taken = []
    for _ in range(TIMES):
        started = time.perf_counter()
        look()
        taken.append((time.perf_counter() - started) * 1000)
    return {"first": taken[0], "again": min(taken[1:])}


def _place(hit: Hit) -> Place:
    return hit.article.id, hit.chunk.ordinal


def _discard(_: list[Hit]) -> None:
    return None


if __name__ == "__main__":
    folder, mode = Path(sys.argv[1]), sys.argv[2]
    result = open_only(folder) if mode == "open" else probe(folder, json.load(sys.stdin))
    print(json.dumps(result))  # noqa: T201 - what the parent reads
