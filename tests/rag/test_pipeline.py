from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from index.article_index import ArticleIndex
from index.hit import Filters, Hit
from rag.answer import Draft, Quote
from rag.citations import Citer
from rag.errors import InvalidQuestionError
from rag.pipeline import MAX_QUESTION_CHARACTERS, Pipeline, check_question
from rag.retriever import IndexRetriever
from sample_articles import FUND, RAIL


class FirstSentenceReader:
    """Quotes the first fifty characters of the best hit, with the confidence it was given."""

    def __init__(self, confidence: float) -> None:
        self._confidence = confidence

    def read(self, question: str, hits: Sequence[Hit]) -> Draft:
        if not hits:
            return Draft((), None, 0.0)
        best = hits[0]
        return Draft((Quote(best, 0, 20, 1.0),), Quote(best, 3, 8, 1.0), self._confidence)


@pytest.fixture
def make_pipeline(index: ArticleIndex) -> Callable[[float], Pipeline]:
    def make(confidence: float) -> Pipeline:
        reader = FirstSentenceReader(confidence)
        return Pipeline(IndexRetriever(index), reader, Citer(index), k=2, minimum_confidence=0.5)

    return make


def test_supported_answer_is_cited(make_pipeline: Callable[[float], Pipeline]) -> None:
    answer = make_pipeline(0.5).ask("Que vaut le fonds de Shanghai ?")
    assert answer.answered
    assert answer.text == "La ville a créé un f [1]"
    assert answer.short_answer is not None
    assert answer.short_answer.text == FUND.text[3:8]
    assert answer.refusal is None
    assert {hit.article.id for hit in answer.hits} == {"fonds", "rail"}
    assert set(answer.timings) == {"rewrite", "retrieve", "read", "cite"}
    assert answer.question == answer.standalone_question == "Que vaut le fonds de Shanghai ?"


def test_unsure_answer_is_not_given_and_shows_the_nearest_passages(
    make_pipeline: Callable[[float], Pipeline],
) -> None:
    answer = make_pipeline(0.49).ask("Que vaut le fonds de Shanghai ?")
    assert (answer.answered, answer.text, answer.citations, answer.short_answer) == (False, "", (), None)
    assert answer.refusal is not None
    assert answer.refusal.reason == "not_in_articles"
    assert answer.confidence == 0.49
    assert len(answer.hits) == 2


def test_a_refusal_names_the_words_that_the_reader_found_in_no_article(index: ArticleIndex) -> None:
    class Missing:
        def read(self, question: str, hits: Sequence[Hit]) -> Draft:
            return Draft((), None, 0.0, missing_words=("loyer",))

    pipeline = Pipeline(IndexRetriever(index), Missing(), Citer(index), k=2, minimum_confidence=0.5)
    refusal = pipeline.ask("Quel loyer la ville touche-t-elle ?").refusal
    assert refusal is not None
    assert refusal.missing_words == ("loyer",)
    assert "«\u00a0loyer\u00a0»" in refusal.message


@pytest.mark.parametrize("question", ["Who runs the fund of Shanghai?", "من يدير صندوق شنغهاي؟"])
def test_question_in_a_language_of_no_passage_is_refused_with_the_cure(
    make_pipeline: Callable[[float], Pipeline], question: str
) -> None:
    answer = make_pipeline(0.9).ask(question)
    assert (answer.answered, answer.confidence, len(answer.hits)) == (False, 0.0, 2)
    assert answer.refusal is not None
    assert answer.refusal.reason == "other_language"
    assert "Posez-la en français" in answer.refusal.message


def test_question_in_the_language_of_a_passage_is_answered(
    index: ArticleIndex, make_pipeline: Callable[[float], Pipeline]
) -> None:
    index.add([replace(RAIL, language="en")])
    assert make_pipeline(0.9).ask("When is the line opened?").answered


def test_filters_that_leave_nothing_are_another_reason(make_pipeline: Callable[[float], Pipeline]) -> None:
    answer = make_pipeline(0.9).ask("Que vaut le fonds ?", filters=Filters(sources=("Inconnue",)))
    assert answer.refusal is not None
    assert answer.refusal.reason == "no_articles"
    assert answer.hits == ()


