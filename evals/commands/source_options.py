"""The options that say over which questions and articles a run is made, or was when its words are read again."""

import argparse
from pathlib import Path

from evals.sources import Choice

OF_A_RUN = (
    "A run file holds ids and places, no words. Committed questions and their articles are found unasked; "
    "for another run name its source as it was named to `run`."
)


def add_source_options(parser: argparse.ArgumentParser, description: str = OF_A_RUN) -> None:
    """Adds the options that choose a source; none is needed for the fixed questions."""
    group = parser.add_argument_group("the source of the run", description)
    group.add_argument("--questions", type=Path, help="JSONL or CSV about the bundled articles, or about --articles")
    group.add_argument("--articles", type=Path, help="the folder or file of the articles")
    group.add_argument("--dataset", type=Path, help="a SQuAD-format file or a BEIR-format folder")
    group.add_argument("--split", help="with a BEIR-format folder: which of its splits")
    group.add_argument("--unanswerable", action="store_true", help="with --dataset FILE: half of its pages were hidden")


def choose_source(options: argparse.Namespace) -> Choice:
    """What the options name."""
    return Choice(
        questions=options.questions,
        articles=options.articles,
        dataset=options.dataset,
        split=options.split,
        half_hidden=options.unanswerable,
    )
