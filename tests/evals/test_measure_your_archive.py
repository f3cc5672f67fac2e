"""The guide is true: its table is read, its commands run, over a folder of articles in many formats."""

import json
import re
import shlex
from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from evals.__main__ import main
from evals.commands.output import PASSED

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "measure-your-archive.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", GUIDE, re.DOTALL)
LINES = [line for language, text in BLOCKS if language == "sh" for line in text.splitlines()]
COMMANDS = [line for line in LINES if "python -m evals" in line]
_ROWS = re.findall(r"^\| (.+?) \|", GUIDE.partition("| figure | says |")[2].partition("\n\n")[0], re.MULTILINE)
FIGURES = [figure.strip("* ") for row in _ROWS for figure in row.split(",")]
(TABLE,) = [text for language, text in BLOCKS if language == "csv"]


def write_articles(folder: Path) -> None:
    (folder / "2024").mkdir(parents=True)
    (folder / "budget.txt").write_text(
        "Le budget de la commune de Valmorel pour 2025 est de 4,2 millions d’euros, a voté le conseil.\n"
        "Le budget voté l’an passé était de 3,9 millions.\n",
        encoding="utf-8",
    )
    (folder / "mediatheque.md").write_bytes(
        "---\nid: la-mediatheque\ntitle: Une directrice pour la médiathèque\npublished: 2024-03-02\n---\n\n"
        "La médiathèque de Valmorel est dirigée par Claire Vasseur depuis janvier.\n\n"
        "Elle compte 12 000 ouvrages.\n".encode("cp1252")
    )
    (folder / "2024" / "tramway.html").write_text(
        "<html><head><title>Le tramway roule</title></head><body><article><h1>Le tramway roule</h1>"
        "<p>Le tramway de Valmorel a été inauguré le 12 septembre 2024, devant une foule nombreuse.</p>"
        "<p>La ligne relie la gare au quartier des Aulnes en onze minutes, dit la mairie.</p></article></body></html>",
        encoding="utf-8",
    )
    stadium = docx.Document()
    stadium.add_heading("Le stade de Valmorel rouvre ses portes", level=1)
    stadium.add_paragraph("Le nouveau stade compte 8 500 places. Il a ouvert dimanche.")
    stadium.save(str(folder / "stade.docx"))
    page = Canvas(str(folder / "piscine.pdf"))
    sentence = ("La piscine de Valmorel reste", "fermée depuis mars à cause d'une fuite", "dans le grand bassin.")
    for place, line in enumerate(sentence):
        page.drawString(72, 700 - 16 * place, line)
    page.save()
    dispatch = {"id": "marche", "title": "Travaux", "text": "Le marché couvert restera ouvert pendant les travaux."}
    (folder / "agence.jsonl").write_text(json.dumps(dispatch) + "\n", encoding="utf-8")


def write_sets(folder: Path) -> None:
    pages = [
        {
            "title": title,  # F stays, A is hidden: evals.unanswerable
            "paragraphs": [
                {
                    "context": f"La page {title} parle d'un port.",
                    "qas": [
                        {
                            "id": title,
                            "question": f"De quoi parle la page {title} ?",
                            "answers": [{"text": "un port", "answer_start": 17}],
                        }
                    ],
                }
            ],
        }
        for title in "AF"
    ]
    (folder / "piaf.json").write_text(json.dumps({"data": pages}), encoding="utf-8")
    judged = folder / "mes-jugements"
    (judged / "qrels").mkdir(parents=True)
    (judged / "corpus.jsonl").write_text('{"_id": "d1", "text": "Le port a ouvert en 1995."}\n', encoding="utf-8")
    (judged / "queries.jsonl").write_text('{"_id": "q1", "text": "Quand le port ?"}\n', encoding="utf-8")
    (judged / "qrels" / "dev.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\n", encoding="utf-8")


def carry_out(line: str, monkeypatch: pytest.MonkeyPatch) -> int:
    words = shlex.split(line)
    start = words.index("python")
    assert words[start : start + 3] == ["python", "-m", "evals"]
    with monkeypatch.context() as patch:
        for setting in words[:start]:
            patch.setenv(*setting.split("=", 1))
        return main(words[start + 3 :])


def test_its_commands_run_over_its_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_articles(tmp_path / "mes-articles")
    write_sets(tmp_path)
    (tmp_path / "questions.csv").write_bytes(TABLE.replace("\n", "\r\n").encode("cp1252"))
    assert len(COMMANDS) == 8
    for line in COMMANDS:
        assert carry_out(line, monkeypatch) == PASSED, (line, capsys.readouterr())
        printed = capsys.readouterr()
        if "--output run.json" in line:
            assert "mes-articles-questions: 8 questions on 6 articles." in printed.out
            assert "lines that name no article and quote none: 1." in printed.out
            assert [figure for figure in FIGURES if figure not in printed.out] == []
    before, after = (json.loads(Path(name).read_text(encoding="utf-8")) for name in ("run.json", "after.json"))
    assert [before["name"], before["articles"]["kind"]] == ["mes-articles-questions", "folder"]
    assert [row["answerable"] for row in before["per_question"]] == [True] * 6 + [False] * 2
    assert before["figures"]["answers"]["verbatim"] == 1.0
    assert before["figures"]["answers"]["contains"] > 0.5
    assert len(FIGURES) > 15
    assert after["settings"]["settings"]["minimum_confidence"] == 0.8
    assert after["figures"]["answers"]["coverage"] < before["figures"]["answers"]["coverage"]
    assert Path("page.html").stat().st_size > 1_000


def test_what_it_installs_with_exists() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "make install" in LINES
    assert any("'.[evals]'" in line for line in LINES)
    assert "evals" in project["optional-dependencies"]


def test_files_that_it_names_exist() -> None:
    named = re.findall(r"`((?:evals|rag)/[\w./]+)`", GUIDE) + [
        f"docs/{place}" for place in re.findall(r"\]\((\.\./[\w./]+)\)", GUIDE)
    ]
    assert named
    assert all((ROOT / place).exists() for place in named)
