"""Articles cut into chunks and embedded, ready to be stored."""

import logging
from collections.abc import Sequence

import numpy as np

from corpus.article import Article, Chunk
from corpus.chunker import chunk_article
from index.embedding.embedder import Embedder, check_vectors
from index.storage.article_rows import PreparedArticle
from index.storage.manifest import Chunking

logger = logging.getLogger(__name__)


class Preparation:
    """Cuts and embeds with one embedder and one way of cutting."""

    def __init__(self, embedder: Embedder, chunking: Chunking) -> None:
        self._embedder = embedder
        self._chunking = chunking
        if chunking.max_tokens > embedder.max_tokens:
            warning = "Chunks have up to %d tokens, the model reads %d: it will not see their ends."
            logger.warning(warning, chunking.max_tokens, embedder.max_tokens)

    def prepare(self, articles: Sequence[Article]) -> list[PreparedArticle]:
        """The articles with their chunks and embeddings, in order; all are embedded in one call."""
        chunks = [self._cut(article) for article in articles]
        texts = [embedded_text(a, chunk) for a, cut in zip(articles, chunks, strict=True) for chunk in cut]
        dimension = self._embedder.dimension
        rows = self._embedder.embed_documents(texts) if texts else np.empty((0, dimension), np.float32)
        vectors = check_vectors(rows, dimension)
        ends = np.cumsum([len(cut) for cut in chunks]).tolist()
        return [
            PreparedArticle(article, cut, vectors[end - len(cut) : end])
            for article, cut, end in zip(articles, chunks, ends, strict=True)
        ]

    def _cut(self, article: Article) -> list[Chunk]:
        return chunk_article(
            article,
            count_tokens=self._embedder.count_tokens,
            max_tokens=self._chunking.max_tokens,
            overlap=self._chunking.overlap,
        )


def embedded_text(article: Article, chunk: Chunk) -> str:
    """What is embedded for a chunk: the article's title, a line break, the chunk."""
    return f"{article.title}\n{chunk.text}"
