"""The figures of answers, each defined once: over the questions as they are, and over every resample of them.

Figures of answers are means over answerable questions; exact match and token F1 leave yes_no questions out, whose
answers (« oui », « non ») are no spans of an article. `verbatim` and `resolved` are shares of all citations given, in
answers to unanswerable questions too. The `forced_` figures are the reader's: refusals are looked behind.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np

from evals.metrics.abstention import abstention_figures
from evals.metrics.bootstrap import Figure, Interval, Ratio, Values, bootstrap_intervals, figure_values
from evals.metrics.calibration import calibration_figures
from evals.metrics.conflicts import conflict_figures
from evals.metrics.yes_no import verdict_figures
from evals.question_set import Question
from evals.scoring import QuestionScore, outcomes

Figures: TypeAlias = Mapping[str, float | None]
"""Figures by name; None where there is nothing to divide by, as precision of abstaining where nothing was refused."""

_Value: TypeAlias = Callable[[QuestionScore], float]


def _answerable(score: QuestionScore) -> bool:
    return score.question.answerable


def _with_span(score: QuestionScore) -> bool:
    return score.question.answerable and score.question.kind != "yes_no"


def _with_sentences(score: QuestionScore) -> bool:
    return score.sentences.sentences > 0


_MEANS: Final[Mapping[str, tuple[_Value, _Value]]] = {
    "right_article": (lambda score: score.citations.right_article, _answerable),
    "any_right_article": (lambda score: score.citations.any_right_article, _answerable),
    "contains": (lambda score: score.given.contains, _answerable),
    "supports": (lambda score: score.citations.supports, _answerable),
    "any_supports": (lambda score: score.citations.any_supports, _answerable),
    "exact_match": (lambda score: score.given.exact_match, _with_span),
    "token_f1": (lambda score: score.given.token_f1, _with_span),
    "exact_match_squad": (lambda score: score.published.exact_match_squad, _with_span),
    "token_f1_squad": (lambda score: score.published.token_f1_squad, _with_span),
    "exact_match_mlqa": (lambda score: score.published.exact_match_mlqa, _with_span),
    "token_f1_mlqa": (lambda score: score.published.token_f1_mlqa, _with_span),
    "forced_contains": (lambda score: score.forced.contains, _answerable),
    "forced_exact_match": (lambda score: score.forced.exact_match, _with_span),
    "forced_token_f1": (lambda score: score.forced.token_f1, _with_span),
    "forced_exact_match_squad": (lambda score: score.forced_published.exact_match_squad, _with_span),
    "forced_token_f1_squad": (lambda score: score.forced_published.token_f1_squad, _with_span),
    "forced_exact_match_mlqa": (lambda score: score.forced_published.exact_match_mlqa, _with_span),
    "forced_token_f1_mlqa": (lambda score: score.forced_published.token_f1_mlqa, _with_span),
    "citation_recall": (lambda score: score.sentences.recall, _with_sentences),
    "citation_precision": (lambda score: score.sentences.precision, _with_sentences),
}
"""What is averaged, and over which questions."""


def answer_figures(scores: Sequence[QuestionScore]) -> dict[str, Figure]:
    """Every figure by its name in a run; those of conflicts, and of yes and no, only where there are such questions.

    Raises ValueError without a score.
    """
    found = outcomes(scores)
    conflicts = [score.conflict for score in scores]
    verdicts = [score.verdict for score in scores]
    cited = _column(scores, lambda score: score.citations.cited)
    return {
        **{name: _mean(scores, value, over) for name, (value, over) in _MEANS.items()},
        "verbatim": Ratio(_column(scores, lambda score: score.citations.verbatim), cited),
        "resolved": Ratio(_column(scores, lambda score: score.citations.resolved), cited),
        **abstention_figures(found),
        **calibration_figures(found),
        **(conflict_figures(conflicts) if any(conflicts) else {}),
        **(verdict_figures(verdicts) if any(verdicts) else {}),
    }


def summarize(scores: Sequence[QuestionScore]) -> Figures:
    """The figures of a group of questions, and how many questions and citations they are about."""
    return {
        "questions": float(len(scores)),
        "answerable": float(sum(score.question.answerable for score in scores)),
        "citations": float(sum(score.citations.cited for score in scores)),
        **figure_values(answer_figures(scores), len(scores)),
    }


def summarize_intervals(scores: Sequence[QuestionScore]) -> dict[str, Interval | None]:
    """The 95 % interval of each figure of a group of questions."""
    return bootstrap_intervals(answer_figures(scores), len(scores))


def group_by(scores: Sequence[QuestionScore], label: Callable[[Question], str]) -> dict[str, Figures]:
    """The figures of each group of questions under one label, labels in order, largest first."""
    sizes = Counter(label(score.question) for score in scores)
    ordered = sorted(sizes, key=lambda name: (-sizes[name], name))
    return {name: summarize([score for score in scores if label(score.question) == name]) for name in ordered}


def _mean(scores: Sequence[QuestionScore], value: _Value, over: _Value) -> Ratio:
    return Ratio(_column(scores, lambda score: over(score) and value(score)), _column(scores, over))


def _column(scores: Sequence[QuestionScore], value: _Value) -> Values:
    return np.array([value(score) for score in scores], dtype=np.float64)
