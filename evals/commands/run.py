"""`run`: asks questions of articles, scores the answers, and where it is asked to holds them to a baseline."""

import argparse
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from evals.commands.output import FELL, LEFT_OUT, PASSED, RESULTS, print_json
from evals.commands.source_options import add_source_options, choose_source
from evals.machine import describe_machine
from evals.runner import Evaluation, evaluate
from evals.runs.document import build_run
from evals.runs.gate import GATE_FILE, GateError, Rules, broken_rules, load_rules, missed_goals
from evals.runs.run_file import Run, load_run, save_run
from evals.runs.tables import bar_progress, show_failures, show_run
from evals.sources import Source, open_source
from evals.subjects import build_subject, describe_articles, describe_subject, temporary_index
from rag.settings import Settings

OWN = "folder"
"""The name of the rules for anyone's own articles."""

_SHOWN = 20  # of what was left out


@dataclass(frozen=True, slots=True)
class Guard:
    """What a run is held to: the file of its baseline, which need not be there yet, and the rules."""

    baseline: Path
    rules: Rules


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Adds what the command takes."""
    parser = commands.add_parser(
        "run",
        help="ask questions and score the answers",
        description="Asks the fixed questions of the bundled articles, or what is named below, and scores the answers. "
        "Exit status: 0 all is well, 1 the gate found a figure that fell, 2 it could not be carried out, 3 it was, but "
        "files or lines that were given had to be left out.",
    )
    add_source_options(
        parser,
        "Your own articles and questions: --articles FOLDER --questions FILE (docs/measure-your-archive.md). "
        "A data set: --dataset. Neither: the fixed questions about the bundled articles.",
    )
    parser.add_argument("--output", type=Path, help="write the run file there")
    parser.add_argument("--failures", action="store_true", help="list the questions that went wrong")
    parser.add_argument("--gate", action="store_true", help="end with 1 where a figure fell below the baseline")
    parser.add_argument("--save-baseline", action="store_true", help="make this run the baseline")
    parser.add_argument("--baseline", type=Path, help="the run file that is the baseline (default: the committed one)")
    parser.add_argument("--rules", type=Path, help="what may not fall, in the format of evals/gate.json")
    return parser


def carry_out(options: argparse.Namespace, console: Console) -> int:
    """Runs, shows, writes and judges, as the options say."""
    source = open_source(choose_source(options))
    guard = _guard(source, options)
    _show_remarks(source, console)
    evaluation, run = _run(source, console)
    if options.json:
        print_json(run.document)
    else:
        show_run(run, console)
    if options.failures:
        show_failures(evaluation, console)
    if options.output:
        save_run(run, options.output)
    if guard and options.save_baseline:
        save_baseline(run, guard.baseline, console)
    if guard and options.gate and judge(run, guard, console) == FELL:
        return FELL
    if not source.left_out:
        return PASSED
    _say([f"Files and lines left out, as said above: {len(source.left_out)}."], "✗", "yellow", console)
    return LEFT_OUT


def judge(run: Run, guard: Guard, console: Console) -> int:
    """Prints a sentence for each broken rule, and says with the exit status whether there is one."""
    baseline = load_run(guard.baseline) if guard.baseline.exists() else None
    sentences = broken_rules(run, baseline, guard.rules)
    for sentence in missed_goals(run, guard.rules):
        console.print(f"○ {sentence}", style="yellow", highlight=False, markup=False)
    for sentence in sentences:
        console.print(f"✗ {sentence}", style="red", highlight=False, markup=False)
    if not sentences:
        console.print(f"✓ {run.name}: no figure fell.", style="green", highlight=False, markup=False)
    return FELL if sentences else PASSED


def save_baseline(run: Run, baseline: Path, console: Console) -> None:
    """Makes the run the baseline."""
    save_run(run, baseline)
    console.print(
        f"The baseline of {run.name} is this run now: commit {baseline}.", highlight=False, markup=False, soft_wrap=True
    )


def baseline_path(source: Source, given: Path | None) -> Path:
    """Where the baseline stands: where it is said to, else among the committed ones.

    Raises GateError for a source that has no committed baseline, and is not told another place.
    """
    if given:
        return given
    if source.kind in ("folder", "beir"):
        raise GateError(
            f"{source.name}: there is no committed baseline for your own data. Say where it stands: --baseline FILE, "
            "the first time with --save-baseline, from then on with --gate."
        )
    return RESULTS / f"{source.name}.json"


def choose_rules(source: Source, given: Path | None) -> Rules:
    """The rules for the name of the run, out of the given file or the committed one; for one's own articles, OWN.

    Raises GateError where there are none.
    """
    if given is None and source.kind == "folder":
        return load_rules(OWN)
    if given is None and source.kind == "beir":
        raise GateError(f"{source.name}: no rules ship for a set without answers. Write some: --rules FILE.")
    return load_rules(source.name, given or GATE_FILE)


def _guard(source: Source, options: argparse.Namespace) -> Guard | None:
    """What the run is held to, known before it begins; None where nothing is asked of it."""
    if options.gate or options.save_baseline:
        return Guard(baseline_path(source, options.baseline), choose_rules(source, options.rules))
    if options.baseline or options.rules:
        raise GateError("--baseline and --rules go with --gate or --save-baseline.")
    return None


def _run(source: Source, console: Console) -> tuple[Evaluation, Run]:
    settings = Settings()
    with ExitStack() as stack:
        with console.status(f"Indexing {len(source.articles)} articles"):
            index = stack.enter_context(temporary_index(source.articles, settings))
        subject = build_subject(index, source.articles, settings)
        evaluation = evaluate(source.questions, subject, progress=bar_progress(console))
    return evaluation, build_run(
        evaluation,
        name=source.name,
        articles=describe_articles(source.articles, kind=source.kind, half_hidden=source.half_hidden),
        settings=describe_subject(settings),
        machine={**describe_machine(), "threads": settings.threads},
    )


def _show_remarks(source: Source, console: Console) -> None:
    """Prints what is to be known of the source before its figures are."""
    count = f"{len(source.questions.questions)} questions on {len(source.articles)} articles"
    _say([f"{source.name}: {count}.", *source.notes], "○", "default", console)
    if source.left_out:
        more = len(source.left_out) - _SHOWN
        _say([*source.left_out[:_SHOWN], *([f"and {more} more."] if more > 0 else [])], "✗", "yellow", console)


def _say(sentences: Sequence[str], mark: str, style: str, console: Console) -> None:
    for sentence in sentences:
        console.print(f"{mark} {sentence}", style=style, highlight=False, markup=False, soft_wrap=True)
