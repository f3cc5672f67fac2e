"""The plots of a report, each with its heading, what it shows in words, and its numbers as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.html_report.plots import draw_groups, draw_latency, draw_recall, draw_reliability, draw_risk
from evals.html_report.series import (
    DEEPEST,
    GroupScore,
    group_scores,
    recall_curves,
    reliability,
    risk_curve,
    stage_latencies,
)
from evals.runs.document import thin
from evals.runs.records import QuestionRecord, SearchedQuestion
from evals.runs.run_file import Run


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """A plot: `svg` is drawn by us and safe to stand in the page as it is; `caption` says what to see in it.

    `words` is the same for who cannot see it, with the figures that matter; `rows` are its numbers under `columns`.
    """

    title: str
    caption: str
    words: str
    svg: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def report_figures(
    run: Run, records: Sequence[QuestionRecord], searched: Sequence[SearchedQuestion]
) -> list[ReportFigure]:
    """The plots that the run has data for."""
    figures = [_recall(searched), _risk(run, records), _reliability(run, records), _latency(run)]
    figures.append(_groups("kind", group_scores(records, lambda record: record.kind)))
    figures.append(_groups("style", group_scores(records, lambda record: record.style)))
    return [figure for figure in figures if figure is not None]


def _recall(searched: Sequence[SearchedQuestion]) -> ReportFigure | None:
    curves = recall_curves(searched)
    if not curves:
        return None
    return ReportFigure(
        title="Recall of each search",
        caption=f"How many of the relevant articles are among the first k, mean of {curves[0].questions:,} questions.",
        words="; ".join(
            f"{curve.search} finds {_percent(curve.recalls[0])} in the first article, "
            f"{_percent(curve.recalls[4])} in five, {_percent(curve.recalls[-1])} in {DEEPEST}"
            for curve in curves
        ),
        svg=draw_recall(curves),
        columns=("k", *(curve.search for curve in curves)),
        rows=tuple((str(place + 1), *(_percent(curve.recalls[place]) for curve in curves)) for place in range(DEEPEST)),
    )


def _risk(run: Run, records: Sequence[QuestionRecord]) -> ReportFigure | None:
    if not records:
        return None
    curve = risk_curve(records)
    area = run.figures.get("answers.risk_coverage_area")
    operating = curve.operating
    stands = (
        f"It stands at ◆: {_percent(operating.coverage)} answered, {_percent(operating.risk)} of them wrong."
        if operating
        else "It answered nothing."
    )
    return ReportFigure(
        title="Risk and coverage",
        caption=f"If only the surest were answered: how many would be wrong. {stands} Area {_shown(area)}, 0 is best.",
        words=f"{stands} All answered, {_percent(curve.points[-1].risk)} would be wrong; area {_shown(area)}",
        svg=draw_risk(curve),
        columns=("least confidence", "answered", "wrong"),
        rows=tuple(
            (f"{point.threshold:.3f}", _percent(point.coverage), _percent(point.risk)) for point in thin(curve.points)
        ),
    )


def _reliability(run: Run, records: Sequence[QuestionRecord]) -> ReportFigure | None:
    bins = reliability(records)
    if not bins:
        return None
    error = _shown(run.figures.get("answers.calibration_error"))
    return ReportFigure(
        title="Does confidence mean what it says?",
        caption="Of the questions at a confidence, how many would be right. On the broken line it means what it says; "
        f"below, it promises too much. Expected calibration error {error}, 0 is best.",
        words=f"{len(bins)} bins of confidence hold a question; expected calibration error {error}",
        svg=draw_reliability(bins),
        columns=("confidence", "questions", "mean confidence", "in fact right"),
        rows=tuple(
            (
                f"{found.low:.1f} – {found.high:.1f}",
                f"{found.count:,}",
                _percent(found.confidence),
                _percent(found.accuracy),
            )
            for found in bins
        ),
    )


def _latency(run: Run) -> ReportFigure | None:
    stages = stage_latencies(run)
    if not stages:
        return None
    total = stages[-1]
    return ReportFigure(
        title="Time of an answer, by stage",
        caption="Dot: median. Thick: the middle half. Thin: from the 5th to the 95th percentile. On the machine below.",
        words=f"{total.stage}: median {total.p50:.1f} ms, 95th percentile {total.p95:.1f} ms",
        svg=draw_latency(stages),
        columns=("stage", "p5", "p25", "p50", "p75", "p95", "longest"),
        rows=tuple(
            (
                stage.stage,
                *(f"{value:.1f} ms" for value in (stage.p5, stage.p25, stage.p50, stage.p75, stage.p95)),
                f"{stage.highest:.1f} ms",
            )
            for stage in stages
        ),
    )


def _groups(label: str, scores: Sequence[GroupScore]) -> ReportFigure | None:
    if not scores:
        return None
    best, worst = max(scores, key=lambda score: score.share), min(scores, key=lambda score: score.share)
    return ReportFigure(
        title=f"By {label} of question",
        caption="Share of questions answered rightly, or rightly not answered, with its 95 % Wilson interval.",
        words=f"best {best.name} with {_percent(best.share)} of {best.questions}, "
        f"worst {worst.name} with {_percent(worst.share)} of {worst.questions}",
        svg=draw_groups(scores, label),
        columns=(label, "questions", "right", "share", "95 %"),
        rows=tuple(
            (
                score.name or "–",
                str(score.questions),
                str(score.good),
                _percent(score.share),
                f"{_percent(score.low)} – {_percent(score.high)}",
            )
            for score in scores
        ),
    )


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f} %"


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
