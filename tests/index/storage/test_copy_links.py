import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from corpus.article import Article
from corpus.deduplication import shingle, similarity
from doubles import HashEmbedder
from index.article_index import ArticleIndex
from index.storage.copy_links import COMPARED

AGENCY = Article(
    "agence",
    "Explosion d’un silo",
    "Un silo à grain a explosé lundi matin à Orvigny, dans la zone industrielle. L’explosion a fait trois morts et "
    "onze blessés, selon un bilan provisoire de la préfecture. Cent trente pompiers sont engagés sur place.",
    published=date(2023, 3, 7),
    source="Agence Loire-Presse",
)
ECHO = replace(AGENCY, id="echo", text=AGENCY.text.replace("engagés", "mobilisés"), source="L’Écho d’Orvigny")
PRESS = replace(AGENCY, id="presse", text=AGENCY.text.replace("onze", "douze"), published=date(2023, 3, 8))
OTHER = Article("autre", "Un pont", "Le pont de la gare est fermé depuis hier pour des travaux de peinture.")


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ArticleIndex]:
    with ArticleIndex.open_or_create(tmp_path / "store", HashEmbedder()) as opened:
        yield opened


def copies(index: ArticleIndex, article: Article) -> list[str]:
    return [copy.id for copy in index.near_copies(article.version)]


def test_texts_with_a_few_words_changed_are_near_copies_oldest_first(index: ArticleIndex) -> None:
    index.add([PRESS, OTHER, ECHO, AGENCY])
    assert copies(index, AGENCY) == ["echo", "presse"]
    assert copies(index, PRESS) == ["agence", "echo"]
    assert copies(index, OTHER) == []


def test_links_are_the_same_in_whatever_order_the_articles_come(tmp_path: Path) -> None:
    found = []
    for number, order in enumerate(permutations([AGENCY, ECHO, PRESS, OTHER])):
        if number % 6 == 0:
            with ArticleIndex.open_or_create(tmp_path / str(number), HashEmbedder()) as index:
                for article in order:
                    index.add([article])
                found.append(index.linked_copies(a.version for a in (AGENCY, ECHO, PRESS, OTHER)))
    assert found[0][AGENCY.version] == tuple(
        sorted(
            (ECHO.version, PRESS.version),
            key=lambda version: (
                -similarity(shingle(AGENCY.text), shingle(ECHO.text if version == ECHO.version else PRESS.text)),
                version,
            ),
        )
    )
    assert all(links == found[0] for links in found)


def test_the_same_text_is_no_near_copy_of_itself(index: ArticleIndex) -> None:
    index.add([AGENCY, replace(AGENCY, id="encore")])
    assert index.linked_copies([AGENCY.version]) == {}


def test_a_deleted_article_leaves_the_others_linked(index: ArticleIndex) -> None:
    index.add([AGENCY, ECHO, PRESS])
    index.delete("agence")
    assert copies(index, ECHO) == ["presse"]
    assert index.linked_copies([AGENCY.version]) == {}


def test_a_text_that_another_article_carries_stays_linked(index: ArticleIndex) -> None:
    index.add([AGENCY, replace(AGENCY, id="encore"), ECHO])
    index.delete("agence")
    assert copies(index, ECHO) == ["encore"]


def test_a_replaced_text_is_compared_anew(index: ArticleIndex) -> None:
    index.add([AGENCY, ECHO])
    index.add([replace(ECHO, text=OTHER.text)])
    assert copies(index, AGENCY) == []
    index.add([ECHO])
    assert copies(index, AGENCY) == ["echo"]


def test_nothing_of_a_withdrawn_text_is_kept(index: ArticleIndex, tmp_path: Path) -> None:
    index.add([AGENCY, ECHO])
    index.delete("agence")
    index.delete("echo")
    with sqlite3.connect(tmp_path / "store" / "articles.sqlite") as connection:
        for table in ("signatures", "bands", "near_copies"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table


def test_articles_alike_by_the_thousand_are_linked_to_a_few(index: ArticleIndex) -> None:
    bulletins = [
        Article(f"meteo-{day:03}", "Météo", f"{OTHER.text} Il fera {day} degrés demain dans toute la région du nord.")
        for day in range(COMPARED + 20)
    ]
    index.add(bulletins)
    links = index.linked_copies(article.version for article in bulletins)
    assert len(links) == len(bulletins)
    assert len(links[bulletins[-1].version]) == COMPARED


def test_sources_are_each_named_once(index: ArticleIndex) -> None:
    assert index.sources() == ()
    index.add([PRESS, OTHER, ECHO, AGENCY])
    assert index.sources() == ("Agence Loire-Presse", "L’Écho d’Orvigny")
