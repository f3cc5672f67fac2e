"""`bench --only size`: how ingestion, disk, memory, start and searches grow up to a million chunks."""

import argparse
from collections.abc import Mapping
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
    """Measures, writes size.json after each size and size.svg at the end, and shows the figures.

    Only the three sizes of the committed results go where these stand unasked; others into the folder that was named.
    """
    sizes = options.chunks or SIZES
    folder: Path | None = options.output or (RESULTS if sizes == SIZES else None)

    def save(document: Mapping[str, object]) -> None:
        if folder is not None:
            save_size(document, folder / "size.json")

    document = run_size_benchmark(
        _material(options.dataset),
        sizes=sizes,
        keep=options.keep,
        save=save,
        say=lambda words: console.print(words, markup=False),
    )
    if folder is not None:
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
