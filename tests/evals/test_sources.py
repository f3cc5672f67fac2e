"""What the command line names becomes articles and questions under the name of the run."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from corpus.article import Article
from evals.bundled import ARTICLES
from evals.question_set import QuestionSetError
from evals.sources import TEST_QUESTIONS, Choice, articles_sha256, open_source

TOWN = "La ville compte 20 000 habitants."
QUESTION = {
    "id": "q1",
    "question": "Combien d'habitants ?",
    "kind": "number",
    "answerable": True,
    "answers": ["20 000"],
    "evidence": [{"article_id": "ville", "quote": "20 000 habitants"}],
}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "Ma presse 2024.v2"
    folder.mkdir()
    (folder / "ville.txt").write_text(TOWN, encoding="utf-8")
    (tmp_path / "questions.csv").write_text("question;réponse\nCombien d'habitants ?;20000\n", encoding="utf-8")
    (tmp_path / "lines.jsonl").write_text(json.dumps(QUESTION), encoding="utf-8")
    return folder


def test_nothing_chosen_is_the_fixed_set() -> None:
    source = open_source(Choice())
    assert (source.name, source.kind, source.notes, source.left_out) == ("bundled", "bundled", (), ())
    assert len(source.articles) == len(list(ARTICLES.glob("*.md")))
    assert open_source(Choice(questions=TEST_QUESTIONS)) == source
    development = open_source(Choice(questions=TEST_QUESTIONS.with_name("development.jsonl")))
    assert (development.name, development.kind) == ("bundled-development", "bundled")


def test_a_copy_of_the_fixed_set_goes_by_another_name(tmp_path: Path) -> None:
    copy = shutil.copy(TEST_QUESTIONS, tmp_path / "test.jsonl")
    assert open_source(Choice(questions=Path(copy))).name == "bundled-test"


@pytest.mark.parametrize(
    ("file", "name"), [("questions.csv", "Ma presse 2024.v2-questions"), ("lines.jsonl", "Ma presse 2024.v2-lines")]
)
def test_a_folder_and_a_file_of_questions(archive: Path, file: str, name: str) -> None:
    source = open_source(Choice(articles=archive, questions=archive.parent / file))
    assert (source.name, source.kind, source.half_hidden) == (name, "folder", False)
    assert [article.id for article in source.articles] == ["ville"]
    assert source.questions.questions[0].article_ids == {"ville"}


def test_one_file_of_articles_is_enough(archive: Path) -> None:
    source = open_source(Choice(articles=archive / "ville.txt", questions=archive.parent / "questions.csv"))
    assert source.name == "ville-questions"


def test_the_folder_one_stands_in_has_a_name(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(archive)
    assert (
        open_source(Choice(articles=Path(), questions=Path("../questions.csv"))).name == "Ma presse 2024.v2-questions"
    )


def test_what_is_left_out_of_articles_and_questions_is_said_together(archive: Path) -> None:
    (archive / "vide.txt").write_bytes(b"")
    (archive.parent / "questions.csv").write_text(
        "question;réponse\nCombien d'habitants ?;20000\nQui ?;Jeanne\n", encoding="utf-8"
    )
    source = open_source(Choice(articles=archive, questions=archive.parent / "questions.csv"))
    first, second = source.left_out
    assert first.startswith(f"{archive / 'vide.txt'}: Le fichier est vide")
    assert second.startswith("questions.csv, line 3: « Jeanne » stands in no article.")


def test_a_table_may_be_about_the_bundled_articles(tmp_path: Path) -> None:
    article = open_source(Choice()).articles[0]
    (tmp_path / "mine.csv").write_text(f"question;answer;quote\nQuoi ?;x;{article.text[:40]}\n", encoding="utf-8")
    source = open_source(Choice(questions=tmp_path / "mine.csv"))
    assert (source.name, source.questions.questions[0].article_ids) == ("bundled-mine", {article.id})


def test_a_file_is_squad_and_a_folder_is_beir(tmp_path: Path) -> None:
    answers = [{"text": "20 000", "answer_start": 16}]
    qas = [{"id": "q", "question": "Combien ?", "answers": answers}]
    data = [{"title": title, "paragraphs": [{"context": f"{TOWN} {title}", "qas": qas}]} for title in "F"]
    (tmp_path / "set.json").write_text(json.dumps({"data": data}), encoding="utf-8")
    squad = open_source(Choice(dataset=tmp_path / "set.json"))
    assert (squad.name, squad.kind, squad.half_hidden) == ("set", "squad", False)
    hidden = open_source(Choice(dataset=tmp_path / "set.json", half_hidden=True))
    assert (hidden.name, hidden.kind, hidden.half_hidden) == ("set-half-hidden", "squad", True)

    (tmp_path / "presse" / "qrels").mkdir(parents=True)
    (tmp_path / "presse" / "corpus.jsonl").write_text(
        '{"_id": "d", "text": "Un port."}\n{"_id": "e", "text": ""}\n', "utf-8"
    )
    (tmp_path / "presse" / "queries.jsonl").write_text('{"_id": "q", "text": "Quoi ?"}', "utf-8")
    for split in ("test", "dev"):
        (tmp_path / "presse" / "qrels" / f"{split}.tsv").write_text("query-id\tcorpus-id\tscore\nq\td\t1\n", "utf-8")
    beir = open_source(Choice(dataset=tmp_path / "presse"))
    assert (beir.name, beir.kind, len(beir.notes), beir.left_out) == ("presse-test", "beir", 1, ())
    assert open_source(Choice(dataset=tmp_path / "presse", split="dev")).name == "presse-dev"


def test_questions_of_another_program_are_refused_by_their_extension(archive: Path) -> None:
    with pytest.raises(QuestionSetError, match="In a spreadsheet: save the table as CSV"):
        open_source(Choice(articles=archive, questions=archive / "questions.xlsx"))


def test_articles_have_a_fingerprint_that_neither_order_nor_title_moves() -> None:
    town, port = Article("ville", "La ville", TOWN), Article("port", "Le port", "Le port.")
    lines = f"port\t{port.version}\nville\t{town.version}\n"
    assert articles_sha256([town, port]) == articles_sha256([port, town]) == hashlib.sha256(lines.encode()).hexdigest()
    assert articles_sha256([Article("ville", "Autre", TOWN), port]) == articles_sha256([town, port])
    assert articles_sha256([town]) != articles_sha256([town, port])
    assert articles_sha256([]) == hashlib.sha256(b"").hexdigest()
