"""LangChain's FAISS store with HuggingFaceEmbeddings, built as LangChain's tutorial builds it.

"Build a semantic search engine" (docs.langchain.com, knowledge-base): RecursiveCharacterTextSplitter with 1,000
characters, 200 of overlap and `add_start_index`, then `similarity_search`. The store is the FAISS tab of the tutorial,
saved and loaded as the page of the integration shows. The model's last layer normalises, so FAISS's L2 distance and
the cosine rank alike. Nothing in it is set by language.
"""

from collections.abc import Sequence
from pathlib import Path

from evals.race.peers.protocol import RaceArticle, serve


class LangChainFaiss:
    """A FAISS store in `folder / "faiss"`."""

    def __init__(self, folder: Path, model: str) -> None:
        from langchain_community.vectorstores import FAISS
        from langchain_huggingface import HuggingFaceEmbeddings

        self._place = folder / "faiss"
        self._embeddings = HuggingFaceEmbeddings(model_name=model)
        if self._place.exists():
            # The store is a pickle: allowed for a file that this very program has just written.
            self._store = FAISS.load_local(str(self._place), self._embeddings, allow_dangerous_deserialization=True)

    def ingest(self, articles: Sequence[RaceArticle]) -> int:
        """Splits, embeds and stores."""
        from langchain_community.vectorstores import FAISS
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
        splits = splitter.create_documents(
            [article.document for article in articles], [{"article_id": article.id} for article in articles]
        )
        self._store = FAISS.from_documents(splits, self._embeddings)
        return len(splits)

    def save(self) -> None:
        """The index and its documents, as two files."""
        self._store.save_local(str(self._place))

    def search(self, question: str, k: int) -> list[str]:
        """By similarity, the tutorial's search."""
        return [found.metadata["article_id"] for found in self._store.similarity_search(question, k=k)]


if __name__ == "__main__":
    serve(
        LangChainFaiss, ["langchain-community", "langchain-huggingface", "sentence-transformers", "faiss-cpu", "torch"]
    )
