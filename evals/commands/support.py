"""`support`: how well the support check tells what quotes support from what they do not."""

import argparse
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evals.commands.output import PASSED, print_json
from evals.metrics.support import SupportScore, held_probable, judge, score_support
from evals.support_cases import SUPPORT_CASES, SupportCases, load_support_cases
from rag.support import check_support


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Adds what the command takes."""
    parser = commands.add_parser("support", help="measure the check that quotes support a sentence")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--set", choices=("development", "test"), default="development", help="cases that ship")
    choice.add_argument("--cases", type=Path, help="a file of other cases")
    parser.add_argument("--failures", action="store_true", help="list what was judged wrongly; not for the test cases")
    return parser


def carry_out(options: argparse.Namespace, console: Console) -> int:
    """Judges the cases of a file and prints the figures, all cases first, then by language."""
    cases = load_support_cases(options.cases or SUPPORT_CASES / f"{options.set}.jsonl")
    judged = judge(cases.cases, check_support)
    scores = {"all": score_support(cases.cases, judged)}
    stated = held_probable(cases.cases, check_support)
    for language in sorted({case.language for case in cases.cases}):
        places = [place for place, case in enumerate(cases.cases) if case.language == language]
        scores[language] = score_support([cases.cases[at] for at in places], [judged[at] for at in places])
    if options.json:
        print_json(
            {
                "cases": cases.name,
                "sha256": cases.fingerprint,
                "figures": {k: _figures(v) for k, v in scores.items()},
                "held_probable": None if stated is None else round(stated, 4),
            }
        )
        return PASSED
    _show(cases, scores, console)
    if stated is not None:
        console.print(f"Of what is called supported a probability of {stated:.3f} is stated on average.")
    if options.failures:
        for case, said in zip(cases.cases, judged, strict=True):
            if said != case.supported:
                console.print(f"{case.id} {case.kind}: {case.sentence}", markup=False, highlight=False)
    return PASSED


def _figures(score: SupportScore) -> dict[str, object]:
    return {
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "accuracy": round(score.accuracy, 4),
        "cases": sum(kind.cases for kind in score.kinds),
        "by_kind": {kind.kind: {"right": kind.right, "cases": kind.cases} for kind in score.kinds},
    }


def _show(cases: SupportCases, scores: dict[str, SupportScore], console: Console) -> None:
    table = Table("cases", "n", "precision", "recall", "accuracy", title=f"{cases.name} ({cases.fingerprint[:16]})")
    for name, score in scores.items():
        count = sum(kind.cases for kind in score.kinds)
        table.add_row(name, str(count), f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.accuracy:.3f}")
    console.print(table)
    kinds = Table("kind", "judged rightly", "of")
    for kind in scores["all"].kinds:
        kinds.add_row(kind.kind, str(kind.right), str(kind.cases))
    console.print(kinds)
