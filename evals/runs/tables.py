"""A run on the terminal: every figure, with its 95 % interval beside it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from rich.console import Console
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from evals.question_set import Question
from evals.runner import Evaluation, Progress
from evals.runs.diagnosis import GOOD_OUTCOMES
from evals.runs.run_file import Json, Run

_SECTIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "asked": {"questions": "questions", "answerable": "of them answerable"},
    "answered": {
        "right_article": "right article",
        "contains": "contains a known answer",
        "supports": "supported by evidence",
        "exact_match": "exact match",
        "token_f1": "token F1",
        "exact_match_squad": "exact match, SQuAD’s rule",
        "token_f1_squad": "token F1, SQuAD’s rule",
        "exact_match_mlqa": "exact match, MLQA’s rule",
        "token_f1_mlqa": "token F1, MLQA’s rule",
    },
    "refused": {
        "abstention_precision": "abstention precision",
        "abstention_recall": "abstention recall",
        "abstention_f1": "abstention F1",
        "coverage": "coverage",
        "answered_accuracy": "answered accuracy",
    },
    "cited": {
        "citations": "citations",
        "verbatim": "verbatim",
        "resolved": "id resolves",
        "citation_recall": "sentences supported by citations",
        "citation_precision": "citations that do their part",
    },
    "where articles differ": {
        "values_given": "values given",
        "all_values_given": "all values given",
        "newest_first": "newest first",
    },
    "asked for yes or no": {"yes_no_accuracy": "right verdict", "yes_no_precision": "right among verdicts given"},
    "confidence": {
        "risk_coverage_area": "risk–coverage area",
        "excess_risk_coverage_area": "excess of that area",
        "brier_score": "Brier score",
        "calibration_error": "calibration error",
        "equal_mass_calibration_error": "the same, bins of equal mass",
    },
    "if nothing were refused": {
        "forced_contains": "contains a known answer",
        "forced_exact_match": "exact match",
        "forced_token_f1": "token F1",
        "forced_exact_match_squad": "exact match, SQuAD’s rule",
        "forced_token_f1_squad": "token F1, SQuAD’s rule",
        "forced_exact_match_mlqa": "exact match, MLQA’s rule",
        "forced_token_f1_mlqa": "token F1, MLQA’s rule",
    },
}
"""Correctness, refusals and citations stand in one table: none of them says much alone."""

_GROUPED: Final = {
    "questions": "questions",
    "right_article": "right article",
    "contains": "contains",
    "supports": "supports",
    "exact_match": "exact match",
    "token_f1": "token F1",
    "abstention_f1": "abstention F1",
    "coverage": "coverage",
    "answered_accuracy": "answered accuracy",
}
_RETRIEVAL: Final = ("success@1", "success@5", "recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10")
_COUNTS: Final = ("questions", "answerable", "citations")


def show_run(run: Run, console: Console) -> None:
    """Prints every figure of the run; of a set without known answers there are those of retrieval alone."""
    figures = _object(run.document["figures"])
    questions = _object(run.document["questions"])
    sha = str(questions["sha256"])[:12]
    console.print(f"\n[bold]{run.name}[/bold]: {questions['count']} questions ({questions['set']}, SHA-256 {sha}…)")
    if "answers" in figures:
        console.print(_figure_table(run, figures))
        groups = _groups(figures["by_kind"]) | _groups(figures["by_style"])
        named = {name: group for name, group in groups.items() if name}
        if named:
            console.print(_group_table(named))
    console.print(_retrieval_table(run, _parts(figures["retrieval"])))
    if "answers" in figures:
        console.print(_latency_table(_object(_object(run.document["machine"])["milliseconds"])))


def show_failures(evaluation: Evaluation, console: Console) -> None:
    """Prints each question that was answered wrongly, refused although answerable, or answered although not."""
    table = Table("id", "kind", "outcome", "why", "question", title="Failures", title_justify="left", show_lines=False)
    for score in evaluation.scores:
        question, found = score.question, score.diagnosis
        if found.outcome not in GOOD_OUTCOMES:
            table.add_row(question.id, question.kind, found.outcome, found.reason, Text(question.text))
    console.print(table)


def bar_progress(console: Console) -> Progress:
    """Progress that shows a bar for each pass over the questions while it lasts; nothing where no one can watch."""

    def hand_on(questions: Sequence[Question], label: str) -> Iterable[Question]:
        if not console.is_terminal:
            yield from questions
            return
        with Bar(console=console, transient=True) as bar:
            yield from bar.track(questions, description=label)

    return hand_on


def _figure_table(run: Run, figures: Mapping[str, Json]) -> Table:
    """A row a figure, a column for the service and for each baseline; a figure that none of them has is left out."""
    baselines = {f"baselines.{name}": part for name, part in _object(figures["baselines"]).items()}
    columns = {"answers": figures["answers"]} | baselines
    table = Table(title="Figures, with 95 % intervals", title_justify="left")
    table.add_column("")
    for column in columns:
        table.add_column("service" if column == "answers" else _plain(column), justify="right")
    for section, names in _SECTIONS.items():
        rows = {name: shown for name, shown in names.items() if any(name in _object(part) for part in columns.values())}
        if rows:
            table.add_row(f"[bold]{section}[/bold]")
        for name, shown in rows.items():
            table.add_row(f"  {shown}", *(_cell(run, f"{column}.{name}") for column in columns))
        table.add_section()
    return table


def _group_table(groups: Mapping[str, Mapping[str, Json]]) -> Table:
    table = Table(title="By kind and style", title_justify="left")
    table.add_column("")
    for heading in _GROUPED.values():
        table.add_column(heading, justify="right")
    for group, figures in groups.items():
        table.add_row(group, *(_shown(name, figures.get(name)) for name in _GROUPED))
    return table


def _retrieval_table(run: Run, searches: Iterable[str]) -> Table:
    table = Table(title="Retrieval, with 95 % intervals", title_justify="left")
    table.add_column("")
    for name in _RETRIEVAL:
        table.add_column(name, justify="right")
    for search in searches:
        table.add_row(search, *(_cell(run, f"retrieval.{search}.{name}") for name in _RETRIEVAL))
    return table


def _latency_table(stages: Mapping[str, Json]) -> Table:
    table = Table(title="Milliseconds, this machine", title_justify="left")
    for heading in ("stage", "p50", "p95"):
        table.add_column(heading, justify="left" if heading == "stage" else "right")
    for stage, values in stages.items():
        part = _object(values)
        table.add_row(stage, f"{part['p50']:.1f}", f"{part['p95']:.1f}")
    return table


def _cell(run: Run, name: str) -> str:
    """A figure with its interval; a dash where it is undefined."""
    shown = _shown(name.rsplit(".", 1)[-1], run.figures.get(name))
    interval = run.intervals.get(name)
    return shown if interval is None else f"{shown}  {interval.low:.2f}–{interval.high:.2f}"


def _shown(name: str, value: Json) -> str:
    if not isinstance(value, int | float):
        return "–"
    return f"{value:.0f}" if name in _COUNTS else f"{value:.3f}"


def _plain(column: str) -> str:
    return column.rsplit(".", 1)[-1].replace("_", " ")


def _parts(value: Json) -> dict[str, Mapping[str, Json]]:
    return {name: _object(part) for name, part in _object(value).items()}


def _groups(value: Json) -> dict[str, Mapping[str, Json]]:
    """The groups by name; none where there is but one, which says what `all` says."""
    groups = _parts(value)
    return groups if len(groups) > 1 else {}


def _object(value: Json) -> Mapping[str, Json]:
    assert isinstance(value, Mapping), "a run file holds an object here"
    return value
