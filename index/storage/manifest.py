"""The settings a store was built with, and the refusal to open it with others.

Vectors of two models, chunks of two sizes or terms of two analyses must never meet in one index.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from index.embedding.embedder import Embedder
from index.errors import StoreMismatchError, StoreSchemaError
from index.terms.french_analysis import ANALYSIS_VERSION

SCHEMA_VERSION = "4"
"""Changes whenever the tables of `index.storage.schema` do; `index.storage.migration` knows the way from older ones."""

_WORDS = {
    "analysis_version": "the French analysis",
    "model": "the embedding model",
    "fingerprint": "embedding weights with SHA-256",
    "dimension": "embeddings of dimension",
    "max_tokens": "chunks of at most this many tokens:",
    "overlap": "this many sentences of overlap between chunks:",
}


@dataclass(frozen=True, slots=True)
class Chunking:
    """How articles are cut: at most `max_tokens` of the embedder's tokens, `overlap` sentences in common.

    220 tokens leave the shipped model, which reads 254, room for a title. On every second of PIAF's training questions,
    fused R@1 was 0.707 with 128 tokens, 0.720 with 180 and with 220; without overlap 0.712.
    """

    max_tokens: int = 220
    overlap: int = 1

    def __post_init__(self) -> None:
        """Refuses what cannot be cut."""
        if self.max_tokens < 1 or self.overlap < 0:
            raise ValueError(f"Chunks need max_tokens of at least 1 and overlap of at least 0; got {self}.")


DEFAULT_CHUNKING = Chunking()


@dataclass(frozen=True, slots=True)
class Manifest:
    """The settings of a store, each as the text that is kept in its `manifest` table."""

    schema_version: str
    analysis_version: str
    model: str
    fingerprint: str
    dimension: str
    max_tokens: str
    overlap: str

    @classmethod
    def of(cls, embedder: Embedder, chunking: Chunking) -> "Manifest":
        """The manifest that a store built now with these would have."""
        return cls(
            schema_version=SCHEMA_VERSION,
            analysis_version=ANALYSIS_VERSION,
            model=embedder.name,
            fingerprint=embedder.fingerprint,
            dimension=str(embedder.dimension),
            max_tokens=str(chunking.max_tokens),
            overlap=str(chunking.overlap),
        )

    def entries(self) -> dict[str, str]:
        """The manifest as keys and values, in a fixed order."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def check_against(self, stored: Mapping[str, str]) -> None:
        """Raises StoreMismatchError for the first setting in which the store differs, StoreSchemaError for tables."""
        check_schema(stored)
        for key, setting in _WORDS.items():
            built_with, asked_for = stored.get(key, "none"), self.entries()[key]
            if built_with != asked_for:
                raise StoreMismatchError(setting, built_with, asked_for)


def check_schema(stored: Mapping[str, str]) -> None:
    """Raises StoreSchemaError for tables that this program does not know."""
    built_with = stored.get("schema_version", "none")
    if built_with != SCHEMA_VERSION:
        raise StoreSchemaError(built_with, SCHEMA_VERSION)
