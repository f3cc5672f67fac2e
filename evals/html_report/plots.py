"""Draws the series of a report as SVG to stand inside its page: drawn alike every time, coloured by the page.

Nothing in a plot has a colour of its own: each is a variable of the page's style sheet, so that a plot follows the
page into the dark. Matplotlib knows no such variables; it draws with signal colours that are exchanged afterwards.
"""

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from evals.html_report.series import DEEPEST, GroupScore, RecallCurve, RiskCurve, StageLatency
from evals.metrics.calibration import ReliabilityBin

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_INK, _SOFT, _RULE = "#010101", "#010102", "#010103"
_SERIES: Final = ("#010201", "#010202", "#010203", "#010204", "#010205", "#010206")
_VARIABLES: Final = {
    _INK: "var(--ink)",
    _SOFT: "var(--soft)",
    _RULE: "var(--rule)",
    **{signal: f"var(--series-{number})" for number, signal in enumerate(_SERIES, 1)},
}
_MARKERS: Final = ("o", "s", "^", "D", "v", "P")  # a second way, beside colour, to tell curves apart
_WIDTH, _HEIGHT = 4.8, 3.3  # inches; on a phone a point of type is then still a pixel
_STYLE: Final = {
    "svg.fonttype": "none",  # text stays text: small, searchable, in the page's own font
    "font.family": "sans-serif",
    "font.size": 9.5,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "axes.edgecolor": _RULE,
    "axes.labelcolor": _SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": _RULE,
    "grid.linewidth": 0.6,
    "xtick.color": _SOFT,
    "ytick.color": _SOFT,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "text.color": _INK,
    "lines.linewidth": 1.8,
    "lines.solid_capstyle": "butt",
    "legend.frameon": False,
}


def draw_recall(curves: Sequence[RecallCurve]) -> str:
    """Recall over k, a curve for each search."""
    with _figure("recall") as (figure, axes):
        for curve, colour, marker in zip(curves, _SERIES, _MARKERS, strict=False):
            places = range(1, DEEPEST + 1)
            axes.plot(places, curve.recalls, color=colour, marker=marker, markersize=4.5, label=curve.search)
        axes.set(xlabel="articles looked at, k", ylabel="relevant articles found (%)", xticks=range(1, DEEPEST + 1))
        _set_percent_axis(axes, "y", lowest=min((recall for curve in curves for recall in curve.recalls), default=0.0))
        axes.legend(loc="lower right")
        return _svg(figure, "recall")


def draw_risk(curve: RiskCurve) -> str:
    """Risk over coverage, the area under it, and where the service stands."""
    with _figure("risk") as (figure, axes):
        coverages, risks = [point.coverage for point in curve.points], [point.risk for point in curve.points]
        axes.fill_between(coverages, risks, color=_SERIES[0], alpha=0.14, linewidth=0)
        axes.plot(coverages, risks, color=_SERIES[0])
        if curve.operating:
            at = curve.operating
            label = f"answers {at.coverage:.0%}, of them {at.risk:.0%} wrong"
            axes.plot(
                [at.coverage], [at.risk], color=_SERIES[1], marker="D", markersize=7, linestyle="none", label=label
            )
            axes.legend(loc="lower right")
        axes.set(xlabel="questions answered (%)", ylabel="answers that are wrong (%)", xlim=(0, 1))
        axes.set_ylim(0, max(0.1, *risks) * 1.12 if risks else 1)
        _set_percent_axis(axes, "x")
        _set_percent_axis(axes, "y", fixed=True)
        return _svg(figure, "risk")


def draw_reliability(bins: Sequence[ReliabilityBin]) -> str:
    """Accuracy over confidence by bin, above how many questions each bin holds."""
    with _figure("reliability", rows=(3, 1)) as (figure, axes):
        counts = figure.axes[1]
        axes.plot([0, 1], [0, 1], color=_SOFT, linewidth=1, linestyle=(0, (4, 3)))
        confidences = [found.confidence for found in bins if found.confidence is not None]
        accuracies = [found.accuracy for found in bins if found.accuracy is not None]
        axes.plot(confidences, accuracies, color=_SERIES[0], marker="o", markersize=5)
        axes.set(ylabel="in fact right (%)", xlim=(0, 1), ylim=(-0.03, 1.03), xticklabels=[])
        _set_percent_axis(axes, "y", fixed=True)
        middles = [(found.low + found.high) / 2 for found in bins]
        counts.bar(middles, [found.count for found in bins], width=0.088, color=_SERIES[0], alpha=0.55)
        for middle, found in zip(middles, bins, strict=True):
            _write_above(counts, str(found.count), (middle, found.count), 2)
        counts.set(xlabel="confidence (%)", ylabel="questions", xlim=(0, 1), yticks=[])
        counts.margins(y=0.35)
        counts.grid(visible=False)
        _set_percent_axis(counts, "x")
        return _svg(figure, "reliability")


