"""The fixed question set: its lines, its names, its balance. What makes a question right is checked by
`test_question_check`.
"""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from evals.bundled import bundled_articles
from evals.committed_questions import committed_files
from evals.question_set import KINDS, Question, load_questions

FOLDER = Path(__file__).parents[2] / "evals" / "questions"
DEVELOPMENT = load_questions(FOLDER / "development.jsonl")
TEST = load_questions(FOLDER / "test.jsonl")
QUESTIONS = (*DEVELOPMENT.questions, *TEST.questions)

STYLES = {"plain", "short", "long", "paraphrase", "no_accents", "typos"}
ASKED_KINDS = set(KINDS) - {"unlabelled"}


@pytest.mark.parametrize("name", ["development", "test"])
def test_lines_have_sorted_keys_and_all_fields(name: str) -> None:
    content = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8")
    assert content.endswith("\n")
    for line in content.splitlines():
        fields = json.loads(line)
        assert line == json.dumps(fields, ensure_ascii=False, sort_keys=True)
        assert set(fields) == {"id", "question", "kind", "answerable", "answers", "evidence", "style", "note"}


def test_ids_say_their_file() -> None:
    assert all(re.fullmatch(r"d\d{3}", question.id) for question in DEVELOPMENT.questions)
    assert all(re.fullmatch(r"t\d{3}", question.id) for question in TEST.questions)


def test_unaccented_questions_have_no_accents() -> None:
    for question in QUESTIONS:
        if question.style == "no_accents":
            assert question.text.isascii(), question.id


def test_unanswerable_questions_say_why() -> None:
    for question in QUESTIONS:
        assert question.answerable or question.note, question.id


def test_every_article_answers_questions_in_both_files() -> None:
    shipped = {article.id for article in bundled_articles()}
    for questions in (DEVELOPMENT.questions, TEST.questions):
        assert {article_id for question in questions for article_id in question.article_ids} == shipped


def test_counts_are_those_of_the_readme() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `(\S+\.jsonl)` \|[^|]*\| (\d+) \| (\d+) \|$", readme, re.MULTILINE)
    counted = [
        (path, str(len(questions)), str(sum(not question.answerable for question in questions)))
        for path, _, _ in told
        for questions in [load_questions(FOLDER / path).questions]
    ]
    assert told == counted
    reported = {path.relative_to(FOLDER).as_posix() for path in committed_files() if "training" not in path.parts}
    assert {path for path, _, _ in told} == reported


def test_sizes_suffice() -> None:
    assert len(DEVELOPMENT.questions) >= 100
    assert sum(not question.answerable for question in DEVELOPMENT.questions) >= 30
    assert len(TEST.questions) >= 140
    assert sum(not question.answerable for question in TEST.questions) >= 45


@pytest.mark.parametrize("questions", [DEVELOPMENT.questions, TEST.questions], ids=["development", "test"])
def test_every_kind_and_style_is_covered(questions: tuple[Question, ...]) -> None:
    kinds = Counter(question.kind for question in questions)
    styles = Counter(question.style for question in questions)
    unanswerable_kinds = {question.kind for question in questions if not question.answerable}
    assert set(kinds) == ASKED_KINDS
    assert min(kinds.values()) >= 5
    assert set(styles) == STYLES
    assert min(styles.values()) >= 3
    assert unanswerable_kinds == ASKED_KINDS
    assert styles["plain"] > len(questions) / 2
