"""Haystack's in-memory store with a hybrid pipeline, built as its tutorial on hybrid retrieval.

Tutorial 33 "Creating a Hybrid Retrieval Pipeline" (haystack.deepset.ai): DocumentSplitter by 512 words with 32 of
overlap, SentenceTransformersDocumentEmbedder, BM25 and embedding retrievers into a DocumentJoiner, here with the
reciprocal rank fusion of DocumentJoiner's page in place of the tutorial's ranker, which needs a second model.
Embeddings are normalised by the model's last layer, so the store's dot product is the cosine. Its BM25 (BM25L by
default) has no French option. The store is saved with `save_to_disk`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any  # Haystack's own types are not there where ours are checked

from evals.race.peers.protocol import RaceArticle, serve


class HaystackHybrid:
    """A store in the file `folder / "haystack.json"`."""

    def __init__(self, folder: Path, model: str) -> None:
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        self._place = folder / "haystack.json"
        self._model = model
        saved = self._place.exists()
        self._store = InMemoryDocumentStore.load_from_disk(str(self._place)) if saved else InMemoryDocumentStore()
        self._asking = self._query_pipeline()
        if not saved:
            self._indexing = self._indexing_pipeline()
            self._indexing.warm_up()  # its model is there before it ingests, as with the other entrants

    def ingest(self, articles: Sequence[RaceArticle]) -> int:
        """Splits, embeds and writes, as one pipeline."""
        from haystack import Document

        documents = [Document(content=article.document, meta={"article_id": article.id}) for article in articles]
        self._indexing.run({"splitter": {"documents": documents}})
        return int(self._store.count_documents())

    def save(self) -> None:
        """Documents and embeddings, as JSON."""
        self._store.save_to_disk(str(self._place))

    def search(self, question: str, k: int) -> list[str]:
        """k by each retriever, the best k of both."""
        found = self._asking.run(
            {
                "text_embedder": {"text": question},
                "bm25_retriever": {"query": question, "top_k": k},
                "embedding_retriever": {"top_k": k},
                "document_joiner": {"top_k": k},
            }
        )
        return [document.meta["article_id"] for document in found["document_joiner"]["documents"]]

    def _indexing_pipeline(self) -> Any:
        from haystack import Pipeline
        from haystack.components.preprocessors.document_splitter import DocumentSplitter
        from haystack.components.writers import DocumentWriter
        from haystack_integrations.components.embedders.sentence_transformers import (
            SentenceTransformersDocumentEmbedder,
        )

        indexing = Pipeline()
        indexing.add_component("splitter", DocumentSplitter(split_by="word", split_length=512, split_overlap=32))
        indexing.add_component("embedder", SentenceTransformersDocumentEmbedder(model=self._model))
        indexing.add_component("writer", DocumentWriter(self._store))
        indexing.connect("splitter", "embedder")
        indexing.connect("embedder", "writer")
        return indexing

    def _query_pipeline(self) -> Any:
        from haystack import Pipeline
        from haystack.components.joiners import DocumentJoiner
        from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
        from haystack_integrations.components.embedders.sentence_transformers import SentenceTransformersTextEmbedder

        asking = Pipeline()
        embedder = SentenceTransformersTextEmbedder(model=self._model, progress_bar=False)
        asking.add_component("text_embedder", embedder)
        asking.add_component("embedding_retriever", InMemoryEmbeddingRetriever(self._store))
        asking.add_component("bm25_retriever", InMemoryBM25Retriever(self._store))
        asking.add_component("document_joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
        asking.connect("text_embedder.embedding", "embedding_retriever.query_embedding")
        asking.connect("bm25_retriever", "document_joiner")
        asking.connect("embedding_retriever", "document_joiner")
        return asking


if __name__ == "__main__":
    serve(HaystackHybrid, ["haystack-ai", "sentence-transformers-haystack", "sentence-transformers", "torch"])
