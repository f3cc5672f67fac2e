"""Learns what tells the few words that answer from all other phrases of their sentence.

The loss is that of a conditional logit, as in `choice_model`, over weights on several levels: those that count for all
questions, for one kind, for one form. Candidates share their first and last pieces, so those features are kept once a
piece; questions of one kind and form are a block, whose weights are the sum of their levels.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from evals.learning.choice_model import Floats
from evals.learning.examples import Example
from evals.metrics.short_answers import contains, normalize, token_f1
from rag.reading.answer_spans import LEVEL, levels
from rag.reading.linear_model import LinearModel
from rag.reading.passages import ReadSentence
from rag.reading.span_candidates import candidate_runs
from rag.reading.span_features import SpanFeatures

PENALTIES = (2.0, 6.0, 8.0)  # of the squared weights for all questions, of a kind, of a form; chosen on PIAF's dev set
RARE_FEATURE = 10  # a feature of fewer questions is left out
RARE_FORM = 30  # a form of fewer questions has no weights of its own
NEAR_ENOUGH = 0.6  # token F1: where no candidate is a known answer, one this near is taught instead
ROUNDS = 100
DIGITS = 3
SMALL = 0.05  # a weight below says next to nothing and would be most of the file

Row = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class SpanLesson:
    """A sentence with its candidates, as named features, and the share of each that is right.

    `runs` are the first and last piece of each candidate; `starts` and `ends` have a row for each piece. `counts` is
    how many questions the lesson stands for.
    """

    levels: tuple[str, ...]
    starts: tuple[Row, ...]
    ends: tuple[Row, ...]
    wholes: tuple[Row, ...]
    runs: NDArray[np.intp]
    shares: Floats
    counts: int = 1


def learn_spans(examples: Sequence[Example], *, provenance: str) -> LinearModel:
    """Weights under which the known answer is chosen among the candidates of its sentence."""
    times = Counter(id(example) for example in examples)
    distinct = {id(example): example for example in examples}
    lessons = [
        lesson for key, example in distinct.items() if (lesson := span_lesson(example, counts=times[key])) is not None
    ]
    return fit_spans(lessons, provenance=provenance)


def span_lesson(example: Example, *, counts: int = 1) -> SpanLesson | None:
    """The first sentence that holds a known answer; None where there is none, or no candidate comes near one."""
    held = [
        sentence
        for (_, sentence), right in zip(example.reading.sentences, example.right, strict=True)
        if right and contains(sentence.text, example.question.answers)
    ]
    if not held:
        return None
    features = SpanFeatures(example.reading.question, held[0])
    runs = list(candidate_runs(features.pieces))
    shares = _shares(held[0], features, runs, example.question.answers)
    if shares is None:
        return None
    places = range(len(features.pieces))
    return SpanLesson(
        levels=levels(example.reading.question, features),
        starts=tuple(_flags(features.start_flags(at)) for at in places),
        ends=tuple(_flags(features.end_flags(at)) for at in places),
        wholes=tuple(_flags(features.flags(*run)) + tuple(features.values(*run)) for run in runs),
        runs=np.array(runs, dtype=np.intp),
        shares=shares,
        counts=counts,
    )


def fit_spans(lessons: Sequence[SpanLesson], *, provenance: str) -> LinearModel:
    """The weights for these lessons: the same lessons in the same order give the same weights."""
    places = _vocabulary(lessons)
    forms = Counter(name for lesson in lessons for name in lesson.levels[2:] for _ in range(lesson.counts))
    names = ["", *sorted({lesson.levels[1] for lesson in lessons})]
    names += sorted(form for form, count in forms.items() if count >= RARE_FORM)
    penalties = [PENALTIES[_depth(name, lessons)] for name in names]
    blocks = _blocks(lessons, places, {name: at for at, name in enumerate(names)})
    shape = (len(names), len(places))
    penalty = np.array(penalties)[:, None]

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(shape)
        gradient = 2 * penalty * weights
        total = float((penalty * weights**2).sum())
        for block in blocks:
            lost, slope = block.loss(weights[block.levels].sum(axis=0))
            total += lost
            gradient[block.levels] += slope
        return total, gradient.ravel()

    found = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    return LinearModel(_named(names, places, found.x.reshape(shape)), 0.0, provenance)


@dataclass(frozen=True, slots=True)
class _Block:
    """All lessons of one kind and form; `first`, `last` and `group` have a row a candidate, `begins` one a lesson."""

    levels: list[int]
    starts: csr_matrix
    ends: csr_matrix
    wholes: csr_matrix
    first: NDArray[np.intp]
    last: NDArray[np.intp]
    begins: NDArray[np.intp]
    group: NDArray[np.intp]
    shares: Floats
    counts: Floats

    def loss(self, weights: Floats) -> tuple[float, Floats]:
        """The loss under the weights that the block's levels sum to, and its slope."""
        scores = (self.starts @ weights)[self.first] + (self.ends @ weights)[self.last] + self.wholes @ weights
        scores -= np.maximum.reduceat(scores, self.begins)[self.group]
        log_sums = np.log(np.add.reduceat(np.exp(scores), self.begins))[self.group]
        counts = self.counts[self.group]
        lost = -float((counts * self.shares * (scores - log_sums)).sum())
        slopes = counts * (np.exp(scores - log_sums) - self.shares)
        pieces = self.starts.shape[0]
        slope = self.wholes.T @ slopes
        slope += self.starts.T @ np.bincount(self.first, slopes, pieces)
        slope += self.ends.T @ np.bincount(self.last, slopes, pieces)
        return lost, slope


