from dataclasses import replace

import pytest

from corpus.article import Article
from index.article_index import ArticleIndex
from rag.citation_lookup import CitationStatus, look_up_citation
from rag.citations import CitationId
from rag.errors import InvalidCitationIdError, UnknownCitationError
from sample_articles import FUND, RAIL

QUOTE = "Il doit atteindre 30 milliards, selon Wu Wei."
START, END = 51, 96
ID = str(CitationId.of(FUND.version, START, END))


def test_citation_of_todays_text_is_current(index: ArticleIndex) -> None:
    record = look_up_citation(ID, index)
    assert (record.status, record.quote, record.article) == (CitationStatus.CURRENT, QUOTE, FUND)
    assert (record.version, record.start, record.end, record.new_place) == (FUND.version, START, END, None)
    assert record.prefix == FUND.text[:START]


def test_replaced_text_is_superseded_and_says_where_the_words_stand_now(index: ArticleIndex) -> None:
    newer = replace(FUND, text="Mise à jour du 12 juillet. " + FUND.text)
    index.add([newer])
    record = look_up_citation(ID, index)
    assert (record.status, record.quote, record.article) == (CitationStatus.SUPERSEDED, QUOTE, newer)
    assert record.new_place is not None
    assert newer.text[record.new_place.start : record.new_place.end] == QUOTE
    assert look_up_citation(record.new_place.id, index).status is CitationStatus.CURRENT


def test_replaced_words_that_are_gone_have_no_new_place(index: ArticleIndex) -> None:
    index.add([replace(FUND, text="Le fonds a été dissous.")])
    record = look_up_citation(ID, index)
    assert (record.status, record.quote, record.new_place) == (CitationStatus.SUPERSEDED, QUOTE, None)


def test_words_that_stand_twice_now_are_found_nearest_to_where_they_stood(index: ArticleIndex) -> None:
    newer = replace(FUND, text=f"{FUND.text} {QUOTE} {'Bla. ' * 40}{QUOTE}")
    index.add([newer])
    record = look_up_citation(ID, index)
    assert record.new_place is not None
    assert record.new_place.start == START


def test_deleted_text_is_withdrawn_without_its_words(index: ArticleIndex) -> None:
    index.delete(FUND.id)
    record = look_up_citation(ID, index)
    assert record.status is CitationStatus.WITHDRAWN
    assert (record.quote, record.prefix, record.suffix, record.article) == (None, None, None, None)
    assert record.withdrawn_at is not None


def test_text_of_several_articles_resolves_to_the_earliest(index: ArticleIndex) -> None:
    index.add([Article(id="a-copie", title="Copie", text=FUND.text, published=RAIL.published)])
    record = look_up_citation(ID, index)
    assert record.article == FUND
    assert record.duplicates == ("a-copie",)


@pytest.mark.parametrize("written", ["0123456789abcdef-0-10", f"{FUND.version[:16]}-0-{len(FUND.text) + 1}"])
def test_what_no_text_ever_had_is_unknown(index: ArticleIndex, written: str) -> None:
    with pytest.raises(UnknownCitationError, match=written):
        look_up_citation(written, index)


def test_what_is_no_id_is_refused(index: ArticleIndex) -> None:
    with pytest.raises(InvalidCitationIdError):
        look_up_citation("../../etc/passwd", index)
