"""The one place where implementations are chosen: settings in, a working service out."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.article_index import ArticleIndex
from index.embedding.embedder import Embedder
from index.ingestion import OnProgress
from index.storage.manifest import Chunking
from rag.citations import Citer
from rag.conversation import standalone_question
from rag.pipeline import Pipeline
from rag.reader import Reader
from rag.reading.sentence_reader import ReaderModels, SentenceReader
from rag.retriever import IndexRetriever, Retriever
from rag.settings import INDEX_FOLDER, Settings
from rag.spoken_of import QuotedArticles
from rag.support import SupportCheck
from rag.writing.generation_check import GenerationCheck
from rag.writing.writer import LanguageModel, Writer

if TYPE_CHECKING:  # a service without a language model does not load what talks to one
    from langchain_core.language_models import BaseChatModel


def load_embedder(settings: Settings) -> Embedder:
    """The embedding model that the settings ask for: one of `index/models/`, or any sentence-transformers model."""
    shipped = INDEX_FOLDER / "models" / settings.model
    if Path(settings.model).name == settings.model and shipped.is_dir():
        from index.embedding.onnx_embedder import OnnxEmbedder

        return OnnxEmbedder.load(shipped, threads=settings.threads)
    from index.embedding.sentence_transformer_embedder import SentenceTransformerEmbedder

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


@dataclass(frozen=True, slots=True)
class ChosenReader:
    """A reader, and the confidence below which nothing it proposes is said unless the settings say otherwise."""

    reader: Reader
    least_confidence: float


def assemble(index: ArticleIndex, settings: Settings) -> Pipeline:
    """The pipeline over an open store; with a language model if the settings name one.

    Raises LanguageModelError, and ModelError where another model that the settings name cannot be had.
    """
    chosen = load_reader(index, settings)
    minimum = settings.minimum_confidence
    return Pipeline(
        retriever=load_retriever(index, settings),
        reader=chosen.reader,
        citer=Citer(index),
        k=settings.k,
        minimum_confidence=chosen.least_confidence if minimum is None else minimum,
        language_model=load_language_model(settings) if settings.llm else None,
        list_sources=index.sources,
        find_quoted=QuotedArticles(index),
        longest_question=settings.max_question_characters,
    )


def load_retriever(index: ArticleIndex, settings: Settings) -> Retriever:
    """The search of the index; its passages in the order of a cross-encoder if the settings name one."""
    if settings.reranker_model is None:
        return IndexRetriever(index)
    from rag.reranker import CrossEncoderScorer, RerankingRetriever

    return RerankingRetriever(IndexRetriever(index), CrossEncoderScorer.load(settings.reranker_model))


def load_reader(index: ArticleIndex, settings: Settings) -> ChosenReader:
    """The reader that ships, or the question-answering model that the settings name."""
    if settings.reader_model is None:
        models = ReaderModels.load()
        return ChosenReader(SentenceReader(models, statistics=index), models.decisions.minimum_confidence)
    from rag.reading.neural_reader import LEAST_CONFIDENCE, NeuralReader
    from rag.reading.span_model import SpanModel

    return ChosenReader(NeuralReader(SpanModel.load(settings.reader_model)), LEAST_CONFIDENCE)


def load_language_model(settings: Settings) -> LanguageModel:
    """What the language model of the settings does in a pipeline. Raises LanguageModelError."""
    from rag.writing.chat import Chat, ChatLimits, ChatModelGenerator
    from rag.writing.model_rewriting import ModelRewriter

    limits = ChatLimits(
        settings.llm_seconds, settings.llm_silence, settings.llm_retries, output_tokens=settings.llm_output_tokens
    )
    chat = Chat(_load_chat_model(settings), limits)
    writer = Writer(
        ChatModelGenerator(chat), GenerationCheck(SupportCheck.load()), context_tokens=settings.llm_context_tokens
    )
    return LanguageModel(writer, ModelRewriter(chat) if settings.llm_rewrites else standalone_question)


def _load_chat_model(settings: Settings) -> "BaseChatModel":
    from rag.writing.chat_models import ChatModelOptions, load_chat_model, load_compatible_model

    options = ChatModelOptions(
        api_key=settings.llm_api_key.get_secret_value() if settings.llm_api_key else None,
        temperature=settings.llm_temperature,
        silence=settings.llm_silence,
        output_tokens=settings.llm_output_tokens,
    )
    if settings.llm_base_url is not None:
        return load_compatible_model(settings.llm, settings.llm_base_url, options)
    return load_chat_model(settings.llm, options)


def _chunking(settings: Settings) -> Chunking:
    return Chunking(max_tokens=settings.chunk_tokens, overlap=settings.chunk_overlap)
