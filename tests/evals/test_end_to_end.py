"""The command as it is run, over the bundled articles, the shipped model and a handful of questions."""

import json
from math import log2
from pathlib import Path
from typing import Any

import pytest

from corpus.article import Article
from evals.__main__ import main
from evals.subjects import LookUp, temporary_index
from rag.citations import CitationId
from rag.settings import Settings

DEVELOPMENT = Path(__file__).parents[2] / "evals" / "questions" / "development.jsonl"
IDS = ("d001", "d002", "d003", "d006")


@pytest.fixture
def questions_file(tmp_path: Path) -> Path:
    lines = DEVELOPMENT.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if json.loads(line)["id"] in IDS or not json.loads(line)["answerable"]]
    path = tmp_path / "few.jsonl"
    path.write_text("\n".join(rows[:6]) + "\n", encoding="utf-8")
    return path


def run(questions: Path, output: Path) -> dict[str, Any]:
    assert main(["run", "--questions", str(questions), "--output", str(output)]) == 0
    document: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
    return document


def test_two_runs_give_the_same_report(questions_file: Path, tmp_path: Path) -> None:
    one, two = (run(questions_file, tmp_path / name) for name in ("one.json", "two.json"))
    assert {"processor", "cores", "date", "milliseconds"} <= one.pop("machine").keys()
    two.pop("machine")
    assert one == two
    assert one["name"] == "bundled-few"
    assert one["questions"]["count"] == 6
    assert one["figures"]["answers"]["verbatim"] in (1.0, None)
    assert one["figures"]["baselines"]["naive_reader"]["verbatim"] == 1.0
    assert one["figures"]["baselines"]["naive_reader"]["resolved"] == 1.0
    assert set(one["figures"]["retrieval"]) == {"fused", "terms", "vectors"}
    assert "store" not in one["settings"]["settings"]
    assert one["settings"]["manifest"]["dimension"] == "384"


def test_the_store_of_the_settings_is_not_touched(tmp_path: Path) -> None:
    article = Article("ville", "La ville", "La ville compte 20 000 habitants. Elle grandit.")
    settings = Settings(store=tmp_path / "mine")
    with temporary_index([article], settings) as index:
        resolve = LookUp(index).resolve
        assert resolve(str(CitationId.of(article.version, 0, 33))) == "La ville compte 20 000 habitants."
        assert resolve(str(CitationId.of("0" * 64, 0, 33))) is None
        assert resolve("not an id") is None
    assert not (tmp_path / "mine").exists()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "presse"
    folder.mkdir()
    (folder / "port.txt").write_text("Le port de Valmorel a ouvert en 1995. Il compte 15 quais.", encoding="utf-8")
    (folder / "ville.md").write_bytes("# La ville\n\nValmorel compte 20 000 habitants depuis l’été.\n".encode("cp1252"))
    return folder


def table(folder: Path, *lines: str) -> Path:
    path = folder.parent / "questions.csv"
    path.write_bytes("\r\n".join(("question;réponse;article", *lines)).encode("cp1252"))
    return path


PORT = "Quand le port de Valmorel a-t-il ouvert ?;1995;"
TOWN = "Combien d’habitants compte Valmorel ?;20 000;ville.md"
NOWHERE = "Qui a inauguré la patinoire de Valmorel ?;;"


def test_what_of_an_archive_cannot_be_used_is_named_and_the_rest_is_asked(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (archive / "notes.xlsx").write_bytes(b"PK\x03\x04")
    questions = table(archive, PORT, "Combien de quais ?;16;port", TOWN, NOWHERE)
    assert main(["run", "--articles", str(archive), "--questions", str(questions), "--json"]) == 3
    printed = capsys.readouterr()
    assert "presse-questions: 3 questions on 2 articles." in printed.err
    assert "notes.xlsx: L'extension « .xlsx » n'est pas prise en charge" in printed.err
    assert "questions.csv, line 3: « 16 » stands in no sentence of 'port'." in printed.err
    assert "Files and lines left out, as said above: 2." in printed.err
    document = json.loads(printed.out)
    assert (document["articles"]["kind"], document["articles"]["count"]) == ("folder", 2)
    assert [row["id"] for row in document["per_question"]] == ["line-2", "line-4", "line-5"]
    assert [row["outcome"] for row in document["per_question"]] == ["right", "right", "silent"]


def test_an_archive_is_held_to_a_baseline_of_its_own(
    archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    baseline = archive.parent / "mine" / "baseline.json"
    questions = table(archive, PORT, TOWN, NOWHERE)
    command = ["run", "--articles", str(archive), "--questions", str(questions), "--baseline", str(baseline)]
    assert main([*command, "--gate"]) == 1
    assert "There is no baseline for presse-questions" in capsys.readouterr().out
    assert main([*command, "--save-baseline"]) == 0
    assert main([*command, "--gate"]) == 0
    assert "presse-questions: no figure fell" in capsys.readouterr().out
    monkeypatch.setenv("SOURCIER_MINIMUM_CONFIDENCE", "1")
    assert main([*command, "--gate"]) == 1
    assert "answers.contains fell from 1.0000 to 0.0000" in capsys.readouterr().out


def test_a_set_of_judgements_has_the_figures_of_retrieval_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "presse"
    (folder / "qrels").mkdir(parents=True)
    documents = {"d1": "Le port de Valmorel a ouvert en 1995.", "d2": "Valmorel compte 20 000 habitants.", "d3": " "}
    lines = [json.dumps({"_id": name, "title": "", "text": text}) for name, text in documents.items()]
    (folder / "corpus.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "queries.jsonl").write_text('{"_id": "q1", "text": "Quand le port a-t-il ouvert ?"}', encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td3\t1\n", encoding="utf-8")
    assert main(["run", "--dataset", str(folder), "--output", str(tmp_path / "run.json")]) == 0
    printed = capsys.readouterr().out
    assert "Documents without text, which are not indexed: 1; relevant to a question: 1." in printed
    assert "Retrieval" in printed
    assert "Abstention" not in printed
    document = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert set(document["figures"]) == {"retrieval"}
    fused = document["figures"]["retrieval"]["fused"]
    assert (fused["recall@1"], fused["success@1"]) == (0.5, 1.0)  # d3 is relevant and cannot be found
    assert fused["ndcg@10"] == pytest.approx(2 / (2 + 1 / log2(3)), abs=1e-6)
    assert main(["show", str(tmp_path / "run.json")]) == 0
