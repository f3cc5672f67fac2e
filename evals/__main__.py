"""How good and how fast the service is: runs over question sets, reports, comparisons, benchmarks.

Exit status: 0 all is well, 1 the gate found a figure that fell, 2 the command could not be carried out.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

FAILED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Carries out one command and gives its exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.command == "run" and options.unanswerable and not options.dataset:
        parser.error("--unanswerable goes with --dataset: our own questions have unanswerable ones among them")
    from evals.benchmark_service import BenchmarkError
    from evals.gate import GateError
    from evals.question_set import QuestionSetError
    from evals.report import ReportError
    from index.errors import StoreError

    try:
        return _carry_out(options, _console(to_stderr=options.json))
    except (QuestionSetError, ReportError, GateError, BenchmarkError, StoreError, OSError) as error:
        message = f"evals: {error}"
        _console(to_stderr=True).print(message, style="red", markup=False, highlight=False, soft_wrap=True)
        return FAILED


def _console(*, to_stderr: bool) -> "Console":
    """Wide enough for every table where the output goes to a file or a pipe."""
    from rich.console import Console

    console = Console(stderr=to_stderr)
    return console if console.is_terminal else Console(stderr=to_stderr, width=160)


def _carry_out(options: argparse.Namespace, console: "Console") -> int:
    from evals.commands import compare_files, run_bench, show_file

    match options.command:
        case "run":
            return _run(options, console)
        case "report":
            return show_file(options.file, console, as_json=options.json)
        case "compare":
            return compare_files(options.before, options.after, console, as_json=options.json)
    return run_bench(options.output, console, chunks=options.chunks, reference=options.reference, as_json=options.json)


def _run(options: argparse.Namespace, console: "Console") -> int:
    from evals.commands import PASSED, TEST_QUESTIONS, judge, run_bundled, run_dataset, save_baseline, show_run
    from evals.report import save_report

    if options.dataset:
        evaluation, report = run_dataset(options.dataset, console, half_hidden=options.unanswerable)
    else:
        evaluation, report = run_bundled(options.questions or TEST_QUESTIONS, console)
    show_run(evaluation, report, console, failures=options.failures, as_json=options.json)
    if options.output:
        save_report(report, options.output)
    if options.save_baseline:
        save_baseline(report, console)
    return judge(report, console) if options.gate else PASSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="ask a question set and score the answers")
    source = run.add_mutually_exclusive_group()
    source.add_argument("--questions", type=Path, help="JSONL about the bundled articles (default: the fixed test set)")
    source.add_argument("--dataset", type=Path, help="a SQuAD-format file: questions and their paragraphs")
    run.add_argument("--unanswerable", action="store_true", help="with --dataset: hide half of the pages")
    run.add_argument("--output", type=Path, help="write the report there")
    run.add_argument("--failures", action="store_true", help="list the questions that went wrong")
    run.add_argument("--gate", action="store_true", help="end with 1 where a figure fell below the baseline")
    run.add_argument("--save-baseline", action="store_true", help="make this run the committed baseline")
    report = commands.add_parser("report", help="show a report file")
    report.add_argument("file", type=Path)
    compare = commands.add_parser("compare", help="show which figures of two report files differ")
    compare.add_argument("before", type=Path)
    compare.add_argument("after", type=Path)
    bench = commands.add_parser("bench", help="measure speed and memory")
    bench.add_argument("--reference", help="sentence-transformers model to compare ingestion with, by path or name")
    bench.add_argument("--chunks", type=int, default=10_000, help="how many chunks the service has")
    bench.add_argument("--output", type=Path, default=_results() / "benchmark.json", help="write the figures there")
    for command in (run, report, compare, bench):
        command.add_argument("--json", action="store_true", help="print JSON; messages go to stderr")
    return parser


def _results() -> Path:
    return Path(__file__).parent / "results"


if __name__ == "__main__":
    sys.exit(main())
