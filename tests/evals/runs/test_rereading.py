"""The source of a run, read again only where it is what it was."""

import json
from pathlib import Path

import pytest

from evals.committed_questions import QUESTIONS
from evals.runs.rereading import Reading, read_again
from evals.runs.run_file import Run
from evals.sources import BUNDLED, Choice, open_source
from evals.subjects import describe_articles

QUESTION = {
    "id": "q1",
    "question": "Qui ?",
    "kind": "person",
    "answerable": True,
    "answers": ["Zoé"],
    "evidence": [{"article_id": "zoe", "quote": "C'est Zoé."}],
}


@pytest.fixture
def choice(tmp_path: Path) -> Choice:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "zoe.md").write_text("---\nid: zoe\n---\n# Zoé\n\nC'est Zoé.\n", encoding="utf-8")
    questions = tmp_path / "asked.jsonl"
    questions.write_text(json.dumps(QUESTION) + "\n", encoding="utf-8")
    return Choice(questions=questions, articles=folder)


@pytest.fixture
def run(choice: Choice) -> Run:
    source = open_source(choice)
    return Run(
        {
            "name": source.name,
            "questions": {"sha256": source.questions.fingerprint},
            "articles": describe_articles(source.articles, kind=source.kind),
        }
    )


def test_questions_and_articles_are_read_by_id(run: Run, choice: Choice) -> None:
    reading = read_again(run, choice)
    assert reading.missing == ""
    assert reading.questions["q1"].text == "Qui ?"
    assert reading.articles["zoe"].text == "C'est Zoé."


def test_a_source_that_is_not_given_is_asked_for_by_its_option(run: Run) -> None:
    reading = read_again(run, Choice())
    assert (reading.questions, reading.articles) == ({}, {})
    assert reading.missing.endswith("only ids are shown. Give --articles FOLDER --questions FILE.")


def test_changed_questions_are_not_shown(run: Run, choice: Choice) -> None:
    assert choice.questions is not None
    choice.questions.write_text(json.dumps(QUESTION | {"question": "Qui donc ?"}) + "\n", encoding="utf-8")
    assert read_again(run, choice) == Reading(
        {},
        {},
        "The questions of articles-asked have changed since the run was made, so only ids are shown. "
        "Make the run anew to see words.",
    )


def test_changed_articles_are_not_shown(run: Run, choice: Choice) -> None:
    assert choice.articles is not None
    (choice.articles / "zoe.md").write_text("---\nid: zoe\n---\n# Zoé\n\nC'est Zoé. Oui.\n", encoding="utf-8")
    assert read_again(run, choice).missing.startswith("The articles of articles-asked have changed")


@pytest.mark.parametrize("file", ["test.jsonl", "development.jsonl", "changes/development.jsonl"])
def test_committed_questions_are_found_unasked(file: str) -> None:
    source = open_source(Choice(questions=QUESTIONS / file))
    articles = describe_articles(source.articles, kind="bundled")
    run = Run({"name": source.name, "questions": {"sha256": source.questions.fingerprint}, "articles": articles})
    reading = read_again(run, Choice())
    assert list(reading.questions) == [question.id for question in source.questions.questions]
    assert list(reading.articles) == [article.id for article in source.articles]


def test_fixed_questions_that_have_changed_are_not_shown() -> None:
    run = Run({"name": BUNDLED, "questions": {"sha256": "a" * 64}, "articles": {"kind": "bundled"}})
    assert read_again(run, Choice()).missing.startswith("The questions of bundled have changed")


def test_a_data_set_says_which_of_many_places_proves_an_answer(tmp_path: Path) -> None:
    context = "Un an après l'an 2000, un autre an."
    answers = [{"text": "an", "answer_start": context.index("l'an") + 2}]
    paragraph = {"context": context, "qas": [{"id": "q1", "question": "Quoi ?", "answers": answers}]}
    file = tmp_path / "small.json"
    file.write_text(json.dumps({"data": [{"title": "Temps", "paragraphs": [paragraph]}]}), encoding="utf-8")
    source = open_source(Choice(dataset=file))
    articles = describe_articles(source.articles, kind="squad")
    run = Run({"name": "small", "questions": {"sha256": source.questions.fingerprint}, "articles": articles})
    reading = read_again(run, Choice(dataset=file))
    assert [(span.start, span.end) for span in reading.spans["q1"]] == [(14, 16)]
    assert read_again(run, Choice()).missing.endswith(
        "Give --dataset FILE (with --unanswerable where half was hidden)."
    )
