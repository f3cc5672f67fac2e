"""An entrant over the course: everything is measured of a real process, and found articles are ranked exactly."""

import sys
from pathlib import Path

import pytest

from evals.race.course import Course
from evals.race.errors import EntrantError
from evals.race.measurement import INGESTIONS, Program, measure_program

WORDS = [sys.executable, "-m", "tests.evals.race.word_entrant"]


def test_rankings_name_each_article_once_at_its_best_passage(course: Course, tmp_path: Path) -> None:
    course.write_articles(tmp_path / "articles.json")
    measured = measure_program(Program(WORDS, "no model", (), tmp_path), course)
    assert measured.searched.rankings == {"q1": ("port", "ville"), "q2": ("port", "ville")}
    assert measured.ingested.passages == 4
    assert list(measured.ingested.libraries) == ["pip"]
    assert len(measured.searched.milliseconds) == len(course.questions)
    assert measured.search_percentile(50) == min(measured.searched.milliseconds)
    assert measured.search_percentile(95) == max(measured.searched.milliseconds)
    assert measured.searched.memory.highest >= measured.searched.memory.resident > 0
    assert len(list(tmp_path.glob("ingestion-*.log"))) == INGESTIONS, "a fast ingestion is repeated"


def test_an_entrant_that_begins_with_something_else_is_told(course: Course, tmp_path: Path) -> None:
    course.write_articles(tmp_path / "articles.json")
    with pytest.raises(EntrantError, match="its `libraries` are expected"):
        measure_program(Program(WORDS, "no model", ("no-libraries",), tmp_path), course)
