"""The figures of all sizes as a file and as a table, a column a size."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

from rich.console import Console
from rich.table import Table

Figures: TypeAlias = Mapping[str, Any]
"""What `evals.benchmark.size` measured at one size, as it is in the file."""

GOAL_MS, GOAL_MB, GOAL_SECONDS = 50, 4_000, 5
_SEARCHES: Final = ("terms", "vectors", "fused")


def save_size(document: Mapping[str, object], path: Path) -> None:
    """Writes the document, figures rounded, keys sorted."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = json.dumps(_rounded(document), ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(content + "\n", encoding="utf-8")


def show_size(document: Mapping[str, Any], console: Console) -> None:
    """Prints a row a figure, beside what is to be reached at a million chunks."""
    sizes: Mapping[str, Figures] = document["sizes"]
    table = Table(title=f"{document['material']}, load before {document['load_before']:.1f}", title_justify="left")
    table.add_column("")
    for figures in sizes.values():
        table.add_column(f"{figures['growth']['chunks']:,} chunks", justify="right")
    table.add_column("to reach", justify="right")
    for title, written, goal in _rows():
        table.add_row(title, *(written(figures) for figures in sizes.values()), goal)
    console.print(table)


def search_figures(figures: Figures, search: str, filters: str) -> Figures:
    """What was measured of a search under a filter."""
    found: Figures = next(s for s in figures["searches"] if (s["search"], s["filters"]) == (search, filters))
    return found


def _rows() -> list[tuple[str, Callable[[Figures], str], str]]:
    rows: list[tuple[str, Callable[[Figures], str], str]] = [
        ("ingestion without the model, chunks/s", lambda f: f"{f['growth']['per_second']:,.0f}", ""),
        ("the last of them", lambda f: f"{f['growth']['last_per_second']:,.0f}", ""),
        ("ingestion with the model, chunks/s", lambda f: f"{f['growth']['embedded_per_second']:,.0f}", ""),
        ("one more article / its deletion, s", _one_article, ""),
        ("on disk: SQLite / vectors / terms, MB", _disk, ""),
        ("opening with mirrors, s", lambda f: f"{f['index']['open_seconds']:.2f}", f"≤ {GOAL_SECONDS}"),
        ("opening without mirrors, s", lambda f: f"{f['without_mirrors']['open_seconds']:.1f}", ""),
        ("the service, start until ready, s", lambda f: f"{f['service']['start_seconds']:.2f}", f"≤ {GOAL_SECONDS}"),
        ("the service, resident / highest, MB", _memory, f"≤ {GOAL_MB}"),
        ("POST /v1/search, p50 / p95, ms", lambda f: _latency(f["service"]["search"]), ""),
        ("POST /v1/ask, p50 / p95, ms", lambda f: _latency(f["service"]["ask"]), ""),
    ]
    for filters in ("all", "nine of ten", "one of a thousand"):
        for search in _SEARCHES:
            goal = f"p95 ≤ {GOAL_MS}, ≥ 0.98" if search == "fused" else "≥ 0.98"
            rows.append((f"{search}, {filters}: p50 / p95 ms, recall@10", _search(search, filters), goal))
    return rows


def _search(search: str, filters: str) -> Callable[[Figures], str]:
    def written(figures: Figures) -> str:
        found = search_figures(figures, search, filters)
        return f"{_latency(found)}  {found['recall_at_10']:.3f}"

    return written


def _one_article(figures: Figures) -> str:
    growth = figures["growth"]
    return f"{growth['one_article_seconds']:.2f} / {growth['deletion_seconds']:.2f}"


def _disk(figures: Figures) -> str:
    disk = figures["disk_mb"]
    return f"{disk['sqlite']:,.0f} / {disk['vectors']:,.0f} / {disk['terms']:,.0f}"


def _memory(figures: Figures) -> str:
    service = figures["service"]
    return f"{service['resident_mb']:,} / {service['highest_mb']:,}"


def _latency(measured: Figures) -> str:
    return f"{measured['p50']:.1f} / {measured['p95']:.1f}"


def _rounded(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _rounded(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_rounded(part) for part in value]
    return round(value, 3) if isinstance(value, float) else value
