import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from contracts.embedder_contract import EmbedderContract
from index.embedding.model_errors import ModelDamagedError
from index.embedding.onnx_embedder import OnnxEmbedder
from index.sealed_json import read_sealed, write_sealed

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "index/models/all-MiniLM-L6-v2"
SENTENCES = ROOT / "tests/golden/parity_sentences.txt"


@pytest.fixture(scope="module")
def shipped() -> OnnxEmbedder:
    return OnnxEmbedder.load(SHIPPED, threads=2)


@pytest.fixture(scope="module")
def embedder(shipped: OnnxEmbedder) -> OnnxEmbedder:
    return shipped


class TestOnnxEmbedder(EmbedderContract):
    pass


def test_shipped_model_is_close_to_its_original(shipped: OnnxEmbedder) -> None:
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    original = np.load(SENTENCES.with_suffix(".npy")).astype(np.float32)
    assert len(set(lines)) == len(original) == 200
    cosines = np.sum(shipped.embed_documents(lines) * original, axis=1)
    assert cosines.min() >= 0.98


def test_number_of_threads_changes_no_bit(shipped: OnnxEmbedder) -> None:
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()[:40]
    expected = shipped.embed_documents(lines)
    for threads in (1, 7):
        assert np.array_equal(OnnxEmbedder.load(SHIPPED, threads=threads).embed_documents(lines), expected)


def test_shipped_model_says_what_it_is(shipped: OnnxEmbedder) -> None:
    assert (shipped.name, shipped.dimension, shipped.max_tokens) == ("all-MiniLM-L6-v2-int8", 384, 254)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("bank", 1),
        ("The bank raises rates.", 5),
        ("marché", 1),
        ("Marche", 1),
        ("inflation.", 2),
        ("1 234,5", 4),
        ("[CLS]", 1),
        ("   ", 0),
    ],
)
def test_tokens_are_the_models(shipped: OnnxEmbedder, text: str, tokens: int) -> None:
    assert shipped.count_tokens(text) == tokens


def test_what_follows_the_last_token_is_not_read(shipped: OnnxEmbedder) -> None:
    full = "bank " * shipped.max_tokens
    assert shipped.count_tokens(full) == shipped.max_tokens
    within, over, short = shipped.embed_documents([full, full + "cat dog", "bank " * (shipped.max_tokens - 1)])
    assert np.array_equal(within, over)
    assert not np.array_equal(within, short)


def test_blank_texts_have_the_vector_of_the_empty_text(shipped: OnnxEmbedder) -> None:
    empty, *blank = shipped.embed_documents(["", " ", "\n\t", "\u00a0"])
    assert all(np.array_equal(row, empty) for row in blank)


def copied(folder: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, folder / "model"))


