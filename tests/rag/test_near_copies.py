from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from corpus.article import Article
from index.article_index import ArticleIndex
from index.hit import Filters, Hit
from rag.near_copies import repeaters, say_the_same, without_copies
from rag.retriever import IndexRetriever
from sample_articles import FUND, RAIL

AGENCY = Article(
    "agence",
    "Explosion d’un silo",
    "Un silo à grain a explosé lundi matin à Orvigny, dans la zone des Clairs-Bois. Bâti en 1987, il était "
    "plein de blé.",
    published=date(2023, 3, 7),
)
REWORDED = replace(AGENCY, id="echo", text=AGENCY.text.replace("Bâti", "Construit"), published=date(2023, 3, 8))
LINKS = {AGENCY.version: (REWORDED.version,), REWORDED.version: (AGENCY.version,)}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("La fumée se voyait à vingt kilomètres.", "La fumée était visible à plus de vingt kilomètres.", True),
        ("Trois morts à Orvigny lundi.", "Trois morts à Orvigny lundi.", True),
        ("Trois morts à Orvigny lundi.", "Quatre morts à Orvigny lundi.", False),
        ("Trois morts à Orvigny lundi.", "Trois morts à Orvigny mardi.", False),
        ("Trois morts à Orvigny lundi.", "Trois morts à Morvanne lundi.", False),
        ("Trois morts à Orvigny lundi.", "Trois morts à Orvigny lundi (AFP).", True),
        ("La mairie est fermée.", "Le pont est ouvert.", False),
    ],
)
def test_sentences_say_the_same_where_words_figures_dates_and_names_agree(one: str, other: str, same: bool) -> None:
    assert say_the_same(one, other) is same
    assert say_the_same(other, one) is same


def test_a_copy_is_counted_once_in_the_best_place_from_the_earliest_article(make_hit: Callable[..., Hit]) -> None:
    other = make_hit(Article("autre", "Un pont", "Le pont est fermé."), score=2.0)
    late, early = make_hit(REWORDED, score=3.0), make_hit(AGENCY, score=1.0)
    first, second = without_copies([late, other, early], LINKS)
    assert (first.article, first.chunk, first.score) == (AGENCY, early.chunk, 3.0)
    assert second == other


def test_without_the_earliest_the_copy_stands(make_hit: Callable[..., Hit]) -> None:
    late = make_hit(REWORDED)
    assert without_copies([late], LINKS) == [late]


def test_an_article_without_a_date_stands_behind_one_that_has_one(make_hit: Callable[..., Hit]) -> None:
    undated = make_hit(replace(AGENCY, id="a", published=None), score=3.0)
    (kept,) = without_copies([undated, make_hit(AGENCY)], {})
    assert kept.article == AGENCY


@pytest.mark.parametrize(
    "changed",
    [
        AGENCY.text.replace("1987", "1978"),
        AGENCY.text.replace("Orvigny", "Morvanne"),
        AGENCY.text.replace("lundi", "mardi"),
        f"{AGENCY.text} Le maire, Rémi Soulanges, est venu.",
    ],
)
def test_what_says_more_or_otherwise_is_no_copy(make_hit: Callable[..., Hit], changed: str) -> None:
    other = replace(AGENCY, id="autre", text=changed)
    links = {AGENCY.version: (other.version,), other.version: (AGENCY.version,)}
    hits = [make_hit(AGENCY, score=2.0), make_hit(other)]
    assert without_copies(hits, links) == hits


def test_other_passages_of_a_copy_are_not_its_copies(make_hit: Callable[..., Hit]) -> None:
    cut = AGENCY.text.index("Bâti")
    hits = [make_hit(AGENCY, 0, cut - 1, score=2.0), make_hit(REWORDED, cut, None)]
    assert without_copies(hits, LINKS) == hits


def test_articles_that_are_not_linked_are_not_compared(make_hit: Callable[..., Hit]) -> None:
    hits = [make_hit(AGENCY, score=2.0), make_hit(REWORDED)]
    assert without_copies(hits, {}) == hits


def test_repeaters_are_the_articles_that_say_what_the_quote_does() -> None:
    changed = replace(AGENCY, id="autre", text=AGENCY.text.replace("1987", "1978"))
    quote = "Bâti en 1987, il était plein de blé."
    assert repeaters(quote, [REWORDED, changed]) == ("echo",)
    assert repeaters("Un silo à grain a explosé lundi matin à Orvigny.", [REWORDED, changed]) == ()
    whole = "Un silo à grain a explosé lundi matin à Orvigny, dans la zone des Clairs-Bois."
    assert repeaters(whole, [REWORDED, changed]) == ("echo", "autre")


LATE = replace(FUND, id="tard", text=FUND.text.replace("créé", "fondé"), published=date(2030, 1, 1), source="Le Soir")
EARLY = replace(FUND, id="tôt", text=FUND.text.replace("créé", "ouvert"), published=date(2010, 1, 1), source="Le Matin")


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        (Filters(), "tôt"),
        (Filters(sources=("Le Soir",)), "tard"),
        (Filters(published_from=date(2015, 1, 1)), "fonds"),
        (Filters(published_from=date(2025, 1, 1)), "tard"),
        (Filters(article_ids=("fonds", "tard")), "fonds"),
    ],
)
def test_near_copies_are_counted_once_as_the_earliest_that_passes(
    index: ArticleIndex, filters: Filters, kept: str
) -> None:
    index.add([LATE, EARLY])
    hits = IndexRetriever(index).retrieve("Que vaut le fonds de la ville ?", k=5, filters=filters)
    assert [hit.article.id for hit in hits if hit.article.id != RAIL.id] == [kept]


def test_a_near_copy_with_another_figure_is_found_too(index: ArticleIndex) -> None:
    index.add([replace(FUND, id="autre", text=FUND.text.replace("30 milliards", "40 milliards"))])
    hits = IndexRetriever(index).retrieve("Que vaut le fonds de la ville ?", k=5, filters=Filters())
    assert {hit.article.id for hit in hits} == {"fonds", "autre", RAIL.id}
