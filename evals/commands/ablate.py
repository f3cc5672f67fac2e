"""`ablate`: measures what each default is worth, on development questions alone."""

import argparse
from contextlib import ExitStack
from pathlib import Path

from rich.console import Console

from evals.ablation.document import Ablations, Section, save_ablations, to_json
from evals.ablation.page import ablations_page
from evals.ablation.sets import EvaluatedSet, asked_set, reader_sets, search_sets
from evals.ablation.survey import READER, RETRIEVAL, Report, survey_readers, survey_searches
from evals.ablation.terminal import show_section
from evals.commands.output import PASSED, print_json
from evals.datasets.squad import Dataset, load_squad
from evals.learning.remembering_embedder import RememberingEmbedder
from evals.learning.training import open_training
from evals.machine import describe_machine
from evals.runs.run_file import Json
from evals.subjects import describe_subject
from rag.assembly import load_embedder
from rag.reading.sentence_reader import ReaderModels
from rag.settings import Settings


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Adds what the command takes."""
    parser = commands.add_parser("ablate", help="measure what each default is worth")
    parser.add_argument("--dataset", type=Path, help="a SQuAD-format file of development questions, measured too")
    parser.add_argument("--train", type=Path, help="a SQuAD-format file: learn the reader's weights anew for each row")
    parser.add_argument("--only", choices=(RETRIEVAL, READER), help="make one of the two tables")
    parser.add_argument("--output", type=Path, help="write the figures there, as JSON")
    parser.add_argument("--page", type=Path, help="write the tables there, as Markdown")
    return parser


def carry_out(options: argparse.Namespace, console: Console) -> int:
    """Measures, shows and writes, as the options say."""
    settings = Settings()
    dataset = load_squad(options.dataset) if options.dataset else None
    training = load_squad(options.train) if options.train else None
    sections = _sections(options.only, dataset, training, settings, console)
    ablations = Ablations(
        command=_command(options),
        sections=sections,
        machine=describe_machine(),
        settings=describe_subject(settings),
        sources=_sources(search_sets(dataset), training),
    )
    if options.json:
        print_json(to_json(ablations))
    else:
        for section in sections:
            show_section(section, console)
    if options.output:
        save_ablations(ablations, options.output)
    if options.page:
        options.page.write_text(ablations_page(ablations), encoding="utf-8")
    return PASSED


def _command(options: argparse.Namespace) -> str:
    """What to type for the same tables, files of data by their name alone."""
    given = {"--dataset": options.dataset and options.dataset.name, "--train": options.train and options.train.name}
    given |= {"--only": options.only, "--output": options.output, "--page": options.page}
    return " ".join(["python -m evals ablate", *(f"{name} {value}" for name, value in given.items() if value)])


def _sections(
    only: str | None, dataset: Dataset | None, training: Dataset | None, settings: Settings, console: Console
) -> tuple[Section, ...]:
    def report(line: str) -> None:
        console.print(line, style="dim", highlight=False, markup=False)

    sections = []
    if only != READER:
        sections.append(survey_searches(search_sets(dataset), RememberingEmbedder(load_embedder(settings)), report))
    if only != RETRIEVAL:
        sections.append(_readers(dataset, training, settings, report))
    return tuple(sections)


def _readers(dataset: Dataset | None, training: Dataset | None, settings: Settings, report: Report) -> Section:
    with ExitStack() as opened:
        sets = [opened.enter_context(asked_set(part, settings)) for part in reader_sets(dataset)]
        lessons = opened.enter_context(open_training(training, settings)) if training else None
        return survey_readers(sets, lessons, ReaderModels.load(), report)


def _sources(sets: tuple[EvaluatedSet, ...], training: Dataset | None) -> dict[str, Json]:
    """What was asked and learned from, by name; a set with half of its pages hidden is that set."""
    learned = [EvaluatedSet(training.articles, training.questions)] if training else []
    return {
        part.name: {
            "sha256": part.questions.fingerprint,
            "questions": len(part.questions.questions),
            "articles": len(part.articles),
        }
        for part in (*sets, *learned)
    }
