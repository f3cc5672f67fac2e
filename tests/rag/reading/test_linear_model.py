import json
from pathlib import Path

import pytest

from rag.reading.linear_model import LinearModel, logistic

MODEL = LinearModel({"a": 2.0, "b": -1.0}, 0.5, "made for a test")


def test_what_is_saved_reads_back(tmp_path: Path) -> None:
    MODEL.save(tmp_path / "model.json")
    assert LinearModel.load(tmp_path / "model.json") == MODEL


def test_the_same_weights_are_the_same_bytes(tmp_path: Path) -> None:
    MODEL.save(tmp_path / "one.json")
    LinearModel({"b": -1.0, "a": 2.0}, 0.5, "made for a test").save(tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    assert list(json.loads((tmp_path / "one.json").read_text())["weights"]) == ["a", "b"]


def test_features_without_a_weight_count_nothing() -> None:
    assert MODEL.score_flags(["a", "b", "c"]) == 1.0
    assert MODEL.score_values([("a", 3.0), ("c", 9.0)]) == 6.0


def test_a_column_needs_every_weight() -> None:
    assert MODEL.column(["b", "a"]).tolist() == [-1.0, 2.0]
    with pytest.raises(KeyError, match="c"):
        MODEL.column(["a", "c"])


@pytest.mark.parametrize(
    ("score", "probability"), [(0, 0.5), (1.0986122887, 0.75), (-1.0986122887, 0.25), (800, 1), (-800, 0)]
)
def test_logistic(score: float, probability: float) -> None:
    assert logistic(score) == pytest.approx(probability)