def draw_latency(stages: Sequence[StageLatency]) -> str:
    """A bar a stage: the middle half thick, from 5 to 95 % thin, a dot at the median."""
    with _figure("latency", height=0.9 + 0.48 * len(stages)) as (figure, axes):
        rows = range(len(stages))[::-1]
        for row, stage in zip(rows, stages, strict=True):
            axes.plot([stage.p5, stage.p95], [row, row], color=_SERIES[0], linewidth=1.4)
            axes.plot([stage.p25, stage.p75], [row, row], color=_SERIES[0], linewidth=7, alpha=0.45)
            axes.plot([stage.p50], [row], color=_SERIES[0], marker="o", markersize=6)
            _write_above(axes, f"{stage.p50:.1f}", (stage.p50, row), 7)
        axes.set(xlabel="milliseconds a question", yticks=list(rows), yticklabels=[stage.stage for stage in stages])
        axes.set_ylim(-0.6, len(stages) - 0.3)
        axes.set_xlim(left=0)
        axes.grid(visible=False, axis="y")
        return _svg(figure, "latency")


def draw_groups(scores: Sequence[GroupScore], name: str) -> str:
    """A row a group: its share and the interval of it. `name` tells plots of one page apart."""
    with _figure(name, height=0.9 + 0.3 * len(scores)) as (figure, axes):
        rows = range(len(scores))[::-1]
        for row, score in zip(rows, scores, strict=True):
            axes.plot([score.low, score.high], [row, row], color=_SERIES[0], linewidth=1.6)
            axes.plot([score.share], [row], color=_SERIES[0], marker="o", markersize=6)
        labels = [f"{score.name or '–'}  n={score.questions}" for score in scores]
        axes.set(xlabel="right, or rightly silent (%)", yticks=list(rows), yticklabels=labels, xlim=(-0.02, 1.02))
        axes.set_ylim(-0.7, len(scores) - 0.3)
        axes.grid(visible=False, axis="y")
        _set_percent_axis(axes, "x")
        return _svg(figure, name)


def _write_above(axes: "Axes", words: str, place: tuple[float, float], points: int) -> None:
    axes.annotate(words, place, (0, points), textcoords="offset points", ha="center", fontsize=8.5)


@contextmanager
def _figure(name: str, *, height: float = _HEIGHT, rows: tuple[int, ...] = (1,)) -> "Iterator[tuple[Figure, Axes]]":
    """A figure with its first axes, in the style of the report; `rows` are the heights of its axes to each other."""
    from matplotlib import style
    from matplotlib.figure import Figure

    # Ids of shapes are made of a hash: the salt makes them the same in every drawing and different in every plot.
    with style.context({**_STYLE, "svg.hashsalt": f"sourcier-{name}"}):
        figure = Figure(figsize=(_WIDTH, height), layout="constrained")
        axes = figure.subplots(len(rows), 1, squeeze=False, height_ratios=rows)[:, 0]
        yield figure, axes[0]


def _set_percent_axis(axes: "Axes", axis: str, *, lowest: float = 0.0, fixed: bool = False) -> None:
    """Ticks in per cent; an upright axis from the fifth below `lowest` up, unless its limits stand already."""
    from matplotlib.ticker import PercentFormatter

    if axis == "x":
        axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=None))
        return
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=None))
    if not fixed:
        axes.set_ylim(int(lowest * 5) / 5, 1.01)


def _svg(figure: "Figure", name: str) -> str:
    """The drawing without anything that differs from day to day, or that a page may hold but once."""
    written = io.StringIO()
    nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    figure.savefig(written, format="svg", metadata=nothing)
    drawing = written.getvalue()
    drawing = drawing[drawing.index("<svg") :].strip()
    drawing = re.sub(r'<g id="[^"]*"', "<g", drawing)  # "axes_1" is in every plot, and nothing refers to it
    drawing = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", drawing))
    drawing = re.sub(r"<style.*?</style>", "", drawing, flags=re.DOTALL)  # it would hold for the whole page
    drawing = re.sub(r" font-family: [^;\"]*;", "", drawing)
    drawing = drawing.replace("<svg", f'<svg class="plot" data-plot="{name}" aria-hidden="true"', 1)
    return re.sub("#0[0-9]{5}", lambda found: _VARIABLES.get(found.group(), found.group()), drawing)
