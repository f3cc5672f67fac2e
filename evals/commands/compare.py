"""`compare`: what differs between two run files."""

import argparse
from pathlib import Path

from rich.console import Console

from evals.commands.output import PASSED, print_json
from evals.comparison import different_figures, show_comparison
from evals.run_file import load_run


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Adds what the command takes."""
    parser = commands.add_parser("compare", help="show which figures of two run files differ")
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    return parser


def carry_out(options: argparse.Namespace, console: Console) -> int:
    """Prints the figures that differ between the two."""
    before, after = load_run(options.before), load_run(options.after)
    if options.json:
        print_json(different_figures(before, after))
    else:
        show_comparison(before, after, console)
    return PASSED
