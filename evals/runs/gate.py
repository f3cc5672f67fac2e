"""What may not fall: compares a run with the committed baseline by the rules of `gate.json`.

Of retrieval, the bundled questions are gated by success@k and not by recall@k: several bundled articles tell the
same, so that finding one of them is what is asked for. In SQuAD-format sets both are equal.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evals.runs.run_file import Run

GATE_FILE = Path(__file__).parents[1] / "gate.json"


class GateError(ValueError):
    """The rules cannot be used; the message names the file, what is wrong with it and the cure."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for one question set, over the dotted names of `Run.figures`.

    `floors` are lowest values; `kept` may fall below the baseline by no more than `tolerance`; of each pair in
    `at_least`, the first figure of the run may not be lower than the second. `goals` are what is aimed at: said when
    missed, and no rule.
    """

    floors: Mapping[str, float]
    kept: tuple[str, ...]
    tolerance: float
    at_least: tuple[tuple[str, str], ...]
    goals: Mapping[str, float]


def load_rules(name: str, path: Path = GATE_FILE) -> Rules:
    """The rules for the question set of this name. Raises GateError."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        rules = document[name]
        return Rules(
            floors={figure: float(floor) for figure, floor in rules["floors"].items()},
            kept=tuple(str(figure) for figure in rules["kept"]),
            tolerance=float(rules["tolerance"]),
            at_least=tuple((str(first), str(second)) for first, second in rules["at_least"]),
            goals={figure: float(goal) for figure, goal in rules["goals"].items()},
        )
    except (OSError, json.JSONDecodeError) as error:
        raise GateError(f"{path}: the rules cannot be read ({error}). Restore the file.") from error
    except KeyError as error:
        raise GateError(f"{path}: {error} is missing in the rules for {name!r}. Add it there.") from error
    except (AttributeError, TypeError, ValueError) as error:
        raise GateError(f"{path}: the rules for {name!r} are not written as in {GATE_FILE} ({error}).") from error


def broken_rules(run: Run, baseline: Run | None, rules: Rules) -> list[str]:
    """A sentence for each rule that the run breaks; none means that it passes."""
    figures = run.figures
    sentences = [
        f"{figure} is {_shown(figures.get(figure))}, below its floor of {floor:.4f}."
        for figure, floor in rules.floors.items()
        if not _reaches(figures.get(figure), floor)
    ]
    sentences += [
        f"{first} is {_shown(figures.get(first))}, below {second} at {_shown(figures.get(second))}."
        for first, second in rules.at_least
        if not _reaches(figures.get(first), figures.get(second))
    ]
    return sentences + _fallen(run, baseline, rules)


def missed_goals(run: Run, rules: Rules) -> list[str]:
    """A sentence for each goal that the run does not reach."""
    return [
        f"{figure} is {_shown(run.figures.get(figure))}, its goal of {goal:.2f} is not reached."
        for figure, goal in rules.goals.items()
        if not _reaches(run.figures.get(figure), goal)
    ]


def _fallen(run: Run, baseline: Run | None, rules: Rules) -> list[str]:
    if baseline is None:
        return [f"There is no baseline for {run.name}. Make one: python -m evals run --save-baseline."]
    if baseline.fingerprint != run.fingerprint:
        return [
            f"The baseline for {run.name} answered other questions (SHA-256 {baseline.fingerprint[:12]}…, "
            f"now {run.fingerprint[:12]}…). Look at the figures, then: python -m evals run --save-baseline."
        ]
    if baseline.articles_fingerprint != run.articles_fingerprint:
        return [
            f"The baseline for {run.name} was made over other articles (SHA-256 {baseline.articles_fingerprint[:12]}…, "
            f"now {run.articles_fingerprint[:12]}…). Look at the figures, then: python -m evals run --save-baseline."
        ]
    now, before = run.figures, baseline.figures
    return [
        f"{figure} fell from {_shown(before.get(figure))} to {_shown(now.get(figure))}, "
        f"by more than the tolerance of {rules.tolerance}."
        for figure in rules.kept
        if not _reaches(now.get(figure), _lowered(before.get(figure), rules.tolerance))
    ]


def _reaches(value: float | None, wanted: float | None) -> bool:
    """A figure that could not be computed reaches nothing; nothing wanted is reached by anything."""
    return wanted is None or (value is not None and value >= wanted - 1e-9)


def _lowered(value: float | None, tolerance: float) -> float | None:
    return None if value is None else value - tolerance


def _shown(value: float | None) -> str:
    return "not known" if value is None else f"{value:.4f}"
