"""A store of two articles, its questions, and weights made by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from doubles import HashEmbedder
from evals.ablation.sets import AskedSet, ask_all
from evals.question_set import Evidence, Question
from index.article_index import ArticleIndex
from rag.settings import Settings
from sample_articles import FUND, RAIL


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ArticleIndex]:
    with ArticleIndex.open_or_create(tmp_path / "store", HashEmbedder()) as opened:
        opened.add([FUND, RAIL])
        yield opened


@pytest.fixture
def questions() -> tuple[Question, ...]:
    fund, rail = FUND.id, RAIL.id
    return (
        answerable("créé", "Quel montant a le fonds de la ville ?", "10 milliards", fund, "un fonds de 10 milliards"),
        answerable("wei", "Que doit atteindre le fonds selon Wu Wei ?", "30 milliards", fund, "30 milliards"),
        answerable("prix", "Combien coûte la ligne ?", "400 millions", rail, "400 millions"),
        answerable("quand", "Quand la ligne ouvre-t-elle ?", "3 mai 2021", rail, "le 3 mai 2021"),
        answerable("vite", "À quelle vitesse roulent les trains ?", "160 km/h", rail, "160 km/h"),
        answerable("oui", "La ligne coûte-t-elle cher ?", "oui", rail, "Elle coûte 400 millions d’euros.", "yes_no"),
        unanswerable("curie", "Quel fonds la ville a-t-elle créé selon Marie Curie ?"),
        unanswerable("autre", "Quels champignons poussent sous les chênes centenaires ?"),
        unanswerable("anglais", "What is the speed of the new train line?"),
    )


@pytest.fixture
def asked_set(index: ArticleIndex, questions: tuple[Question, ...]) -> AskedSet:
    return AskedSet("two articles", index, ask_all(questions, index, Settings()))


def answerable(name: str, text: str, answer: str, article_id: str, quote: str, kind: str = "unlabelled") -> Question:
    return Question(name, text, kind, True, (answer,), (Evidence(article_id, quote),))


def unanswerable(name: str, text: str) -> Question:
    return Question(name, text, "unlabelled", False, (), ())
