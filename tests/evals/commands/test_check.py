"""`check`: what it prints of real files, and what it ends with."""

import hashlib
import json
from pathlib import Path

import pytest

from evals.__main__ import main
from evals.bundled import bundled_articles
from evals.committed_questions import QUESTIONS, committed_files

ARTICLE = bundled_articles()[0]
SENTENCE = ARTICLE.text.splitlines()[-1].partition(". ")[0]
RIGHT = {
    "id": "x1",
    "question": "Que dit l’article ?",
    "kind": "definition",
    "answerable": True,
    "answers": [SENTENCE],
    "evidence": [{"article_id": ARTICLE.id, "quote": SENTENCE}],
    "style": "plain",
}
WRONG = {**RIGHT, "id": "x2", "question": "Autre chose ?", "evidence": [{"article_id": "gare", "quote": SENTENCE}]}


def write(path: Path, *lines: object) -> str:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return str(path)


def test_a_set_without_fault_is_described_and_ends_with_zero(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "own.jsonl", RIGHT)
    assert main(["check", "--questions", path]) == 0
    printed = capsys.readouterr().out
    fingerprint = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    for words in (fingerprint, "1 questions on 20 articles", "kinds: definition 1", "styles: plain 1", "nothing found"):
        assert words in printed


def test_a_fault_is_printed_with_its_cure_and_ends_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "own.jsonl", RIGHT, WRONG)
    assert main(["check", "--questions", path]) == 1
    assert f"✗ x2, unknown_article: None of the 20 articles is 'gare'. It stands in {ARTICLE.id!r}. Mend the id" in (
        capsys.readouterr().out
    )


def test_json_has_each_set_with_its_counts_and_findings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = write(tmp_path / "one.jsonl", RIGHT), write(tmp_path / "two.jsonl", WRONG)
    assert main(["check", "--questions", first, second, "--json"]) == 1
    one, two = json.loads(capsys.readouterr().out)
    assert (one["file"], one["questions"], one["articles"], one["findings"]) == (first, 1, 20, [])
    assert (one["kinds"], one["styles"], one["answerable"]) == ({"definition": 1}, {"plain": 1}, {"yes": 1})
    assert [(finding["question_id"], finding["what"]) for finding in two["findings"]] == [("x2", "unknown_article")]
    assert set(two["findings"][0]) == {"question_id", "what", "detail", "cure"}


def test_own_questions_are_checked_with_own_articles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "gare.md").write_text(f"# La gare\n\nVoici la gare. {SENTENCE}.\n", encoding="utf-8")
    path = write(tmp_path / "own.jsonl", WRONG)
    assert main(["check", "--questions", path, "--articles", str(articles)]) == 0
    assert "1 questions on 1 articles" in capsys.readouterr().out


def test_what_cannot_be_checked_ends_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--articles", str(tmp_path)]) == 2
    assert "--articles goes with --questions FILE" in capsys.readouterr().err
    assert main(["check", "--questions", write(tmp_path / "bad.jsonl", {**RIGHT, "kind": "colour"})]) == 2
    assert "question 'x1': kind 'colour' is unknown" in " ".join(capsys.readouterr().err.split())


def test_every_committed_set_is_checked_with_the_articles_it_is_about(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--json"]) == 0
    described = {part["file"]: part for part in json.loads(capsys.readouterr().out)}
    assert list(described) == [
        f"evals/questions/{path.relative_to(QUESTIONS).as_posix()}" for path in committed_files()
    ]
    assert described["evals/questions/test.jsonl"]["articles"] == 20
    assert described["evals/questions/training/part-a.jsonl"]["articles"] == 28