def test_truncated_model_is_refused_with_both_hashes(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    os.truncate(folder / "model.onnx", 1_000_000)
    with pytest.raises(ModelDamagedError) as error:
        OnnxEmbedder.load(folder)
    message = str(error.value)
    assert str(folder / "model.onnx") in message
    assert "31b114c9032cafb616945098e61e081b32630d1c4e9436ce2bdf3088e136b55b" in message
    assert message.count("SHA-256") == 1
    assert "git checkout" in message
    assert "index.embedding.model_export" in message


def test_changed_tokenizer_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    with (folder / "tokenizer.json").open("a", encoding="utf-8") as file:
        file.write(" ")
    with pytest.raises(ModelDamagedError, match=r"tokenizer\.json was cut short or changed"):
        OnnxEmbedder.load(folder)


@pytest.mark.parametrize("file", ["model.onnx", "tokenizer.json", "model.json"])
def test_missing_file_is_named(tmp_path: Path, file: str) -> None:
    folder = copied(tmp_path)
    (folder / file).unlink()
    with pytest.raises(ModelDamagedError, match=rf"{file} is missing"):
        OnnxEmbedder.load(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"name": "x", "colour": "blue"}', '{"sha256": 1}'])
def test_description_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    folder = copied(tmp_path)
    (folder / "model.json").write_text(text, encoding="utf-8")
    with pytest.raises(ModelDamagedError, match=r"model\.json (is not JSON with a seal|was cut short or changed)"):
        OnnxEmbedder.load(folder)


def test_description_of_something_else_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    write_sealed(folder / "model.json", {"name": "x", "colour": "blue"})
    with pytest.raises(ModelDamagedError, match=r"model\.json is not the description of a model"):
        OnnxEmbedder.load(folder)


@pytest.mark.parametrize("file", ["model.onnx", "tokenizer.json", "model.json"])
@pytest.mark.parametrize("count", [5, pytest.param(300, marks=pytest.mark.slow)])
def test_no_flipped_bit_of_a_model_reaches_the_library_that_runs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, count: int
) -> None:
    folder, dice = copied(tmp_path), random.Random(file)
    monkeypatch.setattr("index.embedding.onnx_embedder._open_session", lambda _: pytest.fail("it was opened"))
    size = (folder / file).stat().st_size
    for _ in range(count):
        place, bit = dice.randrange(size), 1 << dice.randrange(8)
        with (folder / file).open("r+b") as content:
            for flip in (True, False):  # and back
                content.seek(place)
                (byte,) = content.read(1)
                content.seek(place)
                content.write(bytes([byte ^ bit]))
                content.flush()
                if flip:
                    with pytest.raises(ModelDamagedError, match=r"was cut short or changed|is not JSON with a seal"):
                        OnnxEmbedder.load(folder)


def test_fingerprint_follows_whatever_changes_a_vector(tmp_path: Path, shipped: OnnxEmbedder) -> None:
    folder = copied(tmp_path)
    description = folder / "model.json"
    fields = read_sealed(description)
    assert OnnxEmbedder.load(folder).fingerprint == shipped.fingerprint
    for change in ({"pooling": "cls"}, {"query_prefix": "query: "}, {"max_tokens": 128}):
        write_sealed(description, fields | change)
        assert OnnxEmbedder.load(folder).fingerprint != shipped.fingerprint


def test_prefixes_stand_before_questions_and_passages(tmp_path: Path, shipped: OnnxEmbedder) -> None:
    folder = copied(tmp_path)
    description = folder / "model.json"
    prefixes = {"query_prefix": "query: ", "passage_prefix": "passage: "}
    write_sealed(description, read_sealed(description) | prefixes)
    prefixed = OnnxEmbedder.load(folder)
    assert np.array_equal(prefixed.embed_queries(["Qui ?"]), shipped.embed_queries(["query: Qui ?"]))
    assert np.array_equal(prefixed.embed_documents(["Moi."]), shipped.embed_documents(["passage: Moi."]))
    assert prefixed.max_tokens == shipped.max_tokens - shipped.count_tokens("passage: ")


def in_fresh_process(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


LOAD = (
    "import sys; from pathlib import Path; from index.embedding.onnx_embedder import OnnxEmbedder\n"
    "assert not {'onnxruntime', 'tokenizers'} & set(sys.modules)\n"
    f"embedder = OnnxEmbedder.load(Path({str(SHIPPED)!r}), threads=4)\n"
)


def test_embedding_needs_no_torch_and_importing_the_module_no_library() -> None:
    in_fresh_process(
        f"{LOAD}embedder.embed_queries(['Qui ?'])\nassert not {{'torch', 'transformers', 'onnx'}} & set(sys.modules)"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_model_leaves_the_service_most_of_its_memory() -> None:
    """500 MB is what the service has in all; measured: 150 MB, of which the interpreter and its libraries are 55."""
    peak = in_fresh_process(
        f"{LOAD}embedder.embed_documents(['mot ' * 400] * 32)\nprint(open('/proc/self/status').read())"
    )
    kilobytes = next(int(line.split()[1]) for line in peak.splitlines() if line.startswith("VmHWM"))
    assert kilobytes < 200_000
