"""The few words of a sentence that a question asks for: learned weights rank what may be a phrase, a list or a clause.

A weight counts for all questions, or for those of one kind of answer, or for those that ask in one form: `number > …`
and `dans quel > …` beside the plain name.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from heapq import nlargest

from rag.reading.linear_model import LinearModel
from rag.reading.passages import ReadSentence
from rag.reading.span_candidates import candidate_runs
from rag.reading.span_features import SpanFeatures
from rag.reading.span_restrictions import restrict
from rag.reading.term_weights import WeighedQuestion

LEVEL = " > "
"""Stands between a kind or a form and the feature that the weight counts for there alone."""
_LOOKED_AT = 60  # candidates with the best ends: the others' words between are not looked at
_LIKELY = 8  # candidates among which the middle is sought

Run = tuple[int, int]


class SpanChooser:
    """Chooses the span of a sentence that answers, by the weights of a model."""

    def __init__(self, model: LinearModel) -> None:
        self._weights: dict[str, dict[str, float]] = {}
        for name, weight in model.weights.items():
            level, _, feature = name.rpartition(LEVEL)
            self._weights.setdefault(level, {})[feature] = weight

    def choose(self, question: WeighedQuestion, sentence: ReadSentence) -> tuple[int, int] | None:
        """Where in `sentence.text` the few words stand that answer best; None where the sentence has no candidate.

        Of the most probable candidates that one is chosen which is right most often, and which shares the most with
        the others. The earliest wins where two are as good, then the shortest.
        """
        features = SpanFeatures(question, sentence)
        runs = restrict(question.analysed, features, list(candidate_runs(features.pieces)))
        if not runs:
            return None
        scored = self._scores(features, runs, levels(question, features))
        first, last = _middle(nlargest(_LIKELY, scored))
        return features.pieces[first].start, features.pieces[last].end

    def _scores(
        self, features: SpanFeatures, runs: Sequence[Run], names: Sequence[str]
    ) -> list[tuple[float, int, int]]:
        """Each candidate's score with its first and its last piece, both negative: the best is the largest."""
        weigh = _weigh([self._weights.get(level, {}) for level in names])
        start = cache(lambda at: sum(map(weigh, features.start_flags(at))))
        end = cache(lambda at: sum(map(weigh, features.end_flags(at))))
        ends = ((start(first) + end(last), -first, -last) for first, last in runs)
        return [
            (
                score
                + sum(map(weigh, features.flags(-first, -last)))
                + sum(weigh(name) * value for name, value in features.values(-first, -last)),
                first,
                last,
            )
            for score, first, last in nlargest(_LOOKED_AT, ends)
        ]


def levels(question: WeighedQuestion, features: SpanFeatures) -> tuple[str, str, str]:
    """The levels whose weights count for a question: all, its kind, its form."""
    return "", question.analysed.kind.value, features.form.name


def _weigh(weights: Iterable[Mapping[str, float]]) -> Callable[[str], float]:
    """The weight of a feature at all levels together, added up once: most candidates share most of theirs."""
    getters = [level.get for level in weights]
    return cache(lambda feature: sum(get(feature, 0.0) for get in getters))


def _middle(scored: Sequence[tuple[float, int, int]]) -> Run:
    """The run of the most probable that has the most to expect: its own probability, and its share in each other."""
    total = sum(math.exp(score - scored[0][0]) for score, _, _ in scored)
    likely = [(math.exp(score - scored[0][0]) / total, (-first, -last)) for score, first, last in scored]
    expected = [
        (probability + sum(other * _shared(run, another) for other, another in likely), probability, -place)
        for place, (probability, run) in enumerate(likely)
    ]
    return likely[-max(expected)[2]][1]


def _shared(one: Run, other: Run) -> float:
    """The harmonic mean of the shares that two runs have of each other: the F1 of their pieces."""
    both = min(one[1], other[1]) - max(one[0], other[0]) + 1
    return max(0.0, 2 * both / (one[1] - one[0] + other[1] - other[0] + 2))
