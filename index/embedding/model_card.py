"""The card beside an exported model, for people: what it is, where it comes from, how it was made, how close it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.embedding.model_description import ModelDescription


@dataclass(frozen=True, slots=True)
class Parity:
    """Cosines between the exported and the original model's vectors of the same texts."""

    texts: int
    mean: float
    minimum: float


def model_card(
    description: ModelDescription, parity: Parity, *, made_with: Mapping[str, str], limits: Sequence[str]
) -> str:
    """The card as Markdown; `made_with` are the versions of the libraries that made the files."""
    made = ", ".join(f"{name} {version}" for name, version in made_with.items())
    limits = (*limits, _ALWAYS)
    prefixes = f"`{description.query_prefix}` before a question, `{description.passage_prefix}` before a passage"
    return f"""# {description.name}

An embedding model: a text becomes a unit vector of {description.dimension} numbers, and the inner product of two
vectors is how alike the texts are.

| | |
|---|---|
| original | {description.source} |
| its weights, SHA-256 | `{description.source_sha256}` |
| licence | {description.licence} |
| this file, SHA-256 | `{description.model_sha256}` |
| reads | {description.max_tokens} tokens, special tokens not counted; the rest of a longer text is not seen |
| vector | {description.pooling} of the token embeddings, then length 1 |
| prefixes | {prefixes if description.query_prefix or description.passage_prefix else "none"} |

## How it was made

`index/embedding/model_export.py` (its first lines have the command) with
{made}:
exported to ONNX in float32; channels with outliers evened out by powers of two; weights in 7 bits, a scale a column;
activations in 8 bits, a scale a text, found while running. It holds standard ONNX operators only and runs on any
processor that ONNX Runtime runs on.

## How close it is to the original

Cosine of the vectors of {parity.texts} French and English sentences (`tests/golden/parity_sentences.txt`) with those
of the float32 original: {parity.mean:.4f} on average, {parity.minimum:.4f} at least.
`tests/index/embedding/test_model_export.py` measures it again, and the loss in retrieval too.

## Limits

{chr(10).join(f"* {limit}" for limit in limits)}
"""


_ALWAYS = (
    "A vector is the same for the same text on one machine, whatever runs beside it; "
    "between kinds of processors its last digits differ."
)
