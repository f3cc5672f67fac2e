"""Measures each reader variant, with weights that were learned without what it leaves out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from evals.ablation.reader_variants import CONTROL, ReaderVariant
from evals.ablation.readings import blinded
from evals.ablation.sets import AskedSet
from evals.ablation.verdicts import Weights, judge
from evals.learning.decisions import best_threshold
from evals.learning.examples import Example, Prepare
from evals.learning.reader_weights import learn_confidence, learn_sentences
from evals.learning.training import ReadLessons, Training
from evals.metrics.abstention import Outcome
from rag.reading.sentence_reader import Reading
from rag.reading.term_weights import QuestionTerms

AS_THEY_SHIP, ZEROED, LEARNED_ANEW = "as they ship", "zeroed", "learned anew"
"""Where the weights of a row come from."""

Readings: TypeAlias = Mapping[str, Sequence[Reading]]
"""How every question of each set was read, by the set's name."""


@dataclass(frozen=True, slots=True)
class ReaderResult:
    """What became of every question of each set, by the set's name, and where the weights came from."""

    variant: ReaderVariant
    weights: str
    outcomes: Mapping[str, Sequence[Outcome]]


def measure_readers(
    variants: Sequence[ReaderVariant],
    sets: Sequence[AskedSet],
    training: Training | None,
    *,
    shipped: Weights,
    habits: QuestionTerms,
) -> Iterator[ReaderResult]:
    """Each variant's result, in order; questions are read once for variants in a row that prepare alike.

    Without training the weights stay as they are, and features that are left out weigh nothing. With it they are
    learned anew, and so is the least confidence, on the first of the sets, as the shipped one was.
    """
    wanted = [variant for variant in variants if training is not None or variant is not CONTROL]
    for prepare, group in groupby(wanted, key=lambda variant: variant.prepare):
        yield from _measure_together(list(group), sets, training, prepare, shipped=shipped, habits=habits)


def _measure_together(
    variants: Sequence[ReaderVariant],
    sets: Sequence[AskedSet],
    training: Training | None,
    prepare: Prepare,
    *,
    shipped: Weights,
    habits: QuestionTerms,
) -> Iterator[ReaderResult]:
    """The results of variants that prepare alike; what was read for them, a gigabyte with training, goes with them."""
    readings = {
        part.name: [prepare(asked.text, asked.hits, part.index, habits) for asked in part.asked] for part in sets
    }
    learns = any(variant.learns for variant in variants)
    lessons = training.read(habits, read=prepare) if training is not None and learns else None
    for variant in variants:
        taught = lessons if variant.learns else None
        weights = shipped if taught is None else _learned(variant, taught, sets[0], readings)
        outcomes = {part.name: _judged(part, readings, weights, variant) for part in sets}
        yield ReaderResult(variant, _origin(variant, taught), outcomes)


def _origin(variant: ReaderVariant, taught: ReadLessons | None) -> str:
    if taught is not None:
        return LEARNED_ANEW
    return ZEROED if variant.left_out else AS_THEY_SHIP


def _judged(part: AskedSet, readings: Readings, weights: Weights, variant: ReaderVariant) -> list[Outcome]:
    return [
        judge(asked, reading, weights, variant.rules, left_out=variant.left_out)
        for asked, reading in zip(part.asked, readings[part.name], strict=True)
    ]


def _learned(variant: ReaderVariant, lessons: ReadLessons, development: AskedSet, readings: Readings) -> Weights:
    seen = _blinded(lessons, variant.left_out)
    weights = Weights(
        sentences=learn_sentences(seen.for_sentences, provenance=variant.name),
        confidence=learn_confidence(seen, provenance=variant.name),
        minimum_confidence=0.0,
    )
    outcomes = _judged(development, readings, weights, variant)
    return replace(weights, minimum_confidence=best_threshold(outcomes).minimum_confidence)


def _blinded(lessons: ReadLessons, features: frozenset[str]) -> ReadLessons:
    def blind(examples: Sequence[Example]) -> list[Example]:
        return [replace(example, reading=blinded(example.reading, features)) for example in examples]

    return ReadLessons(blind(lessons.general), blind(lessons.general_cut), blind(lessons.press))
