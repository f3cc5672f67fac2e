"""Whether an answer to a question for yes or no says which, and the right one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evals.metrics.bootstrap import Figure, Ratio, Values
from evals.metrics.short_answers import normalize
from evals.question_set import Question
from rag.answer import Answer

_WORDS = {"oui": "yes", "non": "no"}


@dataclass(frozen=True, slots=True)
class VerdictScore:
    """Whether a question for yes or no can be answered, whether a verdict was given, and whether it was right."""

    answerable: bool
    given: bool
    right: bool


def score_verdict(answer: Answer, question: Question) -> VerdictScore | None:
    """The score of an answer; None for a question of another kind. A verdict on an unanswerable question is wrong."""
    if question.kind != "yes_no":
        return None
    known = {_WORDS.get(" ".join(normalize(one))) for one in question.answers}
    given = answer.verdict is not None
    return VerdictScore(question.answerable, given, given and answer.verdict in known)


def verdict_figures(scores: Sequence[VerdictScore | None]) -> dict[str, Figure]:
    """The figures over the questions for yes or no, by their names in a run; None stands for any other.

    `yes_no_accuracy` is the share of the answerable ones that get the right verdict, `yes_no_precision` the share of
    right ones among the verdicts given.
    """
    right = _column([score is not None and score.right for score in scores])
    return {
        "yes_no_accuracy": Ratio(right, _column([score is not None and score.answerable for score in scores])),
        "yes_no_precision": Ratio(right, _column([score is not None and score.given for score in scores])),
    }


def _column(values: Sequence[bool]) -> Values:
    return np.array(values, dtype=np.float64)
