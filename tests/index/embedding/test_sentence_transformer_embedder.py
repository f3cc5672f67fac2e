import importlib
import socket
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from contracts.embedder_contract import EmbedderContract
from index.embedding.model_errors import ModelError, ModelLibraryMissingError, ModelUnavailableError
from index.embedding.sentence_transformer_embedder import Prompts, SentenceTransformerEmbedder
from tiny_model import MAX_SEQUENCE, save_tiny_model


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny_model(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def embedder(plain: Path) -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder.load(str(plain), device="cpu")


class TestSentenceTransformerEmbedder(EmbedderContract):
    tolerance = 2e-6  # a batch is padded, and sums are taken in another order


def load(folder: Path) -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder.load(str(folder), device="cpu")


def test_vectors_are_those_of_the_library(plain: Path, embedder: SentenceTransformerEmbedder) -> None:
    from sentence_transformers import SentenceTransformer

    texts = ["le chat dort", "pourquoi ?", ""]
    expected = SentenceTransformer(str(plain), device="cpu").encode(texts, normalize_embeddings=True)
    np.testing.assert_allclose(embedder.embed_documents(texts), expected, atol=1e-6)
    np.testing.assert_allclose(embedder.embed_queries(texts), expected, atol=1e-6)


def test_model_says_what_it_is(embedder: SentenceTransformerEmbedder) -> None:
    assert (embedder.name, embedder.dimension, embedder.max_tokens) == ("model", 32, MAX_SEQUENCE - 2)


def test_what_follows_the_last_token_is_not_read(embedder: SentenceTransformerEmbedder) -> None:
    full = "chat " * embedder.max_tokens
    within, over, short = embedder.embed_documents([full, full + "ville", "chat " * (embedder.max_tokens - 1)])
    np.testing.assert_allclose(within, over, atol=2e-6)
    assert np.abs(within - short).max() > 1e-4


@pytest.mark.parametrize("passage_key", ["document", "passage", "corpus"])
def test_models_own_prompts_are_used(tmp_path: Path, embedder: SentenceTransformerEmbedder, passage_key: str) -> None:
    prompted = load(save_tiny_model(tmp_path, prompts={"query": "query : ", passage_key: "passage : "}))
    texts = ["le chat dort", "la ville"]
    np.testing.assert_allclose(
        prompted.embed_queries(texts), embedder.embed_documents([f"query : {text}" for text in texts]), atol=2e-6
    )
    np.testing.assert_allclose(
        prompted.embed_documents(texts), embedder.embed_documents([f"passage : {text}" for text in texts]), atol=2e-6
    )
    assert prompted.max_tokens == embedder.max_tokens - 2


def test_given_prompts_go_before_the_models_own(plain: Path, embedder: SentenceTransformerEmbedder) -> None:
    prompted = SentenceTransformerEmbedder.load(str(plain), device="cpu", prompts=Prompts(query="qui ", passage=""))
    np.testing.assert_allclose(prompted.embed_queries(["dort"]), embedder.embed_queries(["qui dort"]), atol=2e-6)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("multilingual-e5-small", "query : dort"),
        ("e5-base-v2", "query : dort"),
        ("multilingual-e5-large-instruct", "dort"),
        ("some5-model", "dort"),
    ],
)
def test_e5_models_get_the_words_they_were_trained_with(
    plain: Path, tmp_path: Path, embedder: SentenceTransformerEmbedder, name: str, expected: str
) -> None:
    folder = tmp_path / name
    folder.symlink_to(plain, target_is_directory=True)
    np.testing.assert_allclose(load(folder).embed_queries(["dort"]), embedder.embed_queries([expected]), atol=2e-6)


def test_fingerprint_is_that_of_the_content(plain: Path, tmp_path: Path, embedder: SentenceTransformerEmbedder) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.symlink_to(plain, target_is_directory=True)
    assert load(elsewhere).fingerprint == embedder.fingerprint
    others = [
        load(save_tiny_model(tmp_path / "weights", seed=1)),
        load(save_tiny_model(tmp_path / "pooling", pooling="cls")),
        SentenceTransformerEmbedder.load(str(plain), device="cpu", prompts=Prompts(query="qui ", passage="")),
    ]
    assert len({embedder.fingerprint, *(other.fingerprint for other in others)}) == 4


def test_missing_library_is_named_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelLibraryMissingError, match=r"pip install -e '\.\[models\]'") as error:
        SentenceTransformerEmbedder.load("intfloat/multilingual-e5-small")
    assert "'intfloat/multilingual-e5-small' needs sentence-transformers" in str(error.value)
    assert isinstance(error.value, ModelError)


def test_offline_setting_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelUnavailableError, match="HF_HUB_OFFLINE forbids") as error:
        SentenceTransformerEmbedder.load("nobody/no-such-model")
    assert "'nobody/no-such-model' cannot be had" in str(error.value)
    assert "hf download" in str(error.value)


def test_no_way_to_the_hub_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{unused.getsockname()[1]}")
        monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
        importlib.import_module("sentence_transformers")  # takes its time, which is not looked at here
        start = time.monotonic()
        with pytest.raises(ModelUnavailableError, match=r"127\.0\.0\.1:\d+ cannot be reached .*refused"):
            SentenceTransformerEmbedder.load("nobody/no-such-model")
        assert time.monotonic() - start < 20


@pytest.mark.parametrize("model", ["./no/such/folder", "/no/such/folder", "a b", "", "a/b/c"])
def test_folder_that_is_not_there_is_named(model: str) -> None:
    with pytest.raises(ModelUnavailableError, match="there is no such folder") as error:
        SentenceTransformerEmbedder.load(model)
    assert repr(model) in str(error.value)


def test_folder_that_holds_no_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailableError, match="cannot be had") as error:
        SentenceTransformerEmbedder.load(str(tmp_path))
    assert str(tmp_path) in str(error.value)