def _blocks(lessons: Sequence[SpanLesson], places: Mapping[str, int], known: Mapping[str, int]) -> list[_Block]:
    grouped: dict[tuple[str, ...], list[SpanLesson]] = {}
    for lesson in lessons:
        grouped.setdefault(tuple(name for name in lesson.levels if name in known), []).append(lesson)
    return [_block([known[name] for name in names], group, places) for names, group in sorted(grouped.items())]


def _block(block_levels: list[int], lessons: Sequence[SpanLesson], places: Mapping[str, int]) -> _Block:
    pieces = np.cumsum([0, *(len(lesson.starts) for lesson in lessons)])
    sizes = [len(lesson.runs) for lesson in lessons]
    runs = np.concatenate([lesson.runs + offset for lesson, offset in zip(lessons, pieces[:-1], strict=True)])
    return _Block(
        levels=block_levels,
        starts=_matrix([row for lesson in lessons for row in lesson.starts], places),
        ends=_matrix([row for lesson in lessons for row in lesson.ends], places),
        wholes=_matrix([row for lesson in lessons for row in lesson.wholes], places),
        first=runs[:, 0],
        last=runs[:, 1],
        begins=np.cumsum([0, *sizes[:-1]]),
        group=np.repeat(np.arange(len(sizes)), sizes),
        shares=np.concatenate([lesson.shares for lesson in lessons]),
        counts=np.array([lesson.counts for lesson in lessons], dtype=np.float64),
    )


def _shares(
    sentence: ReadSentence, features: SpanFeatures, runs: Sequence[tuple[int, int]], answers: Sequence[str]
) -> Floats | None:
    """The share of each candidate: those that are a known answer share alike, else those that come nearest."""
    known = {normalize(answer) for answer in answers}
    pieces = features.pieces
    texts = [sentence.text[pieces[first].start : pieces[last].end] for first, last in runs]
    right = np.array([normalize(text) in known for text in texts], dtype=np.float64)
    if not right.any() and texts:
        nearness = np.array([token_f1(text, answers) for text in texts])
        right = ((nearness == nearness.max()) & (nearness >= NEAR_ENOUGH)).astype(np.float64)
    return right / right.sum() if right.any() else None


def _vocabulary(lessons: Sequence[SpanLesson]) -> dict[str, int]:
    seen: Counter[str] = Counter()
    for lesson in lessons:
        rows = (*lesson.starts, *lesson.ends, *lesson.wholes)
        for name in {name for row in rows for name, _ in row}:
            seen[name] += lesson.counts
    return {name: at for at, name in enumerate(sorted(name for name, count in seen.items() if count >= RARE_FEATURE))}


def _depth(name: str, lessons: Sequence[SpanLesson]) -> int:
    return 0 if not name else 1 if any(lesson.levels[1] == name for lesson in lessons) else 2


def _flags(names: Sequence[str]) -> Row:
    return tuple((name, 1.0) for name in names)


def _matrix(rows: Sequence[Row], places: Mapping[str, int]) -> csr_matrix:
    entries = [(places[name], value) for row in rows for name, value in row if name in places]
    sizes = [sum(name in places for name, _ in row) for row in rows]
    columns, values = np.array([at for at, _ in entries], dtype=np.intp), np.array([value for _, value in entries])
    return csr_matrix((values, columns, np.cumsum([0, *sizes])), shape=(len(rows), len(places)))


def _named(names: Sequence[str], places: Mapping[str, int], weights: Floats) -> dict[str, float]:
    return {
        f"{level}{LEVEL}{feature}" if level else feature: round(float(weights[row, column]), DIGITS)
        for row, level in enumerate(names)
        for feature, column in places.items()
        if abs(weights[row, column]) >= SMALL
    }
