"""How each figure grows with the number of chunks, both axes logarithmic. The same figures give the same bytes.

Colours and ground as in the plot of the race (`evals.race.plot`).
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from evals.benchmark.size_report import GOAL_MB, GOAL_MS, GOAL_SECONDS, Figures, search_figures

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLOURS: Final = ("#0072B2", "#D55E00", "#009E73")
_INK, _RULE = "#222222", "#D8D8D8"
_STYLE: Final = {
    "svg.hashsalt": "sourcier-size",
    "svg.fonttype": "path",
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": _RULE,
    "text.color": _INK,
    "axes.labelcolor": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
}


@dataclass(frozen=True, slots=True)
class Panel:
    """Figures of one kind, a line each, and what is to be reached of them at a million chunks."""

    title: str
    lines: Mapping[str, Callable[[Figures], float]]
    goal: float | None = None


def _p95(search: str) -> Callable[[Figures], float]:
    return lambda figures: float(search_figures(figures, search, "all")["p95"])


PANELS: Final = (
    Panel("search p95, ms", {search: _p95(search) for search in ("fused", "vectors", "terms")}, GOAL_MS),
    Panel(
        "memory of the service, MB",
        {"highest": lambda f: f["service"]["highest_mb"], "resident": lambda f: f["service"]["resident_mb"]},
        GOAL_MB,
    ),
    Panel(
        "opening, s",
        {
            "without mirrors": lambda f: f["without_mirrors"]["open_seconds"],
            "with mirrors": lambda f: f["index"]["open_seconds"],
        },
        GOAL_SECONDS,
    ),
    Panel(
        "on disk, MB",
        {
            "SQLite": lambda f: f["disk_mb"]["sqlite"],
            "vectors": lambda f: f["disk_mb"]["vectors"],
            "terms": lambda f: f["disk_mb"]["terms"],
        },
    ),
    Panel(
        "ingestion, chunks/s",
        {
            "without the model": lambda f: f["growth"]["per_second"],
            "with it": lambda f: f["growth"]["embedded_per_second"],
        },
    ),
)


def draw_size(document: Mapping[str, Any], path: Path) -> None:
    """Writes the plot as SVG. Raises ValueError where no size was measured."""
    sizes: list[Figures] = list(document["sizes"].values())
    if not sizes:
        raise ValueError("Nothing can be drawn where no size was measured.")
    from matplotlib import style
    from matplotlib.figure import Figure

    with style.context(_STYLE):
        figure = Figure(figsize=(13.5, 3.4), layout="constrained")
        for axes, panel in zip(figure.subplots(1, len(PANELS)), PANELS, strict=True):
            _draw(axes, panel, sizes)
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, format="svg", facecolor="white", metadata={"Date": None})


def _draw(axes: "Axes", panel: Panel, sizes: list[Figures]) -> None:
    from matplotlib.ticker import FuncFormatter

    chunks = [figures["growth"]["chunks"] for figures in sizes]
    for (name, value), colour in zip(panel.lines.items(), _COLOURS, strict=False):
        axes.plot(chunks, [value(figures) for figures in sizes], marker="o", markersize=4, color=colour, label=name)
    if panel.goal is not None:
        axes.axhline(panel.goal, color=_INK, linewidth=0.8, linestyle=(0, (4, 3)), label="to reach")
    axes.set_xscale("log")
    axes.set_yscale("log")
    shown = [value(figures) for value in panel.lines.values() for figures in sizes]
    axes.set_ylim(*_whole_decades(shown if panel.goal is None else [*shown, panel.goal]))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(FuncFormatter(_write_tick))
    axes.set_title(panel.title, fontsize=9.5, loc="left")
    axes.grid(axis="both", color=_RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.minorticks_off()
    axes.legend(frameon=False, fontsize=8, loc="upper left", bbox_to_anchor=(-0.05, -0.12), labelspacing=0.3)


def _whole_decades(values: list[float]) -> tuple[float, float]:
    """Powers of ten with all values between them: an axis with less has a single number on it."""
    return 10.0 ** math.floor(math.log10(min(values))), 10.0 ** math.ceil(math.log10(max(values)))


def _write_tick(value: float, _: int | None) -> str:
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        if value >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"
