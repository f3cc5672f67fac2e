"""A race as a plot: a panel a figure, a row an entrant, Sourcier's in blue. The same results give the same bytes.

Points rather than bars, since three of the panels are logarithmic and a bar there has no beginning. The colours are
Okabe and Ito's (2008), told apart by all; the ground is light, so that a dark page shows the plot as it is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from evals.race.quality import MEASURES
from evals.race.results import RaceFigures, RaceLine, RaceResults

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_OURS, _OURS_ALSO, _OTHERS, _INK, _RULE = "#0072B2", "#56B4E9", "#D55E00", "#222222", "#D8D8D8"
_WIDE = 30  # an axis over more than this has room for powers of ten only
_STYLE: Final = {
    "svg.hashsalt": "sourcier-race",
    "svg.fonttype": "path",  # drawn letters: the same on every machine, and measured by the same font
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "figure.constrained_layout.w_pad": 0.12,
    "figure.constrained_layout.h_pad": 0.1,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.edgecolor": _RULE,
    "text.color": _INK,
    "axes.labelcolor": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
}


@dataclass(frozen=True, slots=True)
class Panel:
    """A figure on a logarithmic axis, with the way it is written beside its point."""

    title: str
    value: Callable[[RaceFigures], float]
    write: Callable[[float], str]


PANELS: Final = (
    Panel(
        "ingestion, characters/s (log) →", lambda figures: figures.characters_per_second, lambda value: f"{value:,.0f}"
    ),
    Panel("← search p95, ms (log)", lambda figures: figures.search_p95_ms, lambda value: f"{value:.1f}"),
    Panel("← serving memory, MB (log)", lambda figures: figures.serving_highest_mb, lambda value: f"{value:,.0f}"),
)


def draw_race(results: RaceResults, path: Path) -> None:
    """Writes the plot as SVG. Raises ValueError where no entrant has figures."""
    lines = [line for line in results.lines if line.figures and line.quality]
    if not lines:
        raise ValueError("Nothing can be drawn of a race in which nobody raced.")
    from matplotlib import style
    from matplotlib.figure import Figure

    with style.context(_STYLE):
        columns = len(MEASURES) + len(PANELS)
        figure = Figure(figsize=(13.5, 1.1 + 0.42 * len(lines)), layout="constrained")
        axes = figure.subplots(1, columns, sharey=True)
        for place, measure in enumerate(MEASURES):
            _draw_quality(axes[place], lines, measure)
        for place, panel in enumerate(PANELS, start=len(MEASURES)):
            _draw_panel(axes[place], lines, panel)
        axes[0].set_yticks(range(len(lines)), [line.title for line in lines])
        axes[0].set_ylim(len(lines) - 0.6, -0.8)
        figure.savefig(path, format="svg", facecolor="white", metadata={"Date": None})


def _draw_quality(axes: "Axes", lines: Sequence[RaceLine], measure: str) -> None:
    """Points with their intervals; the axis holds them all and ends at 1."""
    estimates = [line.quality.figures[measure] for line in lines if line.quality]
    for row, (line, estimate) in enumerate(zip(lines, estimates, strict=True)):
        axes.plot([estimate.low, estimate.high], [row, row], color=_colour(line), linewidth=2, solid_capstyle="butt")
        _point(axes, line, estimate.mean, row, f"{estimate.mean:.3f}")
    axes.set_xlim(min(estimate.low for estimate in estimates) - 0.04, 1.0)
    _finish(axes, f"{measure} →")


def _draw_panel(axes: "Axes", lines: Sequence[RaceLine], panel: Panel) -> None:
    values = [panel.value(line.figures) for line in lines if line.figures]
    from matplotlib.ticker import FuncFormatter, LogLocator

    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(subs=(1.0,) if max(values) > _WIDE * min(values) else (1.0, 3.0)))
    axes.xaxis.set_major_formatter(FuncFormatter(_write_tick))
    for row, (line, value) in enumerate(zip(lines, values, strict=True)):
        _point(axes, line, value, row, panel.write(value))
    axes.set_xlim(min(values) / 2.2, max(values) * 2.2)
    _finish(axes, panel.title)


def _point(axes: "Axes", line: RaceLine, value: float, row: int, written: str) -> None:
    axes.plot([value], [row], marker="o", markersize=6, color=_colour(line), linestyle="none")
    axes.annotate(written, (value, row), xytext=(0, 6), textcoords="offset points", ha="center", fontsize=8)


def _finish(axes: "Axes", title: str) -> None:
    axes.set_title(title, fontsize=9.5, loc="left")
    axes.grid(axis="both", color=_RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.minorticks_off()
    axes.tick_params(axis="y", length=0)


def _write_tick(value: float, _: int | None) -> str:
    """A number on an axis, short: 0.3, 100, 30k, 1M."""
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        if value >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"


def _colour(line: RaceLine) -> str:
    if not line.answers_itself:
        return _OTHERS
    return _OURS if line.name == "sourcier" else _OURS_ALSO
