"""A question-answering transformer: for every token of a text, how probably an answer begins or ends there.

Any model of others that transformers loads as one for extractive question answering, such as a CamemBERT tuned on
FQuAD. torch and transformers are imported when a model is loaded, not before: they take seconds.
"""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.embedding.model_errors import ModelLibraryMissingError, ModelUnsuitableError
from index.embedding.model_hub import load_from_folder_or_hub
from index.embedding.readable_text import readable

if TYPE_CHECKING:
    from transformers import BatchEncoding, PreTrainedModel, PreTrainedTokenizerBase

KIND = "a model for extractive question answering"
SETTING = "SOURCIER_READER_MODEL"
MAX_WINDOW = 384  # tokens, question included: what such models are tuned with (Devlin et al. 2019)
BATCH = 16  # windows that run at once


@dataclass(frozen=True, slots=True)
class Window:
    """What the model says of as much of a text as it reads at once.

    `text` is the text's place among those that were given. Token t stands at `spans[t]` of the text, half-open, in code
    points, without the white space around it; tokens of white space alone are left out. `starts[t]` and `ends[t]` score
    an answer that begins with it and one that ends with it; `none` scores that there is no answer in the window, to be
    compared with the sum of a start and an end.
    """

    text: int
    spans: NDArray[np.int64]
    starts: NDArray[np.float64]
    ends: NDArray[np.float64]
    none: float


class SpanModel:
    """A loaded model. One call at a time: tokenizers of transformers cannot be shared by threads."""

    def __init__(self, model: "PreTrainedModel", tokenizer: "PreTrainedTokenizerBase", *, name: str) -> None:
        if not tokenizer.is_fast:
            reason = f"its tokenizer ({type(tokenizer).__name__}) does not say where its tokens stand in the text"
            raise ModelUnsuitableError(name, reason, kind=KIND, setting=SETTING)
        self._model = model.eval()  # type: ignore[no-untyped-call]
        self._tokenizer = tokenizer
        self._lock = threading.Lock()
        self._window = _window(model, tokenizer)

    @classmethod
    def load(cls, model: str, *, device: str | None = None) -> "SpanModel":
        """The model in the folder `model`, or of that name in the hub's cache, or from the hub.

        It runs on `device`, by default on a GPU where torch sees one. Raises ModelLibraryMissingError without the
        library, ModelUnavailableError where there is no such model or no way to it, and ModelUnsuitableError where it
        was not tuned to find answers.
        """
        try:
            import torch
            from transformers import AutoModelForQuestionAnswering, AutoTokenizer
        except ImportError as error:
            raise ModelLibraryMissingError(model, "transformers", setting=SETTING) from error
        from transformers.utils.logging import disable_progress_bar, set_verbosity_error

        disable_progress_bar()  # type: ignore[no-untyped-call]
        set_verbosity_error()  # type: ignore[no-untyped-call]  # a table of weights that do not matter to anyone here

        def load(local_files_only: bool) -> "SpanModel":
            loaded, report = AutoModelForQuestionAnswering.from_pretrained(
                model, local_files_only=local_files_only, dtype=torch.float32, output_loading_info=True
            )
            if missing := sorted(report["missing_keys"]):  # made up at random, with a warning that nobody reads
                reason = f"it has no weights for {', '.join(missing)}"
                raise ModelUnsuitableError(model, reason, kind=KIND, setting=SETTING)
            tokenizer = AutoTokenizer.from_pretrained(model, local_files_only=local_files_only)
            chosen = device or ("cuda" if torch.cuda.is_available() else "cpu")
            return cls(loaded.to(chosen), tokenizer, name=Path(model).name)

        return load_from_folder_or_hub(model, load, kind=KIND)

    def look(self, question: str, texts: Sequence[str]) -> list[Window]:
        """The windows of every text, in order; those of a long text overlap, so that what one cuts another has whole.

        What does not fit into a third of a window is cut off the question's end.
        """
        if not texts:
            return []
        with self._lock:
            encoded = self._encode(readable(question), [readable(text) for text in texts])
            starts, ends = self._logits(encoded)
        return list(_windows(encoded, texts, starts, ends, self._tokenizer.cls_token_id))

    def _encode(self, question: str, texts: list[str]) -> "BatchEncoding":
        asked = self._tokenizer(
            question,
            add_special_tokens=False,
            truncation=True,
            max_length=self._window // 3,
            return_offsets_mapping=True,
        )
        shortened = question[: max((end for _, end in asked["offset_mapping"]), default=0)]
        encoded: BatchEncoding = self._tokenizer(
            [shortened] * len(texts),
            texts,
            truncation="only_second",
            max_length=self._window,
            stride=self._window // 4,
            padding=True,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            return_tensors="np",
        )
        return encoded

    def _logits(self, encoded: "BatchEncoding") -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Start and end logits, each of shape (windows, tokens)."""
        import torch

        names = [name for name in self._tokenizer.model_input_names if name in encoded]
        inputs = {name: torch.from_numpy(np.asarray(encoded[name])) for name in names}
        starts, ends = [], []
        with torch.inference_mode():
            for first in range(0, len(encoded["input_ids"]), BATCH):
                batch = {name: values[first : first + BATCH].to(self._model.device) for name, values in inputs.items()}
                output = self._model(**batch)
                starts.append(output.start_logits.double().cpu().numpy())
                ends.append(output.end_logits.double().cpu().numpy())
        return np.concatenate(starts), np.concatenate(ends)


def _windows(
    encoded: "BatchEncoding",
    texts: Sequence[str],
    starts: NDArray[np.float64],
    ends: NDArray[np.float64],
    first_token: int | None,
) -> Iterator[Window]:
    for at, text in enumerate(encoded["overflow_to_sample_mapping"]):
        spans = np.array(
            [
                _trimmed(texts[text], *span) if part == 1 else (0, 0)  # offsets of the question are its own
                for part, span in zip(encoded.sequence_ids(at), encoded["offset_mapping"][at].tolist(), strict=True)
            ],
            dtype=np.int64,
        )
        seen = spans[:, 0] < spans[:, 1]
        places = np.flatnonzero(encoded["input_ids"][at] == first_token)
        none = int(places[0]) if len(places) else 0
        yield Window(
            text=int(text),
            spans=spans[seen],
            starts=starts[at][seen],
            ends=ends[at][seen],
            none=float(starts[at][none] + ends[at][none]),
        )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the token's word stands: SentencePiece and byte-level tokenizers count the space before it in."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _window(model: "PreTrainedModel", tokenizer: "PreTrainedTokenizerBase") -> int:
    """How many tokens the model reads at once; RoBERTa and its kin lose two of their positions to padding."""
    positions = getattr(model.config, "max_position_embeddings", None) or MAX_WINDOW
    return int(min(MAX_WINDOW, tokenizer.model_max_length, positions - 2))
