import pytest

from index.article_index import ArticleIndex
from rag.citation_lookup import CitationStatus, look_up_citation
from rag.citations import Citer
from rag.errors import InvalidQuestionError
from rag.langchain_retriever import SourcierRetriever
from rag.pipeline import Pipeline
from rag.reading.sentence_reader import ReaderModels, SentenceReader
from rag.retriever import IndexRetriever
from sample_articles import RAIL


@pytest.fixture
def retriever(index: ArticleIndex) -> SourcierRetriever:
    reader = SentenceReader(ReaderModels.load(), statistics=index)
    return SourcierRetriever(
        pipeline=Pipeline(IndexRetriever(index), reader, Citer(index), k=2, minimum_confidence=0.5)
    )


def test_documents_are_passages_whose_citation_resolves(retriever: SourcierRetriever, index: ArticleIndex) -> None:
    first = retriever.invoke("La ligne ouvre le 3 mai 2021")[0]
    assert first.page_content == RAIL.text[first.metadata["start"] : first.metadata["end"]]
    assert (first.metadata["article_id"], first.metadata["published"]) == ("rail", "2021-05-04")
    record = look_up_citation(first.metadata["citation"], index)
    assert (record.status, record.quote) == (CitationStatus.CURRENT, first.page_content)


def test_k_is_how_many_documents_come(retriever: SourcierRetriever) -> None:
    assert len(retriever.invoke("ligne et fonds")) == 2
    assert len(retriever.model_copy(update={"k": 1}).invoke("ligne et fonds")) == 1


def test_it_takes_part_in_a_chain(retriever: SourcierRetriever) -> None:
    chain = retriever | (lambda documents: [document.metadata["title"] for document in documents])
    assert chain.invoke("La ligne ouvre le 3 mai 2021")[0] == RAIL.title


def test_a_question_that_cannot_be_asked_is_refused(retriever: SourcierRetriever) -> None:
    with pytest.raises(InvalidQuestionError):
        retriever.invoke("  ")
