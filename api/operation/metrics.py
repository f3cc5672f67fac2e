"""What Prometheus reads at /metrics: requests, answers and their stages, and how large the store is.

With several workers, whoever starts them names a folder in PROMETHEUS_MULTIPROC_DIR: each worker keeps its figures in
files there, and the one that is asked adds them up. What concerns the store is told by the worker that is asked.
"""

import os
import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector

from index.article_index import ArticleIndex
from rag.answer import Answer

MULTIPROCESS_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
METRICS_MEDIA_TYPE = CONTENT_TYPE_LATEST

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300)
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
_LIVE_FILE = re.compile(r"gauge_live[a-z]*_(\d+)\.db")


class Metrics:
    """The figures of one service, in a registry of their own. No label is taken from what a client sends."""

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry()
        self._requests = Counter(
            "sourcier_requests", "Requests that were answered.", ("method", "route", "status"), registry=registry
        )
        self._request_seconds = Histogram(
            "sourcier_request_seconds",
            "From a request's head to the end of its response, as it is made.",
            ("route",),
            buckets=_SECONDS,
            registry=registry,
        )
        self._stage_seconds = Histogram(
            "sourcier_stage_seconds", "The stages of an answer.", ("stage",), buckets=_SECONDS, registry=registry
        )
        self._answers = Counter("sourcier_answers", "Answers, refusals too.", ("mode", "answered"), registry=registry)
        self._refusals = Counter(
            "sourcier_refusals", "Answers that say why nothing is said.", ("reason",), registry=registry
        )
        self.running = Gauge(
            "sourcier_answers_running",
            "Requests that are being answered.",
            multiprocess_mode="livesum",
            registry=registry,
        )
        self.waiting = Gauge(
            "sourcier_answers_waiting",
            "Requests that wait for a place among them.",
            multiprocess_mode="livesum",
            registry=registry,
        )
        self._folder = os.environ.get(MULTIPROCESS_VARIABLE)
        if self._folder is None:
            ProcessCollector(registry=registry)

    def observe_request(self, *, method: str, route: str, status: int, seconds: float) -> None:
        """Counts a request whose response is complete."""
        self._requests.labels(method if method in _METHODS else "other", route, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)

    def observe_answer(self, answer: Answer) -> None:
        """Counts an answer and its stages."""
        for stage, milliseconds in answer.timings.items():
            self._stage_seconds.labels(stage).observe(milliseconds / 1000)
        self._answers.labels(answer.mode, str(answer.answered).lower()).inc()
        if answer.refusal is not None:
            self._refusals.labels(answer.refusal.reason).inc()

    def exposition(self, index: ArticleIndex | None) -> bytes:
        """All figures as text, those of the store too where it is open."""
        text = generate_latest(self._registry if self._folder is None else _of_all_workers(Path(self._folder)))
        described = CollectorRegistry()
        Info("sourcier_build", "The program.", registry=described).info({"version": version("sourcier")})
        if index is not None:
            described.register(_StoreFigures(index))
        return text + generate_latest(described)

    def close(self) -> None:
        """Takes this worker's share out of the figures that are of now."""
        if self._folder is not None:
            mark_process_dead(os.getpid(), self._folder)  # type: ignore[no-untyped-call]  # the library has no types here


class _StoreFigures(Collector):
    """How much there is to answer from."""

    def __init__(self, index: ArticleIndex) -> None:
        self._index = index

    def collect(self) -> Iterator[Metric]:
        """Counted now."""
        yield GaugeMetricFamily("sourcier_articles", "Articles in the store.", self._index.article_count)
        yield GaugeMetricFamily("sourcier_chunks", "Passages that can be found.", self._index.chunk_count)
        lag = self._index.mirror_lag()
        behind = GaugeMetricFamily(
            "sourcier_mirror_lag_changes", "Changes that this worker's searches do not show yet.", labels=["mirror"]
        )
        behind.add_metric(["vectors"], lag.vectors)
        behind.add_metric(["terms"], lag.terms)
        yield behind


def _of_all_workers(folder: Path) -> CollectorRegistry:
    """The sums over the workers' files, without what a killed one was working on."""
    for path in folder.glob("gauge_live*.db"):
        found = _LIVE_FILE.fullmatch(path.name)
        if found and not _is_alive(int(found[1])):
            path.unlink(missing_ok=True)
    registry = CollectorRegistry()
    registry.register(_WorkerFigures(folder))
    return registry


class _WorkerFigures(Collector):
    """The sums over the files that workers write their figures to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def collect(self) -> Iterator[Metric]:
        """Added up now; a file that its worker has only just made is empty, and the library cannot read it."""
        written = [str(path) for path in self._folder.glob("*.db") if _has_content(path)]
        yield from MultiProcessCollector.merge(written)  # type: ignore[no-untyped-call]  # nor here


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:  # of a worker that has ended meanwhile
        return False


def _is_alive(process_id: int) -> bool:
    """Whether it is a worker's still: the number of one that ended may be that of another user's process by now."""
    try:
        os.kill(process_id, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True
