"""What an exporter needs of a sentence-transformers model: its float32 graph, pooling, prompts and words."""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.embedding.model_description import POOLINGS, Pooling

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from transformers import PreTrainedModel

OPSET = 17  # the first with LayerNormalization as one operator
CALIBRATION_TEXTS = 64
INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def load_original(model: str) -> "SentenceTransformer":
    """The float32 model, on the processor, with attention written out so that the export can follow it."""
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(model, device="cpu", model_kwargs={"attn_implementation": "eager"})


def transformer_of(model: "SentenceTransformer") -> "PreTrainedModel":
    """The transformer inside; raises ValueError for a model without one."""
    if model.transformers_model is None:
        raise ValueError("Only a transformer can be exported; this model holds none.")
    return model.transformers_model


def pooling_of(model: "SentenceTransformer") -> Pooling:
    """How the model makes one vector of its token embeddings; raises ValueError where we would not make the same."""
    kinds = [type(module).__name__ for module in model]
    if kinds not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        raise ValueError(f"Only a transformer with pooling can be exported; this model is made of {kinds}.")
    wanted = getattr(model[1], "pooling_mode", None)
    for pooling in POOLINGS:
        if pooling == wanted:
            return pooling
    raise ValueError(f"Pooling must be one of {POOLINGS}; this model has {wanted!r}.")


def first_prompt(model: "SentenceTransformer", *names: str) -> str:
    """The first prompt of one of these names that is not empty, else an empty one."""
    return next((prompt for name in names if (prompt := model.prompts.get(name))), "")


def export_graph(model: "SentenceTransformer", path: Path) -> None:
    """The transformer as float32 ONNX: token ids and masks in, token embeddings (batch, tokens, dimension) out."""
    import torch

    transformer = transformer_of(model)
    example = torch.ones((2, 8), dtype=torch.int64)
    accepted = [name for name in INPUTS if name in model.tokenizer.model_input_names]

    class TokenEmbeddings(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, *given: torch.Tensor) -> torch.Tensor:
            output: torch.Tensor = self.transformer(**dict(zip(accepted, given, strict=True))).last_hidden_state
            return output

    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # tracing warns of every shape that Python looks at
        torch.onnx.export(
            TokenEmbeddings(),
            tuple(example if name != "token_type_ids" else torch.zeros_like(example) for name in accepted),
            path,
            input_names=accepted,
            output_names=["token_embeddings"],
            dynamic_axes={name: {0: "batch", 1: "tokens"} for name in [*accepted, "token_embeddings"]},
            opset_version=OPSET,
            dynamo=False,  # the other exporter needs onnxscript, and its graph is no better for BERT
        )


def calibration_ids(model: "SentenceTransformer") -> list[NDArray[np.int64]]:
    """Texts of random words: outlier channels belong to the model, not to a language or a subject."""
    random = np.random.default_rng(0)
    tokenizer = model.tokenizer
    words = np.setdiff1d(np.arange(len(tokenizer)), tokenizer.all_special_ids)
    lengths = random.integers(4, model.max_seq_length, CALIBRATION_TEXTS)
    texts = [tokenizer.decode(random.choice(words, length)) for length in lengths]
    encoded = tokenizer(texts, truncation=True, max_length=model.max_seq_length)["input_ids"]
    return [np.array(ids, dtype=np.int64) for ids in encoded]
