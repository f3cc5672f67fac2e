"""A whole run over five questions, every figure worked out by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from evals.question_set import Evidence, Question, QuestionSet, QuestionSetError
from evals.runner import Subject, evaluate
from evals.runs.answer_figures import group_by, summarize
from index.hit import Filters, Hit
from rag.answer import Answer
from rag.conversation import Turn
from sample_answers import answer, hit, refusal

BEFORE = (Turn("user", "Combien d’habitants la ville compte-t-elle ?"), Turn("assistant", "20 000."))
FOLLOW_UP = Question(
    "c1",
    "Et a-t-elle gagné ?",
    "yes_no",
    True,
    ("oui",),
    (Evidence("ville", "Elle a gagné."),),
    history=BEFORE,
    standalone="La ville a-t-elle gagné ?",
    as_of=date(2024, 5, 1),
)
ALONE = Question("c2", "Quand le port a-t-il ouvert ?", "date", True, ("1995",), (Evidence("port", "en 1995"),))
OPENED = answer("Le port a ouvert en 1995.", "port", 0.8)
WON = answer("Elle a gagné.", "ville", 0.7)


@dataclass
class Conversing:
    """Answers the follow-up where it was told what was said before, or is asked for the whole; and remembers both."""

    asked: list[tuple[str, tuple[Turn, ...], date | None]] = field(default_factory=list)
    searched: list[tuple[str, Filters]] = field(default_factory=list)

    def ask(self, question: str, *, history: Sequence[Turn] = (), as_of: date | None = None) -> Answer:
        self.asked.append((question, tuple(history), as_of))
        if "port" in question:
            return OPENED
        return WON if history or "ville" in question else refusal(0.2)

    def search(self, question: str, *, k: int, filters: Filters = Filters()) -> list[Hit]:
        self.searched.append((question, filters))
        return [hit("ville", 1.0), hit("port", 0.9)][:k]


@pytest.fixture
def conversing() -> Conversing:
    return Conversing()


@pytest.fixture
def conversation(subject: Subject, conversing: Conversing) -> Subject:
    return replace(subject, answerer=conversing, forced=conversing, baselines={}, searches={"fused": conversing.search})


def test_figures_of_a_run(questions: QuestionSet, subject: Subject) -> None:
    figures = summarize(evaluate(questions, subject).scores)
    assert figures == {
        "questions": 5.0,
        "answerable": 3.0,
        "right_article": pytest.approx(2 / 3),  # q3 was refused
        "any_right_article": pytest.approx(2 / 3),
        "contains": pytest.approx(1 / 3),  # q1; the sentence of q2 does not hold its evidence
        "supports": pytest.approx(1 / 3),
        "any_supports": pytest.approx(1 / 3),
        "exact_match": 0.0,  # of q1 and q3: « 20 000 habitants » is not 20000
        "token_f1": pytest.approx((2 / 3 + 0) / 2),  # precision 1/2, recall 1
        "yes_no_accuracy": 0.0,  # of q2: its sentence says nothing beyond doubt
        "yes_no_precision": None,
        # « 20 000 habitants » and 20000 share no token by the published rules; « 1995 » and 1995 are equal in all.
        "exact_match_squad": 0.0,
        "token_f1_squad": 0.0,
        "exact_match_mlqa": 0.0,
        "token_f1_mlqa": 0.0,
        "forced_exact_match_squad": 1 / 2,
        "forced_token_f1_squad": 1 / 2,
        "forced_exact_match_mlqa": 1 / 2,
        "forced_token_f1_mlqa": 1 / 2,
        "citation_recall": 1.0,  # of the three that say anything: each reads its quote out
        "citation_precision": 1.0,
        "forced_contains": pytest.approx(2 / 3),  # q3 would have been right
        "forced_exact_match": 1 / 2,
        "forced_token_f1": pytest.approx((2 / 3 + 1) / 2),
        "citations": 3.0,
        "verbatim": 1.0,
        "resolved": 1.0,
        "abstention_precision": 1 / 2,
        "abstention_recall": 1 / 2,
        "abstention_f1": 1 / 2,
        "coverage": 3 / 5,
        "answered_accuracy": pytest.approx(1 / 3),
        # Surest first: q1 right, q2 wrong, q4 wrong, q3 right, q5 wrong.
        "risk_coverage_area": pytest.approx((0 + 1 / 2 + 2 / 3 + 2 / 4 + 3 / 5) / 5),
        # At best the two right ones come first: 0, 0, 1/3, 2/4, 3/5.
        "excess_risk_coverage_area": pytest.approx((1 / 2 + 1 / 3) / 5),
        # Confidences 0.9, 0.6, 0.3, 0.5, 0.1 against right, wrong, right, wrong, wrong; each in a bin of its own.
        "brier_score": pytest.approx((0.01 + 0.36 + 0.49 + 0.25 + 0.01) / 5),
        "calibration_error": pytest.approx((0.1 + 0.6 + 0.7 + 0.5 + 0.1) / 5),
        "equal_mass_calibration_error": pytest.approx((0.1 + 0.6 + 0.7 + 0.5 + 0.1) / 5),
    }


def test_groups_have_figures_of_their_own(questions: QuestionSet, subject: Subject) -> None:
    groups = group_by(evaluate(questions, subject).scores, lambda question: question.style)
    assert list(groups) == ["court", "fautes"]  # largest first
    assert (groups["court"]["contains"], groups["fautes"]["contains"]) == (1 / 2, 0.0)
    assert groups["fautes"]["verbatim"] is None  # nothing was cited


def test_searches_are_scored_on_answerable_questions(questions: QuestionSet, subject: Subject) -> None:
    searches = evaluate(questions, subject).searches
    assert {name: list(found) for name, found in searches.items()} == {
        "fused": ["q1", "q2", "q3"],
        "terms": ["q1", "q2", "q3"],
    }
    assert [found.score.reciprocal_rank for found in searches["fused"].values()] == [1.0, 1.0, 0.5]
    assert [found.score.recall[1] for found in searches["terms"].values()] == [0.0, 0.0, 1.0]


@pytest.mark.parametrize(
    ("evidence", "says"),
    [
        (Evidence("gare", "x"), "names the article 'gare', which is not among the 2 that are indexed"),
        (Evidence("ville", "30 000"), "quotes '30 000', which is not in the article 'ville'"),
    ],
)
def test_evidence_that_is_not_in_the_articles_is_refused(
    questions: QuestionSet, subject: Subject, evidence: Evidence, says: str
) -> None:
    wrong = replace(questions, questions=(replace(questions.questions[0], evidence=(evidence,)),))
    with pytest.raises(QuestionSetError, match=says):
        evaluate(wrong, subject)


def test_a_follow_up_is_asked_in_its_conversation_and_as_of_its_day(
    conversation: Subject, conversing: Conversing
) -> None:
    day = date(2024, 5, 1)
    evaluation = evaluate(QuestionSet("talk", "f" * 64, (FOLLOW_UP, ALONE)), conversation)
    assert conversing.asked == [
        ("Et a-t-elle gagné ?", BEFORE, day),
        ("Quand le port a-t-il ouvert ?", (), None),
        ("La ville a-t-elle gagné ?", (), day),  # what a conversation is measured against
        ("Et a-t-elle gagné ?", (), day),  # what it is worth
        ("Et a-t-elle gagné ?", (), day),  # refused, so asked again with nothing refused
    ]
    assert [score.question for score in evaluation.scores] == [FOLLOW_UP, ALONE]


def test_conversations_have_two_baselines_that_count_follow_ups_alone(conversation: Subject) -> None:
    evaluation = evaluate(QuestionSet("talk", "f" * 64, (FOLLOW_UP, ALONE)), conversation)
    baselines = {name: summarize(scores) for name, scores in evaluation.baselines.items()}
    assert {name: (found["questions"], found["contains"], found["coverage"]) for name, found in baselines.items()} == {
        "standalone": (1.0, 1.0, 1.0),
        "no_history": (1.0, 0.0, 0.0),
    }


def test_a_set_without_conversations_has_no_further_baselines(questions: QuestionSet, subject: Subject) -> None:
    assert list(evaluate(questions, subject).baselines) == ["naive_reader"]


def test_searches_look_for_the_standalone_question_among_what_was_known(
    conversation: Subject, conversing: Conversing
) -> None:
    evaluate(QuestionSet("talk", "f" * 64, (FOLLOW_UP, ALONE)), conversation)
    assert conversing.searched == [
        ("La ville a-t-elle gagné ?", Filters(published_to=date(2024, 5, 1))),
        ("Quand le port a-t-il ouvert ?", Filters()),
    ]
