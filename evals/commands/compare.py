"""`compare`: what changed between two run files, by how much, how surely, and for which questions."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from evals.commands.output import PASSED, print_json
from evals.commands.source_options import add_source_options, choose_source
from evals.question_set import Question
from evals.runs.comparison import Comparison, FigureChange, QuestionChange, compare_runs
from evals.runs.rereading import read_again
from evals.runs.run_file import load_run


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Adds what the command takes."""
    parser = commands.add_parser("compare", help="show what differs between two run files, and how surely")
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    add_source_options(parser)
    return parser


def carry_out(options: argparse.Namespace, console: Console) -> int:
    """Prints the comparison of the two."""
    before, after = load_run(options.before), load_run(options.after)
    comparison = compare_runs(before, after)
    reading = read_again(after, choose_source(options))
    if options.json:
        print_json(_described(comparison, reading.questions))
    else:
        show_comparison(comparison, reading.questions, console)
    if reading.missing and (comparison.won or comparison.lost or comparison.moved):
        console.print(reading.missing, style="yellow", highlight=False, markup=False)
    return PASSED


def show_comparison(comparison: Comparison, questions: Mapping[str, Question], console: Console) -> None:
    """Prints what was changed, figures, tests, and the questions with their words where `questions` has them."""
    console.print(_settings_table(comparison))
    console.print(_figures_table(comparison))
    console.print(_tests_table(comparison))
    console.print(_questions_table("Won: right now, and were not", comparison.won, questions))
    console.print(_questions_table("Lost: were right, and are not", comparison.lost, questions))
    console.print(_questions_table("As wrong as before, in another way", comparison.moved, questions))


def _described(comparison: Comparison, questions: Mapping[str, Question]) -> dict[str, object]:
    """The comparison as JSON: with the differences worked out, and each question's words or null."""
    figures = [asdict(change) | {"difference": change.difference} for change in comparison.figures]
    changes = {"won": comparison.won, "lost": comparison.lost, "moved": comparison.moved}
    return {
        "settings": [asdict(change) for change in comparison.settings],
        "figures": figures,
        "tests": [asdict(test) for test in comparison.tests],
        **{name: [_described_change(change, questions) for change in found] for name, found in changes.items()},
    }


def _described_change(change: QuestionChange, questions: Mapping[str, Question]) -> dict[str, object]:
    return asdict(change) | {"question": questions[change.id].text if change.id in questions else None}


def _settings_table(comparison: Comparison) -> Table:
    table = _table("What was evaluated", len(comparison.settings), "line", "before", "after")
    for change in comparison.settings:
        table.add_row(change.name, change.before or "–", change.after or "–")
    return table


def _figures_table(comparison: Comparison) -> Table:
    """The figures over all questions, and those of a kind or a style that chance hardly explains."""
    shown = [change for change in comparison.figures if not _is_of_a_group(change) or _is_sure(change)]
    headings = ("figure", "before", "after", "difference", "95 %")
    table = _table("Figures that differ", len(comparison.figures), *headings)
    for change in shown:
        interval = f"{change.interval[0]:+.4f} … {change.interval[1]:+.4f}" if change.interval else "–"
        difference = "–" if change.difference is None else f"{change.difference:+.4f}"
        table.add_row(change.name, _shown(change.before), _shown(change.after), difference, interval)
    left_out = len(comparison.figures) - len(shown)
    if left_out:
        table.caption = f"and {left_out} of a kind or a style of questions that may be chance: --json"
    return table


def _is_of_a_group(change: FigureChange) -> bool:
    return change.name.startswith(("by_kind.", "by_style."))


def _is_sure(change: FigureChange) -> bool:
    return change.interval is not None and (change.interval[0] > 0 or change.interval[1] < 0)


def _tests_table(comparison: Comparison) -> Table:
    headings = ("figure", "test", "better", "worse", "p", "p (Holm)")
    table = _table("Paired tests of the figures that a question changed in", len(comparison.tests), *headings)
    for test in comparison.tests:
        counts = (str(test.better), str(test.worse))
        table.add_row(test.name, test.test, *counts, f"{test.p:.4f}", f"{test.corrected_p:.4f}")
    return table


def _questions_table(title: str, changes: Sequence[QuestionChange], questions: Mapping[str, Question]) -> Table:
    table = _table(title, len(changes), "id", "kind", "outcome", "why before", "why after", "question")
    for change in changes:
        asked = questions[change.id].text if change.id in questions else ""
        outcome = f"{change.before} → {change.after}"
        table.add_row(change.id, change.kind, outcome, change.reason_before, change.reason_after, Text(asked))
    return table


def _table(title: str, count: int, *headings: str) -> Table:
    return Table(*headings, title=f"{title}: {count}", title_justify="left")


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"
