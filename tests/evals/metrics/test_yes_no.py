from dataclasses import replace

import pytest

from evals.metrics.bootstrap import figure_values
from evals.metrics.yes_no import VerdictScore, score_verdict, verdict_figures
from evals.question_set import Question
from rag.answer import Verdict
from sample_answers import answer

ANSWER = answer("Elle a gagné.", "ville", 0.9)


def _question(*answers: str, kind: str = "yes_no") -> Question:
    return Question("q", "La gare est-elle fermée ?", kind, bool(answers), answers, ())


@pytest.mark.parametrize(
    ("verdict", "answers", "score"),
    [
        ("yes", ("oui",), VerdictScore(True, True, True)),
        ("no", ("Non",), VerdictScore(True, True, True)),
        ("no", ("oui",), VerdictScore(True, True, False)),
        (None, ("oui",), VerdictScore(True, False, False)),
        ("yes", (), VerdictScore(False, True, False)),
        (None, (), VerdictScore(False, False, False)),
    ],
)
def test_verdict_is_held_to_the_known_answer(
    verdict: Verdict | None, answers: tuple[str, ...], score: VerdictScore
) -> None:
    assert score_verdict(replace(ANSWER, verdict=verdict), _question(*answers)) == score


def test_other_questions_have_no_verdict() -> None:
    assert score_verdict(replace(ANSWER, verdict="yes"), _question("Nantes", kind="place")) is None


def test_figures_by_hand() -> None:
    right, silent, wrong = (
        VerdictScore(True, True, True),
        VerdictScore(True, False, False),
        VerdictScore(False, True, False),
    )
    figures = verdict_figures([right, None, silent, wrong, silent])
    assert figure_values(figures, 5) == {"yes_no_accuracy": pytest.approx(1 / 3), "yes_no_precision": 0.5}
    assert figure_values(verdict_figures([silent]), 1) == {"yes_no_accuracy": 0.0, "yes_no_precision": None}
