"""What is said, and when, is what the service says; figures are those of a run."""

import pytest

from evals.ablation.reader_variants import Rules
from evals.ablation.sets import AskedSet
from evals.ablation.verdicts import Asked, Weights, judge, judge_naive, reader_figures
from evals.metrics.abstention import Outcome, score_abstention
from evals.metrics.bootstrap import figure_values
from evals.naive_reader import NaiveReader
from evals.scoring import score_answer
from index.article_index import ArticleIndex
from rag.assembly import assemble
from rag.citations import Citer
from rag.pipeline import Pipeline
from rag.reading.linear_model import LinearModel
from rag.reading.sentence_features import FEATURES
from rag.reading.sentence_reader import ReaderModels, Reading, prepare
from rag.retriever import IndexRetriever
from rag.settings import Settings

MODELS = ReaderModels.load()
ALL_RULES = Rules()
SHIPPED = Weights(MODELS.sentences, MODELS.confidence, MODELS.decisions.minimum_confidence)


def reading_of(asked: Asked, index: ArticleIndex) -> Reading:
    return prepare(asked.text, asked.hits, index, MODELS.question_terms)


def verdict(name: str, asked_set: AskedSet, rules: Rules = ALL_RULES, weights: Weights = SHIPPED) -> Outcome:
    asked = next(asked for asked in asked_set.asked if asked.question.id == name)
    return judge(asked, reading_of(asked, asked_set.index), weights, rules)


def service_outcome(asked: Asked, answerer: Pipeline, forced: Pipeline) -> Outcome:
    answer = answerer.ask(asked.question.text)
    right = score_answer(forced.ask(asked.question.text), asked.question).contains
    return Outcome(asked.question.answerable, answer.answered, answer.confidence, right)


@pytest.mark.parametrize(
    ("rules", "minimum"), [(Rules(), None), (Rules(confidence=False), 0.0), (Rules(), 0.5), (Rules(), 0.99)]
)
def test_the_verdicts_are_the_services(asked_set: AskedSet, rules: Rules, minimum: float | None) -> None:
    settings = Settings(minimum_confidence=minimum)
    answerer, forced = assemble(asked_set.index, settings), assemble(asked_set.index, Settings(minimum_confidence=0.0))
    least = MODELS.decisions.minimum_confidence if minimum is None else minimum
    weights = Weights(MODELS.sentences, MODELS.confidence, least)
    for asked in asked_set.asked:
        expected = service_outcome(asked, answerer, forced)
        assert verdict(asked.question.id, asked_set, rules, weights) == expected, asked.question.id


def test_the_questions_of_this_test_end_in_every_way(asked_set: AskedSet) -> None:
    found = {asked.question.id: verdict(asked.question.id, asked_set) for asked in asked_set.asked}
    assert {name for name, outcome in found.items() if outcome.right} >= {"wei", "prix", "quand", "vite"}
    assert {name for name, outcome in found.items() if outcome.confidence == 0.0} >= {"curie", "anglais"}
    assert all(outcome.answered for outcome in found.values() if outcome.right)


def test_a_rule_that_is_lifted_lets_its_questions_through(asked_set: AskedSet) -> None:
    assert verdict("anglais", asked_set).confidence == 0.0
    assert verdict("anglais", asked_set, Rules(language=False, subject=False)).confidence > 0.0
    assert verdict("autre", asked_set, Rules(subject=False, confidence=False)).answered
    assert not verdict("autre", asked_set).answered


def test_features_that_are_left_out_do_not_choose(asked_set: AskedSet) -> None:
    """Only the first sentence of a passage weighs: « Quand » is answered there, « vite » is not."""
    weights = Weights(
        LinearModel(dict.fromkeys(FEATURES, 0.0) | {"terms_here": 9.0}, 0.0, "test"), MODELS.confidence, 0.0
    )
    asked = next(asked for asked in asked_set.asked if asked.question.id == "vite")
    reading = reading_of(asked, asked_set.index)
    assert judge(asked, reading, weights, Rules()).right
    assert not judge(asked, reading, weights, Rules(), left_out=frozenset({"terms_here"})).right


def test_the_naive_verdicts_are_the_naive_pipelines(asked_set: AskedSet) -> None:
    index = asked_set.index
    reader = NaiveReader(index)
    naive = Pipeline(IndexRetriever(index), reader, Citer(index), k=1, minimum_confidence=0.0)
    for asked in asked_set.asked:
        if asked.question.id != "anglais":  # the pipeline's own rule on language is no part of the reader
            assert judge_naive(asked, reader) == service_outcome(asked, naive, naive)


def test_the_figures_are_those_of_a_run() -> None:
    outcomes = [
        Outcome(True, True, 0.9, True),
        Outcome(True, True, 0.8, False),
        Outcome(True, False, 0.1, True),
        Outcome(False, False, 0.1, False),
        Outcome(False, True, 0.7, False),
    ]
    expected = score_abstention(outcomes)
    found = figure_values(reader_figures(outcomes), len(outcomes))
    assert found == {
        "forced_contains": pytest.approx(2 / 3),
        "abstention_f1": 0.5,
        "risk_coverage_area": pytest.approx(expected.risk_coverage_area),
        "answered_accuracy": 1 / 3,
        "coverage": 0.6,
    }
    assert (found["abstention_f1"], found["answered_accuracy"]) == (expected.f1, expected.answered_accuracy)


def test_abstention_says_nothing_where_everything_is_answerable() -> None:
    outcomes = [Outcome(True, False, 0.1, True), Outcome(True, True, 0.9, True)]
    assert figure_values(reader_figures(outcomes), 2)["abstention_f1"] is None
    assert score_abstention(outcomes).f1 is None
