"""Question files: what is read, what is said of a bad line, and the schema that says the same."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from evals.committed_questions import QUESTIONS, committed_files
from evals.question_set import KINDS, Evidence, Judgement, Question, QuestionSetError, Value, load_questions
from rag.conversation import Turn

SCHEMA = json.loads((QUESTIONS / "question.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)

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
BEFORE = [{"role": "user", "content": "Où est la banque ?"}, {"role": "assistant", "content": "À Pékin."}]
FOLLOW_UP = {**GOOD, "question": "Et qui la dirige ?", "history": BEFORE, "standalone": "Qui dirige la banque ?"}
NEW = {"answers": ["Pan Gongsheng"], "evidence": [{"article_id": "suite", "quote": "Pan Gongsheng lui succède"}]}
OLD = {"answers": ["Yi Gang", "M. Yi"], "evidence": [{"article_id": "banque", "quote": "Yi Gang, son gouverneur"}]}
CONFLICT = {"id": "q3", "question": "Qui ?", "kind": "person", "answerable": True, "values": [NEW, OLD]}


def write(path: Path, *lines: object) -> Path:
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    path.write_text(text, encoding="utf-8")
    return path


def load_one(tmp_path: Path, line: object) -> Question:
    return load_questions(write(tmp_path / "one.jsonl", line)).questions[0]


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


def test_a_follow_up_has_what_was_said_before_and_its_form_alone(tmp_path: Path) -> None:
    question = load_one(tmp_path, FOLLOW_UP)
    assert question.history == (Turn("user", "Où est la banque ?"), Turn("assistant", "À Pékin."))
    assert (question.text, question.asked_alone) == ("Et qui la dirige ?", "Qui dirige la banque ?")
    assert load_one(tmp_path, GOOD).asked_alone == "Qui dirige la banque ?"


def test_a_question_may_be_asked_as_of_a_day(tmp_path: Path) -> None:
    assert load_one(tmp_path, {**GOOD, "as_of": "2020-07-31"}).as_of == date(2020, 7, 31)
    assert load_one(tmp_path, GOOD).as_of is None


@pytest.mark.parametrize(
    "line",
    [
        CONFLICT,
        {**CONFLICT, "answers": [], "evidence": []},
        {
            **CONFLICT,
            "answers": ["Pan Gongsheng", "Yi Gang", "M. Yi"],
            "evidence": [*NEW["evidence"], *OLD["evidence"]],
        },
    ],
)
def test_the_answers_and_evidence_of_values_are_those_of_all(tmp_path: Path, line: object) -> None:
    question = load_one(tmp_path, line)
    first, second = Evidence("suite", "Pan Gongsheng lui succède"), Evidence("banque", "Yi Gang, son gouverneur")
    assert question.values == (Value(("Pan Gongsheng",), (first,)), Value(("Yi Gang", "M. Yi"), (second,)))
    assert question.answers == ("Pan Gongsheng", "Yi Gang", "M. Yi")
    assert question.evidence == (first, second)


BAD_SHAPES = [
    ([], ":1: a JSON object is expected, a list came"),
    ({**GOOD, "kind": "colour"}, "kind 'colour' is unknown. Use one of: number,"),
    ({**GOOD, "answers": []}, "it is answerable, so it needs answers and evidence"),
    ({**GOOD, "evidence": []}, "it is answerable, so it needs answers and evidence"),
    ({"id": "q1", "question": "Qui ?", "kind": "person", "answerable": True}, "so it needs answers and evidence"),
    ({**GOOD, "answerable": False}, "it is unanswerable, so answers, evidence and values must be empty"),
    ({**CONFLICT, "answerable": False}, "it is unanswerable, so answers, evidence and values must be empty"),
    ({**GOOD, "answerable": "yes"}, "`answerable` must be true or false, not 'yes'"),
    ({**GOOD, "answers": "Yi"}, "`answers` must be a list, not 'Yi'"),
    ({**GOOD, "answers": [" "]}, "`answers` must be a list of texts that are not empty"),
    ({**GOOD, "question": " "}, "`question` must be a text that is not empty"),
    ({**GOOD, "id": 1}, "question 1: `id` must be a text that is not empty, not 1"),
    ({**GOOD, "note": None}, "`note` must be a text, not None"),
    ({**GOOD, "evidence": [{"article_id": "a"}]}, "each of `evidence` is an object with `article_id` and `quote`"),
    ({**GOOD, "answer": "Yi"}, "fields missing [], unknown ['answer']"),
    ({"id": "q1"}, "fields missing ['answerable', 'kind', 'question'], unknown []"),
    ({**GOOD, "history": BEFORE}, "`history` and `standalone` go together"),
    ({**GOOD, "standalone": "Qui ?"}, "`history` and `standalone` go together"),
    ({**FOLLOW_UP, "standalone": ""}, "`standalone` must be a text that is not empty"),
    ({**FOLLOW_UP, "history": []}, "`history` must end with the assistant's turn"),
    ({**FOLLOW_UP, "history": BEFORE[:1]}, "`history` must end with the assistant's turn"),
    ({**FOLLOW_UP, "history": BEFORE[::-1]}, "turn 1 of `history` must be the user's, not 'assistant'"),
    ({**FOLLOW_UP, "history": [*BEFORE, {"role": "system"}]}, "each of `history` is an object with `content` and"),
    ({**FOLLOW_UP, "history": [BEFORE[0], {**BEFORE[1], "content": ""}]}, "`content` must be a text that is not empty"),
    ({**GOOD, "as_of": 2020}, "`as_of` must be a day written as 2020-07-31, not 2020"),
    ({**GOOD, "as_of": "20200731"}, "`as_of` must be a day written as 2020-07-31, not '20200731'"),
    ({**GOOD, "as_of": None}, "`as_of` must be a day written as 2020-07-31, not None"),
    ({**CONFLICT, "values": [NEW]}, "`values` are two or more, not 1. Leave the field out"),
    ({**GOOD, "values": []}, "`values` are two or more, not 0. Leave the field out"),
    ({**CONFLICT, "values": [NEW, {**OLD, "evidence": []}]}, "each of `values` needs answers and evidence"),
    ({**CONFLICT, "values": [NEW, {"answers": ["Yi"]}]}, "each of `values` is an object with `answers` and `evidence`"),
]
"""Lines that the schema refuses too."""

BEYOND_THE_SCHEMA = [
    ("{", ":1: not JSON"),
    ({**FOLLOW_UP, "history": [*BEFORE, BEFORE[0]]}, "`history` must end with the assistant's turn"),
    ({**FOLLOW_UP, "history": [*BEFORE, *BEFORE[::-1]]}, "turn 3 of `history` must be the user's, not 'assistant'"),
    ({**GOOD, "as_of": "2020-02-30"}, "`as_of` must be a day written as 2020-07-31, not '2020-02-30'"),
    ({**CONFLICT, "answers": ["Yi Gang"]}, "`answers` and `evidence` are not those of its `values` together"),
    ({**CONFLICT, "evidence": NEW["evidence"]}, "`answers` and `evidence` are not those of its `values` together"),
]
"""Lines that only the loader can refuse: it compares parts of them, or knows the calendar."""


@pytest.mark.parametrize(("line", "says"), BAD_SHAPES + BEYOND_THE_SCHEMA)
def test_a_bad_line_is_named_with_its_cure(tmp_path: Path, line: object, says: str) -> None:
    path = write(tmp_path / "bad.jsonl", line)
    with pytest.raises(QuestionSetError) as raised:
        load_questions(path)
    assert str(raised.value).startswith(f"{path}:1: ")
    assert says in str(raised.value)
    if isinstance(line, dict):
        assert f"question {line['id']!r}: " in str(raised.value)


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


def test_the_schema_is_one_and_knows_the_kinds() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert tuple(SCHEMA["properties"]["kind"]["enum"]) == KINDS
    assert all(field.get("description") for field in SCHEMA["properties"].values())


@pytest.mark.parametrize("line", [line for line, _ in BAD_SHAPES])
def test_a_line_refused_for_its_shape_is_refused_by_the_schema(line: object) -> None:
    assert not VALIDATOR.is_valid(line)


@pytest.mark.parametrize("line", [GOOD, UNANSWERABLE, FOLLOW_UP, CONFLICT, {**GOOD, "as_of": "2020-07-31"}])
def test_a_line_that_is_read_is_valid(tmp_path: Path, line: object) -> None:
    assert load_one(tmp_path, line)
    assert VALIDATOR.is_valid(line)


@pytest.mark.parametrize("path", committed_files(), ids=lambda path: path.relative_to(QUESTIONS).as_posix())
def test_every_committed_question_is_valid(path: Path) -> None:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        problems = [error.message for error in VALIDATOR.iter_errors(json.loads(line))]
        assert not problems, f"{path}:{number}"


def test_relevant_articles_have_a_grade(tmp_path: Path) -> None:
    question = load_one(tmp_path, GOOD)
    assert (question.grades, question.article_ids) == ({"banque": 1}, {"banque"})
    judged = Question("q", "?", "person", True, (), (), judgements=(Judgement("a", 2), Judgement("b", 1)))
    assert (judged.grades, judged.article_ids) == ({"a": 2, "b": 1}, {"a", "b"})


def test_an_answer_is_known_where_there_is_one_or_none_to_give(tmp_path: Path) -> None:
    assert load_one(tmp_path, GOOD).has_known_answer
    assert load_one(tmp_path, UNANSWERABLE).has_known_answer
    assert not Question("q", "?", "person", True, (), (), judgements=(Judgement("a", 1),)).has_known_answer
