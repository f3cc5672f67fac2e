"""A reading lacks just the part that is left out."""

import numpy as np
import pytest

from evals.ablation.readings import (
    blinded,
    without_habits,
    without_kind_rule,
    without_names_rule,
    without_synonyms,
)
from evals.learning.examples import Prepare
from index.article_index import ArticleIndex
from index.hit import Hit
from rag.reading.sentence_features import FEATURES
from rag.reading.sentence_reader import Reading, prepare
from rag.reading.term_weights import QuestionTerms
from sample_articles import FUND, RAIL

HABITS = QuestionTerms(questions=1_000, frequencies={"lign": 400, "fond": 400}, provenance="test")


def hits_of(index: ArticleIndex) -> list[Hit]:
    return index.search("ligne fonds ville", k=8)


def read(how: Prepare, question: str, index: ArticleIndex) -> Reading:
    return how(question, hits_of(index), index, HABITS)


def same(one: Reading, other: Reading) -> bool:
    return (
        (one.passages, one.sentences) == (other.passages, other.sentences)
        and one.question.weights == other.question.weights
        and np.array_equal(one.features, other.features)
    )


@pytest.mark.parametrize(
    ("how", "question", "alike"),
    [
        (without_names_rule, "Combien coûte la ligne ?", True),
        (without_names_rule, "Quel fonds la ville a-t-elle créé selon Wu Wei ?", False),
        (without_kind_rule, "Combien coûte la ligne ?", True),
        (without_kind_rule, "Quand la ligne ouvre-t-elle ?", False),
        (without_synonyms, "Qui est Wu Wei ?", True),
        (without_synonyms, "Quel est le prix de la ligne ?", False),  # « coûte »
        (without_habits, "Qui est Wu Wei ?", True),
        (without_habits, "Quel fonds la ville a-t-elle créé ?", False),
    ],
)
def test_a_reading_differs_where_the_part_matters(
    how: Prepare, question: str, alike: bool, index: ArticleIndex
) -> None:
    assert same(read(how, question, index), read(prepare, question, index)) is alike


def test_without_the_names_rule_articles_that_never_mention_the_name_are_read(index: ArticleIndex) -> None:
    question = "Que dit Wu Wei du fonds ?"
    assert articles(read(prepare, question, index)) == {FUND.id}
    assert articles(read(without_names_rule, question, index)) == {FUND.id, RAIL.id}


def test_without_the_kind_rule_sentences_without_a_date_or_figure_are_read(index: ArticleIndex) -> None:
    question = "Quand la ville a-t-elle dévoilé le premier lot ?"
    texts = {sentence.text for _, sentence in read(prepare, question, index).sentences}
    more = {sentence.text for _, sentence in read(without_kind_rule, question, index).sentences}
    assert more - texts == {"Le premier lot de projets sera dévoilé lors d’une conférence."}


def test_without_synonyms_another_word_is_not_met(index: ArticleIndex) -> None:
    column = FEATURES.index("terms_otherwise_here")
    question = "Quel est le prix de la ligne ?"
    assert read(prepare, question, index).features[:, column].max() > 0
    assert read(without_synonyms, question, index).features[:, column].max() == 0


def test_without_habits_a_common_word_of_questions_weighs_as_much_as_it_is_rare(index: ArticleIndex) -> None:
    question = "Quel fonds la ville a-t-elle créé ?"
    weights = read(without_habits, question, index).question.weights
    assert weights["fond"] == pytest.approx(weights["vill"])  # each in one of the two articles
    assert read(prepare, question, index).question.weights["fond"] < weights["fond"]


def test_a_blinded_reading_shows_0_for_what_is_left_out_and_the_rest_as_it_is(index: ArticleIndex) -> None:
    reading = read(prepare, "Combien coûte la ligne ?", index)
    left_out = frozenset({"terms_here", "length"})
    seen = blinded(reading, left_out)
    hidden = np.array([name in left_out for name in FEATURES])
    assert (seen.features[:, hidden] == 0).all()
    assert (seen.features[:, ~hidden] == reading.features[:, ~hidden]).all()
    assert reading.features[:, hidden].max() > 0
    assert blinded(reading, frozenset()) is reading


def articles(reading: Reading) -> set[str]:
    return {passage.hit.article.id for passage, _ in reading.sentences}
