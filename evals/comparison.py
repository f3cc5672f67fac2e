"""Two runs side by side: which figures differ, and which questions changed sides."""

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

from evals.run_file import Run, RunFileError


def show_comparison(before: Run, after: Run, console: Console) -> None:
    """Prints the figures that differ. Raises RunFileError where the runs answered different questions."""
    if before.fingerprint != after.fingerprint:
        raise RunFileError(
            f"The runs answered different questions (SHA-256 {before.fingerprint[:12]}… and "
            f"{after.fingerprint[:12]}…): their figures do not compare. Run both over one file."
        )
    differing = different_figures(before, after)
    table = Table("figure", "before", "after", title=f"{len(differing)} figures differ", title_justify="left")
    for name, (one, other) in differing.items():
        table.add_row(name, _shown(one), _shown(other))
    console.print(table)


def different_figures(before: Run, after: Run) -> Mapping[str, tuple[float | None, float | None]]:
    """The figures that are not the same in both, by name, in order; None where one run has no such figure."""
    one, other = before.figures, after.figures
    return {
        name: (one.get(name), other.get(name))
        for name in sorted(one.keys() | other.keys())
        if one.get(name) != other.get(name)
    }


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"
