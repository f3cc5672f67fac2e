"""An embedder that computes each question once: a grid asks the same ones many times."""

from collections.abc import Sequence

import numpy as np

from index.embedder import Embedder, Vectors


class RememberingEmbedder:
    """Another embedder, with a memory for questions. All else is passed on."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}

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
        """The other's rows, not remembered."""
        return self._embedder.embed_documents(texts)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """The other's rows, computed once a text; shape (n, dimension)."""
        for text in texts:
            if text not in self._known:
                self._known[text] = self._embedder.embed_queries([text])
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        return np.concatenate([self._known[text] for text in texts])
