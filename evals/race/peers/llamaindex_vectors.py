"""LlamaIndex's VectorStoreIndex with its default splitter and HuggingFaceEmbedding, built as its starter tutorial.

"Starter Tutorial (Using Local LLMs)" and "Customizing Documents" (docs of LlamaIndex): `Settings.embed_model`,
`VectorStoreIndex.from_documents` with the default SentenceSplitter (1,024 tokens), the title as metadata, which
LlamaIndex embeds with each chunk, stored and loaded as in "Persisting & Loading Data". HuggingFaceEmbedding
normalises. Nothing in it is set by language.
"""

from collections.abc import Sequence
from pathlib import Path

from evals.race.peers.protocol import RaceArticle, serve


class LlamaIndexVectors:
    """An index in `folder / "llamaindex"`."""

    def __init__(self, folder: Path, model: str) -> None:
        from llama_index.core import Settings, StorageContext, load_index_from_storage
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        self._place = folder / "llamaindex"
        Settings.embed_model = HuggingFaceEmbedding(model_name=model)
        if self._place.exists():
            self._index = load_index_from_storage(StorageContext.from_defaults(persist_dir=str(self._place)))

    def ingest(self, articles: Sequence[RaceArticle]) -> int:
        """Splits, embeds and indexes."""
        from llama_index.core import Document, VectorStoreIndex

        documents = [
            Document(text=article.text, id_=article.id, metadata={"title": article.title}) for article in articles
        ]
        self._index = VectorStoreIndex.from_documents(documents)
        return len(self._index.docstore.docs)

    def save(self) -> None:
        """Nodes, vectors and what binds them, as JSON files of a folder."""
        self._index.storage_context.persist(persist_dir=str(self._place))

    def search(self, question: str, k: int) -> list[str]:
        """By the index's own retriever."""
        retriever = self._index.as_retriever(similarity_top_k=k)
        return [found.node.ref_doc_id for found in retriever.retrieve(question)]


if __name__ == "__main__":
    serve(
        LlamaIndexVectors,
        ["llama-index-core", "llama-index-embeddings-huggingface", "sentence-transformers", "torch"],
    )
