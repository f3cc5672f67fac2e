"""The figures of a run out of its questions' records, so that they can be taken over any resample of them.

Over the questions as they are, each equals the figure of its name in the run file.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from evals.metrics.abstention import Outcome, abstention_figures
from evals.metrics.bootstrap import Counts, Figure, Ratio, Values
from evals.metrics.calibration import calibration_figures
from evals.metrics.retrieval import CUTOFFS
from evals.runs.records import QuestionRecord, SearchedQuestion, SearchFind

Value: TypeAlias = Callable[[QuestionRecord], float]


@dataclass(frozen=True, slots=True)
class Among:
    """A figure of a group: `places` are its questions among all of a resample, in the order of the figure's own."""

    places: NDArray[np.intp]
    figure: Figure

    def over(self, counts: Counts) -> Values:
        """The figure over what each resample holds of the group."""
        return self.figure.over(counts[:, self.places])


def resampled_answers(records: Sequence[QuestionRecord]) -> dict[str, Figure]:
    """The figures of answers that questions tell, by their dotted names in the run file; none without a question."""
    if not records:
        return {}
    figures = _named("answers", _answer_figures(records))
    figures |= _groups("by_kind", [record.kind for record in records], records)
    figures |= _groups("by_style", [record.style for record in records], records)
    return figures


def resampled_searches(searched: Sequence[SearchedQuestion]) -> dict[str, Figure]:
    """The figures of retrieval, by their dotted names in the run file."""
    figures: dict[str, Figure] = {}
    for search in searches_of(searched):
        figures |= _named(f"retrieval.{search}", _search_figures(searched, search))
    return figures


def outcomes_of(records: Sequence[QuestionRecord]) -> list[Outcome]:
    """The records as abstention and calibration see them."""
    return [
        Outcome(record.answerable, record.answered, record.confidence, record.forced.contains) for record in records
    ]


def searches_of(searched: Sequence[SearchedQuestion]) -> list[str]:
    """The names of the searches that were scored for any question, in order."""
    return sorted({name for question in searched for name in question.retrieval})


def recall_at(cutoff: int, find: SearchFind) -> float:
    """The share of the relevant articles that stand within the first `cutoff`."""
    return sum(rank <= cutoff for rank in find.found_at) / find.relevant


def success_at(cutoff: int, find: SearchFind) -> float:
    """1.0 where a relevant article stands within the first `cutoff`, else 0.0."""
    return float(any(rank <= cutoff for rank in find.found_at))


def is_answered_by_words(record: QuestionRecord) -> bool:
    """Whether the answer is words of an article, which « oui » and « non » are not."""
    return record.answerable and record.kind != "yes_no"


def _answer_figures(records: Sequence[QuestionRecord]) -> Mapping[str, Figure]:
    def values(value: Value) -> Values:
        return np.array([value(record) for record in records], dtype=np.float64)

    def mean(value: Value, over: Value) -> Ratio:
        return Ratio(values(value) * values(over), values(over))

    outcomes = outcomes_of(records)
    return {
        "right_article": mean(lambda record: record.right_article, _is_answerable),
        "contains": mean(lambda record: record.given.contains, _is_answerable),
        "supports": mean(lambda record: record.supports, _is_answerable),
        "exact_match": mean(lambda record: record.given.exact_match, is_answered_by_words),
        "token_f1": mean(lambda record: record.given.token_f1, is_answered_by_words),
        "forced_contains": mean(lambda record: record.forced.contains, _is_answerable),
        "forced_exact_match": mean(lambda record: record.forced.exact_match, is_answered_by_words),
        "forced_token_f1": mean(lambda record: record.forced.token_f1, is_answered_by_words),
        "verbatim": Ratio(values(lambda record: record.verbatim), values(lambda record: record.cited)),
        "resolved": Ratio(values(lambda record: record.resolved), values(lambda record: record.cited)),
        **abstention_figures(outcomes),
        **calibration_figures(outcomes),
    }


def _groups(name: str, labels: Sequence[str], records: Sequence[QuestionRecord]) -> dict[str, Figure]:
    figures: dict[str, Figure] = {}
    for label in sorted(set(labels)):
        places = [place for place, found in enumerate(labels) if found == label]
        members = _answer_figures([records[place] for place in places])
        among = {figure: Among(np.array(places), value) for figure, value in members.items()}
        figures |= _named(f"{name}.{label}", among)
    return figures


def _search_figures(searched_questions: Sequence[SearchedQuestion], search: str) -> Mapping[str, Figure]:
    finds = [question.retrieval.get(search) for question in searched_questions]
    searched = np.array([float(find is not None) for find in finds])

    def mean(value: Callable[[SearchFind], float]) -> Ratio:
        return Ratio(np.array([value(find) if find else 0.0 for find in finds]), searched)

    return {
        **{f"recall@{cutoff}": mean(partial(recall_at, cutoff)) for cutoff in CUTOFFS},
        **{f"success@{cutoff}": mean(partial(success_at, cutoff)) for cutoff in CUTOFFS},
        "mrr@10": mean(lambda find: find.reciprocal_rank),
        "ndcg@10": mean(lambda find: find.ndcg),
    }


def _named(prefix: str, figures: Mapping[str, Figure]) -> dict[str, Figure]:
    return {f"{prefix}.{name}": figure for name, figure in figures.items()}


def _is_answerable(record: QuestionRecord) -> bool:
    return record.answerable
