"""A folder of articles in many formats: what can be read is, the rest is named."""

from pathlib import Path

import pytest

from evals.datasets.articles_folder import read_folder
from evals.question_set import QuestionSetError


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("La ville compte 20 000 habitants.", encoding="utf-8")
    (tmp_path / "b.md").write_bytes("# Le port\n\nL’État a ouvert le port.\n".encode("cp1252"))
    (tmp_path / "c.html").write_text("<html><body><p>Le musée a ouvert en 1995, dit-on.</p></body></html>", "utf-8")
    (tmp_path / "d.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "e.pdf").write_bytes(b"%PDF-1.4\n%%EOF")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    read = read_folder(tmp_path, but=tmp_path / "questions.csv")
    assert [article.id for article in read.articles] == ["a", "b", "c"]
    assert [Path(failure.split(":")[0]).name for failure in read.failures] == ["d.xlsx", "e.pdf"]


@pytest.mark.parametrize("name", ["questions.csv", "questions.jsonl"])
def test_the_questions_may_lie_among_the_articles(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text("La ville compte 20 000 habitants.", encoding="utf-8")
    (tmp_path / name).write_text('{"question": "Qui ?"}\n{"question": "Quand ?"}\n', encoding="utf-8")
    assert read_folder(tmp_path, but=tmp_path / name).failures == ()
    assert len(read_folder(tmp_path, but=tmp_path / "other").failures) == (1 if name.endswith("csv") else 2)


def test_a_place_without_articles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match=r"no article could be read\. There is no file in it\."):
        read_folder(tmp_path, but=tmp_path / "q.csv")
    with pytest.raises(QuestionSetError, match=r"missing: no article could be read\. .* n'existe pas"):
        read_folder(tmp_path / "missing", but=tmp_path / "q.csv")
