"""A search put together from the parts of the index, so that each can be left out: with none left out, the service's.

The service itself has no such switches. A test holds the two together, hit by hit and score by score.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from corpus.article import Article, Chunk
from corpus.chunker import chunk_article
from evals.ablation.analyses import Analysis
from evals.ablation.rankings import Combine, Sides
from index.embedding.embedder import Embedder
from index.fusion import FusionWeights
from index.hit import Explanation, Hit
from index.preparation import embedded_text
from index.searcher import CANDIDATES
from index.storage.manifest import DEFAULT_CHUNKING, Chunking
from index.terms.french_analysis import search_terms
from index.terms.lexical_index import TantivyIndex, TermDocument
from index.vectors.faiss_index import FaissIndex

NO_ROWS = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How articles are made searchable, by default as they are in the service.

    `title_weight` is that of the title's BM25 score beside the body's, None for the one that ships.
    """

    chunking: Chunking = DEFAULT_CHUNKING
    analyse: Analysis = search_terms
    title_in_terms: bool = True
    title_in_embedding: bool = True
    title_weight: float | None = None
    mends_slips: bool = True


@dataclass(frozen=True, slots=True)
class ComposedIndex:
    """Chunks under their row, from 1 in the order of the articles, and both indexes over them."""

    recipe: Recipe
    embedder: Embedder
    chunks: Sequence[tuple[Article, Chunk]]
    vectors: FaissIndex
    terms: TantivyIndex
    known: frozenset[str]

    def search(self, question: str, *, k: int, combine: Combine) -> list[Hit]:
        """The k best chunks of the combined ranking, best first."""
        sides = self._sides(unicodedata.normalize("NFC", question), max(CANDIDATES, 2 * k))
        return [self._hit(row, score) for row, score in combine(sides)[:k]]

    def _sides(self, question: str, candidates: int) -> Sides:
        query = self.embedder.embed_queries([question])
        asked = self.recipe.analyse(question)
        terms = asked if self.recipe.mends_slips else [term for term in asked if term in self.known]
        scores, rows = self.vectors.search(query, candidates)
        dense = list(zip(rows[0].tolist(), scores[0].tolist(), strict=True))
        lexical = self.terms.search(terms, candidates)
        others = np.array(sorted({row for row, _ in lexical} - set(rows[0].tolist())), dtype=np.int64)
        similarities = self.vectors.similarities(query, others)
        return Sides(dense, lexical, dict(zip(others.tolist(), similarities.tolist(), strict=True)))

    def _hit(self, row: int, score: float) -> Hit:
        article, chunk = self.chunks[row - 1]
        return Hit(chunk, article, score, Explanation(None, None, None, None, score))


@contextmanager
def composed_index(articles: Sequence[Article], embedder: Embedder, recipe: Recipe) -> Iterator[ComposedIndex]:
    """The articles, searchable as the recipe says while the block runs."""
    chunks = [(article, chunk) for article in articles for chunk in _cut(article, embedder, recipe.chunking)]
    documents = [_document(row, *pair, recipe) for row, pair in enumerate(chunks, start=1)]
    vectors = FaissIndex(embedder.dimension)
    vectors.add(
        np.arange(1, len(chunks) + 1, dtype=np.int64),
        embedder.embed_documents([_embedded(*pair, recipe) for pair in chunks]),
    )
    weight = FusionWeights.load().title if recipe.title_weight is None else recipe.title_weight
    with TemporaryDirectory(prefix="sourcier-ablation-") as folder:
        terms = TantivyIndex.open_or_create(Path(folder) / "terms", title_boost=weight)
        terms.update(removed=NO_ROWS, added=documents)
        known = frozenset(term for document in documents for term in (*document.title, *document.body))
        yield ComposedIndex(recipe, embedder, chunks, vectors, terms, known)


def _cut(article: Article, embedder: Embedder, chunking: Chunking) -> list[Chunk]:
    return chunk_article(
        article,
        count_tokens=embedder.count_tokens,
        max_tokens=chunking.max_tokens,
        overlap=chunking.overlap,
    )


def _document(row: int, article: Article, chunk: Chunk, recipe: Recipe) -> TermDocument:
    title = recipe.analyse(article.title) if recipe.title_in_terms else []
    return TermDocument(row, title, recipe.analyse(chunk.text))


def _embedded(article: Article, chunk: Chunk, recipe: Recipe) -> str:
    return embedded_text(article, chunk) if recipe.title_in_embedding else chunk.text
