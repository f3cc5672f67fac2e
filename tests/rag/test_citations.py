from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from index.article_index import ArticleIndex
from index.hit import Hit
from rag.answer import Draft, DraftValue, Quote
from rag.citations import CONTEXT_CHARACTERS, CitationId, Citer, place_values
from rag.errors import InvalidCitationIdError
from sample_articles import FUND, RAIL

FIRST, SECOND = (0, 50), (51, 96)


def test_id_is_made_of_the_text_alone() -> None:
    assert str(CitationId.of(FUND.version, 51, 97)) == f"{FUND.version[:16]}-51-97"
    assert CitationId.of(replace(FUND, id="autre", title="Autre").version, 51, 97) == CitationId.of(
        FUND.version, 51, 97
    )


@given(start=st.integers(0, 10**8), length=st.integers(1, 10**6))
def test_id_reads_back(start: int, length: int) -> None:
    written = CitationId.of(FUND.version, start, start + length)
    assert CitationId.parse(str(written)) == written


@pytest.mark.parametrize(
    "written",
    ["", "abc", "9f2c4a7be01d83aa", "9f2c4a7be01d83aa-1834", "9f2c4a7be01d83aa-20-10", "9f2c4a7be01d83aa-10-10",
     "9F2C4A7BE01D83AA-10-20", "9f2c4a7be01d83aa-010-20", "9f2c4a7be01d83aa-10-20 ", "9f2c4a7be01d83aa--10-20",
     "9f2c4a7be01d83aa-1\u0661-20", "9f2c4a7be01d83a-10-20", "9f2c4a7be01d83aa-10-99999999999"],
)  # fmt: skip
def test_other_forms_are_no_ids(written: str) -> None:
    with pytest.raises(InvalidCitationIdError, match="looks like"):
        CitationId.parse(written)


def test_sentences_carry_their_markers_and_offsets(index: ArticleIndex, make_hit: Callable[..., Hit]) -> None:
    hit = make_hit(FUND)
    cited = Citer(index).cite(Draft((Quote(hit, *SECOND, 2.0), Quote(hit, *FIRST, 1.0)), None, 0.9))
    assert cited.text == (
        "Il doit atteindre 30 milliards, selon Wu Wei. [1] La ville a créé un fonds de 10 milliards de yuans. [2]"
    )
    for citation in cited.citations:
        assert FUND.text[citation.start : citation.end] == citation.quote
        assert cited.text[citation.answer_start : citation.answer_end] == citation.quote
        assert cited.text[citation.answer_end :].startswith(f" [{citation.index}]")
    assert [citation.id for citation in cited.citations] == [
        f"{FUND.version[:16]}-51-96",
        f"{FUND.version[:16]}-0-50",
    ]


def test_prefix_and_suffix_are_what_stands_around(index: ArticleIndex, make_hit: Callable[..., Hit]) -> None:
    (citation,) = Citer(index).cite(Draft((Quote(make_hit(FUND), 51, 96, 1.0),), None, 0.9)).citations
    assert citation.prefix == FUND.text[:51]
    assert citation.suffix == FUND.text[96 : 96 + CONTEXT_CHARACTERS]


def test_a_quote_given_twice_is_cited_once(index: ArticleIndex, make_hit: Callable[..., Hit]) -> None:
    hit = make_hit(FUND)
    cited = Citer(index).cite(Draft((Quote(hit, 0, 50, 2.0), Quote(hit, 0, 50, 1.0)), None, 0.9))
    assert [citation.score for citation in cited.citations] == [2.0]


def test_text_that_is_not_what_its_version_names_is_never_cited(
    index: ArticleIndex, make_hit: Callable[..., Hit]
) -> None:
    hit = make_hit(FUND)
    forged = replace(hit, article=replace(FUND, text=FUND.text.replace("10 milliards", "90 milliards")))
    cited = Citer(index).cite(
        Draft((Quote(forged, 0, 50, 2.0), Quote(hit, 51, 96, 1.0)), Quote(forged, 22, 35, 1.0), 0.9)
    )
    assert [citation.quote for citation in cited.citations] == ["Il doit atteindre 30 milliards, selon Wu Wei."]
    assert cited.citations[0].index == 1
    assert cited.short_answer is None


