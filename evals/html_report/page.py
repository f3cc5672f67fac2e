"""Puts a report together: everything the page shows, as values, and the template that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from evals.html_report.failures import OUTCOMES, Failures, collect_failures, count_outcomes
from evals.html_report.figures import ReportFigure, report_figures
from evals.html_report.headlines import FigureRow, Headline, figure_rows, headlines
from evals.runs.comparison import Comparison, FigureChange, SettingChange, setting_lines
from evals.runs.figure_tests import FigureTest
from evals.runs.records import read_records, read_searched
from evals.runs.rereading import Reading
from evals.runs.run_file import Json, Run

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES: Final = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class OutcomeShare:
    """How many questions came out this way, of all; `label` and `meaning` are for people."""

    outcome: str
    label: str
    meaning: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Page:
    """All that a report shows. `comparison` is with an earlier run, None where there is none.

    `texts` are the words of the questions and `numbers` those of the failures, both by the question's id; `missing`
    says why there are no words, where there are none.
    """

    name: str
    questions: Mapping[str, Json]
    articles: Mapping[str, Json]
    machine: Mapping[str, str]
    settings: Mapping[str, str]
    outcomes: tuple[OutcomeShare, ...]
    headlines: tuple[Headline, ...]
    figures: tuple[ReportFigure, ...]
    all_figures: tuple[FigureRow, ...]
    failures: Failures
    kinds: tuple[str, ...]
    missing: str
    texts: Mapping[str, str]
    numbers: Mapping[str, int]
    comparison: Comparison | None


def build_page(run: Run, reading: Reading, comparison: Comparison | None = None) -> Page:
    """The report of a run, its words from `reading`, beside an earlier run where `comparison` is with one."""
    records, searched = read_records(run), read_searched(run)
    failures = collect_failures(records, reading)
    shares = [
        OutcomeShare(outcome, *OUTCOMES[outcome], count, count / len(records))
        for outcome, count in count_outcomes(records).items()
    ]
    return Page(
        name=run.name,
        questions=_object(run.document.get("questions")),
        articles=_object(run.document.get("articles")),
        machine=_machine_lines(run),
        settings={name: line.strip('"') for name, line in setting_lines(run).items()},
        outcomes=tuple(shares),
        headlines=tuple(headlines(run)),
        figures=tuple(report_figures(run, records, searched)),
        all_figures=tuple(figure_rows(run)),
        failures=failures,
        kinds=tuple(sorted({failure.record.kind for failure in failures.failures})),
        missing=reading.missing,
        numbers={failure.record.id: failure.number for failure in failures.failures},
        texts={question.id: question.text for question in reading.questions.values()},
        comparison=comparison,
    )


def render_page(page: Page) -> str:
    """The page as one HTML document that asks nothing of any other place: the same page, the same bytes."""
    return _environment().get_template("report.html.jinja").render(page=page, outcome_names=_outcome_names())


def _outcome_names() -> dict[str, str]:
    return {outcome: label for outcome, (label, _) in OUTCOMES.items()}


@cache
def _environment() -> "Environment":
    """Jinja with escaping everywhere: what comes out of an article is text, whatever it looks like."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"setting_row": _setting_row, "test_row": _test_row, "figure_row": _figure_row}
    return environment


def _setting_row(change: SettingChange) -> tuple[str, ...]:
    return change.name, change.before or "–", change.after or "–"


def _test_row(test: FigureTest) -> tuple[str, ...]:
    return test.name, f"{test.better:,}", f"{test.worse:,}", test.test, f"{test.p:.4f}", f"{test.corrected_p:.4f}"


def _figure_row(change: FigureChange) -> tuple[str, ...]:
    values = ("–" if value is None else f"{value:.4f}" for value in (change.before, change.after))
    difference = "–" if change.difference is None else f"{change.difference:+.4f}"
    interval = f"{change.interval[0]:+.4f} – {change.interval[1]:+.4f}" if change.interval else "–"
    return change.name, *values, difference, interval


def _machine_lines(run: Run) -> dict[str, str]:
    """What was measured on; the times themselves are in the plot of latency."""
    machine = _object(run.document.get("machine"))
    return {name: str(value) for name, value in machine.items() if isinstance(value, str | int | float)}


def _object(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, Mapping) else {}
