"""The command as it is run, over the development questions and the shipped model."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals.__main__ import main
from evals.ablation.document import load_ablations
from evals.ablation.page import ablations_page
from evals.ablation.reader_variants import CONTROL, reader_variants
from evals.ablation.search_variants import search_variants


def ablate(only: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    paths = ["--output", str(tmp_path / "a.json"), "--page", str(tmp_path / "a.md")]
    assert main(["ablate", "--only", only, "--json", *paths]) == 0
    printed = capsys.readouterr()
    document: dict[str, Any] = json.loads(printed.out)
    assert document == json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == ablations_page(load_ablations(tmp_path / "a.json"))
    assert document["command"] == f"python -m evals ablate --only {only} {' '.join(paths)}"
    assert "as it ships" in printed.err, "progress goes to stderr"
    return document


def test_the_search_table_has_every_variant(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = ablate("retrieval", tmp_path, capsys)
    (section,) = document["sections"]
    assert section["name"] == "retrieval"
    assert section["figures"] == ["success@1", "success@5", "recall@5", "ndcg@10"]
    assert [row["name"] for row in section["rows"]] == [variant.name for variant in search_variants()]
    assert set(section["questions"]) == {"development"}
    default = section["rows"][0]["measured"]["development"]
    assert all(found["difference"] == found["low"] == found["high"] == 0.0 for found in default.values())
    assert document["settings"]["manifest"]["analysis_version"]


def test_the_reader_table_says_that_weights_are_zeroed_without_training(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = ablate("reader", tmp_path, capsys)
    (section,) = document["sections"]
    assert section["figures"][:4] == ["forced_contains", "abstention_f1", "risk_coverage_area", "answered_accuracy"]
    names = [variant.name for variant in reader_variants() if variant is not CONTROL]
    assert [row["name"] for row in section["rows"]] == [names[0], "naive reader", *names[1:]]
    zeroed = {row["name"] for row in section["rows"] if row["weights"] == "zeroed"}
    assert zeroed == {variant.name for variant in reader_variants() if variant.left_out}


def test_a_data_set_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ablate", "--dataset", str(tmp_path / "missing.json")]) == 2
    assert "cannot be read" in capsys.readouterr().err
