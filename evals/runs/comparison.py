"""Two runs over the same questions: what was changed, which figures differ and by how surely, who won and who lost."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from evals.metrics.bootstrap import Difference, Figure, Interval, bootstrap_intervals
from evals.runs.figure_tests import FigureTest, compare_answers, compare_searches, correct_tests
from evals.runs.records import QuestionRecord, read_records, read_searched
from evals.runs.resampled_figures import resampled_answers, resampled_searches
from evals.runs.run_file import Json, Run, RunFileError


@dataclass(frozen=True, slots=True)
class SettingChange:
    """A line of what was evaluated that is not the same in both; None where a run has no such line."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that is not the same in both; None where a run has no such figure.

    `interval` is the 95 % paired bootstrap interval of the difference, after less before; None for a count and
    wherever one cannot be had.
    """

    name: str
    before: float | None
    after: float | None
    interval: tuple[float, float] | None

    @property
    def difference(self) -> float | None:
        """After less before."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """A question with another outcome than before."""

    id: str
    kind: str
    before: str
    after: str
    reason_before: str
    reason_after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two runs.

    `won` are the questions that are right now and were not, `lost` the other way round, `moved` those that are as
    wrong as before in another way.
    """

    settings: tuple[SettingChange, ...]
    figures: tuple[FigureChange, ...]
    tests: tuple[FigureTest, ...]
    won: tuple[QuestionChange, ...]
    lost: tuple[QuestionChange, ...]
    moved: tuple[QuestionChange, ...]


def compare_runs(before: Run, after: Run) -> Comparison:
    """The comparison. Raises RunFileError where the runs are over other questions or other articles."""
    check_comparable(before, after)
    one, other = read_records(before), read_records(after)
    searched, searched_later = read_searched(before), read_searched(after)
    if [question.id for question in searched] != [question.id for question in searched_later]:
        raise RunFileError(f"{before.name}: the two runs hold other questions under one SHA-256. Make both anew.")
    changes = [
        (_change(record, later), record.good, later.good)
        for record, later in zip(one, other, strict=True)
        if record.outcome != later.outcome
    ]
    answers = _intervals(resampled_answers(one), resampled_answers(other), len(one))
    searches = _intervals(resampled_searches(searched), resampled_searches(searched_later), len(searched))
    return Comparison(
        settings=tuple(_setting_changes(before, after)),
        figures=tuple(_figure_changes(before, after, answers | searches)),
        tests=correct_tests(compare_answers(one, other) + compare_searches(searched, searched_later)),
        won=tuple(change for change, was_good, is_good in changes if is_good and not was_good),
        lost=tuple(change for change, was_good, is_good in changes if was_good and not is_good),
        moved=tuple(change for change, was_good, is_good in changes if was_good == is_good),
    )


def check_comparable(before: Run, after: Run) -> None:
    """Raises RunFileError where the runs are over other questions or other articles: nothing would compare."""
    if before.fingerprint != after.fingerprint:
        raise RunFileError(
            f"The runs answered different questions (SHA-256 {before.fingerprint[:12]}… and "
            f"{after.fingerprint[:12]}…): their figures do not compare. Run both over one file."
        )
    one, other = (_part(run, "articles").get("sha256") for run in (before, after))
    if one != other:
        raise RunFileError(
            f"The runs are over different articles (SHA-256 {str(one)[:12]}… and {str(other)[:12]}…): "
            "what an answer could find was not the same. Run both over the same articles."
        )


def different_figures(before: Run, after: Run) -> Mapping[str, tuple[float | None, float | None]]:
    """The figures that are not the same in both, by name, in order; None where one run has no such figure."""
    one, other = before.figures, after.figures
    return {
        name: (one.get(name), other.get(name))
        for name in sorted(one.keys() | other.keys())
        if one.get(name) != other.get(name)
    }


def _intervals(before: Mapping[str, Figure], after: Mapping[str, Figure], questions: int) -> dict[str, Interval | None]:
    """The interval of the difference of each figure that both runs have."""
    differences = {name: Difference(figure, after[name]) for name, figure in before.items() if name in after}
    return bootstrap_intervals(differences, questions) if differences else {}


def _figure_changes(before: Run, after: Run, intervals: Mapping[str, Interval | None]) -> list[FigureChange]:
    changes = []
    for name, (value, new_value) in different_figures(before, after).items():
        found = intervals.get(name)
        changes.append(FigureChange(name, value, new_value, (found.low, found.high) if found else None))
    return changes


def _change(before: QuestionRecord, after: QuestionRecord) -> QuestionChange:
    return QuestionChange(before.id, before.kind, before.outcome, after.outcome, before.reason, after.reason)


def setting_lines(run: Run) -> dict[str, str]:
    """What was evaluated, line by line under dotted names in order: `libraries.numpy`, as JSON."""
    return dict(sorted(_lines(_part(run, "settings"), "").items()))


def _setting_changes(before: Run, after: Run) -> list[SettingChange]:
    one, other = setting_lines(before), setting_lines(after)
    return [
        SettingChange(name, one.get(name), other.get(name))
        for name in sorted(one.keys() | other.keys())
        if one.get(name) != other.get(name)
    ]


def _lines(value: Json, prefix: str) -> dict[str, str]:
    if not isinstance(value, Mapping):
        return {prefix: json.dumps(value, ensure_ascii=False)}
    parts = (_lines(part, f"{prefix}.{name}" if prefix else name) for name, part in value.items())
    return {name: line for part in parts for name, line in part.items()}


def _part(run: Run, name: str) -> Mapping[str, Json]:
    part = run.document.get(name)
    return part if isinstance(part, Mapping) else {}
