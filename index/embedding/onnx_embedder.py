"""The embedding model that ships: an exported transformer, run by ONNX Runtime without torch.

An 8-bit activation shares one scale with everything that runs beside it, so texts are never batched: each
runs alone, without padding, and several run at once in threads. A text's vector therefore never depends on its
neighbours, and no work goes on padding (which is why this is faster than batches, too).
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import Vectors, check_vectors
from index.embedding.model_description import MODEL_FILE, TOKENIZER_FILE, ModelDescription
from index.embedding.readable_text import readable

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer


class OnnxEmbedder:
    """An Embedder over a folder that `index.embedding.model_export` wrote; threads may call it side by side."""

    def __init__(
        self, description: ModelDescription, session: "InferenceSession", tokenizer: "Tokenizer", *, threads: int
    ) -> None:
        self._description = description
        self._session = session
        self._inputs = [node.name for node in session.get_inputs()]
        self._tokenizer = tokenizer
        self._threads = threads

    @classmethod
    def load(cls, folder: Path, *, threads: int | None = None) -> "OnnxEmbedder":
        """Opens the model in `folder`; `threads` texts run at once, by default as many as there are processors.

        Raises ModelDamagedError unless the files have the hashes that their description says.
        """
        description = ModelDescription.load(folder)
        description.check_files(folder)
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return cls(description, _open_session(folder / MODEL_FILE), tokenizer, threads=threads or _processors())

    @property
    def name(self) -> str:
        """The model's name, its precision included."""
        return self._description.name

    @property
    def fingerprint(self) -> str:
        """SHA-256 over weights, vocabulary, pooling, length and prefixes."""
        return self._description.fingerprint

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return self._description.dimension

    @property
    def max_tokens(self) -> int:
        """How many tokens of a passage the model reads, special tokens and prefix not counted; the rest is not seen."""
        return self._description.max_tokens - self.count_tokens(self._description.passage_prefix)

    def count_tokens(self, text: str) -> int:
        """How many tokens the text has, special tokens not counted, no truncation."""
        return len(self._encode(text))

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """One unit row a text, in order; an empty text has a row too, that of the special tokens alone."""
        return self._embed([self._description.passage_prefix + text for text in texts])

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """One unit row a question, in order."""
        return self._embed([self._description.query_prefix + text for text in texts])

    def _embed(self, texts: Sequence[str]) -> Vectors:
        rows = np.empty((len(texts), self.dimension), dtype=np.float32)
        for index, row in enumerate(_side_by_side(self._embed_one, texts, self._threads)):
            rows[index] = row
        return check_vectors(rows, self.dimension)

    def _embed_one(self, text: str) -> NDArray[np.float32]:
        encoding = self._encode(text)
        encoding.truncate(self._description.max_tokens)
        ids = np.array([self._tokenizer.post_process(encoding).ids], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        tokens = self._session.run(None, {name: given[name] for name in self._inputs})[0][0]
        vector = tokens[0] if self._description.pooling == "cls" else tokens.mean(axis=0)
        row: NDArray[np.float32] = vector / np.linalg.norm(vector)
        return row

    def _encode(self, text: str) -> "Encoding":
        return self._tokenizer.encode(readable(text), add_special_tokens=False)


def _open_session(path: Path) -> "InferenceSession":
    """A session that uses the calling thread only, so that threads of ours do not wait for threads of its own."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # a memory plan for every length of text would be kept, and gains no time
    return onnxruntime.InferenceSession(
        path,
        options,
        providers=["CPUExecutionProvider"],
        # The fused operator takes ten times as long as the addition and the normalisation that it stands for
        # (0.33 against 0.04 ms at 209 tokens, ONNX Runtime 1.31).
        disabled_optimizers=["SkipLayerNormFusion"],
    )


def _side_by_side(
    embed: Callable[[str], NDArray[np.float32]], texts: Sequence[str], threads: int
) -> list[NDArray[np.float32]]:
    if len(texts) < 2 or threads < 2:
        return [embed(text) for text in texts]
    with ThreadPoolExecutor(min(threads, len(texts)), thread_name_prefix="embed") as pool:
        return list(pool.map(embed, texts))


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
