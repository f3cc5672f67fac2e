"""Question files: what is read, and what is said of a bad line."""

import hashlib
import json
from pathlib import Path

import pytest

from evals.question_set import Evidence, Question, QuestionSetError, load_questions

GOOD = {
    "id": "q1",
    "question": "Qui dirige la banque ?",
    "kind": "person",
    "answerable": True,
    "answers": ["Yi Gang"],
    "evidence": [{"article_id": "banque", "quote": "Yi Gang, son gouverneur"}],
    "style": "court",
    "note": "",
}
UNANSWERABLE = {**GOOD, "id": "q2", "answerable": False, "answers": [], "evidence": []}


def write(path: Path, *lines: object) -> Path:
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    path.write_text(text, encoding="utf-8")
    return path


def test_questions_keep_their_order_and_the_set_its_hash(tmp_path: Path) -> None:
    path = write(tmp_path / "test.jsonl", GOOD, "", UNANSWERABLE)
    loaded = load_questions(path)
    assert loaded.name == "test"
    assert loaded.fingerprint == hashlib.sha256(path.read_bytes()).hexdigest()
    assert loaded.questions[0] == Question(
        "q1",
        "Qui dirige la banque ?",
        "person",
        True,
        ("Yi Gang",),
        (Evidence("banque", "Yi Gang, son gouverneur"),),
        "court",
        "",
    )
    assert loaded.questions[0].article_ids == {"banque"}
    assert [question.id for question in loaded.questions] == ["q1", "q2"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", ":1: not JSON"),
        ("[]", ":1: a JSON object is expected, a list came"),
        ({**GOOD, "kind": "colour"}, "kind 'colour' is unknown. Use one of: number,"),
        ({**GOOD, "answers": []}, "'q1' is answerable, so it needs answers and evidence"),
        ({**GOOD, "evidence": []}, "'q1' is answerable, so it needs answers and evidence"),
        ({**GOOD, "answerable": False}, "'q1' is unanswerable, so answers and evidence must be empty"),
        ({**GOOD, "answerable": "yes"}, "`answerable` must be true or false, not 'yes'"),
        ({**GOOD, "answers": "Yi"}, "`answers` must be a list, not 'Yi'"),
        ({**GOOD, "answers": [" "]}, "`answers` must be a list of texts that are not empty"),
        ({**GOOD, "question": " "}, "`question` must be a text that is not empty"),
        ({**GOOD, "evidence": [{"article_id": "a"}]}, "evidence is an object with `article_id` and `quote`"),
        ({**GOOD, "answer": "Yi"}, "fields missing [], unknown ['answer']"),
        ({"id": "q1"}, "fields missing ['answerable', 'kind', 'question'], unknown []"),
    ],
)
def test_a_bad_line_is_named_with_its_cure(tmp_path: Path, line: object, says: str) -> None:
    path = write(tmp_path / "bad.jsonl", line)
    with pytest.raises(QuestionSetError) as raised:
        load_questions(path)
    assert str(raised.value).startswith(f"{path}:1: ")
    assert says in str(raised.value)


def test_a_repeated_id_an_empty_a_missing_and_a_foreign_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match="two questions have the id 'q1'"):
        load_questions(write(tmp_path / "twice.jsonl", GOOD, GOOD))
    with pytest.raises(QuestionSetError, match="there is no question in it"):
        load_questions(write(tmp_path / "empty.jsonl"))
    with pytest.raises(QuestionSetError, match="cannot be read"):
        load_questions(tmp_path / "missing.jsonl")
    (tmp_path / "latin.jsonl").write_bytes("é".encode("latin-1"))
    with pytest.raises(QuestionSetError, match="byte 0 is not UTF-8"):
        load_questions(tmp_path / "latin.jsonl")
