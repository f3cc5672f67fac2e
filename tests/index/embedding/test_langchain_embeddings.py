import numpy as np
from langchain_core.vectorstores import InMemoryVectorStore

from doubles import HashEmbedder
from index.embedding.langchain_embeddings import LangchainEmbeddings

TEXTS = ["le chat dort", "la banque relève ses taux", "une tempête en mer"]


def test_vectors_are_those_of_the_embedder_as_lists_of_floats() -> None:
    embedder = HashEmbedder()
    embeddings = LangchainEmbeddings(embedder)
    rows = embeddings.embed_documents(TEXTS)
    assert isinstance(rows[0][0], float)
    np.testing.assert_array_equal(np.array(rows, np.float32), embedder.embed_documents(TEXTS))
    np.testing.assert_array_equal(
        np.array(embeddings.embed_query("le chat"), np.float32), embedder.embed_queries(["le chat"])[0]
    )
    assert embeddings.embed_documents([]) == []


def test_langchain_vector_store_finds_with_it() -> None:
    store = InMemoryVectorStore.from_texts(TEXTS, LangchainEmbeddings(HashEmbedder()))
    assert [document.page_content for document in store.similarity_search("la banque et ses taux", k=1)] == [TEXTS[1]]
