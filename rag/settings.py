"""The settings of the service: values read once from the environment; they build nothing."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.manifest import DEFAULT_CHUNKING

INDEX_FOLDER = Path(__file__).parent.parent / "index"
SHIPPED_MODEL = "all-MiniLM-L6-v2"


class Settings(BaseSettings):
    """Each field is read from `SOURCIER_` and its name in capitals: `SOURCIER_STORE=/srv/press`."""

    model_config = SettingsConfigDict(env_prefix="SOURCIER_", frozen=True)

    store: Path = Field(default=INDEX_FOLDER / "store", description="Folder of the store.")
    model: str = Field(
        default=SHIPPED_MODEL,
        min_length=1,
        description="Embedding model: the one that ships, or any sentence-transformers model by name or path.",
    )
    threads: int | None = Field(default=None, ge=1, description="Threads for embedding; all cores when not set.")
    chunk_tokens: int = Field(
        default=DEFAULT_CHUNKING.max_tokens, ge=16, le=8192, description="Largest chunk, in the model's tokens."
    )
    chunk_overlap: int = Field(
        default=DEFAULT_CHUNKING.overlap, ge=0, le=8, description="Sentences that neighbouring chunks share."
    )
    k: int = Field(default=8, ge=1, le=100, description="How many passages a question retrieves.")
    minimum_confidence: float | None = Field(
        default=None,
        ge=0.0,
        le=1.0,
        description="Below this confidence nothing is said; when not set, the value that was chosen on data.",
    )
