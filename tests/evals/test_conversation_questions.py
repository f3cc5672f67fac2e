"""The sets of conversations: what was said before is true to the articles, and needed where it should be."""

import json
import re
from collections import Counter

import pytest

from evals.bundled import bundled_articles
from evals.checking.question_check import NEEDS_NO_HISTORY
from evals.committed_questions import QUESTIONS
from evals.metrics.short_answers import normalize
from evals.question_set import KINDS, Question, load_questions
from index.terms.french_analysis import fold, search_terms

FOLDER = QUESTIONS / "conversations"
DEVELOPMENT = load_questions(FOLDER / "development.jsonl").questions
TEST = load_questions(FOLDER / "test.jsonl").questions
ALL = (*DEVELOPMENT, *TEST)
BOTH = pytest.mark.parametrize("questions", [DEVELOPMENT, TEST], ids=["development", "test"])

POINTING_BACK = {"missing_subject", "missing_verb", "pronoun", "possessive", "demonstrative", "bare_noun"}
REFUSAL = "Les articles ne le disent pas."
WORD = re.compile(r"\w+")
MARKER = re.compile(r" \[\d\](?: |$)")
GREETING_WORDS = 4  # « Qui est-ce ? » and the like are everybody's


def test_there_are_enough_of_them() -> None:
    assert len(DEVELOPMENT) >= 140
    assert len(TEST) >= 72
    assert _styles(DEVELOPMENT)["change_of_subject"] >= 10
    assert _styles(TEST)["change_of_subject"] >= 15


def test_ids_say_their_file() -> None:
    assert [question.id for question in DEVELOPMENT] == [f"cd{number:03}" for number in range(1, len(DEVELOPMENT) + 1)]
    assert [question.id for question in TEST] == [f"ct{number:03}" for number in range(1, len(TEST) + 1)]


@pytest.mark.parametrize("name", ["development", "test"])
def test_lines_have_sorted_keys(name: str) -> None:
    content = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8")
    assert content.endswith("}\n")
    for line in content.splitlines():
        assert line == json.dumps(json.loads(line), ensure_ascii=False, sort_keys=True)


@BOTH
def test_every_way_to_point_back_and_every_kind_is_asked(questions: tuple[Question, ...]) -> None:
    assert set(_styles(questions)) == POINTING_BACK | NEEDS_NO_HISTORY
    assert min(_styles(questions).values()) >= 3
    assert {question.kind for question in questions} == set(KINDS) - {"unlabelled"}


@BOTH
def test_about_a_fifth_has_no_answer_changes_of_subject_among_them(questions: tuple[Question, ...]) -> None:
    unanswerable = [question for question in questions if not question.answerable]
    assert 0.17 <= len(unanswerable) / len(questions) <= 0.23
    assert _styles(tuple(unanswerable))["change_of_subject"] >= 3
    assert all(question.note for question in unanswerable)


@BOTH
def test_conversations_are_one_to_three_exchanges(questions: tuple[Question, ...]) -> None:
    exchanges = Counter(len(question.history) // 2 for question in questions)
    assert set(exchanges) == {1, 2, 3}
    assert len(questions) - exchanges[1] >= 5


@BOTH
def test_some_are_typed_in_a_hurry(questions: tuple[Question, ...]) -> None:
    typed = [question.text for question in questions]
    assert sum(not text.endswith("?") for text in typed) >= 5
    assert sum(text[0].islower() for text in typed) >= 10
    assert sum(bool(_without_accents(question)) for question in questions) >= 2


def test_what_the_assistant_said_stands_in_the_articles() -> None:
    texts = [article.text for article in bundled_articles()]
    for question in ALL:
        for turn in question.history[1::2]:
            said = [] if turn.content == REFUSAL else MARKER.split(turn.content)
            assert not any(said[-1:]), (question.id, "it ends with a marker")
            for sentence in said[:-1]:
                assert any(sentence in text for text in texts), (question.id, sentence)


@BOTH
def test_some_go_on_after_a_refusal(questions: tuple[Question, ...]) -> None:
    assert any(question.history[-1].content == REFUSAL for question in questions)


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
def test_the_standalone_form_takes_from_the_conversation_what_the_question_leaves_out(question: Question) -> None:
    added = set(search_terms(question.standalone)) - set(search_terms(question.text))
    if question.style in NEEDS_NO_HISTORY:
        assert not added
    else:
        assert added & {term for turn in question.history for term in search_terms(turn.content)}


@pytest.mark.parametrize("name", ["development", "test"])
def test_what_is_also_asked_alone_has_the_same_answers(name: str) -> None:
    alone = {normalize(question.text): question for question in load_questions(QUESTIONS / f"{name}.jsonl").questions}
    pairs = [
        (alone[normalize(question.standalone)], question)
        for question in load_questions(FOLDER / f"{name}.jsonl").questions
        if normalize(question.standalone) in alone
    ]
    assert len(pairs) >= 5
    for one, other in pairs:
        assert (one.kind, one.answers, one.evidence) == (other.kind, other.answers, other.evidence), other.id


def test_the_two_files_share_nothing_that_was_said_by_a_user() -> None:
    said, also_said = (
        {
            normalize(text)
            for question in questions
            for text in (question.text, question.standalone, *(turn.content for turn in question.history[::2]))
            if len(normalize(text)) > GREETING_WORDS
        }
        for questions in (DEVELOPMENT, TEST)
    )
    assert not said & also_said


def test_a_file_asks_nothing_that_the_other_purpose_s_main_file_asks() -> None:
    for questions, other in ((DEVELOPMENT, "test.jsonl"), (TEST, "development.jsonl")):
        alone = {normalize(question.text) for question in load_questions(QUESTIONS / other).questions}
        assert not [question.id for question in questions if normalize(question.standalone) in alone]


def _without_accents(question: Question) -> set[str]:
    """The words that have accents in the standalone form and none as typed."""
    accented = {word for word in WORD.findall(question.standalone.lower()) if not word.isascii() and len(word) > 1}
    return {fold(word) for word in accented} & set(WORD.findall(question.text.lower()))


def _styles(questions: tuple[Question, ...]) -> Counter[str]:
    return Counter(question.style for question in questions)
