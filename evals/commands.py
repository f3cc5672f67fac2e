"""What the commands of `python -m evals` do; each gives its exit status."""

import json
from pathlib import Path

from rich.console import Console

from corpus.article import Article
from evals.benchmark import run_benchmark, save_benchmark, show_benchmark
from evals.bundled import bundled_articles
from evals.comparison import different_figures, show_comparison
from evals.datasets.squad import load_squad
from evals.gate import broken_rules, load_rules, missed_goals
from evals.machine import describe_machine
from evals.question_set import QuestionSet, load_questions
from evals.report import Report, build_report, load_report, save_report
from evals.runner import Evaluation, evaluate
from evals.subjects import build_subject, describe_subject, temporary_index
from evals.tables import bar_progress, show_failures, show_report
from evals.unanswerable import hide_half
from rag.settings import Settings

EVALS = Path(__file__).parent
TEST_QUESTIONS = EVALS / "questions" / "test.jsonl"
RESULTS = EVALS / "results"
BUNDLED = "bundled"

PASSED, FELL = 0, 1


def run_bundled(questions: Path, console: Console) -> tuple[Evaluation, Report]:
    """Asks a file of questions about the bundled articles; the name of another file than the fixed one is told."""
    loaded = load_questions(questions)
    name = BUNDLED if questions.resolve() == TEST_QUESTIONS.resolve() else f"{BUNDLED}-{loaded.name}"
    return _run(bundled_articles(), loaded, name, console)


def run_dataset(path: Path, console: Console, *, half_hidden: bool) -> tuple[Evaluation, Report]:
    """Asks the questions of a SQuAD-format file about all its paragraphs, or about those of half of its pages."""
    dataset = hide_half(load_squad(path)) if half_hidden else load_squad(path)
    return _run(dataset.articles, dataset.questions, dataset.questions.name, console)


def show_run(evaluation: Evaluation, report: Report, console: Console, *, failures: bool, as_json: bool) -> None:
    """Prints the report as tables or as JSON, and with `failures` what went wrong."""
    _show(report, console, as_json=as_json)
    if failures:
        show_failures(evaluation, console)


def show_file(path: Path, console: Console, *, as_json: bool) -> int:
    """Prints the report of a file."""
    _show(load_report(path), console, as_json=as_json)
    return PASSED


def compare_files(before: Path, after: Path, console: Console, *, as_json: bool) -> int:
    """Prints the figures that differ between two files."""
    one, other = load_report(before), load_report(after)
    if as_json:
        _print_json(different_figures(one, other))
    else:
        show_comparison(one, other, console)
    return PASSED


def judge(report: Report, console: Console) -> int:
    """Prints a sentence for each broken rule, and says with the exit status whether there is one."""
    path = baseline_path(report.name)
    baseline = load_report(path) if path.exists() else None
    rules = load_rules(report.name)
    sentences = broken_rules(report, baseline, rules)
    for sentence in missed_goals(report, rules):
        console.print(f"○ {sentence}", style="yellow", highlight=False, markup=False)
    for sentence in sentences:
        console.print(f"✗ {sentence}", style="red", highlight=False, markup=False)
    if not sentences:
        console.print(f"✓ {report.name}: no figure fell.", style="green", highlight=False)
    return FELL if sentences else PASSED


def save_baseline(report: Report, console: Console) -> None:
    """Makes the report the committed baseline. Raises GateError where the gate has no rules for its name."""
    load_rules(report.name)
    save_report(report, baseline_path(report.name))
    console.print(f"The baseline of {report.name} is this run now: commit evals/results/{report.name}.json.")


def run_bench(output: Path, console: Console, *, chunks: int, reference: str | None, as_json: bool) -> int:
    """Measures speed and memory, writes the figures and prints them."""
    benchmark = run_benchmark(chunks=chunks, reference=reference, console=console)
    save_benchmark(benchmark, output)
    if as_json:
        _print_json(json.loads(output.read_text(encoding="utf-8")))
    else:
        show_benchmark(benchmark, console)
    return PASSED


def baseline_path(name: str) -> Path:
    """Where the baseline of a question set stands."""
    return RESULTS / f"{name}.json"


def _run(
    articles: tuple[Article, ...], questions: QuestionSet, name: str, console: Console
) -> tuple[Evaluation, Report]:
    settings = Settings()
    with temporary_index(articles, settings) as index:
        subject = build_subject(index, articles, settings)
        evaluation = evaluate(questions, subject, progress=bar_progress(console))
    machine = describe_machine()
    return evaluation, build_report(
        evaluation, name=name, settings=describe_subject(settings), machine={**machine, "threads": settings.threads}
    )


def _show(report: Report, console: Console, *, as_json: bool) -> None:
    if as_json:
        _print_json(report.document)
    else:
        show_report(report, console)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True))  # noqa: T201 - a command's output
