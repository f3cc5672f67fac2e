"""The sets on what changes: articles that differ, days that decide, copies that are copies, and names of their own."""

import json
import re
from collections import Counter
from datetime import date
from itertools import combinations, pairwise

import pytest

from corpus.article import Article
from evals.bundled import bundled_articles
from evals.committed_questions import QUESTIONS
from evals.question_set import Question, load_questions

FOLDER = QUESTIONS / "changes"
DEVELOPMENT = load_questions(FOLDER / "development.jsonl").questions
TEST = load_questions(FOLDER / "test.jsonl").questions
ALL = (*DEVELOPMENT, *TEST)
BOTH = pytest.mark.parametrize("questions", [DEVELOPMENT, TEST], ids=["development", "test"])

ARTICLES = {article.id: article for article in bundled_articles(FOLDER / "articles")}
OTHERS = (*bundled_articles(), *bundled_articles(QUESTIONS / "training" / "articles"))

COPIES = (
    {"silo-orvigny-explosion", "silo-orvigny-explosion-echo"},
    {"usine-voltane-suspension", "usine-voltane-suspension-tribune"},
    {"election-valmerac-premiers-resultats", "election-valmerac-premiers-resultats-petit"},
    {"fromages-bellorme-rappel", "fromages-bellorme-rappel-plateaux", "fromages-bellorme-rappel-tribune"},
)
STYLES = {"conflict", "stable", "as_of", "dated", "relative_date", "copy"}
COMMON_WORDS = {"Industrie", "Les", "Noël", "PDG", "État"}
"""Capitals within a sentence that are no invented name."""

_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_DAY = re.compile(rf"(?:(\d{{1,2}}) )?({'|'.join(_MONTHS)}) (\d{{4}})")
_NAME = re.compile(r"(?<=[\w,’;] )[A-ZÀ-Ý][\w-]{2,}|(?<=’)[A-ZÀ-Ý][\w-]{2,}")


def test_there_are_enough_of_them() -> None:
    assert len(ARTICLES) >= 24
    assert len(DEVELOPMENT) >= 40
    assert len(TEST) >= 60
    assert _styles(DEVELOPMENT)["conflict"] >= 15
    assert _styles(TEST)["conflict"] >= 24


def test_ids_say_their_file() -> None:
    assert [question.id for question in DEVELOPMENT] == [f"kd{number:03}" for number in range(1, len(DEVELOPMENT) + 1)]
    assert [question.id for question in TEST] == [f"kt{number:03}" for number in range(1, len(TEST) + 1)]


@pytest.mark.parametrize("name", ["development", "test"])
def test_lines_have_sorted_keys(name: str) -> None:
    content = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8")
    assert content.endswith("}\n")
    for line in content.splitlines():
        assert line == json.dumps(json.loads(line), ensure_ascii=False, sort_keys=True)


@BOTH
def test_every_style_is_asked_and_some_have_no_answer(questions: tuple[Question, ...]) -> None:
    assert set(_styles(questions)) == STYLES
    assert min(_styles(questions).values()) >= 5
    assert 0.1 <= sum(not question.answerable for question in questions) / len(questions) <= 0.2
    assert all(question.note for question in questions if not question.answerable)


def test_the_two_files_are_about_different_affairs() -> None:
    about, also_about = (
        {article_id for question in questions for article_id in question.article_ids}
        for questions in (DEVELOPMENT, TEST)
    )
    assert not about & also_about
    assert about | also_about == set(ARTICLES)


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
def test_values_are_given_where_articles_differ_and_nowhere_else(question: Question) -> None:
    assert (question.style == "conflict") <= bool(question.values)
    assert bool(question.values) <= (question.style in {"conflict", "as_of"})
    assert bool(question.as_of) == (question.style == "as_of")


def test_each_value_was_published_after_the_next() -> None:
    for question in ALL:
        days = [max(_published(evidence.article_id) for evidence in value.evidence) for value in question.values]
        assert all(newer > older for newer, older in pairwise(days)), (question.id, days)


def test_some_conflicts_have_more_than_two_values() -> None:
    assert max(len(question.values) for question in DEVELOPMENT) >= 3
    assert max(len(question.values) for question in TEST) >= 4


@BOTH
def test_one_question_is_answered_otherwise_as_of_another_day(questions: tuple[Question, ...]) -> None:
    by_day: dict[str, set[tuple[str, ...]]] = {}
    for question in questions:
        by_day.setdefault(question.text, set()).add(question.answers)
    assert any(len(answers) > 1 for answers in by_day.values())
    assert any(question.as_of and not question.answerable for question in questions)


@pytest.mark.parametrize("question", [one for one in ALL if one.style == "dated"], ids=lambda question: question.id)
def test_the_day_that_a_question_names_is_that_of_its_evidence(question: Question) -> None:
    day, month, year = _DAY.findall(question.text)[0]
    for article_id in question.article_ids:
        published = _published(article_id)
        assert (published.year, published.month) == (int(year), _MONTHS.index(month) + 1)
        assert not day or published.day == int(day)


def test_a_relative_date_is_answered_in_the_words_of_the_press() -> None:
    for question in ALL:
        if question.style == "relative_date":
            assert not any(re.search(r"\d", answer) for answer in question.answers), question.id


def test_what_is_stable_is_told_by_several_articles() -> None:
    for question in ALL:
        if question.style == "stable" and question.answerable:
            assert len(question.article_ids) >= 2, question.id


def test_an_answer_in_copies_is_proved_by_every_copy() -> None:
    for question in ALL:
        if question.style == "copy" and question.answerable:
            assert question.article_ids in COPIES, question.id


def test_copies_are_near_and_no_other_articles_are() -> None:
    for one, other in combinations(ARTICLES.values(), 2):
        runs, other_runs = _runs(one, 5), _runs(other, 5)
        shared = len(runs & other_runs) / len(runs | other_runs)
        copied = any({one.id, other.id} <= group for group in COPIES)
        assert shared >= 0.5 if copied else shared < 0.05, (one.id, other.id, shared)
        assert one.text != other.text


def test_articles_are_short_dated_and_from_many_papers() -> None:
    for article in ARTICLES.values():
        assert 120 <= len(article.text.split()) <= 350, article.id
    assert {_published(name).year for name in ARTICLES} == {2022, 2023, 2024, 2025}
    assert len({article.source for article in ARTICLES.values()}) >= 10


def test_no_name_paper_or_text_is_shared_with_other_articles() -> None:
    names = {name for article in ARTICLES.values() for name in _NAME.findall(article.text)}
    assert names & {name for article in OTHERS for name in _NAME.findall(article.text)} <= COMMON_WORDS
    assert not {article.source for article in ARTICLES.values()} & {article.source for article in OTHERS}
    elsewhere = set[tuple[str, ...]]().union(*(_runs(article, 8) for article in OTHERS))
    assert not [article.id for article in ARTICLES.values() if _runs(article, 8) & elsewhere]


def _published(article_id: str) -> date:
    published = ARTICLES[article_id].published
    assert published is not None, article_id
    return published


def _runs(article: Article, length: int) -> set[tuple[str, ...]]:
    words = article.text.lower().split()
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def _styles(questions: tuple[Question, ...]) -> Counter[str]:
    return Counter(question.style for question in questions)
