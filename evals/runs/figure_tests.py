"""The paired tests of two runs: which figures differ by more than chance, over which questions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, TypeAlias

from evals.metrics.paired_test import holm, mcnemar_p, sign_flip_p
from evals.runs.records import QuestionRecord, SearchedQuestion, SearchFind
from evals.runs.resampled_figures import is_answered_by_words, searches_of, success_at

MCNEMAR, SIGN_FLIP = "McNemar exact", "sign flip"

_Of: TypeAlias = Callable[[QuestionRecord], float]
_OfFind: TypeAlias = Callable[[SearchFind], float]


@dataclass(frozen=True, slots=True)
class FigureTest:
    """Whether a figure differs by more than chance: of `questions`, `better` have a higher value after.

    `p` is two-sided; `corrected_p` is Holm's, over all the tests of the comparison.
    """

    name: str
    test: str
    questions: int
    better: int
    worse: int
    p: float
    corrected_p: float


# What is tested is fixed before any run is looked at; a value is a yes or no (McNemar) or graded (sign flip).
_YES_OR_NO: Final[Mapping[str, _Of]] = {
    "right outcome": lambda record: record.good,
    "right_article": lambda record: record.right_article,
    "contains": lambda record: record.given.contains,
    "supports": lambda record: record.supports,
    "exact_match": lambda record: is_answered_by_words(record) and record.given.exact_match,
    "forced_contains": lambda record: record.forced.contains,
}
_GRADED: Final[Mapping[str, _Of]] = {
    "token_f1": lambda record: is_answered_by_words(record) and record.given.token_f1,
}
_FOUND: Final[Mapping[str, _OfFind]] = {"success@5": partial(success_at, 5)}
_RANKED: Final[Mapping[str, _OfFind]] = {
    "mrr@10": lambda find: find.reciprocal_rank,
    "ndcg@10": lambda find: find.ndcg,
}


def compare_answers(before: Sequence[QuestionRecord], after: Sequence[QuestionRecord]) -> list[FigureTest]:
    """The tests of answers, over the same questions in the same order; p not yet corrected."""
    pairs = list(zip(before, after, strict=True))
    yes_or_no = {name: [of(later) - of(record) for record, later in pairs] for name, of in _YES_OR_NO.items()}
    graded = {name: [of(later) - of(record) for record, later in pairs] for name, of in _GRADED.items()}
    return _tests(yes_or_no, graded)


def compare_searches(before: Sequence[SearchedQuestion], after: Sequence[SearchedQuestion]) -> list[FigureTest]:
    """The tests of each search that both runs have, over the same questions in the same order; not yet corrected."""
    tests: list[FigureTest] = []
    for search in searches_of(before):
        pairs = [
            (one.retrieval[search], other.retrieval[search])
            for one, other in zip(before, after, strict=True)
            if search in one.retrieval and search in other.retrieval
        ]
        found = {f"{search}.{name}": [of(later) - of(find) for find, later in pairs] for name, of in _FOUND.items()}
        ranked = {f"{search}.{name}": [of(later) - of(find) for find, later in pairs] for name, of in _RANKED.items()}
        tests += _tests(found, ranked)
    return tests


def correct_tests(tests: Sequence[FigureTest]) -> tuple[FigureTest, ...]:
    """The tests with p corrected for how many there are."""
    corrected = holm({test.name: test.p for test in tests})
    return tuple(replace(test, corrected_p=corrected[test.name]) for test in tests)


def _tests(yes_or_no: Mapping[str, Sequence[float]], graded: Mapping[str, Sequence[float]]) -> list[FigureTest]:
    """A test of each figure that any question changed in.

    The others are no tests: nothing that could have come out of them is below any level, and so they need no share
    of the correction (Tarone 1990).
    """
    tests = []
    for name, differences in {**yes_or_no, **graded}.items():
        if any(differences):
            better, worse = sum(value > 0 for value in differences), sum(value < 0 for value in differences)
            test, p = (
                (MCNEMAR, mcnemar_p(better, worse)) if name in yes_or_no else (SIGN_FLIP, sign_flip_p(differences))
            )
            tests.append(FigureTest(name, test, len(differences), better, worse, p, corrected_p=p))
    return tests
