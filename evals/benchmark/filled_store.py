"""Stores to serve while measuring: made-up articles by the thousand, or the bundled ones."""

from itertools import islice
from pathlib import Path

from evals.benchmark.corpus import MeanSentenceEmbedder, varied_articles
from evals.bundled import bundled_articles
from index.article_index import ArticleIndex
from index.storage.manifest import Chunking
from rag.assembly import load_embedder
from rag.settings import Settings

SEED = 20200710
_GROUP = 100  # articles added at a time


def fill_store(store: Path, settings: Settings, *, chunks: int) -> int:
    """Adds made-up articles until the store has at least so many chunks; gives the number of articles."""
    embedder = MeanSentenceEmbedder(load_embedder(settings))
    made = varied_articles(bundled_articles(), seed=SEED)
    count = 0
    with ArticleIndex.open_or_create(store, embedder, chunking=_chunking(settings)) as index:
        while index.chunk_count < chunks:
            count += index.add(islice(made, _GROUP)).added
    return count


def fill_bundled(store: Path, settings: Settings) -> None:
    """Adds the bundled articles."""
    with ArticleIndex.open_or_create(store, load_embedder(settings), chunking=_chunking(settings)) as index:
        index.add(bundled_articles())


def _chunking(settings: Settings) -> Chunking:
    return Chunking(max_tokens=settings.chunk_tokens, overlap=settings.chunk_overlap)
