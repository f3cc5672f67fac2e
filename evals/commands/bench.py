"""`bench`: speed and memory."""

import argparse
import json
from pathlib import Path

from rich.console import Console

from evals.benchmark.speed import run_benchmark, save_benchmark, show_benchmark
from evals.commands.output import PASSED, RESULTS, print_json


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Adds what the command takes."""
    parser = commands.add_parser("bench", help="measure speed and memory")
    parser.add_argument("--reference", help="sentence-transformers model to compare ingestion with, by path or name")
    parser.add_argument("--chunks", type=int, default=10_000, help="how many chunks the service has")
    parser.add_argument("--output", type=Path, default=RESULTS / "speed.json", help="write the figures there")
    return parser


def carry_out(options: argparse.Namespace, console: Console) -> int:
    """Measures, writes the figures and prints them."""
    benchmark = run_benchmark(chunks=options.chunks, reference=options.reference, console=console)
    save_benchmark(benchmark, options.output)
    if options.json:
        print_json(json.loads(options.output.read_text(encoding="utf-8")))
    else:
        show_benchmark(benchmark, console)
    return PASSED
