"""Small articles made by number, and stores of them: what tests of the index work on."""

import random
import sqlite3
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from doubles import HashEmbedder

from corpus.article import Article
from index.article_index import ArticleIndex
from index.embedder import Vectors
from index.fusion import FusionWeights
from index.hit import Hit
from index.manifest import Chunking

CHUNKING = Chunking(max_tokens=24, overlap=0)
WEIGHTS = FusionWeights(dense=0.3, title=0.5)
WORDS = """
ministre volcan réseau hôpital musée récolte banque fleuve théâtre satellite lycée pêcheur verger usine tramway
glacier forêt tribunal stade bibliothèque marché port école gare radio abeille vignoble barrage phare moulin
""".split()


class CountingEmbedder(HashEmbedder):
    """Counts the passages it embeds, and fails from a number on, if one is given."""

    def __init__(self, dimension: int = 64, fails_after: int | None = None) -> None:
        super().__init__(dimension)
        self.embedded = 0
        self._fails_after = fails_after

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        self.embedded += len(texts)
        if self._fails_after is not None and self.embedded > self._fails_after:
            raise MemoryError
        return super().embed_documents(texts)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return HashEmbedder.embed_documents(self, texts)


def make_article(number: int, *, sentences: int = 6) -> Article:
    dice = random.Random(number)
    text = " ".join(
        f"Le {dice.choice(WORDS)} et la {dice.choice(WORDS)} numéro {dice.randint(1, 99)}." for _ in range(sentences)
    )
    return Article(
        id=f"article-{number:03}",
        title=f"Nouvelles du {WORDS[number % len(WORDS)]}",
        text=text,
        source=("Le Jour", "La Nuit", "L’Heure")[number % 3],
        language="fr" if number % 4 else "en",
        published=date(2020, 1 + number % 12, 1 + number % 28) if number % 5 else None,
    )


ARTICLES = [make_article(number) for number in range(40)]


def make(folder: Path, embedder: HashEmbedder | None = None) -> ArticleIndex:
    return ArticleIndex.open_or_create(folder, embedder or HashEmbedder(), chunking=CHUNKING, weights=WEIGHTS)


def reopen(folder: Path) -> ArticleIndex:
    return ArticleIndex.open(folder, HashEmbedder(), chunking=CHUNKING, weights=WEIGHTS)


def corrupt(folder: Path, version: str) -> None:
    """Changes a stored text behind the store's back."""
    connection = sqlite3.connect(folder / "articles.sqlite")
    connection.execute("UPDATE texts SET text = text || '!' WHERE version = ?", (version,))
    connection.commit()
    connection.close()


def places(hits: list[Hit]) -> list[tuple[str, int, float]]:
    return [(hit.article.id, hit.chunk.start, hit.score) for hit in hits]


QUESTIONS = [
    "Quel volcan ?",
    "le théâtre et la gare",
    "numéro 42",
    "Nouvelles du phare",
    "glacier glacier pêcheur",
    "xyz",
]
