"""`bench`: speed and memory of the service, alone and under load, and the race beside other libraries."""

import argparse
from pathlib import Path

from rich.console import Console

from evals.commands import bench_load, bench_race, bench_size, bench_speed
from evals.commands.output import PASSED, print_json
from evals.race.entrants import ENTRANTS
from evals.race.environments import is_current, make_environment

BENCHMARKS = (
    bench_speed,
    bench_load,
    bench_race,
    bench_size,
)
"""A module each: its NAME, whether it runs UNASKED, the options that it adds, and how it measures."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Adds what the command takes."""
    parser = commands.add_parser(
        "bench",
        help="measure speed and memory, and race other libraries",
        description="Measures the service with one client (speed.json) and with many at once (load.json), and races it "
        "beside other libraries on the same machine, articles and questions (race.json, race.svg). Asked for by name, "
        "it measures how all that grows up to a million chunks (size.json, size.svg; half an hour). An entrant whose "
        "environment is missing is named, the others go on. Exit status: 0 all was measured, 2 the command could not "
        "be carried out, 3 an entrant did not race.",
    )
    unasked = ", ".join(benchmark.NAME for benchmark in BENCHMARKS if benchmark.UNASKED)
    names = tuple(benchmark.NAME for benchmark in BENCHMARKS)
    parser.add_argument("--only", choices=names, help=f"one of them (default: {unasked}, one after the other)")
    parser.add_argument("--output", type=Path, help="folder for the files (default: evals/results, for a whole race)")
    parser.add_argument(
        "--chunks",
        type=_numbers,
        help="how many chunks the store has: speed, load (default: 10000); size: several (10000,100000,1000000)",
    )
    for benchmark in BENCHMARKS:
        benchmark.add_options(parser)
    parser.add_argument("--prepare", action="store_true", help="make the environments of the race, measure nothing")
    return parser


def _numbers(written: str) -> tuple[int, ...]:
    """The numbers between commas, ascending."""
    return tuple(sorted(int(each) for each in written.split(",")))


def carry_out(options: argparse.Namespace, console: Console) -> int:
    """Measures, writes the figures and prints them; the exit status is the first that is not 0."""
    if options.prepare:
        return _prepare(console)
    chosen = [each for each in BENCHMARKS if (each.UNASKED if options.only is None else options.only == each.NAME)]
    measured = {benchmark.NAME: benchmark.measure(options, console) for benchmark in chosen}
    if options.json:
        print_json({name: each.document for name, each in measured.items()})
    return next((each.status for each in measured.values() if each.status != PASSED), PASSED)


def _prepare(console: Console) -> int:
    for name in (entrant.environment for entrant in ENTRANTS):
        if name is not None and not is_current(name):
            console.print(f"The environment {name} …")
            make_environment(name)
    console.print("All environments of the race are there.")
    return PASSED
