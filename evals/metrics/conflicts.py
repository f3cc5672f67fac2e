"""Whether an answer tells all that articles say where they differ, and the newest of it first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from evals.metrics.bootstrap import Figure, Ratio, Values
from evals.metrics.short_answers import contains, holds_evidence
from evals.question_set import Question, Value
from rag.answer import Answer, Citation


@dataclass(frozen=True, slots=True)
class ConflictScore:
    """How many of a question's `values` the citations of its answer give, and in which order.

    `newest_first` tells whether no citation that gives a value comes after one from an older article; None where
    fewer than two values are given, or fewer than two of those citations are from articles with a date: there is no
    order then. Articles of one day may come in any order.
    """

    values: int
    given: int
    newest_first: bool | None

    @property
    def share(self) -> float:
        """The share of the values that is given."""
        return self.given / self.values

    @property
    def all_given(self) -> bool:
        """Whether every value is given."""
        return self.given == self.values


def score_conflict(answer: Answer, question: Question) -> ConflictScore | None:
    """The score of an answer, 0 given for a refusal; None for a question without values: nothing differs there."""
    if not question.values:
        return None
    given = sum(any(gives(c, value, question.kind) for c in answer.citations) for value in question.values)
    in_order = [c for c in answer.citations if any(gives(c, value, question.kind) for value in question.values)]
    days = [citation.article.published for citation in in_order if citation.article.published is not None]
    ordered = given > 1 and len(days) > 1
    return ConflictScore(
        values=len(question.values),
        given=given,
        newest_first=days == sorted(days, reverse=True) if ordered else None,
    )


def gives(citation: Citation, value: Value, kind: str) -> bool:
    """Whether the citation gives the value: its article holds evidence of it, its quote one of the value's answers.

    Words are compared as in `answer_metrics`. « oui » and « non » are no words of an article: a value of a yes_no
    question is given by the quote that holds its evidence.
    """
    quotes = [evidence.quote for evidence in value.evidence if evidence.article_id == citation.article.id]
    if not quotes:
        return False
    return holds_evidence(citation.quote, quotes) if kind == "yes_no" else contains(citation.quote, value.answers)


def conflict_figures(scores: Sequence[ConflictScore | None]) -> dict[str, Figure]:
    """The figures over the questions whose articles differ, by their names in a run; None stands for any other.

    `values_given` is the mean share given, `all_values_given` the share of questions where none is missing,
    `newest_first` the share of answers in order among those that have an order.
    """
    differing = _column(score is not None for score in scores)
    return {
        "values_given": Ratio(_column(score.share if score else 0.0 for score in scores), differing),
        "all_values_given": Ratio(_column(score is not None and score.all_given for score in scores), differing),
        "newest_first": Ratio(
            _column(score is not None and score.newest_first is True for score in scores),
            _column(score is not None and score.newest_first is not None for score in scores),
        ),
    }


def _column(values: Iterable[float]) -> Values:
    return np.array(list(values), dtype=np.float64)
