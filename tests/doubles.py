"""Fakes for the protocols: small, exact, and deterministic."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.embedding.embedder import Vectors


class HashEmbedder:
    """Feature hashing of lowercase words: texts that share words are close, and nothing is learned.

    Weinberger et al. 2009, "Feature hashing for large scale multitask learning".
    """

    def __init__(self, dimension: int = 64, max_tokens: int = 128) -> None:
        self._dimension = dimension
        self._max_tokens = max_tokens

    @property
    def name(self) -> str:
        return f"hash-{self._dimension}"

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.name.encode()).hexdigest()

    @property
    def dimension(self) -> int:
        return self._dimension

    @property
    def max_tokens(self) -> int:
        return self._max_tokens

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self._dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[0] = 1e-3  # an empty text has a direction too
            for word in text.lower().split():
                digest = hashlib.sha256(word.encode("utf-8", "surrogatepass")).digest()
                row[int.from_bytes(digest[:4]) % self._dimension] += 1.0 if digest[4] % 2 else -1.0
            row /= np.linalg.norm(row)
        return rows

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self.embed_documents(texts)


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
        return HashEmbedder.embed_documents(self, texts)  # not counted


@dataclass(frozen=True)
class Verdict:
    """What a support check found."""

    supported: bool


class ContainedSupport:
    """A sentence is supported where each of its words stands in one of the quotes."""

    def __call__(self, sentence: str, quotes: Sequence[str]) -> Verdict:
        said = {word for quote in quotes for word in quote.rstrip(".").split()}
        return Verdict(bool(quotes) and set(sentence.rstrip(".").split()) <= said)
