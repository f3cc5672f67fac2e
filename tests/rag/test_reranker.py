import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from contracts.retriever_contract import RetrieverContract
from corpus.article import Article
from index.article_index import ArticleIndex
from index.embedding.model_errors import ModelLibraryMissingError, ModelUnavailableError, ModelUnsuitableError
from index.hit import Filters
from rag.assembly import assemble
from rag.reranker import DEPTH, CrossEncoderScorer, RerankingRetriever
from rag.retriever import IndexRetriever, Retriever
from rag.settings import Settings
from sample_articles import NUMBERED_ARTICLES
from sample_stores import make_store, places
from tiny_model import save_tiny_cross_encoder, save_tiny_reader


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArticleIndex]:
    with make_store(tmp_path_factory.mktemp("numbered") / "store") as opened:
        opened.add(NUMBERED_ARTICLES)
        yield opened


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(save_tiny_cross_encoder(tmp_path_factory.mktemp("cross-encoder")))


@pytest.fixture(scope="module")
def scorer(folder: str) -> CrossEncoderScorer:
    return CrossEncoderScorer.load(folder, device="cpu")


@pytest.fixture(scope="module")
def retriever(store: ArticleIndex, scorer: CrossEncoderScorer) -> Retriever:
    return RerankingRetriever(IndexRetriever(store), scorer)


class TestRerankingRetriever(RetrieverContract):
    pass


class LengthScorer:
    """The longer a passage, the better; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float64]:
        self.asked += [(question, passage) for passage in passages]
        return np.array([float(len(passage)) for passage in passages])


def test_hits_come_in_the_order_of_the_scores_and_keep_how_they_were_found(store: ArticleIndex) -> None:
    found = IndexRetriever(store).retrieve("glacier", k=DEPTH, filters=Filters())
    scorer = LengthScorer()
    hits = RerankingRetriever(IndexRetriever(store), scorer).retrieve("glacier", k=5, filters=Filters())
    lengths = {(hit.article.id, hit.chunk.start): len(f"{hit.article.title}\n{hit.chunk.text}") for hit in found}
    assert [hit.explanation.reranked for hit in hits] == sorted(lengths.values(), reverse=True)[:5]
    fused = {(hit.article.id, hit.chunk.start): hit.explanation.fused for hit in found}
    assert all(hit.explanation.fused == fused[hit.article.id, hit.chunk.start] for hit in hits)
    assert all(hit.explanation.reranked is None for hit in found)
    assert scorer.asked == [("glacier", f"{hit.article.title}\n{hit.chunk.text}") for hit in found]


def test_scores_have_the_scale_of_fused_ones(store: ArticleIndex) -> None:
    hits = RerankingRetriever(IndexRetriever(store), LengthScorer()).retrieve("glacier", k=DEPTH, filters=Filters())
    scores = np.array([hit.score for hit in hits])
    assert len(scores) == DEPTH
    assert (scores.mean(), scores.std()) == (pytest.approx(0, abs=1e-9), pytest.approx(1))


def test_equal_scores_leave_the_order_as_it_was(store: ArticleIndex) -> None:
    class Indifferent:
        def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float64]:
            return np.full(len(passages), 0.5)

    hits = RerankingRetriever(IndexRetriever(store), Indifferent()).retrieve("glacier", k=9, filters=Filters())
    found = IndexRetriever(store).retrieve("glacier", k=9, filters=Filters())
    assert [(article, start) for article, start, _ in places(hits)] == [
        (article, start) for article, start, _ in places(found)
    ]


def test_model_decides_which_passage_answers(index: ArticleIndex, folder: str) -> None:
    index.add(
        [
            Article(id="qui", title="Le conseil", text="Wu Wei vote. La ville dort."),
            Article(id="ou", title="La ville", text="Roubaix vote. Le chat dort."),
        ]
    )
    of_both = Filters(article_ids=("qui", "ou"))
    pipeline = assemble(index, Settings(reranker_model=folder))
    for question, first in (("Qui ?", "qui"), ("Où ?", "ou")):
        hits = pipeline.search(question, filters=of_both)
        assert hits[0].article.id == first
        assert len(hits) == 2


def test_scores_are_those_of_the_library(folder: str, scorer: CrossEncoderScorer) -> None:
    from sentence_transformers import CrossEncoder

    passages = ["Wu Wei vote.", "Le chat dort.", "\ud800"]
    expected = CrossEncoder(folder, device="cpu").predict([("Qui ?", passage) for passage in [*passages[:2], "?"]])
    np.testing.assert_allclose(scorer.score("Qui ?", passages), expected, atol=1e-6)
    assert scorer.score("Qui ?", []).shape == (0,)


def test_model_that_gives_several_scores_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnsuitableError, match=r"gives 3 scores a pair\. Name one in SOURCIER_RERANKER_MODEL"):
        CrossEncoderScorer.load(str(save_tiny_cross_encoder(tmp_path, scores=3, steps=1)))


def test_model_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnsuitableError, match="BertForQuestionAnswering, which scores no pairs"):
        CrossEncoderScorer.load(str(save_tiny_reader(tmp_path, "word pieces", steps=1)))


def test_model_that_is_nowhere_is_named() -> None:
    with pytest.raises(ModelUnavailableError, match="no such folder"):
        CrossEncoderScorer.load("./no/such/folder")


def test_missing_library_is_named_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelLibraryMissingError, match=r"pip install .*or unset SOURCIER_RERANKER_MODEL"):
        CrossEncoderScorer.load("somebody/reranker")
