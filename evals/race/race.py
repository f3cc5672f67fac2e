"""The race itself: one entrant after the other, never two at once, then all of them judged together."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from evals.machine import describe_machine
from evals.race.course import Course
from evals.race.disturbance import OtherWork
from evals.race.entrants import Entrant
from evals.race.errors import EntrantError
from evals.race.measurement import Measurement, measure_entrant
from evals.race.process import THREADS
from evals.race.quality import Quality, judge_rankings
from evals.race.results import RaceLine, RaceResults, figures_of


@dataclass(frozen=True, slots=True)
class Raced:
    """What came of an entrant: a measurement, or the reason why there is none."""

    outcome: Measurement | EntrantError
    other_work: float


def run_race(entrants: Sequence[Entrant], course: Course, *, say: Callable[[str], None]) -> RaceResults:
    """Races the entrants in their order; one that fails has its reason in its line, and the others go on."""
    raced: dict[str, Raced] = {}
    for entrant in entrants:
        say(f"{entrant.title} …")
        raced[entrant.name] = _race(entrant, course)
        if isinstance(raced[entrant.name].outcome, EntrantError):
            say(f"{entrant.title} does not race: {raced[entrant.name].outcome}")
    qualities = _judge(raced, course)
    lines = [_line(each, raced[each.name], qualities.get(each.name), course) for each in entrants]
    return RaceResults(course.describe(), describe_machine(), _threads(), lines)


def _race(entrant: Entrant, course: Course) -> Raced:
    others = OtherWork()
    try:
        outcome: Measurement | EntrantError = measure_entrant(entrant, course)
    except EntrantError as error:
        outcome = error
    return Raced(outcome, others.cores())


def _judge(raced: Mapping[str, Raced], course: Course) -> dict[str, Quality]:
    relevant = {question.id: question.grades for question in course.questions}
    rankings = {
        name: each.outcome.searched.rankings for name, each in raced.items() if isinstance(each.outcome, Measurement)
    }
    return judge_rankings(rankings, relevant)


def _line(entrant: Entrant, raced: Raced, quality: Quality | None, course: Course) -> RaceLine:
    outcome = raced.outcome
    measured = isinstance(outcome, Measurement)
    return RaceLine(
        name=entrant.name,
        title=entrant.title,
        built_as=entrant.built_as,
        answers_itself=entrant.answers_itself,
        answering=entrant.answering,
        libraries=outcome.ingested.libraries if isinstance(outcome, Measurement) else {},
        figures=figures_of(outcome, course.describe()) if isinstance(outcome, Measurement) else None,
        quality=quality,
        failure=None if measured else str(outcome),
        other_work=raced.other_work,
    )


def _threads() -> str:
    given = os.environ.get(THREADS)
    return f"{given} thread{'s' * (given != '1')} each" if given else "as many threads as each takes by default"
