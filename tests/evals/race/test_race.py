"""The race as a whole, and each entrant for real on the bundled articles."""

from dataclasses import replace
from math import log2
from pathlib import Path

import pytest

from evals.__main__ import main
from evals.race import environments
from evals.race.course import Course, lay_out_course
from evals.race.entrants import ENTRANTS, Entrant
from evals.race.environments import is_current
from evals.race.race import run_race
from evals.race.results import load_race
from evals.sources import Choice, open_source

WORDS = Entrant("words", "Words", "tests.evals.race.word_entrant", None, "", False, "")
GONE = replace(WORDS, name="gone", environment="bm25s")
CRASH = replace(WORDS, name="crash", arguments=("crash",))


def test_the_others_go_on_where_one_is_missing_or_fails(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environments, "ENVIRONMENTS", tmp_path)
    said: list[str] = []
    raced = run_race([GONE, CRASH, WORDS], course, say=said.append)
    gone, crash, words = raced.lines
    assert "make race-environments" in str(gone.failure)
    assert "the model is not a model" in str(crash.failure)
    assert (gone.figures, crash.quality, words.failure) == (None, None, None)
    assert words.quality is not None
    assert words.quality.figures["ndcg@10"].mean == pytest.approx((1 + 1 / log2(3)) / 2)
    assert words.figures is not None
    assert words.figures.passages == 4
    assert [sentence for sentence in said if "does not race" in sentence] != []


def test_an_unknown_entrant_ends_the_command_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--only", "race", "--entrants", "nobody"]) == 2
    assert "No entrant is called nobody" in capsys.readouterr().err


@pytest.mark.slow
def test_sourcier_races_for_real_and_the_files_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = ["--only", "race", "--entrants", "sourcier,sourcier-vectors", "--limit", "10"]
    assert main(["bench", *chosen, "--output", str(tmp_path)]) == 0
    assert "Sourcier, vectors alone" in capsys.readouterr().out
    assert (tmp_path / "race.svg").read_bytes().startswith(b"<?xml")
    fused, vectors = load_race(tmp_path / "race.json").lines
    assert fused.quality is not None
    assert vectors.quality is not None
    assert fused.quality.figures["recall@5"].mean >= 0.8
    assert fused.figures is not None
    assert vectors.figures is not None
    assert fused.figures.passages == vectors.figures.passages > 20


@pytest.mark.slow
@pytest.mark.parametrize(
    "entrant", [entrant for entrant in ENTRANTS if entrant.environment], ids=lambda entrant: entrant.name
)
def test_another_library_races_for_real(entrant: Entrant) -> None:
    assert entrant.environment is not None
    if not is_current(entrant.environment):
        pytest.skip(f"no environment {entrant.environment}: make race-environments")
    course = lay_out_course(open_source(Choice()), limit=5)
    (line,) = run_race([entrant], course, say=lambda words: None).lines
    assert line.failure is None
    assert line.quality is not None
    assert line.quality.figures["recall@5"].mean >= 0.5
