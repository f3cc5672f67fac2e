from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.filed_article import FiledArticle
from doubles import CountingEmbedder
from index.article_index import ArticleIndex
from index.errors import UnknownArticleError
from sample_articles import FUND, RAIL
from sample_stores import make_store

OLD = replace(FUND, text="La ville a créé un fonds de 8 milliards de yuans.")


@pytest.fixture
def embedder() -> CountingEmbedder:
    return CountingEmbedder()


@pytest.fixture
def index(tmp_path: Path, embedder: CountingEmbedder) -> Iterator[ArticleIndex]:
    with make_store(tmp_path / "store", embedder) as opened:
        opened.add_filed([FiledArticle(OLD, "/a/fonds.md"), FiledArticle(RAIL, "/a/rail.md")])
        opened.add_filed([FiledArticle(FUND, "/a/fonds.md")])
        yield opened


def test_a_moved_article_keeps_its_text_its_past_and_its_embeddings(
    index: ArticleIndex, embedder: CountingEmbedder
) -> None:
    embedded, chunks = embedder.embedded, index.chunk_count
    index.move("fonds", "dossier-fonds")
    moved = replace(FUND, id="dossier-fonds")
    assert [article.id for article in index.list_articles()] == ["dossier-fonds", "rail"]
    assert index.get("dossier-fonds") == index.get("fonds") == moved
    present, past = index.find_text(FUND.version), index.find_text(OLD.version)
    assert present is not None
    assert (present.article_ids, present.withdrawn_from) == (("dossier-fonds",), ())
    assert past is not None
    assert [former.article_id for former in past.former] == ["dossier-fonds"]
    assert index.search("un fonds de 10 milliards de yuans", k=1)[0].article == moved
    assert (embedder.embedded, index.chunk_count) == (embedded, chunks)
    assert index.check() == []


def test_an_id_leads_on_through_several_moves_until_another_article_takes_it(index: ArticleIndex) -> None:
    index.move("fonds", "b")
    index.move("b", "c")
    assert {index.get(name).id for name in ("fonds", "b", "c")} == {"c"}
    index.add([replace(RAIL, id="fonds")])
    assert index.get("fonds").text == RAIL.text
    assert index.get("b").id == "c"
    index.move("c", "b")
    assert index.get("c").id == "b"
    index.delete("b")
    for name in ("b", "c"):
        with pytest.raises(UnknownArticleError):
            index.get(name)
    assert index.check() == []


def test_a_move_to_an_id_that_is_taken_takes_its_place(index: ArticleIndex) -> None:
    index.move("fonds", "rail")
    assert [article.id for article in index.list_articles()] == ["rail"]
    assert index.get("rail").text == FUND.text
    superseded = index.find_text(RAIL.version)
    assert superseded is not None
    assert [former.article_id for former in superseded.former] == ["rail"]
    assert index.check() == []


def test_what_is_not_there_cannot_be_moved(index: ArticleIndex) -> None:
    with pytest.raises(UnknownArticleError, match="personne"):
        index.move("personne", "b")


def test_the_last_file_that_an_article_came_from_is_known(index: ArticleIndex) -> None:
    assert [(each.summary.id, each.file) for each in index.list_filed()] == [
        ("fonds", "/a/fonds.md"),
        ("rail", "/a/rail.md"),
    ]
    index.add_filed([FiledArticle(RAIL, "/b/rail-\udce9.md")])  # a name that is no UTF-8
    index.add([FUND])  # uploaded: it is nobody's file any more
    assert [each.file for each in index.list_filed()] == [None, "/b/rail-\udce9.md"]


def test_a_title_and_text_that_are_stored_under_another_id_are_not_embedded_again(
    index: ArticleIndex, embedder: CountingEmbedder
) -> None:
    embedded = embedder.embedded
    report = index.add([replace(RAIL, id="copie", source="Ailleurs")])
    assert (report.added, report.chunks, embedder.embedded) == (1, 0, embedded)
    hits = index.search_by_vectors(RAIL.text, k=10)
    scores: dict[str, list[float]] = {}
    for hit in hits:
        scores.setdefault(hit.article.id, []).append(hit.score)
    assert scores["copie"] == scores["rail"]
    index.add([replace(RAIL, id="autre", title="Un autre titre")])
    assert embedder.embedded > embedded
    assert index.check() == []
