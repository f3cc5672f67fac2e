"""A store that grows to the sizes that are measured, by the way that articles take into any store."""

import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from corpus.article import Article
from evals.benchmark.size_corpus import RememberingTokens, recombined_articles
from index.article_index import ArticleIndex
from index.storage.manifest import Chunking
from rag.assembly import load_embedder
from rag.settings import Settings

SEED = 20200710
_GROUP = 1_300  # articles added at a time, about 30,000 chunks
_CHUNKS_PER_ARTICLE = 23
_EMBEDDED = 10  # articles added with the model itself, about 230 chunks


@dataclass(frozen=True, slots=True)
class Growth:
    """How a store grew. Chunks a second without the time of the model, and those added last with it.

    `last_per_second` is that of the last group of articles alone. `one_article_seconds` is until one more article can
    be found, `deletion_seconds` until it is gone from every answer and the copy of the vectors is written anew.
    """

    articles: int
    chunks: int
    seconds: float
    per_second: float
    last_per_second: float
    embedded_per_second: float
    one_article_seconds: float
    deletion_seconds: float


def grow(store: Path, articles: Sequence[Article], *, chunks: int, settings: Settings) -> Growth:
    """Adds made articles until the store has so many chunks, or slightly more; it goes on where it was left."""
    embedder, chunking = load_embedder(settings), Chunking(settings.chunk_tokens, settings.chunk_overlap)
    drawn = RememberingTokens(embedder)
    with ArticleIndex.open_or_create(store, drawn, chunking=chunking) as index:
        made = islice(recombined_articles(articles, seed=SEED), index.article_count, None)
        seconds = last = 0.0
        added = 0
        while (missing := chunks - index.chunk_count) > 0:
            started, drawing = time.perf_counter(), drawn.seconds
            report = index.add(islice(made, min(_GROUP, missing // _CHUNKS_PER_ARTICLE + 1)))
            taken = time.perf_counter() - started - (drawn.seconds - drawing)
            last = report.chunks / taken
            seconds, added = seconds + taken, added + report.chunks
    with ArticleIndex.open(store, embedder, chunking=chunking) as index:
        started = time.perf_counter()
        report = index.add(islice(made, _EMBEDDED))
        embedded = report.chunks / (time.perf_counter() - started)
        extra = replace(next(made), id="one-more")
        started = time.perf_counter()
        index.add([extra])
        one = time.perf_counter() - started
        started = time.perf_counter()
        index.delete(extra.id)
        deletion = time.perf_counter() - started
        per_second = added / seconds if seconds else 0.0
        return Growth(index.article_count, index.chunk_count, seconds, per_second, last, embedded, one, deletion)


def remove_mirrors(store: Path) -> None:
    """Leaves nothing of a store but its database."""
    for path in store.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif not path.name.startswith("articles.sqlite"):
            path.unlink()


def disk_megabytes(store: Path) -> dict[str, float]:
    """The size of each part."""
    parts = {"sqlite": "articles.sqlite*", "vectors": "vectors-*", "terms": "terms-*/*"}
    return {name: sum(path.stat().st_size for path in store.glob(glob)) / 1e6 for name, glob in parts.items()}
