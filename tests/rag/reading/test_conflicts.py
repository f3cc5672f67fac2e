"""What articles say of one thing, read by the weights that ship out of a small archive."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.article import Article
from doubles import HashEmbedder
from index.article_index import ArticleIndex
from index.hit import Filters
from rag.answer import Draft
from rag.reading.sentence_reader import ReaderModels, SentenceReader
from rag.retriever import IndexRetriever

FIRST = Article(
    "premier",
    "Explosion du silo d’Orvigny",
    "Le silo d’Orvigny a explosé lundi matin. L’explosion du silo a fait trois morts et onze blessés. Le président de "
    "la coopérative Grainval, Roland Tournadre, s’est dit « anéanti ». Le pont d’Orvigny est fermé à la circulation.",
    published=date(2023, 3, 7),
    source="Agence",
)
SECOND = Article(
    "second",
    "Orvigny : le bilan de l’explosion du silo s’alourdit",
    "Deux disparus ont été retrouvés. L’explosion du silo d’Orvigny a fait cinq morts et neuf blessés, dit l’hôpital.",
    published=date(2023, 3, 10),
    source="Le Jour",
)
THIRD = Article(
    "troisième",
    "Un an après, le silo d’Orvigny",
    "L’explosion du silo d’Orvigny a fait six morts. La présidente de la coopérative Grainval, Mathilde Oriot, promet "
    "un silo plus bas.",
    published=date(2024, 3, 5),
    source="Le Jour",
)
REPEATED = Article(
    "reprise",
    "Deux ans après l’explosion du silo d’Orvigny",
    "À Orvigny, l’explosion du silo a fait 6 morts, rappelle la stèle. Un autre bâtiment se dresse.",
    published=date(2025, 4, 17),
    source="L’Écho",
)
ELSEWHERE = Article(
    "ailleurs",
    "Explosion à Morvanne",
    "À Morvanne, une explosion dans une usine a fait huit morts. Le maire n’a pas parlé.",
    published=date(2024, 1, 1),
)
DEATHS = "Combien de morts dans l'explosion du silo d'Orvigny ?"
PRESIDENT = "Qui préside la coopérative Grainval ?"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[ArticleIndex]:
    """A store in which the words of the affair are as rare as they are in an archive."""
    with ArticleIndex.open_or_create(tmp_path / "store", HashEmbedder()) as opened:
        opened.add([Article(f"brève-{n}", "Brève", f"La commune numéro {n} a voté son budget.") for n in range(30)])
        yield opened


def read(archive: ArticleIndex, question: str) -> Draft:
    hits = IndexRetriever(archive).retrieve(question, k=8, filters=Filters())
    return SentenceReader(ReaderModels.load(), archive).read(question, hits)


def told(draft: Draft) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(value.words.text, value.quote.hit.article.id, value.repeated_by) for value in draft.conflict]


def test_each_value_is_given_with_its_own_quote_newest_first(archive: ArticleIndex) -> None:
    archive.add([FIRST, SECOND, THIRD, ELSEWHERE])
    draft = read(archive, DEATHS)
    assert told(draft) == [
        ("six morts", "troisième", ()),
        ("cinq morts", "second", ()),
        ("trois morts", "premier", ()),
    ]
    assert draft.quotes == tuple(value.quote for value in draft.conflict)
    assert draft.short == draft.conflict[0].words
    for value in draft.conflict:
        assert value.quote.start <= value.words.start < value.words.end <= value.quote.end


def test_a_value_that_articles_repeat_is_given_once_from_the_newest(archive: ArticleIndex) -> None:
    archive.add([FIRST, THIRD, REPEATED])
    assert told(read(archive, DEATHS)) == [("6 morts", "reprise", ("troisième",)), ("trois morts", "premier", ())]


def test_articles_that_agree_are_no_conflict_and_the_value_is_quoted_once(archive: ArticleIndex) -> None:
    archive.add([THIRD, REPEATED])
    draft = read(archive, DEATHS)
    assert draft.conflict == ()
    assert len(draft.quotes) == 1


def test_agreement_makes_no_answer_less_sure(archive: ArticleIndex) -> None:
    archive.add([THIRD])
    alone = read(archive, DEATHS).confidence
    archive.add([REPEATED])
    assert read(archive, DEATHS).confidence > alone - 0.1


def test_somebody_else_in_office_is_another_value(archive: ArticleIndex) -> None:
    archive.add([FIRST, SECOND, THIRD])
    assert told(read(archive, PRESIDENT)) == [
        ("Mathilde Oriot", "troisième", ()),
        ("Roland Tournadre", "premier", ()),
    ]


def test_a_surname_alone_is_no_other_person(archive: ArticleIndex) -> None:
    short = replace(
        THIRD, id="court", text="Le président de la coopérative Grainval, M. Roland Tournadre, a parlé à Orvigny."
    )
    archive.add([FIRST, short])
    assert read(archive, PRESIDENT).conflict == ()


def test_the_same_figure_of_another_affair_is_no_conflict(archive: ArticleIndex) -> None:
    archive.add([FIRST, ELSEWHERE])
    assert read(archive, DEATHS).conflict == ()


def test_one_article_does_not_contradict_itself(archive: ArticleIndex) -> None:
    both = replace(FIRST, text=f"{FIRST.text} Un premier bilan de l’explosion du silo d’Orvigny parlait de deux morts.")
    archive.add([both])
    assert read(archive, DEATHS).conflict == ()


def test_without_dates_nothing_is_said_to_be_newer(archive: ArticleIndex) -> None:
    archive.add([replace(article, published=None) for article in (FIRST, SECOND, THIRD)])
    draft = read(archive, DEATHS)
    assert draft.conflict == ()
    assert draft.quotes


def test_a_copy_that_changed_a_figure_is_a_value_of_its_own(archive: ArticleIndex) -> None:
    changed = replace(
        FIRST, id="copie", text=FIRST.text.replace("trois morts", "quatre morts"), published=date(2023, 3, 8)
    )
    archive.add([FIRST, changed])
    assert archive.linked_copies([FIRST.version])
    assert told(read(archive, DEATHS)) == [("quatre morts", "copie", ()), ("trois morts", "premier", ())]
