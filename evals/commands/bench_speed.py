"""`bench --only speed`: the service under one client, ingestion, the command line, memory."""

import argparse
import json

from rich.console import Console

from evals.benchmark.speed import run_benchmark, save_benchmark, show_benchmark
from evals.commands.measured import Measured
from evals.commands.output import RESULTS

NAME, UNASKED = "speed", True
_CHUNKS = 10_000


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds what it alone takes."""
    parser.add_argument("--reference", help="speed: sentence-transformers model to compare with, by path or name")


def measure(options: argparse.Namespace, console: Console) -> Measured:
    """Measures, writes speed.json and shows the figures."""
    benchmark = run_benchmark(chunks=max(options.chunks or (_CHUNKS,)), reference=options.reference, console=console)
    path = (options.output or RESULTS) / "speed.json"
    save_benchmark(benchmark, path)
    if not options.json:
        show_benchmark(benchmark, console)
    return Measured(json.loads(path.read_text(encoding="utf-8")))
