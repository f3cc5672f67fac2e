"""One entrant over the course: how fast it ingests, starts and finds, what memory it takes, and what it finds."""

import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.metrics.retrieval import DEPTH
from evals.race.course import Course
from evals.race.entrants import Entrant
from evals.race.environments import interpreter_of, model_path
from evals.race.errors import EntrantError
from evals.race.memory import Memory, measure_memory
from evals.race.process import Answer, RunningEntrant, running_entrant
from evals.runs.latency import percentile

START_LIMIT, INGEST_LIMIT, SAVE_LIMIT, SEARCH_LIMIT = 180.0, 1_800.0, 300.0, 60.0
"""Seconds after which an entrant is held to hang."""
STARTS = 3
INGESTIONS = 3
INGESTION_SECONDS = 30.0
"""A fast ingestion is repeated, in fresh processes, until these seconds are spent; the median counts.

Of two, the faster.
"""
PINGS = 200


@dataclass(frozen=True, slots=True)
class Ingested:
    """One ingestion in a fresh process: until everything can be found, then until it is saved; memory at the end."""

    libraries: Mapping[str, str]
    passages: int
    seconds: float
    save_seconds: float
    memory: Memory


@dataclass(frozen=True, slots=True)
class Searched:
    """A fresh process over what was saved. Milliseconds a question, the pipe's share included and told apart.

    `start_seconds` until the first question is answered: some load their model only then. `rankings` has the
    articles that each question found, by question id, best first.
    """

    start_seconds: float
    milliseconds: tuple[float, ...]
    pipe_milliseconds: float
    memory: Memory
    rankings: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Measurement:
    """Everything that was measured of an entrant; times of ingestion and start are medians."""

    ingested: Ingested
    searched: Searched

    def search_percentile(self, percent: int) -> float:
        """Milliseconds that so many per cent of the questions did not exceed."""
        return percentile(self.searched.milliseconds, percent)


def measure_entrant(entrant: Entrant, course: Course) -> Measurement:
    """Races the entrant. Raises EntrantError where it is not there or fails."""
    command = [str(interpreter_of(entrant)), "-m", entrant.module]
    with TemporaryDirectory(prefix="sourcier-race-") as name:
        folder = Path(name)
        course.write_articles(folder / "articles.json")
        program = Program(command, str(model_path()), entrant.arguments, folder)
        return measure_program(program, course)


@dataclass(frozen=True, slots=True)
class Program:
    """How an entrant is started; `folder` holds `articles.json`, the logs, and a folder for each ingestion."""

    command: Sequence[str]
    model: str
    arguments: Sequence[str]
    folder: Path

    def start_over(self, store: str) -> list[str]:
        """The command line of a process over the folder of that name, which is there afterwards."""
        place = self.folder / store
        place.mkdir(exist_ok=True)
        return [*self.command, str(place), self.model, *self.arguments]


def measure_program(program: Program, course: Course) -> Measurement:
    """All ingestions, then all starts, the last of which answers the questions."""
    ingestions: list[Ingested] = []
    while len(ingestions) < INGESTIONS and sum(done.seconds for done in ingestions) < INGESTION_SECONDS:
        ingestions.append(_ingest(program, store=f"ingestion-{len(ingestions)}"))
    middle = sorted(ingestions, key=lambda done: done.seconds)[(len(ingestions) - 1) // 2]
    starts = [_start(program, course) for _ in range(STARTS - 1)]
    searched = _search(program, course, starts)
    return Measurement(middle, searched)


def _ingest(program: Program, *, store: str) -> Ingested:
    with running_entrant(program.start_over(store), log=program.folder / f"{store}.log") as running:
        libraries = _libraries(running.read(limit=START_LIMIT))
        began = time.perf_counter()
        answer = running.ask({"call": "ingest", "file": str(program.folder / "articles.json")}, limit=INGEST_LIMIT)
        seconds = time.perf_counter() - began
        running.ask({"call": "save"}, limit=SAVE_LIMIT)
        saved = time.perf_counter() - began - seconds
        return Ingested(libraries, _count(answer, "passages"), seconds, saved, measure_memory(running.process_id))


def _start(program: Program, course: Course) -> float:
    """Seconds that a fresh process over what was saved needs until it has answered its first question."""
    began = time.perf_counter()
    with running_entrant(program.start_over("ingestion-0"), log=program.folder / "start.log") as running:
        running.read(limit=START_LIMIT)
        _find(running, course.warm_up[0])
        return time.perf_counter() - began


def _search(program: Program, course: Course, starts: Sequence[float]) -> Searched:
    began = time.perf_counter()
    with running_entrant(program.start_over("ingestion-0"), log=program.folder / "search.log") as running:
        running.read(limit=START_LIMIT)
        _find(running, course.warm_up[0])
        started = time.perf_counter() - began
        for warming in course.warm_up[1:]:
            _find(running, warming)
        pipe = statistics.median(_milliseconds(running, {"call": "ping"}) for _ in range(PINGS))
        milliseconds, rankings = [], {}
        for question in course.questions:
            asked = time.perf_counter()
            found = _find(running, question.asked_alone)
            milliseconds.append((time.perf_counter() - asked) * 1000)
            rankings[question.id] = found
        memory = measure_memory(running.process_id)
    return Searched(statistics.median([*starts, started]), tuple(milliseconds), pipe, memory, rankings)


def _find(running: RunningEntrant, question: str) -> tuple[str, ...]:
    """The articles found, each at the place of its best passage, as `evals.metrics.retrieval.rank_articles` has it."""
    answer = running.ask({"call": "search", "question": question, "k": DEPTH}, limit=SEARCH_LIMIT)
    found = answer.get("article_ids")
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise EntrantError(f"it answered a search with {str(answer)[:200]}: `article_ids` is a list of texts.")
    return tuple(dict.fromkeys(found))


def _milliseconds(running: RunningEntrant, request: Mapping[str, str | int]) -> float:
    began = time.perf_counter()
    running.ask(request, limit=SEARCH_LIMIT)
    return (time.perf_counter() - began) * 1000


def _libraries(answer: Answer) -> Mapping[str, str]:
    found = answer.get("libraries")
    if not isinstance(found, dict):
        raise EntrantError(f"it began with {str(answer)[:200]}: its `libraries` are expected.")
    return {str(name): str(version) for name, version in found.items()}


def _count(answer: Answer, name: str) -> int:
    found = answer.get(name)
    if not isinstance(found, int) or found < 1:
        raise EntrantError(f"it answered {str(answer)[:200]}: `{name}` is a number from 1.")
    return found
