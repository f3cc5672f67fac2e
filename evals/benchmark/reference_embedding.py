"""Embeds texts with sentence-transformers in a process of its own, and prints how many seconds it took.

A process of its own, because a runtime whose idle threads still spin would slow the other down; run by
`evals.benchmark.ingestion`, which sets the number of threads in the environment. Texts come as a JSON list on stdin.
"""

import json
import sys
import time
from collections.abc import Sequence

from index.embedding.embedder import Embedder

WARM_UP = 8
PASSES = 2


def best_seconds(embedder: Embedder, texts: Sequence[str]) -> float:
    """The faster of two passes over the texts, after a warm-up."""
    embedder.embed_documents(texts[:WARM_UP])
    seconds = []
    for _ in range(PASSES):
        started = time.perf_counter()
        embedder.embed_documents(texts)
        seconds.append(time.perf_counter() - started)
    return min(seconds)


if __name__ == "__main__":
    from index.embedding.sentence_transformer_embedder import SentenceTransformerEmbedder

    given: list[str] = json.load(sys.stdin)
    print(best_seconds(SentenceTransformerEmbedder.load(sys.argv[1]), given))  # noqa: T201 - what the parent reads
