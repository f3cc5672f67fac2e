"""`bench --only race`: the race beside what somebody would pick in Sourcier's place."""

import argparse
from pathlib import Path

from rich.console import Console

from evals.commands.measured import Measured
from evals.commands.output import LEFT_OUT, PASSED, RESULTS
from evals.race.course import lay_out_course
from evals.race.entrants import ENTRANTS, choose_entrants
from evals.race.plot import draw_race
from evals.race.race import run_race
from evals.race.results import document_of, save_race
from evals.race.table import show_race
from evals.sources import Choice, open_source

NAME, UNASKED = "race", True


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds what it alone takes."""
    parser.add_argument("--dataset", type=Path, help="race, size: a SQuAD-format file or a BEIR-format folder")
    parser.add_argument("--entrants", help=f"race: some of {','.join(entrant.name for entrant in ENTRANTS)}")
    parser.add_argument("--limit", type=int, help="race: ask only so many questions, to try it out")


def measure(options: argparse.Namespace, console: Console) -> Measured:
    """Races, and shows who came where. Only a whole race goes where the committed results stand unasked."""
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
    return Measured(document_of(results), LEFT_OUT if failed else PASSED)
