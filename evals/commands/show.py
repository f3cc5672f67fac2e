"""`show`: a run file on the terminal."""

import argparse
from pathlib import Path

from rich.console import Console

from evals.commands.output import PASSED, print_json
from evals.runs.run_file import load_run
from evals.runs.tables import show_run


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Adds what the command takes."""
    parser = commands.add_parser("show", help="show a run file on the terminal")
    parser.add_argument("file", type=Path)
    return parser


def carry_out(options: argparse.Namespace, console: Console) -> int:
    """Prints the figures of the file."""
    run = load_run(options.file)
    if options.json:
        print_json(run.document)
    else:
        show_run(run, console)
    return PASSED
