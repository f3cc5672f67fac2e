"""The result of a command as values, and as the JSON file that is committed: figures alone, no text of any data."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals.ablation.differences import Measurement
from evals.runs.run_file import Json, RunFileError

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A variant beside the default: its measurements by set and by figure.

    `weights` says where the learned weights come from; empty where none are.
    """

    name: str
    change: str
    weights: str
    measured: Mapping[str, Mapping[str, Measurement]]


@dataclass(frozen=True, slots=True)
class Section:
    """A table: what was measured on each set, the default first; `questions` are counted by set."""

    name: str
    figures: tuple[str, ...]
    questions: Mapping[str, int]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Ablations:
    """All tables, with how, where and on what they were measured; `sources` are fingerprints by name."""

    command: str
    sections: tuple[Section, ...]
    machine: Mapping[str, Json]
    settings: Mapping[str, Json]
    sources: Mapping[str, Json]


def to_json(ablations: Ablations) -> dict[str, Json]:
    """The content of the file."""
    return {
        "format": FORMAT,
        "command": ablations.command,
        "machine": ablations.machine,
        "settings": ablations.settings,
        "sources": ablations.sources,
        "sections": [
            {
                "name": section.name,
                "figures": section.figures,
                "questions": dict(section.questions),
                "rows": [_row_to_json(row) for row in section.rows],
            }
            for section in ablations.sections
        ],
    }


def save_ablations(ablations: Ablations, path: Path) -> None:
    """Writes the file with sorted keys."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(to_json(ablations), ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def load_ablations(path: Path) -> Ablations:
    """What `save_ablations` wrote. Raises RunFileError where there is none, or one of another format."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise RunFileError(f"{path}: no ablations can be read there ({error}). Run: python -m evals ablate.") from error
    found = document.get("format") if isinstance(document, dict) else None
    if found != FORMAT:
        raise RunFileError(f"{path}: the ablations have format {found}, this program reads {FORMAT}. Make them anew.")
    return Ablations(
        command=document["command"],
        sections=tuple(_section(section) for section in document["sections"]),
        machine=document["machine"],
        settings=document["settings"],
        sources=document["sources"],
    )


def _row_to_json(row: Row) -> dict[str, Json]:
    return {
        "name": row.name,
        "change": row.change,
        "weights": row.weights,
        "measured": {
            name: {figure: asdict(found) for figure, found in figures.items()} for name, figures in row.measured.items()
        },
    }


def _section(stored: Mapping[str, Any]) -> Section:
    rows: Sequence[Mapping[str, Any]] = stored["rows"]
    return Section(stored["name"], tuple(stored["figures"]), stored["questions"], tuple(_row(row) for row in rows))


def _row(stored: Mapping[str, Any]) -> Row:
    measured = {
        name: {figure: Measurement(**found) for figure, found in figures.items()}
        for name, figures in stored["measured"].items()
    }
    return Row(stored["name"], stored["change"], stored["weights"], measured)
