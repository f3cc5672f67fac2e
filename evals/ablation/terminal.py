"""A section on the terminal."""

from rich.console import Console
from rich.table import Table

from evals.ablation.differences import Measurement
from evals.ablation.document import Section


def show_section(section: Section, console: Console) -> None:
    """Prints a table a set: each row's figures, with the interval of the difference where it leaves 0 out."""
    for name, questions in section.questions.items():
        table = Table(title=f"{section.name}, {name}: {questions} questions", title_justify="left")
        for heading in ("", "weights", *section.figures):
            table.add_column(heading, justify="left" if heading in ("", "weights") else "right")
        for row in section.rows:
            cells = [_cell(row.measured[name][figure]) for figure in section.figures]
            table.add_row(row.name, row.weights, *cells)
        console.print(table)


def _cell(found: Measurement) -> str:
    if found.value is None:
        return "–"
    if not found.sign:
        return f"{found.value:.3f}"
    return f"{found.value:.3f}  {found.low:+.3f} … {found.high:+.3f}"
