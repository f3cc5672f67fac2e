from collections.abc import Callable

import pytest

from index.article_index import ArticleIndex
from index.hit import Hit
from rag.reading.missing_words import missing_words
from rag.reading.passages import read_passage
from rag.reading.question_analysis import analyse_question
from rag.reading.term_weights import QuestionTerms, weigh_question
from sample_articles import FUND, RAIL

HABITS = QuestionTerms(questions=1_000, frequencies={"trouv": 200, "billiard": 3}, provenance="test")


def _missing(question: str, hits: list[Hit], index: ArticleIndex) -> tuple[str, ...]:
    weighed = weigh_question(analyse_question(question), [read_passage(hit) for hit in hits], index, HABITS)
    return missing_words(weighed, hits, index)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Que coûte la ligne ?", ()),
        ("Que prévoit le fonds de Canton ?", ("Canton", "prévoit")),
        ("Quel loyer la ville touche-t-elle ?", ("loyer", "touche")),
        ("Que fait wu wei au fonds de CANTON", ("CANTON",)),
        ("Quel est le prix de la ligne ?", ()),  # « coûte » says « prix » otherwise
        ("Quel est le roulement des trains ?", ()),  # « roulent » begins like it
        ("Que dit La Gazette de la ville ?", ("dit",)),  # « gazette » is in the source
        ("Quel milliart la ville a-t-elle ?", ()),  # a slip that is mended
        ("Quel loyer la Villette touche-t-elle ?", ("loyer", "touche", "Villette")),  # « ville » only begins like it
        ("Quel fonds pour la R&D ?", ()),  # letters are no words
        ("En quelle année la ligne ouvre-t-elle ?", ()),  # says what kind of thing is asked for
        ("Où trouver un verger ?", ("verger", "trouver")),  # what questions rarely say comes first
        ("Le renard, le corbeau, le loup et l'agneau ?", ("agneau", "corbeau", "loup")),  # three are enough
    ],
)
def test_names_the_words_that_no_article_has(
    index: ArticleIndex, make_hit: Callable[..., Hit], question: str, missing: tuple[str, ...]
) -> None:
    assert _missing(question, [make_hit(FUND), make_hit(RAIL)], index) == missing


def test_a_word_that_questions_have_is_no_slip(index: ArticleIndex, make_hit: Callable[..., Hit]) -> None:
    weighed = weigh_question(
        analyse_question("Un billiard ou un milliart ?"), [read_passage(make_hit(FUND))], index, HABITS
    )
    assert {"billiard", "milliard"} <= set(weighed.analysed.terms)


def test_words_of_other_articles_are_not_missing(index: ArticleIndex, make_hit: Callable[..., Hit]) -> None:
    assert _missing("Combien de trains a le fonds ?", [make_hit(FUND)], index) == ()


def test_nothing_is_missing_where_nothing_was_found(index: ArticleIndex) -> None:
    assert _missing("Que prévoit Canton ?", [], index) == ()
