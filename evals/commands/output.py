"""Where commands print, and what their exit status means."""

import json
from pathlib import Path

from rich.console import Console

PASSED, FELL, FAILED, LEFT_OUT = 0, 1, 2, 3
"""All is well; the gate found a figure that fell, or the check something wrong; the command could not be carried out;
it was carried out, but files or lines that were given had to be left out."""

EVALS = Path(__file__).parents[1]
RESULTS = EVALS / "results"


def open_console(*, to_stderr: bool) -> Console:
    """Wide enough for every table where the output goes to a file or a pipe."""
    console = Console(stderr=to_stderr)
    return console if console.is_terminal else Console(stderr=to_stderr, width=160)


def print_json(value: object) -> None:
    """Prints a value as JSON on stdout, keys sorted."""
    print(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True))  # noqa: T201 - a command's output
