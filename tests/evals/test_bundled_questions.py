"""The fixed question set: its schema, its evidence in the articles as they are read, its balance."""

import json
import re
from collections import Counter
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from corpus.article import Article
from corpus.reading import read_articles
from evals.answer_metrics import contains, normalize
from evals.question_set import Question, load_questions

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "evals" / "questions"
DEVELOPMENT = load_questions(FOLDER / "development.jsonl")
TEST = load_questions(FOLDER / "test.jsonl")
QUESTIONS = (*DEVELOPMENT.questions, *TEST.questions)
ANSWERABLE = [question for question in QUESTIONS if question.answerable]

STYLES = {"plain", "short", "long", "paraphrase", "no_accents", "typos"}
KINDS = {"number", "date", "person", "organisation", "place", "list", "reason", "yes_no", "comparison", "definition"}

NEAR_IDENTICAL = 0.7
"""Shared words over all words: the most alike pair across the files has 0.625, and asks for two different dates."""

SENTENCE_BREAK = re.compile(r"[.?!…] (?=[A-ZÀ-Ý«])|\n")


@cache
def _articles() -> dict[str, Article]:
    read = list(read_articles([ROOT / "corpus" / "articles"]))
    articles = {article.id: article for article in read if isinstance(article, Article)}
    assert len(articles) == len(read), "every bundled article can be read"
    return articles


@pytest.mark.parametrize("name", ["development", "test"])
def test_lines_have_sorted_keys_and_all_fields(name: str) -> None:
    content = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8")
    assert content.endswith("\n")
    for line in content.splitlines():
        fields = json.loads(line)
        assert line == json.dumps(fields, ensure_ascii=False, sort_keys=True)
        assert set(fields) == {"id", "question", "kind", "answerable", "answers", "evidence", "style", "note"}


def test_ids_say_their_file_and_are_unique() -> None:
    assert all(re.fullmatch(r"d\d{3}", question.id) for question in DEVELOPMENT.questions)
    assert all(re.fullmatch(r"t\d{3}", question.id) for question in TEST.questions)
    assert len({question.id for question in QUESTIONS}) == len(QUESTIONS)


def test_styles_and_kinds_are_known() -> None:
    assert {question.style for question in QUESTIONS} <= STYLES
    assert {question.kind for question in QUESTIONS} <= KINDS


def test_unaccented_questions_have_no_accents() -> None:
    for question in QUESTIONS:
        if question.style == "no_accents":
            assert question.text.isascii(), question.id


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: question.id)
def test_evidence_stands_verbatim_in_one_sentence_of_its_article(question: Question) -> None:
    for evidence in question.evidence:
        assert evidence.quote in _articles()[evidence.article_id].text
        assert not SENTENCE_BREAK.search(evidence.quote)
    assert len(set(question.evidence)) == len(question.evidence)


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: question.id)
def test_answers_and_evidence_hold_each_other(question: Question) -> None:
    if question.kind == "yes_no":
        assert question.answers in {("oui",), ("non",)}
        return
    for evidence in question.evidence:
        assert contains(evidence.quote, question.answers)
    for answer in question.answers:
        assert any(contains(evidence.quote, [answer]) for evidence in question.evidence), answer


def test_unanswerable_questions_say_why() -> None:
    for question in QUESTIONS:
        assert question.answerable or question.note, question.id


def test_every_article_answers_questions_in_both_files() -> None:
    for questions in (DEVELOPMENT.questions, TEST.questions):
        assert {article_id for question in questions for article_id in question.article_ids} == set(_articles())


def test_no_question_is_near_one_in_the_other_file() -> None:
    for one, other in product(DEVELOPMENT.questions, TEST.questions):
        assert _alike(one, other) < NEAR_IDENTICAL, (one.text, other.text)


def test_no_question_is_asked_twice_in_one_file() -> None:
    texts = [normalize(question.text) for question in QUESTIONS]
    assert len(set(texts)) == len(texts)


def test_counts_are_those_of_the_readme() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    for name, questions in (("development", DEVELOPMENT.questions), ("test", TEST.questions)):
        unanswerable = sum(not question.answerable for question in questions)
        assert re.search(rf"^\| `{name}\.jsonl` \|[^|]*\| {len(questions)} \| {unanswerable} \|$", readme, re.MULTILINE)


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
    assert set(kinds) == KINDS
    assert min(kinds.values()) >= 5
    assert set(styles) == STYLES
    assert min(styles.values()) >= 3
    assert unanswerable_kinds == KINDS
    assert styles["plain"] > len(questions) / 2


def _alike(one: Question, other: Question) -> float:
    words, others = set(normalize(one.text)), set(normalize(other.text))
    return len(words & others) / len(words | others)
