"""Two runs side by side."""

import pytest
from rich.console import Console

from evals.comparison import different_figures, show_comparison
from evals.run_file import Run, RunFileError


def run(sha: str = "a", **figures: float | None) -> Run:
    return Run({"name": "small", "questions": {"sha256": sha}, "figures": {"answers": figures}})


def test_only_what_differs_is_told() -> None:
    before, after = run(contains=0.5, f1=0.25, old=1.0), run(contains=0.5, f1=0.75, new=None, newer=0.0)
    assert different_figures(before, after) == {
        "answers.f1": (0.25, 0.75),
        "answers.newer": (None, 0.0),
        "answers.old": (1.0, None),
    }


def test_reports_over_different_questions_do_not_compare() -> None:
    with pytest.raises(RunFileError, match="answered different questions"):
        show_comparison(run("a"), run("b"), Console())
