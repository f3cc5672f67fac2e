"""Stores of numbered articles, the questions to search them with, and what is done to them."""

import sqlite3
from pathlib import Path

from doubles import HashEmbedder
from index.article_index import ArticleIndex
from index.fusion import FusionWeights
from index.hit import Hit
from index.storage.manifest import Chunking

CHUNKING = Chunking(max_tokens=24, overlap=0)
WEIGHTS = FusionWeights(dense=0.3, title=0.5)
QUESTIONS = [
    "Quel volcan ?",
    "le théâtre et la gare",
    "numéro 42",
    "Nouvelles du phare",
    "glacier glacier pêcheur",
    "xyz",
]


def make_store(folder: Path, embedder: HashEmbedder | None = None) -> ArticleIndex:
    return ArticleIndex.open_or_create(folder, embedder or HashEmbedder(), chunking=CHUNKING, weights=WEIGHTS)


def reopen_store(folder: Path) -> ArticleIndex:
    return ArticleIndex.open(folder, HashEmbedder(), chunking=CHUNKING, weights=WEIGHTS)


def corrupt_text(folder: Path, version: str) -> None:
    """Changes a stored text behind the store's back."""
    connection = sqlite3.connect(folder / "articles.sqlite")
    connection.execute("UPDATE texts SET text = text || '!' WHERE version = ?", (version,))
    connection.commit()
    connection.close()


def places(hits: list[Hit]) -> list[tuple[str, int, float]]:
    return [(hit.article.id, hit.chunk.start, hit.score) for hit in hits]
