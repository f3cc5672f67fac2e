"""SQuAD's format: paragraphs become articles, answers keep their place."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from evals.datasets.squad import AnswerSpan, load_squad
from evals.question_set import Evidence, QuestionSetError

PIAF = Path(__file__).parents[3].parent / "shared" / "datasets" / "piaf-dev.json"


def qa(question_id: str, *answers: tuple[str, int], **more: Any) -> dict[str, Any]:
    return {
        "id": question_id,
        "question": f"{question_id} ?",
        "answers": [{"text": text, "answer_start": start} for text, start in answers],
        **more,
    }


def write(path: Path, *pages: tuple[str, list[tuple[str, list[dict[str, Any]]]]]) -> Path:
    data = [
        {"title": title, "paragraphs": [{"context": context, "qas": qas} for context, qas in paragraphs]}
        for title, paragraphs in pages
    ]
    path.write_text(json.dumps({"version": "1", "data": data}), encoding="utf-8")
    return path


def test_paragraphs_become_articles_named_after_their_page(tmp_path: Path) -> None:
    path = write(
        tmp_path / "set.json",
        ("L'Été à Œuilly (1795)", [("Il plut.", [qa("a", ("plut", 3))]), ("Il fit beau.", [qa("b", ("beau", 7))])]),
        ("L’ete a Oeuilly, 1795", [("Autre page.", [qa("c", ("page", 6))])]),
    )
    dataset = load_squad(path)
    assert [(article.id, article.title, article.text) for article in dataset.articles] == [
        ("l-ete-a-oeuilly-1795-1", "L'Été à Œuilly (1795)", "Il plut."),
        ("l-ete-a-oeuilly-1795-2", "L'Été à Œuilly (1795)", "Il fit beau."),
        ("l-ete-a-oeuilly-1795-bis2-1", "L’ete a Oeuilly, 1795", "Autre page."),
    ]
    assert dataset.pages["l-ete-a-oeuilly-1795-2"] == "L'Été à Œuilly (1795)"
    assert dataset.questions.questions[1].evidence == (Evidence("l-ete-a-oeuilly-1795-2", "beau"),)


def test_one_text_is_one_article(tmp_path: Path) -> None:
    path = write(
        tmp_path / "set.json",
        ("A", [("Le même texte.", [qa("a", ("même", 3))])]),
        ("B", [("Le même texte.", [qa("b", ("texte", 8))])]),
    )
    dataset = load_squad(path)
    assert [article.id for article in dataset.articles] == ["a-1"]
    assert [question.article_ids for question in dataset.questions.questions] == [{"a-1"}, {"a-1"}]


def test_answers_keep_their_place_under_nfc_and_with_wrong_offsets(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "Été comme hiver, l'été revient : été.")
    path = write(
        tmp_path / "set.json",
        ("A", [(decomposed, [qa("a", (unicodedata.normalize("NFD", "été"), decomposed.rindex("e\u0301te\u0301")))])]),
        ("B", [("Un train, un autre train.", [qa("b", ("train", 4), ("absent", 0))])]),
    )
    dataset = load_squad(path)
    assert dataset.articles[0].text == "Été comme hiver, l'été revient : été."
    assert dataset.spans == (AnswerSpan("a", "a-1", 33, 36), AnswerSpan("b", "b-1", 3, 8))
    assert dataset.questions.questions[1].answers == ("train", "absent")


def test_impossible_questions_are_unanswerable(tmp_path: Path) -> None:
    path = write(tmp_path / "set.json", ("A", [("Il plut.", [qa("a", is_impossible=True)])]))
    (question,) = load_squad(path).questions.questions
    assert (question.answerable, question.answers, question.evidence) == (False, (), ())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "set.json:1: not JSON"),
        ("[]", "`data` must be a list, not None"),
        ('{"data": [{"paragraphs": []}]}', "data[0]: `title` must be a text"),
        (
            '{"data": [{"title": "A", "paragraphs": ['
            '{"context": "x", "qas": [{"id": "1", "question": "?", "answers": []}]}]}]}',
            "data[0].paragraphs[0].qas[0]: no answers, and not marked `is_impossible`",
        ),
        ('{"data": [{"title": "A", "paragraphs": []}]}', "there is no question in it"),
    ],
)
def test_a_foreign_file_is_refused_with_the_place(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "set.json").write_text(content, encoding="utf-8")
    with pytest.raises(QuestionSetError) as raised:
        load_squad(tmp_path / "set.json")
    assert says in str(raised.value)


@pytest.mark.skipif(not PIAF.exists(), reason="the PIAF files are not beside the repository")
def test_piaf_is_read_whole() -> None:
    dataset = load_squad(PIAF)
    assert (len(dataset.articles), len(dataset.questions.questions)) == (317, 1579)
    assert len({article.id for article in dataset.articles}) == 317
    texts = {article.id: article.text for article in dataset.articles}
    answers = {question.id: question.answers for question in dataset.questions.questions}
    for span in dataset.spans:
        assert texts[span.article_id][span.start : span.end] in answers[span.question_id]
