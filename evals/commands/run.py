"""`run`: asks a question set, scores the answers, and where it is asked to holds them to the baseline."""

import argparse
from pathlib import Path

from rich.console import Console

from corpus.article import Article
from evals.bundled import bundled_articles
from evals.commands.output import EVALS, FELL, PASSED, RESULTS, print_json
from evals.datasets.squad import load_squad
from evals.gate import broken_rules, load_rules, missed_goals
from evals.machine import describe_machine
from evals.question_set import QuestionSet, QuestionSetError, load_questions
from evals.run_document import build_run
from evals.run_file import Run, load_run, save_run
from evals.runner import Evaluation, evaluate
from evals.subjects import build_subject, describe_articles, describe_subject, temporary_index
from evals.tables import bar_progress, show_failures, show_run
from evals.unanswerable import hide_half
from rag.settings import Settings

TEST_QUESTIONS = EVALS / "questions" / "test.jsonl"
BUNDLED = "bundled"


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Adds what the command takes."""
    parser = commands.add_parser("run", help="ask a question set and score the answers")
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--questions", type=Path, help="JSONL about the bundled articles (default: the fixed test set)")
    source.add_argument("--dataset", type=Path, help="a SQuAD-format file: questions and their paragraphs")
    parser.add_argument("--unanswerable", action="store_true", help="with --dataset: hide half of the pages")
    parser.add_argument("--output", type=Path, help="write the run file there")
    parser.add_argument("--failures", action="store_true", help="list the questions that went wrong")
    parser.add_argument("--gate", action="store_true", help="end with 1 where a figure fell below the baseline")
    parser.add_argument("--save-baseline", action="store_true", help="make this run the committed baseline")
    return parser


def carry_out(options: argparse.Namespace, console: Console) -> int:
    """Runs, shows, writes and judges, as the options say."""
    evaluation, run = _run(options, console)
    if options.json:
        print_json(run.document)
    else:
        show_run(run, console)
    if options.failures:
        show_failures(evaluation, console)
    if options.output:
        save_run(run, options.output)
    if options.save_baseline:
        save_baseline(run, console)
    return judge(run, console) if options.gate else PASSED


def judge(run: Run, console: Console) -> int:
    """Prints a sentence for each broken rule, and says with the exit status whether there is one."""
    path = baseline_path(run.name)
    baseline = load_run(path) if path.exists() else None
    rules = load_rules(run.name)
    sentences = broken_rules(run, baseline, rules)
    for sentence in missed_goals(run, rules):
        console.print(f"○ {sentence}", style="yellow", highlight=False, markup=False)
    for sentence in sentences:
        console.print(f"✗ {sentence}", style="red", highlight=False, markup=False)
    if not sentences:
        console.print(f"✓ {run.name}: no figure fell.", style="green", highlight=False)
    return FELL if sentences else PASSED


def save_baseline(run: Run, console: Console) -> None:
    """Makes the run the committed baseline. Raises GateError where the gate has no rules for its name."""
    load_rules(run.name)
    save_run(run, baseline_path(run.name))
    console.print(f"The baseline of {run.name} is this run now: commit evals/results/{run.name}.json.")


def baseline_path(name: str) -> Path:
    """Where the baseline of a question set stands."""
    return RESULTS / f"{name}.json"


def _run(options: argparse.Namespace, console: Console) -> tuple[Evaluation, Run]:
    articles, questions, name = _source(options)
    settings = Settings()
    with temporary_index(articles, settings) as index:
        subject = build_subject(index, articles, settings)
        evaluation = evaluate(questions, subject, progress=bar_progress(console))
    kind = "squad" if options.dataset else "bundled"
    return evaluation, build_run(
        evaluation,
        name=name,
        articles=describe_articles(articles, kind=kind, half_hidden=options.unanswerable),
        settings=describe_subject(settings),
        machine={**describe_machine(), "threads": settings.threads},
    )


def _source(options: argparse.Namespace) -> tuple[tuple[Article, ...], QuestionSet, str]:
    """What is asked of which articles, and the name of the run: another file than the fixed one is told."""
    if options.unanswerable and not options.dataset:
        raise QuestionSetError("--unanswerable goes with --dataset: our own questions have unanswerable ones.")
    if options.dataset:
        dataset = load_squad(options.dataset)
        dataset = hide_half(dataset) if options.unanswerable else dataset
        return dataset.articles, dataset.questions, dataset.questions.name
    path = options.questions or TEST_QUESTIONS
    questions = load_questions(path)
    fixed = path.resolve() == TEST_QUESTIONS.resolve()
    return bundled_articles(), questions, BUNDLED if fixed else f"{BUNDLED}-{questions.name}"
