import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.embedding.model_errors import (
    ModelError,
    ModelLibraryMissingError,
    ModelUnavailableError,
    ModelUnsuitableError,
)
from rag.reading.span_model import SpanModel
from tiny_model import POSITIONS, TOKENIZER_KINDS, save_tiny_camembert, save_tiny_cross_encoder, save_tiny_reader

LONG = "Le chat dort. " * 40 + "Wu Wei vote. " + "La ville dort. " * 40
AROUND = st.text(st.sampled_from("aé1 \u00a0\u202f\n«»’.…😀👩\u200d\ufe0fe\u0301ﬁ½ſ京ي\ud83d"), max_size=40)


@pytest.fixture(scope="module", params=TOKENIZER_KINDS)
def model(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SpanModel:
    """Taught for no more than a look at its offsets: these need no good answers."""
    return SpanModel.load(str(save_tiny_reader(tmp_path_factory.mktemp("reader"), request.param, steps=1)))


def test_windows_of_a_long_text_overlap_and_leave_nothing_out(model: SpanModel) -> None:
    windows = model.look("Qui ?", ["Wu Wei.", LONG])
    assert windows[0].text == 0
    of_long = [window for window in windows if window.text == 1]
    assert len(of_long) > 4
    assert all(len(window.starts) == len(window.ends) == len(window.spans) < POSITIONS for window in windows)
    covered = {place for window in of_long for start, end in window.spans.tolist() for place in range(start, end)}
    assert covered == {place for place, sign in enumerate(LONG) if not sign.isspace()}
    for one, other in pairwise(of_long):
        assert other.spans[0, 0] < one.spans[-1, 1]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(before=AROUND, after=AROUND)
def test_tokens_stand_where_their_words_stand(model: SpanModel, before: str, after: str) -> None:
    text = f"{before} Roubaix {after}"
    start = len(before) + 1
    spans = np.concatenate([window.spans for window in model.look("Où ?", [text])])
    assert start in spans[:, 0]
    assert start + len("Roubaix") in spans[:, 1]
    assert all(text[first:last].strip() == text[first:last] != "" for first, last in spans.tolist())


def test_a_text_reads_the_same_alone_and_beside_a_longer_one(model: SpanModel) -> None:
    (alone,) = model.look("Qui ?", ["Wu Wei vote."])
    beside = model.look("Qui ?", ["Wu Wei vote.", LONG])[0]
    np.testing.assert_array_equal(alone.spans, beside.spans)
    np.testing.assert_allclose(alone.starts, beside.starts, atol=1e-4)
    assert alone.none == pytest.approx(beside.none, abs=1e-4)


@pytest.mark.parametrize("question", ["", "Qui ? " * 300, "\ud800", "😀" * 500])
def test_any_question_leaves_room_for_the_text(model: SpanModel, question: str) -> None:
    windows = model.look(question, [LONG])
    assert max(window.spans[:, 1].max() for window in windows) == len(LONG.rstrip())


def test_no_text_has_no_window(model: SpanModel) -> None:
    assert model.look("Qui ?", []) == []


def test_vocabulary_of_sentencepiece_alone_is_enough(tmp_path: Path) -> None:
    text = "😀 Le conseil\u00a0dort. Wu Wei vote."
    (window,) = SpanModel.load(str(save_tiny_camembert(tmp_path))).look("Qui ?", [text])
    assert {place for start, end in window.spans.tolist() for place in range(start, end)} == {
        place for place, sign in enumerate(text) if not sign.isspace()
    }


def test_model_of_another_kind_is_refused_with_what_it_lacks(tmp_path: Path) -> None:
    folder = save_tiny_cross_encoder(tmp_path, steps=1)
    with pytest.raises(ModelUnsuitableError, match=r"no weights for qa_outputs\.bias, qa_outputs\.weight") as error:
        SpanModel.load(str(folder))
    assert str(folder) in str(error.value)
    assert "Name one in SOURCIER_READER_MODEL, or unset it" in str(error.value)
    assert isinstance(error.value, ModelError)


def test_tokenizer_that_does_not_know_where_its_tokens_stand_is_refused(tmp_path: Path) -> None:
    from transformers import AutoModelForQuestionAnswering, CanineTokenizer

    model = AutoModelForQuestionAnswering.from_pretrained(save_tiny_reader(tmp_path, "word pieces", steps=1))
    with pytest.raises(ModelUnsuitableError, match=r"'canine'.*CanineTokenizer.*does not say where its tokens stand"):
        SpanModel(model, CanineTokenizer(), name="canine")


def test_model_that_is_nowhere_is_named_with_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModelUnavailableError, match="no such folder"):
        SpanModel.load("./no/such/folder")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelUnavailableError, match=r"extractive question answering.*hf download NAME"):
        SpanModel.load("nobody/no-such-model")


def test_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailableError, match="cannot be had") as error:
        SpanModel.load(str(tmp_path))
    assert str(tmp_path) in str(error.value)


def test_missing_library_is_named_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(
        ModelLibraryMissingError, match=r"pip install -e '\.\[models\]', or unset SOURCIER_READER_MODEL"
    ):
        SpanModel.load("somebody/camembert-fquad")
