"""`bench --only load`: the service under many clients at once."""

import argparse

from rich.console import Console

from evals.benchmark.load import CLIENTS, SECONDS, Setting, run_load_benchmark
from evals.benchmark.load_report import document_of, save_load, show_load
from evals.commands.measured import Measured
from evals.commands.output import RESULTS

NAME, UNASKED = "load", True
_CHUNKS = 10_000


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds what it alone takes."""
    parser.add_argument("--clients", type=int, default=CLIENTS, help=f"load: how many ask at once (default: {CLIENTS})")
    parser.add_argument(
        "--seconds", type=float, default=SECONDS, help=f"load: how long, with each server (default: {SECONDS:g})"
    )


def measure(options: argparse.Namespace, console: Console) -> Measured:
    """Measures, writes load.json and shows the figures."""
    setting = Setting(clients=options.clients, seconds=options.seconds)
    benchmark = run_load_benchmark(chunks=max(options.chunks or (_CHUNKS,)), setting=setting, console=console)
    document = document_of(benchmark, setting)
    save_load(document, (options.output or RESULTS) / "load.json")
    if not options.json:
        show_load(benchmark, console)
    return Measured(document)
