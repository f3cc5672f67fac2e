"""Rows of readers: where weights come from, and that what is left out is left out of learning too."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.article import Article
from doubles import HashEmbedder
from evals.ablation.reader_variants import CONTROL, DEFAULT, ReaderVariant
from evals.ablation.reading_survey import AS_THEY_SHIP, LEARNED_ANEW, ZEROED, ReaderResult, measure_readers
from evals.ablation.readings import without_habits, without_synonyms
from evals.ablation.sets import AskedSet
from evals.ablation.verdicts import Weights
from evals.datasets.squad import AnswerSpan
from evals.learning.examples import Lesson
from evals.learning.training import Training
from evals.question_set import Evidence, Question
from index.article_index import ArticleIndex
from rag.reading.sentence_reader import ReaderModels

MODELS = ReaderModels.load()
SHIPPED = Weights(MODELS.sentences, MODELS.confidence, MODELS.decisions.minimum_confidence)
NO_SEARCH = ReaderVariant("no search", "", left_out=frozenset({"dense", "lexical_share"}), learns=True)
BLIND = ReaderVariant("blind", "", left_out=frozenset(MODELS.sentences.weights), learns=True)
NO_HABITS = ReaderVariant("no habits", "", prepare=without_habits, learns=True)
TOWNS = "Nantes Lille Rennes Brest Metz Nancy Tours Dijon Reims Caen Rouen Amiens".split()


def town(number: int, name: str) -> Article:
    """Like no other: a number of trams, of sentences around it and of words in them."""
    sentences = [
        f"Le maire de {name} a parlé {'longuement ' * (number % 4)}hier.",
        f"La ville de {name} compte {number + 10} tramways{' neufs' * (number % 2)}.",
        f"On y mange {'très ' * (number % 5)}bien.",
        f"{name} avait {number + 50} tramways, {'puis ' * (number % 3)}moins.",
    ]
    turned = sentences[number % 4 :] + sentences[: number % 4]
    return Article(name.lower(), f"Nouvelles de {name}", " ".join(turned[: 4 - number % 2]))


def ask_about(number: int, name: str) -> Question:
    text = f"{'Dites-moi, c' * (number % 3 == 0) or 'C'}ombien de tramways {'neufs ' * (number % 4 == 1)}a {name} ?"
    quote = f"compte {number + 10} tramways"
    return Question(name, text, "unlabelled", True, (f"{number + 10}",), (Evidence(name.lower(), quote),))


ARTICLES = [town(number, name) for number, name in enumerate(TOWNS)]
QUESTIONS = tuple(
    question
    for question, article in zip((ask_about(*pair) for pair in enumerate(TOWNS)), ARTICLES, strict=True)
    if question.evidence[0].quote in article.text
)


def lesson() -> Lesson:
    texts = {article.id: article.text for article in ARTICLES}
    spans = []
    for question in QUESTIONS:
        (evidence,) = question.evidence
        start = texts[evidence.article_id].index(evidence.quote)
        spans.append(AnswerSpan(question.id, evidence.article_id, start, start + len(evidence.quote)))
    return Lesson(QUESTIONS, spans, {article.id: article.id for article in ARTICLES})


@pytest.fixture
def training(tmp_path: Path) -> Iterator[Training]:
    with ArticleIndex.open_or_create(tmp_path / "training", HashEmbedder()) as index:
        index.add(ARTICLES)
        yield Training(lesson(), index, lesson(), index)


def measure(asked_set: AskedSet, training: Training | None, *variants: ReaderVariant) -> list[ReaderResult]:
    return list(measure_readers(variants, [asked_set], training, shipped=SHIPPED, habits=MODELS.question_terms))


def test_without_training_nothing_is_learned_and_the_control_is_left_out(asked_set: AskedSet) -> None:
    results = measure(asked_set, None, DEFAULT, CONTROL, NO_SEARCH, NO_HABITS)
    assert [(result.variant.name, result.weights) for result in results] == [
        ("as it ships", AS_THEY_SHIP),
        ("no search", ZEROED),
        ("no habits", AS_THEY_SHIP),
    ]


def test_with_training_what_is_left_out_is_learned_without(asked_set: AskedSet, training: Training) -> None:
    results = measure(asked_set, training, DEFAULT, CONTROL, NO_SEARCH, NO_HABITS)
    assert [result.weights for result in results] == [AS_THEY_SHIP, LEARNED_ANEW, LEARNED_ANEW, LEARNED_ANEW]
    outcomes = [[outcome.confidence for outcome in result.outcomes["two articles"]] for result in results]
    assert outcomes[0] != outcomes[1], "these lessons teach other weights than those that ship"
    assert outcomes[1] != outcomes[2]


def test_where_every_feature_is_left_out_the_first_sentence_is_quoted(asked_set: AskedSet, training: Training) -> None:
    (result,) = measure(asked_set, training, BLIND)
    right = {
        asked.question.id: outcome.right
        for asked, outcome in zip(asked_set.asked, result.outcomes["two articles"], strict=True)
    }
    assert right["quand"], "« La ligne ouvre le 3 mai 2021. »"
    assert not right["prix"], "told in the second sentence"
    assert not right["vite"], "told in the third"


def test_results_are_the_same_twice(asked_set: AskedSet, training: Training) -> None:
    variants = (DEFAULT, CONTROL, ReaderVariant("no synonyms", "", prepare=without_synonyms, learns=True))
    assert measure(asked_set, training, *variants) == measure(asked_set, training, *variants)
