"""What the load benchmark measured, as a file and as a table."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evals.benchmark.load import LoadBenchmark, Setting
from evals.benchmark.load_phase import LoadFigures
from evals.benchmark.service import Latency
from evals.machine import describe_machine, library_versions

SERVERS = ("fastapi", "starlette", "uvicorn", "pydantic", "aiohttp")


def document_of(benchmark: LoadBenchmark, setting: Setting) -> dict[str, object]:
    """The figures with the settings, the machine, the day and the library versions."""
    return {
        "figures": _rounded(asdict(benchmark)),
        "settings": _rounded(asdict(setting)) | {"mode": "extractive", "service": "defaults"},
        "machine": describe_machine(),
        "libraries": {**library_versions(SERVERS), **library_versions()},
    }


def save_load(document: Mapping[str, object], path: Path) -> None:
    """Writes the document, keys sorted."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


def read_load(path: Path) -> LoadBenchmark:
    """What was measured, out of the file that `save_load` wrote."""
    figures = json.loads(path.read_text(encoding="utf-8"))["figures"]
    loads = {name: LoadFigures(**figures[name]) for name in ("one", "two", "bare", "bare_two")}
    alone = {name: Latency(**figures[name]) for name in ("search", "first_event")}
    return LoadBenchmark(**figures | loads | alone)


def readme_table(benchmark: LoadBenchmark) -> str:
    """The table as Markdown."""
    rows = [("", "one worker", "two workers", "to reach"), ("---", "---:", "---:", "---:"), *load_rows(benchmark)]
    return "\n".join(f"| {' | '.join(row)} |".replace("|  |", "| |") for row in rows)


def show_load(benchmark: LoadBenchmark, console: Console) -> None:
    """Prints the figures beside what is to be reached."""
    title = (
        f"{benchmark.chunks} chunks, {benchmark.one.clients} clients for {benchmark.one.seconds:g} s, "
        f"{benchmark.other_cores:.1f} cores busy with other work"
    )
    table = Table(title=title, title_justify="left")
    for heading in ("", "one worker", "two workers", "to reach"):
        table.add_column(heading, justify="left" if not heading else "right")
    for row in load_rows(benchmark):
        table.add_row(*row)
    console.print(table)


def load_rows(benchmark: LoadBenchmark) -> list[tuple[str, str, str, str]]:
    """What was measured, with one worker, with two, and what is to be reached."""
    one, two, bare, bare_two = benchmark.one, benchmark.two, benchmark.bare, benchmark.bare_two
    search, first = benchmark.search, benchmark.first_event
    return [
        ("answers a second", f"{one.per_second:.1f}", f"{two.per_second:.1f}", "≥ 60 with one worker"),
        ("two workers beside one", "", f"{benchmark.ratio:.2f} ×", "≥ 1.7 ×"),
        ("latency, p50 / p95 / p99", _times(one), _times(two), "p95 < 1.5 s"),
        ("failures", str(_failed(one)), str(_failed(two)), "0"),
        ("the service computes, an answer", f"{one.server_cpu_ms:.1f} ms", f"{two.server_cpu_ms:.1f} ms", ""),
        ("cores: service / clients", _cores(one), _cores(two), ""),
        ("resident memory", f"{one.resident_mb} MB", f"{two.resident_mb} MB", ""),
        ("bare FastAPI route, a second", f"{bare.per_second:.0f}", f"{bare_two.per_second:.0f}", ""),
        ("bare FastAPI route, p50 / p95 / p99", _times(bare), _times(bare_two), ""),
        ("bare FastAPI route, cores: service / clients", _cores(bare), _cores(bare_two), ""),
        ("POST /v1/search, one client, p50 / p95", f"{search.p50:.1f} / {search.p95:.1f} ms", "", "p50 ≤ 10 ms"),
        ("first streamed event, one client, p50 / p95", f"{first.p50:.1f} / {first.p95:.1f} ms", "", "≤ 50 ms"),
    ]


def _times(figures: LoadFigures) -> str:
    return f"{figures.p50:.0f} / {figures.p95:.0f} / {figures.p99:.0f} ms"


def _failed(figures: LoadFigures) -> int:
    return sum(figures.failures.values())


def _cores(figures: LoadFigures) -> str:
    return f"{figures.server_cores:.2f} / {figures.client_cores:.2f}"


def _rounded(values: Mapping[str, object]) -> dict[str, object]:
    return {name: _rounded_value(value) for name, value in values.items()}


def _rounded_value(value: object) -> object:
    if isinstance(value, dict):
        return _rounded(value)
    return round(value, 3) if isinstance(value, float) else value
