"""The committed question files: which there are, what they are about, what a run over one is called."""

from pathlib import Path

import pytest

from evals.committed_questions import QUESTIONS, articles_folder, committed_files
from evals.sources import Choice, open_source


def test_articles_beside_a_committed_file_are_its_own(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    shipped = articles_folder(QUESTIONS / "test.jsonl")
    assert articles_folder(QUESTIONS / "conversations" / "test.jsonl") == shipped
    assert articles_folder(QUESTIONS / "training" / "part-a.jsonl") == QUESTIONS / "training" / "articles"
    assert articles_folder(tmp_path / "own.jsonl") == shipped  # one's own are named with --articles


def test_sentences_for_the_support_check_are_no_questions(tmp_path: Path) -> None:
    for name in ("test.jsonl", "talk/test.jsonl", "support/test.jsonl", "development.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = [path.relative_to(tmp_path).as_posix() for path in committed_files(tmp_path)]
    assert found == ["development.jsonl", "test.jsonl", "talk/test.jsonl"]


@pytest.mark.parametrize(
    ("file", "name", "articles"),
    [
        ("test.jsonl", "bundled", 20),
        ("development.jsonl", "bundled-development", 20),
        ("conversations/test.jsonl", "conversations", 20),
        ("conversations/development.jsonl", "conversations-development", 20),
        ("training/part-a.jsonl", "training-part-a", 28),
    ],
)
def test_a_run_over_a_committed_file_has_a_name_of_its_own_and_its_articles(
    file: str, name: str, articles: int
) -> None:
    source = open_source(Choice(questions=QUESTIONS / file))
    assert (source.name, source.kind, len(source.articles)) == (name, "bundled", articles)


def test_a_file_from_elsewhere_is_never_the_fixed_set(tmp_path: Path) -> None:
    (tmp_path / "test.jsonl").write_bytes((QUESTIONS / "test.jsonl").read_bytes())
    assert open_source(Choice(questions=tmp_path / "test.jsonl")).name == "bundled-test"
