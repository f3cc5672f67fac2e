"""`report`: a run file as one HTML page, with every failure and the articles that it is about."""

import argparse
from pathlib import Path

from rich.console import Console

from evals.commands.output import PASSED, print_json
from evals.commands.source_options import add_source_options, choose_source
from evals.html_report.page import build_page, render_page
from evals.runs.comparison import compare_runs
from evals.runs.rereading import read_again
from evals.runs.run_file import load_run


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Adds what the command takes."""
    parser = commands.add_parser("report", help="make one HTML page of a run file: figures, plots, every failure")
    parser.add_argument("file", type=Path)
    parser.add_argument("--output", type=Path, help="the page (default: the run file's name with .html, here)")
    parser.add_argument("--against", type=Path, help="an earlier run over the same questions: who won and who lost")
    add_source_options(parser)
    return parser


def carry_out(options: argparse.Namespace, console: Console) -> int:
    """Writes the page and says where it is."""
    run = load_run(options.file)
    reading = read_again(run, choose_source(options))
    comparison = compare_runs(load_run(options.against), run) if options.against else None
    page = build_page(run, reading, comparison)
    path = options.output or Path(f"{options.file.stem}.html")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render_page(page), encoding="utf-8")
    failures = len(page.failures.failures)
    if options.json:
        print_json({"page": str(path), "failures": failures, "missing": reading.missing})
    console.print(f"{path}: {failures} failures.", highlight=False, markup=False, soft_wrap=True)
    if reading.missing:
        console.print(reading.missing, style="yellow", highlight=False, markup=False, soft_wrap=True)
    return PASSED
