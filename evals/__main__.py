"""How good and how fast the service is: question sets and their check, runs, comparisons, benchmarks.

Exit status: 0 all is well, 1 the gate found a figure that fell or the check something wrong with a question, 2 the
command could not be carried out, 3 it was, but files or lines that were given had to be left out.
"""

import argparse
import sys
from collections.abc import Sequence

from evals.benchmark.errors import BenchmarkError
from evals.commands import ablate, bench, check, compare, report, run, show, support
from evals.commands.output import FAILED, open_console
from evals.question_set import QuestionSetError
from evals.runs.gate import GateError
from evals.runs.run_file import RunFileError
from index.embedding.model_errors import ModelError
from index.errors import StoreError
from rag.settings import SettingsError

_EXPECTED = (
    QuestionSetError,
    RunFileError,
    GateError,
    BenchmarkError,
    StoreError,
    ModelError,
    SettingsError,
    OSError,
)

COMMANDS = (run, check, compare, show, report, ablate, support, bench)


def main(arguments: Sequence[str] | None = None) -> int:
    """Carries out one command and gives its exit status."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.carry_out(options, open_console(to_stderr=options.json))
    except _EXPECTED as error:
        message = f"evals: {error}"
        open_console(to_stderr=True).print(message, style="red", markup=False, highlight=False, soft_wrap=True)
        return FAILED
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for command in COMMANDS:
        added = command.add_parser(commands)
        added.set_defaults(carry_out=command.carry_out)
        added.add_argument("--json", action="store_true", help="print JSON; messages go to stderr")
    return parser


if __name__ == "__main__":
    sys.exit(main())
