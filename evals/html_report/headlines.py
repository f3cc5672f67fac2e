"""The figures that a report opens with, and what each of them means in a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from evals.runs.run_file import Json, Run


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure as it is printed; `interval` is empty where there is none."""

    name: str
    title: str
    value: str
    interval: str
    meaning: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of the run under its dotted name, as it is printed."""

    name: str
    value: str
    interval: str


@dataclass(frozen=True, slots=True)
class _Kind:
    """Which figure, its title, whether it is a share to be printed in per cent, and what it means."""

    name: str
    title: str
    is_share: bool
    meaning: str


_HEADLINES: Final = (
    _Kind(
        "answers.contains",
        "Right sentence",
        True,
        "of {answerable} questions that articles answer: the first sentence quoted contains a known answer. "
        "A refusal counts as wrong.",
    ),
    _Kind(
        "answers.supports",
        "Proved by its source",
        True,
        "of {answerable}: the first quote is from an article with evidence, and holds the evidence or a known answer.",
    ),
    _Kind(
        "answers.answered_accuracy",
        "Right when it speaks",
        True,
        "of the answers given, those to questions without an answer included: they are all wrong.",
    ),
    _Kind("answers.coverage", "Speaks", True, "of all {questions} questions: something was said and not refused."),
    _Kind(
        "answers.abstention_f1",
        "Knows when to be silent",
        False,
        "F1 of refusing: between how many refusals were due and how many questions without an answer were refused.",
    ),
    _Kind(
        "answers.risk_coverage_area",
        "Risk–coverage area",
        False,
        "the mean share of wrong answers over every choice of how many questions to answer, surest first; 0 is best.",
    ),
    _Kind(
        "answers.calibration_error",
        "Calibration error",
        False,
        "how far, on average, the confidence is from the share that is in fact right; 0 is best.",
    ),
    _Kind(
        "answers.token_f1",
        "Short answer, token F1",
        False,
        "how many words the short answer shares with the best known one; yes-or-no questions are left out.",
    ),
    _Kind("answers.exact_match", "Short answer, exact", True, "of the short answers equal a known one, word for word."),
    _Kind(
        "retrieval.fused.success@5",
        "Found in five",
        True,
        "of questions with relevant articles: one of them is among the first five that the search gives.",
    ),
    _Kind(
        "retrieval.fused.ndcg@10",
        "nDCG at 10",
        False,
        "how near the order of the first ten articles comes to the best possible one, which is 1.",
    ),
    _Kind(
        "answers.verbatim",
        "Verbatim",
        True,
        "of {citations} citations stand in their article at the place they name, letter by letter.",
    ),
)


def headlines(run: Run) -> list[Headline]:
    """The headline figures that the run has."""
    figures = run.figures
    counts = {name: f"{figures.get(f'answers.{name}') or 0:,.0f}" for name in ("questions", "answerable", "citations")}
    found = []
    for kind in _HEADLINES:
        value = figures.get(kind.name)
        if value is not None:
            interval = _interval(run, kind.name)
            shown = f"{_shown(interval[0], kind)} – {_shown(interval[1], kind)}" if interval else ""
            found.append(Headline(kind.name, kind.title, _shown(value, kind), shown, kind.meaning.format(**counts)))
    return found


def figure_rows(run: Run) -> list[FigureRow]:
    """Every figure of the run that has a value, by name."""
    rows = []
    for name, value in sorted(run.figures.items()):
        interval = _interval(run, name)
        shown = f"{interval[0]:.4f} – {interval[1]:.4f}" if interval else ""
        if value is not None:
            rows.append(FigureRow(name, f"{value:,.0f}" if _is_count(name) else f"{value:.4f}", shown))
    return rows


def _shown(value: float, kind: _Kind) -> str:
    return f"{100 * value:.1f} %" if kind.is_share else f"{value:.3f}"


def _is_count(name: str) -> bool:
    return name.rsplit(".", maxsplit=1)[-1] in ("questions", "answerable", "citations")


def _interval(run: Run, name: str) -> tuple[float, float] | None:
    intervals: Json = run.document.get("intervals")
    found = intervals.get(name) if isinstance(intervals, Mapping) else None
    match found:
        case [int() | float() as low, int() | float() as high]:
            return float(low), float(high)
        case _:
            return None
