"""An embedder that computes each text once: a grid asks the same questions, and cuts the same articles, many times."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import Embedder, Vectors


class RememberingEmbedder:
    """Another embedder, with a memory for questions and for passages. All else is passed on."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._questions: dict[str, NDArray[np.float32]] = {}
        self._passages: dict[str, NDArray[np.float32]] = {}

    @property
    def name(self) -> str:
        """The other's name."""
        return self._embedder.name

    @property
    def fingerprint(self) -> str:
        """The other's fingerprint."""
        return self._embedder.fingerprint

    @property
    def dimension(self) -> int:
        """The other's dimension."""
        return self._embedder.dimension

    @property
    def max_tokens(self) -> int:
        """The other's limit."""
        return self._embedder.max_tokens

    def count_tokens(self, text: str) -> int:
        """The other's count."""
        return self._embedder.count_tokens(text)

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """The other's rows, computed once a text; shape (n, dimension)."""
        return self._rows(texts, self._passages, self._embedder.embed_documents)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """The other's rows, computed once a text; shape (n, dimension)."""
        return self._rows(texts, self._questions, self._embedder.embed_queries)

    def _rows(
        self, texts: Sequence[str], known: dict[str, NDArray[np.float32]], embed: Callable[[Sequence[str]], Vectors]
    ) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known.update(zip(new, embed(new), strict=True))
        return np.array([known[text] for text in texts], dtype=np.float32).reshape(len(texts), self.dimension)
