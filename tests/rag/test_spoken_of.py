from collections.abc import Callable, Sequence

import pytest

from corpus.article import Article
from index.article_index import ArticleIndex
from index.hit import Filters, Hit
from rag.answer import Answer, Draft, Quote
from rag.citations import Citer
from rag.conversation import Turn
from rag.pipeline import Pipeline
from rag.retriever import IndexRetriever
from rag.spoken_of import DEEPER, FOUND_SOONER, QuotedArticles, last_answer, leans_back, quotes_nothing, retrieve_near
from sample_articles import FUND, RAIL

ALL = Filters()
COPY = Article(id="copie", title="Repris", text=f"{RAIL.text} La gare est neuve.", source="La Copie")


class TestQuotedArticles:
    @pytest.mark.parametrize(
        ("answer", "articles"),
        [
            ("Il doit atteindre 30 milliards, selon Wu Wei. [1]", {"fonds"}),
            ("Il doit atteindre 30 milliards, selon Wu Wei.", {"fonds"}),
            (
                "Elle coûte 400 millions d’euros. [1] Il doit atteindre 30 milliards, selon Wu Wei. [2]",
                {"fonds", "rail"},
            ),
            ("Elle coûte 400 millions d’euros. [1](https://presse.example/rail)\n", {"rail"}),
            ("Elle coûte 400 millions d’euros. [12]", {"rail"}),
            ("Elle coûtera 400 millions d’euros. [1]", set()),
            ("Les articles ne le disent pas.", set()),
            ("[1] ? [2]", set()),
            ("", set()),
        ],
    )
    def test_the_articles_that_an_answer_was_read_out_of_are_found(
        self, index: ArticleIndex, answer: str, articles: set[str]
    ) -> None:
        assert QuotedArticles(index)(answer, ALL) == articles

    def test_all_articles_that_print_a_sentence_are_found(self, index: ArticleIndex) -> None:
        index.add([COPY])
        assert QuotedArticles(index)("Elle coûte 400 millions d’euros. [1]", ALL) == {"rail", "copie"}

    def test_an_article_that_the_filters_leave_out_is_not(self, index: ArticleIndex) -> None:
        index.add([COPY])
        find_quoted = QuotedArticles(index)
        assert find_quoted("Elle coûte 400 millions d’euros. [1]", Filters(sources=("La Copie",))) == {"copie"}

    def test_an_answer_that_nobody_wrote_quotes_nothing(self) -> None:
        assert quotes_nothing("Elle coûte 400 millions d’euros. [1]", ALL) == frozenset()


@pytest.mark.parametrize(
    ("turns", "answer"),
    [
        ([], ""),
        ([Turn("user", "Combien ?")], ""),
        (
            [Turn("user", "Combien ?"), Turn("assistant", "Dix."), Turn("user", "Où ?"), Turn("assistant", "Ici.")],
            "Ici.",
        ),
    ],
)
def test_the_last_answer_is_the_assistants(turns: list[Turn], answer: str) -> None:
    assert last_answer(turns) == answer


@pytest.mark.parametrize(
    ("typed", "standalone", "leans"),
    [
        ("Qui le dirige ?", "Qui dirige le fonds ?", True),
        ("Qui doit prêter l’argent ?", "Qui doit prêter l’argent ?", True),
        ("Que fabrique Huawei ?", "Que fabrique Huawei ?", False),
    ],
)
def test_a_question_leans_back_where_it_is_written_out_or_names_nothing(
    typed: str, standalone: str, leans: bool
) -> None:
    assert leans_back(typed, standalone) is leans


class Ranking:
    """Finds the hits it was given, as many as are asked for."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._hits = hits

    def retrieve(self, question: str, *, k: int, filters: Filters) -> list[Hit]:
        return list(self._hits[:k])


@pytest.fixture
def ranking(make_hit: Callable[..., Hit]) -> Ranking:
    """Five passages, each 0.75 below the one before; the fourth and fifth are of one article, the others of another."""
    spans = [(FUND, 0, 10), (FUND, 10, 20), (FUND, 20, 30), (RAIL, 0, 10), (RAIL, 10, 20)]
    return Ranking(
        [make_hit(article, start, end, score=3 - 0.75 * at) for at, (article, start, end) in enumerate(spans)]
    )


def test_passages_of_the_articles_come_sooner_but_not_before_all_others(ranking: Ranking) -> None:
    hits = retrieve_near(ranking, "Et où ?", k=5, filters=ALL, articles=frozenset({"rail"}))
    assert [(hit.article.id, hit.chunk.start) for hit in hits] == [
        ("fonds", 0), ("rail", 0), ("fonds", 10), ("rail", 10), ("fonds", 20),
    ]  # fmt: skip
    assert hits[1].score == 0.75 + FOUND_SOONER
    assert hits[1].explanation.fused == 0.75
    assert [hit.explanation.spoken_of for hit in hits] == [False, True, False, True, False]


def test_passages_further_down_are_looked_at(ranking: Ranking) -> None:
    assert DEEPER >= 2
    hits = retrieve_near(ranking, "Et où ?", k=2, filters=ALL, articles=frozenset({"rail"}))
    assert [(hit.article.id, hit.chunk.start) for hit in hits] == [("fonds", 0), ("rail", 0)]


def test_without_articles_hits_are_the_retrievers_own(ranking: Ranking) -> None:
    assert retrieve_near(ranking, "Où ?", k=3, filters=ALL, articles=frozenset()) == ranking.retrieve(
        "Où ?", k=3, filters=ALL
    )


class BestHitReader:
    """Quotes the beginning of the best hit."""

    def read(self, question: str, hits: Sequence[Hit]) -> Draft:
        return Draft((Quote(hits[0], 0, 20, 1.0),), None, 1.0)


class TestPipeline:
    @pytest.fixture
    def ask(self, index: ArticleIndex) -> Callable[[str, str], Answer]:
        pipeline = Pipeline(
            IndexRetriever(index), BestHitReader(), Citer(index), k=2, minimum_confidence=0.5,
            find_quoted=QuotedArticles(index),
        )  # fmt: skip
        return lambda question, answer: pipeline.ask(
            question, history=[Turn("user", "Que dit la presse ?"), Turn("assistant", answer)]
        )

    @pytest.mark.parametrize("told", [FUND, RAIL])
    def test_a_follow_up_is_answered_from_the_article_of_the_answer_before(
        self, ask: Callable[[str, str], Answer], told: Article
    ) -> None:
        answer = ask("Et pourquoi ?", f"{told.text.split('. ')[0]}. [1]")
        assert [hit.explanation.spoken_of for hit in answer.hits] == [hit.article == told for hit in answer.hits]
        assert answer.hits[0].article == told
        assert answer.standalone_question == "Pourquoi ? (Que dit la presse ?)"

    def test_a_question_that_leaves_nothing_out_prefers_no_article(self, ask: Callable[[str, str], Answer]) -> None:
        answer = ask("Quel fonds la ville de Shanghai a-t-elle créé ?", "Elle coûte 400 millions d’euros. [1]")
        assert {hit.article.id for hit in answer.hits} == {"fonds", "rail"}
        assert not any(hit.explanation.spoken_of for hit in answer.hits)
