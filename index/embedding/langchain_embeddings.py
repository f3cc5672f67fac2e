"""Our embedders as LangChain knows embedders, for programs that are built on it."""

from langchain_core.embeddings import Embeddings

from index.embedding.embedder import Embedder


class LangchainEmbeddings(Embeddings):
    """Any Embedder as LangChain `Embeddings`: the same vectors, as lists of floats."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One unit vector a text, in order."""
        rows: list[list[float]] = self._embedder.embed_documents(texts).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of a question."""
        row: list[float] = self._embedder.embed_queries([text])[0].tolist()
        return row
