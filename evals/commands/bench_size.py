"""`bench --only size`: how ingestion, disk, memory, start and searches grow up to a million chunks."""

import argparse
from pathlib import Path

from rich.console import Console

from evals.benchmark.size import Material, run_size_benchmark
from evals.benchmark.size_plot import draw_size
from evals.benchmark.size_report import save_size, show_size
from evals.bundled import bundled_articles
from evals.commands.measured import Measured
from evals.commands.output import RESULTS
from evals.question_set import load_questions
from evals.sources import Choice, open_source

NAME, UNASKED = "size", False
QUESTIONS = Path(__file__).parents[1] / "questions"
SIZES = (10_000, 100_000, 1_000_000)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds what it alone takes."""
    parser.add_argument("--keep", type=Path, help="size: folder in which the store stays, to go on or measure again")


def measure(options: argparse.Namespace, console: Console) -> Measured:
    """Measures, writes size.json and size.svg after each size and shows the figures.

    Only the three sizes of the committed results go where these stand unasked.
    """
    sizes = options.chunks or SIZES
    folder = options.output or (RESULTS if tuple(sizes) == SIZES else Path())
    document = run_size_benchmark(
        _material(options.dataset),
        sizes=sizes,
        keep=options.keep,
        save=lambda measured: save_size(measured, folder / "size.json"),
        say=lambda words: console.print(words, markup=False),
    )
    draw_size(document, folder / "size.svg")
    if not options.json:
        show_size(document, console)
    return Measured(document)


def _material(dataset: Path | None) -> Material:
    """The articles and questions of a data set, by default the bundled articles with the questions to develop with."""
    if dataset is None:
        development = load_questions(QUESTIONS / "development.jsonl").questions
        return Material(bundled_articles(), [question.text for question in development], "the bundled articles")
    source = open_source(Choice(dataset=dataset))
    return Material(source.articles, [question.text for question in source.questions.questions], dataset.name)
