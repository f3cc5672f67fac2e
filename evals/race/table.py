"""A race as a table: in the terminal, and as the Markdown of the README."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from evals.race.disturbance import DISTURBED
from evals.race.quality import MEASURES, Quality
from evals.race.results import RaceFigures, RaceLine, RaceResults

HEADINGS = (
    "",
    *MEASURES,
    "ingests a second: characters / articles / passages",
    "search, p50 / p95",
    "start-up",
    "memory, ingesting / serving",
    "answers",
)
_CHANCE = 0.05
_LIKE = "≈"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table, a cell a heading; a line with a failure has none but its name."""

    cells: Sequence[str]
    failure: str | None


def show_race(results: RaceResults, console: Console) -> None:
    """Prints the table, who did not race and why, and what it was measured over."""
    table = Table(title=_course(results), title_justify="left")
    for heading in HEADINGS:
        table.add_column(heading, justify="right" if heading else "left")
    rows = [_row(line) for line in results.lines]
    for row in rows:
        if row.failure is None:
            table.add_row(*row.cells)
    console.print(table)
    for line in results.lines:
        if line.failure:
            console.print(f"{line.title} did not race: {line.failure}", markup=False, highlight=False)
    for sentence in _remarks(results):
        console.print(sentence, markup=False, highlight=False)


def readme_table(results: RaceResults) -> str:
    """The table in Markdown, with what it was measured over below it; ends with a line end."""
    lines = [_markdown(HEADINGS), _markdown(["---", *["---:"] * (len(HEADINGS) - 1)])]
    for line in results.lines:
        row = _row(line)
        if row.failure is None:
            lines.append(_markdown(row.cells))
    failed = [f"{line.title} did not race: {line.failure}" for line in results.lines if line.failure]
    return "\n".join([*lines, "", " ".join([_course(results) + ".", *failed, *_remarks(results)])]) + "\n"


def _row(line: RaceLine) -> Row:
    if line.figures is None or line.quality is None:
        return Row((line.title,), line.failure)
    figures = line.figures
    qualities = [_estimate(line.quality, measure) for measure in MEASURES]
    answers = "yes" if line.answers_itself else "no"
    return Row((line.title, *qualities, *_speeds(figures), answers), None)


def _speeds(figures: RaceFigures) -> Sequence[str]:
    return (
        f"{figures.characters_per_second:,.0f} / {figures.articles_per_second:,.1f} / "
        f"{figures.passages_per_second:,.1f}",
        f"{figures.search_p50_ms:.1f} / {figures.search_p95_ms:.1f} ms",
        f"{figures.start_seconds:.2f} s",
        f"{figures.ingest_highest_mb} / {figures.serving_highest_mb} MB",
    )


def _estimate(quality: Quality, measure: str) -> str:
    """The figure and its interval, marked where it differs from Sourcier's by no more than chance may."""
    estimate, lead = quality.figures[measure], quality.leads.get(measure)
    mark = f" {_LIKE}" if lead is not None and lead.p >= _CHANCE else ""
    return f"{estimate.mean:.3f} [{estimate.low:.3f}–{estimate.high:.3f}]{mark}"


def _course(results: RaceResults) -> str:
    course = results.course
    return (
        f"{course['set']}: {course['articles']:,} articles, {course['characters']:,} characters, "
        f"{course['questions']:,} questions"
    )


def _remarks(results: RaceResults) -> list[str]:
    machine = results.machine
    remarks = [
        "Figures by article; in brackets the 95 % interval of a bootstrap over questions; "
        f"{_LIKE}: what sets it apart from Sourcier may be chance (paired randomisation test, Holm, 5 %).",
        "Answers: without a language model, and without a reader model that has to be fetched.",
        f"{machine['processor']}, {machine['cores']} cores, {results.threads}, {machine['date']}.",
    ]
    if results.disturbed:
        most = max(line.other_work for line in results.lines)
        remarks.append(
            f"Other work kept up to {most:.1f} cores busy beside it (from {DISTURBED} on, "
            "spinning threads slow down many times): its times are not to be trusted."
        )
    return remarks


def _markdown(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
