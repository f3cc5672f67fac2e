"""The results of a race as values and as a file: what was raced over, and a line for each entrant."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias

from evals.race.disturbance import DISTURBED
from evals.race.measurement import Measurement
from evals.race.quality import Estimate, Lead, Quality

Described: TypeAlias = Mapping[str, str | int]

FORMAT = 1
_DIGITS = 6  # the table shows three: what is read from the file is rounded there as what was measured


class RaceFileError(ValueError):
    """A results file that cannot be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class RaceFigures:
    """What was measured of an entrant. Rates are a second; `*_mb` are over all of its processes."""

    passages: int
    ingest_seconds: float
    articles_per_second: float
    characters_per_second: float
    passages_per_second: float
    save_seconds: float
    start_seconds: float
    search_p50_ms: float
    search_p95_ms: float
    pipe_ms: float
    ingest_highest_mb: int
    serving_highest_mb: int
    serving_resident_mb: int


@dataclass(frozen=True, slots=True)
class RaceLine:
    """An entrant with its figures and its quality, or with the reason why it has none.

    `other_work` is how many cores others kept busy while it ran.
    """

    name: str
    title: str
    built_as: str
    answers_itself: bool
    answering: str
    libraries: Mapping[str, str]
    figures: RaceFigures | None
    quality: Quality | None
    failure: str | None
    other_work: float


@dataclass(frozen=True, slots=True)
class RaceResults:
    """A race: over what, on which machine, with how many threads, and a line for each entrant, in their order."""

    course: Described
    machine: Described
    threads: str
    lines: Sequence[RaceLine]

    @property
    def disturbed(self) -> bool:
        """Whether others worked beside an entrant, so that its times are not to be trusted."""
        return any(line.other_work >= DISTURBED for line in self.lines)


def figures_of(measurement: Measurement, course: Described) -> RaceFigures:
    """The figures of a measurement over a course as `Course.describe` has it."""
    ingested, searched = measurement.ingested, measurement.searched
    return RaceFigures(
        passages=ingested.passages,
        ingest_seconds=ingested.seconds,
        articles_per_second=int(course["articles"]) / ingested.seconds,
        characters_per_second=int(course["characters"]) / ingested.seconds,
        passages_per_second=ingested.passages / ingested.seconds,
        save_seconds=ingested.save_seconds,
        start_seconds=searched.start_seconds,
        search_p50_ms=measurement.search_percentile(50),
        search_p95_ms=measurement.search_percentile(95),
        pipe_ms=searched.pipe_milliseconds,
        ingest_highest_mb=ingested.memory.highest,
        serving_highest_mb=searched.memory.highest,
        serving_resident_mb=searched.memory.resident,
    )


def document_of(results: RaceResults) -> dict[str, Any]:
    """The results as JSON has them, floats rounded."""
    document = _rounded({"format": FORMAT, **asdict(results)})
    assert isinstance(document, dict)
    return document


def save_race(results: RaceResults, path: Path) -> None:
    """Writes the results with sorted keys."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document_of(results), ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


def load_race(path: Path) -> RaceResults:
    """The results of a file. Raises RaceFileError where there is none, or one of another format."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RaceFileError(f"{path}: no race can be read there ({error}). Make one: make bench.") from error
    found = document.get("format") if isinstance(document, dict) else None
    if found != FORMAT:
        raise RaceFileError(f"{path}: the race has format {found}, this program reads {FORMAT}. Run it anew.")
    lines = [_line(fields) for fields in document["lines"]]
    return RaceResults(document["course"], document["machine"], document["threads"], lines)


def _line(fields: dict[str, Any]) -> RaceLine:
    figures, quality = fields.pop("figures"), fields.pop("quality")
    return RaceLine(
        **fields,
        figures=RaceFigures(**figures) if figures else None,
        quality=_quality(quality) if quality else None,
    )


def _quality(fields: dict[str, Any]) -> Quality:
    return Quality(
        {name: Estimate(**each) for name, each in fields["figures"].items()},
        {name: Lead(Estimate(**each["difference"]), each["p"]) for name, each in fields["leads"].items()},
    )


def _rounded(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _rounded(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(part) for part in value]
    return round(value, _DIGITS) if isinstance(value, float) else value
