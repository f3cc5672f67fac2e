"""Retrieval in two steps: many passages are found, and a cross-encoder that reads each beside the question orders them.

Any cross-encoder of others that sentence-transformers loads. torch and sentence-transformers are imported when a model
is loaded, not before: they take seconds.
"""

import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.embedding.model_errors import ModelLibraryMissingError, ModelUnsuitableError
from index.embedding.model_hub import load_from_folder_or_hub
from index.embedding.readable_text import readable
from index.fusion import standardise
from index.hit import Filters, Hit
from rag.retriever import Retriever

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

KIND = "a cross-encoder that gives a pair one score"
SETTING = "SOURCIER_RERANKER_MODEL"
DEPTH = 24
"""How many passages are put in order: three times what is read by default. Each costs a run of the model."""


class PairScorer(Protocol):
    """Tells how well a passage answers a question: `CrossEncoderScorer`."""

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float64]:
        """One number a passage, in order; higher is better."""
        ...


class CrossEncoderScorer:
    """Scores by a loaded model. One call at a time: tokenizers of transformers cannot be shared by threads."""

    def __init__(self, model: "CrossEncoder") -> None:
        self._model = model
        self._lock = threading.Lock()

    @classmethod
    def load(cls, model: str, *, device: str | None = None) -> "CrossEncoderScorer":
        """The model in the folder `model`, or of that name in the hub's cache, or from the hub.

        It runs on `device`, by default where torch chooses. Raises ModelLibraryMissingError without the library,
        ModelUnavailableError where there is no such model or no way to it, and ModelUnsuitableError where it was not
        tuned to score pairs, or gives several scores.
        """
        try:
            from sentence_transformers import CrossEncoder
        except ImportError as error:
            raise ModelLibraryMissingError(model, "sentence-transformers", setting=SETTING) from error
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]

        def load(local_files_only: bool) -> CrossEncoder:
            loaded: CrossEncoder = CrossEncoder(model, device=device, local_files_only=local_files_only)
            return loaded

        loaded = load_from_folder_or_hub(model, load, kind=KIND)
        if reason := _unsuitable(loaded):
            raise ModelUnsuitableError(model, reason, kind=KIND, setting=SETTING)
        return cls(loaded)

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float64]:
        """The model's own scores: probabilities of some models, log-odds of others."""
        if not passages:
            return np.empty(0, dtype=np.float64)
        asked = readable(question)
        with self._lock:
            scores = self._model.predict([(asked, readable(passage)) for passage in passages], show_progress_bar=False)
        return np.asarray(scores, dtype=np.float64)


class RerankingRetriever:
    """Hits of another retriever, in the order of the scores of pairs."""

    def __init__(self, retriever: Retriever, scorer: PairScorer) -> None:
        self._retriever = retriever
        self._scorer = scorer

    def retrieve(self, question: str, *, k: int, filters: Filters) -> list[Hit]:
        """At most `k` hits, best first, out of `DEPTH` or more; equal ones stay in the other's order.

        A hit's score is that of its pair, brought to mean 0 and deviation 1 over all that were put in order, as fused
        scores are: what was learned of how far a hit stands below the first keeps its meaning. The pair's score as it
        was stands in the explanation, beside what the hit was found by.
        """
        found = self._retriever.retrieve(question, k=max(k, DEPTH), filters=filters)
        # The title stands before the passage, as it does where passages are embedded.
        passages = [f"{hit.article.title}\n{hit.chunk.text}" for hit in found]
        own = self._scorer.score(question, passages).tolist()
        scored = [
            replace(hit, score=score, explanation=replace(hit.explanation, reranked=raw))
            for hit, score, raw in zip(found, standardise(own), own, strict=True)
        ]
        return sorted(scored, key=lambda hit: -hit.score)[:k]


def _unsuitable(model: "CrossEncoder") -> str | None:
    """What is wrong with the model; a head that was not tuned is made up at random, with a warning nobody reads."""
    if model.num_labels != 1:
        return f"it gives {model.num_labels} scores a pair"
    architectures = getattr(model.config, "architectures", None) or ["none"]
    if not architectures[0].endswith(("ForSequenceClassification", "ForCausalLM")):
        return f"its files are those of {architectures[0]}, which scores no pairs"
    return None
