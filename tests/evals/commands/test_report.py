"""What `report` writes and says."""

import json
from pathlib import Path

import pytest
from lxml import html

from evals.__main__ import main
from evals.question_set import QuestionSet
from evals.runner import Subject, evaluate
from evals.runs.document import build_run
from evals.runs.run_file import save_run


@pytest.fixture
def run_file(questions: QuestionSet, subject: Subject, tmp_path: Path) -> Path:
    run = build_run(evaluate(questions, subject), name="small", articles={"kind": "squad"}, settings={}, machine={})
    save_run(run, tmp_path / "small.json")
    return tmp_path / "small.json"


def test_the_page_is_written_where_it_is_said_to(
    run_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "pages" / "small.html"
    assert main(["report", str(run_file), "--output", str(page), "--against", str(run_file)]) == 0
    document = html.document_fromstring(page.read_text(encoding="utf-8"))
    assert document.findtext(".//h1") == "small"
    assert document.xpath("//*[@id='against']")
    printed = capsys.readouterr().out
    assert f"{page}: 3 failures." in printed
    assert "Give --dataset FILE" in printed


def test_without_a_place_it_is_named_after_the_run_file(
    run_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["report", str(run_file), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert (printed["page"], printed["failures"]) == ("small.html", 3)
    assert (tmp_path / "small.html").exists()


def test_a_run_that_cannot_be_read_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(tmp_path / "missing.json")]) == 2
    assert "no run can be read there" in capsys.readouterr().err
