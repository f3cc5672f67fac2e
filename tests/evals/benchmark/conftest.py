from pathlib import Path

import pytest

from evals.bundled import bundled_articles
from index.article_index import ArticleIndex
from index.storage.manifest import Chunking
from rag.assembly import load_embedder
from rag.settings import Settings


@pytest.fixture
def store(tmp_path: Path) -> Path:
    settings = Settings()
    chunking = Chunking(max_tokens=settings.chunk_tokens, overlap=settings.chunk_overlap)
    with ArticleIndex.open_or_create(tmp_path / "store", load_embedder(settings), chunking=chunking) as index:
        index.add(bundled_articles()[:3])
    return tmp_path / "store"
