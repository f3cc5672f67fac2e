"""The one place where implementations are chosen: settings in, a working service out."""

from pathlib import Path

from index.article_index import ArticleIndex
from index.embedder import Embedder
from index.ingestion import OnProgress
from index.manifest import Chunking
from rag.citations import Citer
from rag.pipeline import Pipeline
from rag.retriever import IndexRetriever
from rag.sentence_reader import ReaderModels, SentenceReader
from rag.settings import INDEX_FOLDER, Settings


def load_embedder(settings: Settings) -> Embedder:
    """The embedding model that the settings ask for: one of `index/models/`, or any sentence-transformers model."""
    shipped = INDEX_FOLDER / "models" / settings.model
    if Path(settings.model).name == settings.model and shipped.is_dir():
        from index.onnx_embedder import OnnxEmbedder

        return OnnxEmbedder.load(shipped, threads=settings.threads)
    from index.sentence_transformer_embedder import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder.load(settings.model)


def open_index(settings: Settings) -> ArticleIndex:
    """The store of the settings. Raises the errors of `index.errors`, each of which says its cure."""
    return ArticleIndex.open(settings.store, load_embedder(settings), chunking=_chunking(settings))


def open_or_create_index(settings: Settings) -> ArticleIndex:
    """The store of the settings, made where there is none."""
    return ArticleIndex.open_or_create(settings.store, load_embedder(settings), chunking=_chunking(settings))


def rebuild_index(settings: Settings, *, on_progress: OnProgress | None = None) -> ArticleIndex:
    """The store of the settings, whatever it was built with: every article is cut and embedded again, none is lost.

    Raises StoreMissingError where there is none.
    """
    return ArticleIndex.rebuild(
        settings.store, load_embedder(settings), chunking=_chunking(settings), on_progress=on_progress
    )


def assemble(index: ArticleIndex, settings: Settings) -> Pipeline:
    """The pipeline over an open store, answering without a language model."""
    models = ReaderModels.load()
    minimum = settings.minimum_confidence
    return Pipeline(
        retriever=IndexRetriever(index),
        reader=SentenceReader(models, statistics=index),
        citer=Citer(index),
        k=settings.k,
        minimum_confidence=models.decisions.minimum_confidence if minimum is None else minimum,
    )


def _chunking(settings: Settings) -> Chunking:
    return Chunking(max_tokens=settings.chunk_tokens, overlap=settings.chunk_overlap)
