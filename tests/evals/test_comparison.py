"""Two reports side by side."""

import pytest
from rich.console import Console

from evals.comparison import different_figures, show_comparison
from evals.report import Report, ReportError


def report(sha: str = "a", **figures: float | None) -> Report:
    return Report({"name": "small", "questions": {"sha256": sha}, "figures": {"answers": figures}})


def test_only_what_differs_is_told() -> None:
    before, after = report(contains=0.5, f1=0.25, old=1.0), report(contains=0.5, f1=0.75, new=None, newer=0.0)
    assert different_figures(before, after) == {
        "answers.f1": (0.25, 0.75),
        "answers.newer": (None, 0.0),
        "answers.old": (1.0, None),
    }


def test_reports_over_different_questions_do_not_compare() -> None:
    with pytest.raises(ReportError, match="answered different questions"):
        show_comparison(report("a"), report("b"), Console())
