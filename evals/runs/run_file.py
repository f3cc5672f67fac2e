"""A run as a JSON file: figures, every question's scores, and what was evaluated.

Everything outside `machine` is the same in every run of the same code, articles and questions. No text of a question,
an answer or an article is in it, only ids and figures: a baseline over a data set never republishes the data set.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from evals.metrics.bootstrap import Interval

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"

FORMAT = 2
DIGITS = 6
"""Figures are rounded so that the last bit of a floating-point sum does not make two runs differ."""


class RunFileError(ValueError):
    """A run file that cannot be read or compared; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Run:
    """The content of a run file: `document` is what is written, made by `run_document.build_run` or `load_run`."""

    document: Mapping[str, Json]

    @property
    def name(self) -> str:
        """The name of the question set."""
        return str(self.document["name"])

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the questions' file."""
        return str(_object(self.document["questions"])["sha256"])

    @property
    def articles_fingerprint(self) -> str:
        """The SHA-256 of the ids and versions of the articles."""
        return str(_object(self.document["articles"])["sha256"])

    @property
    def figures(self) -> dict[str, float | None]:
        """All figures under dotted names, such as `answers.contains` or `retrieval.fused.recall@5`."""
        return dict(_flatten(self.document["figures"], ""))

    @property
    def intervals(self) -> dict[str, Interval]:
        """The 95 % intervals of figures, under the same names; a figure without one is not among them."""
        found = _object(self.document.get("intervals", {}))
        return {name: Interval(*map(float, pair)) for name, pair in found.items() if isinstance(pair, list)}


def save_run(run: Run, path: Path) -> None:
    """Writes the file with sorted keys and a question a line, so that two runs can be compared line by line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_written(run.document, "") + "\n", encoding="utf-8")


def load_run(path: Path) -> Run:
    """The run of a file. Raises RunFileError where there is none, or one of another format."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise RunFileError(f"{path}: no run can be read there ({error}). Make one: python -m evals run.") from error
    found = document.get("format") if isinstance(document, dict) else None
    if found != FORMAT:
        raise RunFileError(f"{path}: the run has format {found}, this program reads {FORMAT}. Make it anew.")
    return Run(document)


def _written(value: Json, margin: str) -> str:
    """The JSON of a value: a line for each field of an object, and in its lists a line for each object."""
    if isinstance(value, Mapping) and value:
        inner = margin + " "
        fields = (f"{inner}{json.dumps(name)}: {_written(value[name], inner)}" for name in sorted(value))
        return "{\n" + ",\n".join(fields) + f"\n{margin}}}"
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        return "[\n" + ",\n".join(f"{margin} {_on_one_line(item)}" for item in value) + f"\n{margin}]"
    return _on_one_line(value)


def _on_one_line(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _object(value: Json) -> Mapping[str, Json]:
    assert isinstance(value, Mapping), "a run file holds an object here"
    return value


def _flatten(value: Json, prefix: str) -> list[tuple[str, float | None]]:
    if isinstance(value, Mapping):
        return [pair for name, part in value.items() for pair in _flatten(part, f"{prefix}.{name}" if prefix else name)]
    return [(prefix, float(value) if isinstance(value, int | float) else None)]
