"""Plots drawn alike every time, in no colour but the page's, with the words and numbers of their series."""

import re
from itertools import pairwise

import pytest
from lxml import etree

from evals.html_report.plots import draw_groups, draw_latency, draw_recall, draw_reliability, draw_risk
from evals.html_report.series import GroupScore, RecallCurve, RiskCurve, StageLatency
from evals.metrics.abstention import RiskPoint
from evals.metrics.calibration import ReliabilityBin

RECALL = [RecallCurve("fused", 9, (0.5, 0.6, 0.7, 0.8, 0.9, 0.9, 0.9, 0.9, 0.9, 1.0))]
RISK = RiskCurve((RiskPoint(0.9, 0.5, 0.0), RiskPoint(0.2, 1.0, 0.5)), RiskPoint(0.9, 0.5, 0.0))
BINS = [ReliabilityBin(0.1, 0.2, 7, 0.15, 0.5), ReliabilityBin(0.8, 0.9, 12, 0.85, 0.9)]
STAGES = [StageLatency("read", 1.0, 2.0, 3.25, 4.0, 5.0, 9.0)]
GROUPS = [GroupScore("date & heure", 4, 3, 0.75, 0.3, 0.95), GroupScore("", 2, 0, 0.0, 0.0, 0.66)]

PLOTS = {
    "recall": (lambda: draw_recall(RECALL), {"fused", "articles looked at, k", "relevant articles found (%)"}),
    "risk": (lambda: draw_risk(RISK), {"answers 50%, of them 0% wrong", "questions answered (%)"}),
    "reliability": (lambda: draw_reliability(BINS), {"7", "12", "confidence (%)", "in fact right (%)"}),
    "latency": (lambda: draw_latency(STAGES), {"read", "3.2", "milliseconds a question"}),
    "kind": (lambda: draw_groups(GROUPS, "kind"), {"date & heure  n=4", "–  n=2", "right, or rightly silent (%)"}),
}


@pytest.mark.parametrize("name", PLOTS)
def test_a_plot_says_what_it_shows_as_text(name: str) -> None:
    draw, words = PLOTS[name]
    drawn = etree.fromstring(draw())
    assert drawn.get("data-plot") == name
    assert words <= {text.strip() for text in drawn.itertext()}


@pytest.mark.parametrize("name", PLOTS)
def test_a_plot_is_the_same_in_every_drawing(name: str) -> None:
    draw, _ = PLOTS[name]
    assert draw() == draw()


@pytest.mark.parametrize("name", PLOTS)
def test_a_plot_takes_its_colours_and_its_type_from_the_page(name: str) -> None:
    drawing = PLOTS[name][0]()
    assert not re.search(r"#[0-9a-f]{6}\b(?!\")", drawing)
    assert "var(--series-1)" in drawing
    for foreign in ("<style", "font-family", "metadata", "<?xml"):
        assert foreign not in drawing


def test_plots_of_one_page_share_no_id() -> None:
    ids = [found for draw, _ in PLOTS.values() for found in re.findall(r'\bid="([^"]*)"', draw())]
    assert ids
    assert len(set(ids)) == len(ids)


def test_points_stand_where_their_figures_are() -> None:
    drawn = etree.fromstring(draw_recall(RECALL))
    style = "stroke: var(--series-1); stroke-width: 1.8"
    curve = next(path.get("d") for path in drawn.iter("{*}path") if style in path.get("style", ""))
    heights = [float(height) for height in re.findall(r"[ML] [\d.]+ ([\d.]+)", curve)]
    risen = [one - other for one, other in pairwise(heights)]
    tenth = risen[0]
    expected = [tenth, tenth, tenth, tenth, 0.0, 0.0, 0.0, 0.0, tenth]  # 0.5 to 0.9 in tenths, level, 1.0
    assert risen == pytest.approx(expected, abs=1e-4)
    assert tenth > 10
