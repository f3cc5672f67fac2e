"""What an embedding model is to the rest of the house, and the one check its vectors pass."""

from collections.abc import Sequence
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Vectors: TypeAlias = NDArray[np.float32]
"""Embeddings: float32, shape (n, dimension), C-contiguous, rows of length 1."""

UNIT_TOLERANCE = 1e-3  # float32 rounding over a few thousand dimensions stays well below


class Embedder(Protocol):
    """Turns texts into unit vectors whose inner product is their similarity."""

    @property
    def name(self) -> str:
        """The model, as a person would name it: `all-MiniLM-L6-v2-int8`."""
        ...

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the weights: two embedders with one fingerprint give the same vectors."""
        ...

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        ...

    @property
    def max_tokens(self) -> int:
        """How many tokens of a text the model reads, its special tokens not counted."""
        ...

    def count_tokens(self, text: str) -> int:
        """How many of the model's tokens the text has, special tokens not counted, no truncation."""
        ...

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """One unit row a text, in order; a text's row does not depend on its neighbours."""
        ...

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """One unit row a question, in order."""
        ...


def check_vectors(vectors: NDArray[np.generic], dimension: int) -> Vectors:
    """The array itself, once it is known to be float32, (n, dimension), finite, with unit rows.

    Raises ValueError that says what was expected and what came.
    """
    if vectors.dtype != np.float32 or vectors.ndim != 2 or vectors.shape[1] != dimension:
        raise ValueError(
            f"Embeddings must be float32 of shape (n, {dimension}); got {vectors.dtype} of shape {vectors.shape}."
        )
    checked: Vectors = np.ascontiguousarray(vectors, dtype=np.float32)
    norms = np.linalg.norm(checked, axis=1)
    if not np.all(np.abs(norms - 1.0) <= UNIT_TOLERANCE):
        worst = norms[np.argmax(np.abs(norms - 1.0))]
        raise ValueError(f"Embeddings must have rows of length 1; one has length {worst}.")
    return checked
