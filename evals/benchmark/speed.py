"""Speed and memory, each beside a measure of the same run on the same machine, and beside what is to be reached."""

import json
import os
import random
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evals.benchmark.corpus import distinct_passages
from evals.benchmark.filled_store import SEED, fill_bundled, fill_store
from evals.benchmark.ingestion import IngestionFigures, measure_ingestion
from evals.benchmark.service import ServiceFigures, measure_command, measure_service
from evals.bundled import bundled_articles
from evals.machine import describe_machine, library_versions
from evals.question_set import load_questions
from rag.settings import Settings

QUESTIONS = Path(__file__).parents[1] / "questions"
PASSAGES = 512
_SENTENCES = (2, 3, 4, 5)
COMMAND_QUESTION = "Qui est le directeur général du fonds municipal de Shanghai pour l'IA ?"


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Everything that was measured. `chunks` are those of the store that was served.

    `load_before` is how many processes wanted a core in the minute before: near 0 on a machine that is free to
    measure, and where it is not, what counts threads (ingestion, its reference) says little.
    """

    load_before: float
    chunks: int
    articles: int
    ingestion: IngestionFigures
    service: ServiceFigures
    command_seconds: float


def run_benchmark(*, chunks: int, reference: str | None, console: Console) -> Benchmark:
    """Measures everything; minutes. Raises BenchmarkError where the service or the command does not run."""
    settings = Settings()
    load_before = os.getloadavg()[0]
    articles = bundled_articles()
    passages = [text for length in _SENTENCES for text in distinct_passages(articles, sentences=length)]
    console.print(f"Ingestion: {PASSAGES} of {len(passages)} passages of the bundled articles …")
    drawn = random.Random(SEED).sample(passages, min(PASSAGES, len(passages)))
    ingestion = measure_ingestion(drawn, settings, reference)
    with tempfile.TemporaryDirectory(prefix="sourcier-bench-") as folder:
        console.print(f"A store of {chunks} chunks …")
        count = fill_store(Path(folder) / "large", settings, chunks=chunks)
        console.print("The service …")
        service = measure_service(
            Path(folder) / "large", warm_up=_questions("development")[:20], questions=_questions("test")
        )
        console.print("The command line …")
        fill_bundled(Path(folder) / "bundled", settings)
        command = measure_command(Path(folder) / "bundled", COMMAND_QUESTION)
    return Benchmark(load_before, chunks, count, ingestion, service, command)


def save_benchmark(benchmark: Benchmark, path: Path) -> None:
    """Writes the figures with the machine, the day and the library versions, keys sorted."""
    document = {"figures": asdict(benchmark), "machine": describe_machine(), "libraries": {**library_versions()}}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(_rounded(document), ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


def show_benchmark(benchmark: Benchmark, console: Console) -> None:
    """Prints the figures beside what is to be reached."""
    ingestion, service = benchmark.ingestion, benchmark.service
    table = Table(
        title=f"{benchmark.chunks} chunks, one client, load before {benchmark.load_before:.1f}", title_justify="left"
    )
    for heading in ("", "measured", "to reach"):
        table.add_column(heading, justify="left" if not heading else "right")
    ratio = "not measured" if ingestion.ratio is None else f"{ingestion.ratio:.1f} ×"
    reference = f"{ingestion.reference_per_second:.1f}" if ingestion.reference_per_second else "–"
    rows = [
        ("ingestion, passages a second", f"{ingestion.per_second:.1f}", ""),
        (f"sentence-transformers fp32, {ingestion.reference}", reference, ""),
        ("ingestion beside sentence-transformers", ratio, "≥ 3 ×"),
        ("POST /v1/ask, p50 / p95", f"{service.ask.p50:.1f} / {service.ask.p95:.1f} ms", "≤ 30 / 80 ms"),
        ("POST /v1/search, p50 / p95", f"{service.search.p50:.1f} / {service.search.p95:.1f} ms", ""),
        ("GET /healthz, p50 / p95", f"{service.bare.p50:.1f} / {service.bare.p95:.1f} ms", ""),
        ("service, resident / highest", f"{service.resident_mb} / {service.highest_mb} MB", "≤ 500 MB"),
        ("service, start until ready", f"{service.start_seconds:.2f} s", ""),
        ("sourcier ask, whole process", f"{benchmark.command_seconds:.2f} s", "≤ 1.5 s"),
    ]
    for row in rows:
        table.add_row(*row)
    console.print(table)


def _questions(name: str) -> Sequence[str]:
    return [question.text for question in load_questions(QUESTIONS / f"{name}.jsonl").questions]


def _rounded(value: object) -> object:
    if isinstance(value, dict):
        return {key: _rounded(part) for key, part in value.items()}
    return round(value, 3) if isinstance(value, float) else value