@pytest.mark.parametrize(("start", "end"), [(-1, 10), (10, 10), (0, 10_000)])
def test_a_span_that_is_not_in_the_article_is_never_cited(
    index: ArticleIndex, make_hit: Callable[..., Hit], start: int, end: int
) -> None:
    assert Citer(index).cite(Draft((Quote(make_hit(FUND), start, end, 1.0),), None, 0.9)).citations == ()


def test_short_answer_names_the_citation_it_lies_in(index: ArticleIndex, make_hit: Callable[..., Hit]) -> None:
    fund, rail = make_hit(FUND), make_hit(RAIL)
    draft = Draft((Quote(fund, 51, 96, 2.0), Quote(rail, 0, 29, 1.0)), Quote(rail, 18, 28, 1.0), 0.9)
    short = Citer(index).cite(draft).short_answer
    assert short is not None
    assert (short.text, short.citation) == ("3 mai 2021", 2)
    assert RAIL.text[short.start : short.end] == short.text


def test_other_articles_with_the_same_text_are_duplicates(index: ArticleIndex, make_hit: Callable[..., Hit]) -> None:
    copy = Article(id="copie", title="La même dépêche", text=FUND.text, published=RAIL.published)
    index.add([copy])
    (citation,) = Citer(index).cite(Draft((Quote(make_hit(FUND), 0, 50, 1.0),), None, 0.9)).citations
    assert citation.duplicates == ("copie",)


def test_duplicates_are_articles_with_the_same_text_then_near_copies_that_say_the_same(
    index: ArticleIndex, make_hit: Callable[..., Hit]
) -> None:
    reworded = replace(FUND, id="repris", text=FUND.text.replace("créé", "fondé"))
    changed = replace(FUND, id="changé", text=FUND.text.replace("30 milliards", "40 milliards"))
    index.add([replace(FUND, id="même"), reworded, changed])
    hit = make_hit(FUND)
    cited = Citer(index).cite(Draft((Quote(hit, *FIRST, 2.0), Quote(hit, *SECOND, 1.0)), None, 0.9))
    assert [citation.duplicates for citation in cited.citations] == [
        ("même", "changé", "repris"),
        ("même", "repris"),  # « 40 milliards » is no copy of « 30 milliards »
    ]


@pytest.mark.parametrize(("words", "counted"), [("mardi prochain", True), ("le 3 mai 2021", False), ("la gare", False)])
def test_a_short_answer_says_from_which_day_its_words_count(
    index: ArticleIndex, make_hit: Callable[..., Hit], words: str, counted: bool
) -> None:
    text = "Les trains passent à la gare depuis le 3 mai 2021, et mardi prochain aussi."
    article = Article("dates", "Trains", text, published=date(2021, 5, 1))
    index.add([article])
    hit, start = make_hit(article), text.index(words)
    draft = Draft((Quote(hit, 0, len(text), 1.0),), Quote(hit, start, start + len(words), 1.0), 0.9)
    short = Citer(index).cite(draft).short_answer
    assert short is not None
    assert (short.text, short.relative_to) == (words, date(2021, 5, 1) if counted else None)


def test_values_that_differ_name_their_citation_their_day_and_their_source(
    index: ArticleIndex, make_hit: Callable[..., Hit]
) -> None:
    rail, fund = make_hit(RAIL), make_hit(FUND)
    values = (
        DraftValue(Quote(fund, *SECOND, 2.0), Quote(fund, 70, 82, 1.0), ("x",)),
        DraftValue(Quote(rail, 0, 29, 1.0), Quote(rail, 17, 28, 1.0), ()),
    )
    cited = Citer(index).cite(Draft(tuple(value.quote for value in values), values[0].words, 0.9, values))
    told = place_values(values, cited.citations)
    assert [(value.text, value.citation, value.repeated_by) for value in told] == [
        (FUND.text[70:82], 1, ("x",)),
        (RAIL.text[17:28], 2, ()),
    ]
    assert [(value.published, value.source) for value in told] == [
        (FUND.published, FUND.source),
        (RAIL.published, RAIL.source),
    ]
    assert place_values(values, cited.citations[:1]) == ()  # one value is no conflict
