"""Any sentence-transformers model as an Embedder, by hub name or folder, with its own prompts.

torch and sentence-transformers are imported when a model is loaded, not before: they take seconds.
"""

import hashlib
import json
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.embedding.embedder import Vectors, check_vectors
from index.embedding.model_errors import ModelLibraryMissingError
from index.embedding.model_hub import load_from_folder_or_hub
from index.embedding.readable_text import readable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_E5 = re.compile(r"(^|[/_-])e5-(?!.*instruct)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Prompts:
    """What stands before a question and before a passage."""

    query: str
    passage: str


class SentenceTransformerEmbedder:
    """An Embedder over a loaded model. One call at a time: tokenizers of transformers cannot be shared by threads."""

    def __init__(self, model: "SentenceTransformer", *, name: str, prompts: Prompts) -> None:
        self._model = model
        self._name = name
        self._prompts = prompts
        self._lock = threading.Lock()
        self._dimension = _dimension(model)
        self._max_tokens = _max_tokens(model) - self.count_tokens(prompts.passage)
        self._fingerprint = _fingerprint(model, prompts)

    @classmethod
    def load(
        cls, model: str, *, device: str | None = None, prompts: Prompts | None = None
    ) -> "SentenceTransformerEmbedder":
        """The model in the folder `model`, or of that name in the hub's cache, or from the hub.

        `device` is chosen by torch unless given; `prompts` are the model's own unless given. Raises
        ModelLibraryMissingError without the library, ModelUnavailableError where there is no such model or no
        way to it (HF_HUB_OFFLINE, no network).
        """
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise ModelLibraryMissingError(model, "sentence-transformers") from error
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]

        def load(local_files_only: bool) -> "SentenceTransformer":
            return SentenceTransformer(model, device=device, local_files_only=local_files_only)

        loaded = load_from_folder_or_hub(model, load, kind="a sentence-transformers model")
        return cls(loaded, name=Path(model).name, prompts=prompts or _own_prompts(loaded, model))

    @property
    def name(self) -> str:
        """The model's name without its owner or folder."""
        return self._name

    @property
    def fingerprint(self) -> str:
        """SHA-256 over weights, vocabulary, pooling, length and prompts; the same from the hub and from a folder."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return self._dimension

    @property
    def max_tokens(self) -> int:
        """How many tokens of a passage the model reads, special tokens and prompt not counted."""
        return self._max_tokens

    def count_tokens(self, text: str) -> int:
        """How many of the model's tokens the text has, special tokens not counted, no truncation."""
        with self._lock:
            encoded = self._model.tokenizer(readable(text), add_special_tokens=False, truncation=False, verbose=False)
        return len(encoded["input_ids"])

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """One unit row a text, in order, each after the passage prompt."""
        return self._embed(texts, self._prompts.passage, task="document")

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """One unit row a question, in order, each after the query prompt."""
        return self._embed(texts, self._prompts.query, task="query")

    def _embed(self, texts: Sequence[str], prompt: str, *, task: str) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        with self._lock:
            # `task` chooses the branch of a model that has one for questions and one for passages.
            encoded = self._model.encode(
                [readable(text) for text in texts], prompt=prompt, task=task, show_progress_bar=False
            )
        rows = np.asarray(encoded, dtype=np.float32)
        return check_vectors(rows / np.linalg.norm(rows, axis=1, keepdims=True), self.dimension)


def _own_prompts(model: "SentenceTransformer", name: str) -> Prompts:
    """The model's prompts. E5 models were trained with two words that most of them do not carry in their settings.

    Source: Wang et al. 2022, "Text Embeddings by Weakly-Supervised Contrastive Pre-training", arXiv:2212.03533.
    """
    query = model.prompts.get("query") or ""
    passage = next((prompt for key in ("document", "passage", "corpus") if (prompt := model.prompts.get(key))), "")
    if not query and not passage and _E5.search(Path(name).name):
        return Prompts(query="query: ", passage="passage: ")
    return Prompts(query=query, passage=passage)


def _dimension(model: "SentenceTransformer") -> int:
    dimension = model.get_embedding_dimension()
    if dimension is None:
        raise ValueError("The model does not say how many dimensions its vectors have.")
    return dimension


def _max_tokens(model: "SentenceTransformer") -> int:
    length = model.max_seq_length or model.tokenizer.model_max_length
    special: int = model.tokenizer.num_special_tokens_to_add(pair=False)
    return int(length) - special


def _fingerprint(model: "SentenceTransformer", prompts: Prompts) -> str:
    import torch

    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        stored = tensor.detach().cpu().contiguous().reshape(-1)
        digest.update(f"{name} {tensor.dtype} {tuple(tensor.shape)}\n".encode())
        digest.update(stored.view(torch.uint8).numpy().data)
    kinds = [[type(module).__name__, getattr(module, "pooling_mode", None)] for module in model]
    vocabulary = sorted(model.tokenizer.get_vocab().items())
    settings = [kinds, vocabulary, model.max_seq_length, prompts.query, prompts.passage]
    digest.update(json.dumps(settings).encode())
    return digest.hexdigest()
