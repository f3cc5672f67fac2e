from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.article import Article
from index.article_index import ArticleIndex
from sample_articles import NUMBERED_ARTICLES
from sample_stores import corrupt_text, make_store, reopen_store

TEXT = (
    "Selon l’institut, « la récolte a baissé de 12,5 % » en 2019. Les pêcheurs de Sète n’ont rien vu venir cet été-là."
)
LATE = Article("a-tard", "Récolte", TEXT, published=date(2020, 2, 2))
EARLY = Article("b-tot", "Récolte", f"Dépêche. {TEXT}", published=date(2020, 1, 1))
UNDATED = Article("a-sans-date", "Récolte", f"Copie. {TEXT}")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArticleIndex]:
    with make_store(tmp_path_factory.mktemp("quotes") / "store") as opened:
        opened.add([*NUMBERED_ARTICLES, UNDATED, LATE, EARLY])
        yield opened


@pytest.mark.parametrize(
    ("quote", "status"),
    [
        ("la récolte a baissé de 12,5 %", "exact"),
        ("  la récolte a baissé  ", "exact"),
        ("a", "exact"),
        ("n’ont", "exact"),
        ("de", "exact"),
        ('"la récolte a baissé de 12,5 %" en 2019', "typographic"),
        ("La recolte a baisse", "near"),
        ("Les pêcheurs de Sète n'ont rien vu venir", "typographic"),
        ("Les pêcheurs de Nice n’ont rien vu venir cet été", "near"),
        ("Le ministre des Finances a démissionné hier soir", "absent"),
        ("zzz", "absent"),
        ("%_%", "absent"),
        ("😀", "absent"),
    ],
)
def test_the_best_match_there_is_is_said(index: ArticleIndex, quote: str, status: str) -> None:
    verdict = index.find_quote(quote)
    assert verdict.status == status
    if status == "absent":
        assert (verdict.article, verdict.match) == (None, None)
    else:
        assert verdict.article is not None
        assert verdict.match is not None
        found = verdict.article.text[verdict.match.start : verdict.match.end]
        assert (found == quote.strip()) == (status == "exact")


def test_of_equally_good_articles_the_earliest_is_named(index: ArticleIndex) -> None:
    for quote in ("pêcheurs de Sète", "pecheurs de Sète n'ont"):
        verdict = index.find_quote(quote)
        assert verdict.article is not None
        assert verdict.article.id == EARLY.id


def test_a_better_match_goes_before_an_earlier_article(tmp_path: Path) -> None:
    with make_store(tmp_path / "store") as index:
        index.add([replace(EARLY, text=TEXT.replace("’", "'")), LATE])
        verdict = index.find_quote("Les pêcheurs de Sète n’ont rien vu venir")
        assert (verdict.status, verdict.article) == ("exact", LATE)


def test_only_the_text_of_today_counts(tmp_path: Path) -> None:
    with make_store(tmp_path / "store") as index:
        index.add([LATE])
        index.add([replace(LATE, text="Tout autre chose est écrit ici.")])
        assert index.find_quote("la récolte a baissé de 12,5 %").status == "absent"
        index.delete(LATE.id)
        assert index.find_quote("Tout autre chose").status == "absent"


def test_a_corrupt_text_bears_no_witness(tmp_path: Path) -> None:
    with make_store(tmp_path / "store") as index:
        index.add([EARLY, LATE])
    corrupt_text(tmp_path / "store", EARLY.version)
    with reopen_store(tmp_path / "store") as index:
        verdict = index.find_quote("la récolte a baissé de 12,5 %")
        assert verdict.article == LATE


@pytest.mark.parametrize(("quote", "reason"), [("", "blank"), (" \n ", "blank"), ("a" * 10_001, "10001 characters")])
def test_what_cannot_be_looked_up_is_refused(index: ArticleIndex, quote: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        index.find_quote(quote)
