"""Builds what is evaluated: a store of its own in a temporary folder, with everything that answers from it."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.article import Article
from evals.machine import library_versions
from evals.naive_reader import NaiveReader
from evals.runner import Subject
from evals.runs.run_file import Json
from evals.sources import articles_sha256
from index.article_index import ArticleIndex
from index.errors import StoreError
from index.storage.manifest import Chunking, Manifest
from rag.assembly import assemble, load_embedder, open_or_create_index
from rag.citation_lookup import look_up_citation
from rag.citations import Citer
from rag.errors import InvalidCitationIdError, UnknownCitationError
from rag.pipeline import Pipeline
from rag.retriever import IndexRetriever
from rag.settings import Settings
from rag.support import check_support

_logger = logging.getLogger(__name__)


class LookUp:
    """Resolves a citation id as `GET /v1/citations/{id}` does."""

    def __init__(self, index: ArticleIndex) -> None:
        self._index = index

    def resolve(self, citation_id: str) -> str | None:
        """The quote, or None where the id is none or unknown."""
        try:
            return look_up_citation(citation_id, self._index).quote
        except (InvalidCitationIdError, UnknownCitationError, StoreError):
            return None


@contextmanager
def temporary_index(articles: Sequence[Article], settings: Settings) -> Iterator[ArticleIndex]:
    """A store that holds just these articles while the block runs; the one of the settings is not touched."""
    with (
        TemporaryDirectory(prefix="sourcier-evals-") as folder,
        open_or_create_index(settings.model_copy(update={"store": Path(folder) / "store"})) as index,
    ):
        report = index.add(articles)
        _logger.info("articles=%d chunks=%d", len(articles), report.chunks)
        yield index


def build_subject(index: ArticleIndex, articles: Sequence[Article], settings: Settings) -> Subject:
    """The pipeline of the settings over the index, the one that refuses nothing, the naive one, and each search."""
    naive = Pipeline(IndexRetriever(index), NaiveReader(index), Citer(index), k=1, minimum_confidence=0.0)
    answerer = assemble(index, settings)
    return Subject(
        articles={article.id: article for article in articles},
        resolver=LookUp(index),
        support=check_support,
        answerer=answerer,
        forced=assemble(index, settings.model_copy(update={"minimum_confidence": 0.0})),
        minimum_confidence=answerer.minimum_confidence,
        baselines={"naive_reader": naive},
        searches={"fused": index.search, "terms": index.search_by_terms, "vectors": index.search_by_vectors},
    )


def describe_articles(articles: Sequence[Article], *, kind: str, half_hidden: bool = False) -> dict[str, Json]:
    """The articles that were indexed, for the run file: their number and their fingerprint.

    `kind` says where they come from; `half_hidden` that they are what was left after hiding pages.
    """
    return {"kind": kind, "sha256": articles_sha256(articles), "count": len(articles), "half_hidden": half_hidden}


def describe_subject(settings: Settings) -> dict[str, Json]:
    """What is evaluated, for the run file: the settings that matter, the manifest of their store, library versions."""
    values: dict[str, Json] = settings.model_dump(mode="json", exclude={"store", "threads"})
    chunking = Chunking(max_tokens=settings.chunk_tokens, overlap=settings.chunk_overlap)
    manifest = Manifest.of(load_embedder(settings), chunking)
    return {"settings": values, "manifest": {**manifest.entries()}, "libraries": {**library_versions()}}