def test_nothing_published_after_as_of_is_read(make_pipeline: Callable[[float], Pipeline]) -> None:
    pipeline = make_pipeline(0.9)
    answer = pipeline.ask("Quand ouvre la ligne ?", as_of=date(2020, 12, 31))
    assert {hit.article.id for hit in answer.hits} == {"fonds"}
    later = pipeline.ask(
        "Quand ouvre la ligne ?", filters=Filters(published_from=date(2021, 1, 1)), as_of=date(2021, 5, 4)
    )
    assert {hit.article.id for hit in later.hits} == {RAIL.id}


def test_search_gives_the_passages_alone(make_pipeline: Callable[[float], Pipeline]) -> None:
    hits = make_pipeline(0.0).search("La ligne ouvre le 3 mai 2021", k=1)
    assert [hit.article.id for hit in hits] == ["rail"]


@pytest.mark.parametrize("question", ["", "   ", "\n\t", "???", "…", "\u200b", "\x00\x01"])
def test_question_without_a_word_is_refused(question: str) -> None:
    with pytest.raises(InvalidQuestionError, match="no word in it"):
        check_question(question)


def test_question_that_is_too_long_is_refused_with_both_lengths() -> None:
    with pytest.raises(InvalidQuestionError, match=r"100,000 characters; at most 2,000"):
        check_question("a" * 100_000)
    assert check_question("a" * MAX_QUESTION_CHARACTERS)


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("  Qui\tdirige\nle fonds ? ", "Qui dirige le fonds ?"),
        ("Qui\x00 dirige\x1b le fonds", "Qui dirige le fonds"),
        ("e\u0301cole", "école"),
        ("من يدير الصندوق؟", "من يدير الصندوق؟"),
        ("le fonds 🙂 ?", "le fonds 🙂 ?"),
        ("AND NOT (title:*", "AND NOT (title:*"),
        ("fonds \ud800", "fonds"),
    ],
)
def test_question_is_tidied(given: str, asked: str) -> None:
    assert check_question(given) == asked


def test_a_question_about_one_article_is_answered_from_no_other_and_shows_what_was_searched(
    index: ArticleIndex, make_pipeline: Callable[[float], Pipeline]
) -> None:
    dated = replace(RAIL, id="daté", text=f"{RAIL.text} Fin.", published=date(2021, 5, 4), source="Le Jour")
    index.add([dated])
    answer = make_pipeline(0.5).ask("Selon un article du 4 mai 2021, que vaut le fonds de Shanghai ?")
    assert {hit.article.id for hit in answer.hits} == {"daté"}
    assert answer.filters == Filters(date(2021, 5, 4), date(2021, 5, 4))
    assert answer.standalone_question == "Que vaut le fonds de Shanghai ?"
    assert answer.question == "Selon un article du 4 mai 2021, que vaut le fonds de Shanghai ?"


def test_where_no_article_is_the_one_that_was_named_nothing_is_said(
    make_pipeline: Callable[[float], Pipeline],
) -> None:
    answer = make_pipeline(0.5).ask("Selon un article du 4 mai 1901, que vaut le fonds de Shanghai ?")
    assert (answer.answered, answer.hits) == (False, ())
    assert answer.refusal is not None
    assert answer.refusal.reason == "no_articles"


def test_a_source_is_read_where_the_store_has_it(index: ArticleIndex) -> None:
    index.add([replace(RAIL, id="daté", text=f"{RAIL.text} Fin.", source="La Voix du Bocage")])
    reader = FirstSentenceReader(0.5)
    pipeline = Pipeline(
        IndexRetriever(index), reader, Citer(index), k=2, minimum_confidence=0.5, list_sources=index.sources
    )
    question = "D'après La Voix du Bocage, quand ouvre la ligne ?"
    assert {hit.article.id for hit in pipeline.ask(question).hits} == {"daté"}
    elsewhere = pipeline.ask(question, filters=Filters(sources=("Le Jour",)))
    assert (elsewhere.answered, elsewhere.hits) == (False, ())


def test_the_filters_of_an_answer_are_those_of_the_request_and_its_day(
    make_pipeline: Callable[[float], Pipeline],
) -> None:
    asked = make_pipeline(0.5).ask("Que vaut le fonds ?", filters=Filters(languages=("fr",)), as_of=date(2030, 1, 1))
    assert asked.filters == Filters(published_to=date(2030, 1, 1), languages=("fr",))
    assert make_pipeline(0.5).ask("Que vaut le fonds ?").filters == Filters()
