"""`bench`: the speed and memory of the service, and the race beside what somebody would pick in its place."""

import argparse
import json
from pathlib import Path

from rich.console import Console

from evals.benchmark.speed import run_benchmark, save_benchmark, show_benchmark
from evals.commands.output import LEFT_OUT, PASSED, RESULTS, print_json
from evals.race.course import lay_out_course
from evals.race.entrants import ENTRANTS, choose_entrants
from evals.race.environments import is_current, make_environment
from evals.race.plot import draw_race
from evals.race.race import run_race
from evals.race.results import document_of, save_race
from evals.race.table import show_race
from evals.sources import Choice, open_source

SPEED, RACE = "speed", "race"


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Adds what the command takes."""
    parser = commands.add_parser(
        "bench",
        help="measure speed and memory, and race other libraries",
        description="Measures the service (speed.json) and races it beside other libraries on the same machine, "
        "articles and questions (race.json, race.svg). An entrant whose environment is missing is named, the others "
        "go on. Exit status: 0 all was measured, 2 the command could not be carried out, 3 an entrant did not race.",
    )
    parser.add_argument("--only", choices=(SPEED, RACE), help="one of the two")
    parser.add_argument("--output", type=Path, help="folder for the files (default: evals/results, for a whole race)")
    parser.add_argument("--reference", help="speed: sentence-transformers model to compare with, by path or name")
    parser.add_argument("--chunks", type=int, default=10_000, help="speed: how many chunks the service has")
    parser.add_argument("--dataset", type=Path, help="race: a SQuAD-format file or a BEIR-format folder")
    parser.add_argument("--entrants", help=f"race: some of {','.join(entrant.name for entrant in ENTRANTS)}")
    parser.add_argument("--limit", type=int, help="race: ask only so many questions, to try it out")
    parser.add_argument("--prepare", action="store_true", help="make the environments of the race, measure nothing")
    return parser


def carry_out(options: argparse.Namespace, console: Console) -> int:
    """Measures, writes the figures and prints them."""
    if options.prepare:
        return _prepare(console)
    documents: dict[str, object] = {}
    status = PASSED
    if options.only != RACE:
        documents[SPEED] = _measure_speed(options, console)
    if options.only != SPEED:
        documents[RACE], status = _race(options, console)
    if options.json:
        print_json(documents)
    return status


def _prepare(console: Console) -> int:
    for name in (entrant.environment for entrant in ENTRANTS):
        if name is not None and not is_current(name):
            console.print(f"The environment {name} …")
            make_environment(name)
    console.print("All environments of the race are there.")
    return PASSED


def _measure_speed(options: argparse.Namespace, console: Console) -> object:
    benchmark = run_benchmark(chunks=options.chunks, reference=options.reference, console=console)
    path = (options.output or RESULTS) / "speed.json"
    save_benchmark(benchmark, path)
    if not options.json:
        show_benchmark(benchmark, console)
    return json.loads(path.read_text(encoding="utf-8"))


def _race(options: argparse.Namespace, console: Console) -> tuple[object, int]:
    """The race's document, and the status. Only a whole race goes where the committed results stand unasked."""
    course = lay_out_course(open_source(Choice(dataset=options.dataset)), limit=options.limit)
    results = run_race(choose_entrants(options.entrants), course, say=lambda words: console.print(words, markup=False))
    whole = options.entrants is None and options.limit is None
    folder = options.output or (RESULTS if whole else None)
    if folder is not None:
        save_race(results, folder / "race.json")
        if any(line.figures for line in results.lines):
            draw_race(results, folder / "race.svg")
    if not options.json:
        show_race(results, console)
    failed = any(line.failure for line in results.lines)
    return document_of(results), LEFT_OUT if failed else PASSED
