"""`sourcier backup` and `sourcier restore`, also beneath a service that goes on answering."""

import json
import subprocess
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from api.app import create_app
from api.cli import app
from rag.assembly import open_index
from rag.settings import Settings
from running_service import COMMAND, ROOT, make_store
from sample_articles import EMOJI_FUND, POWER
from served_process import serve_process
from uploading import problem

QUESTION = "Qui dirige le fonds municipal de Shanghai ?"


@pytest.fixture(autouse=True)
def environment(stored: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCIER_STORE", str(stored.store))


def test_a_store_goes_into_a_file_and_comes_back(stored: Settings, tmp_path: Path) -> None:
    file = str(tmp_path / "presse.sauvegarde")
    done = CliRunner().invoke(app, ["backup", file])
    assert done.exit_code == 0, done.output
    first, second = done.stdout.splitlines()
    assert first.startswith("Base sauvegardée : 4 articles, 4 passages, 0,")
    assert second == f"Fichier : {file}"
    assert CliRunner().invoke(app, ["delete", EMOJI_FUND.id]).exit_code == 0
    refused = CliRunner().invoke(app, ["restore", file])
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "--replace" in refused.stderr
    done = CliRunner().invoke(app, ["restore", file, "--replace"])
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("Base remise : 4 articles, 4 passages, tels qu’ils étaient le ")
    with open_index(stored) as index:
        assert index.get(EMOJI_FUND.id) == EMOJI_FUND
        assert index.check() == []


def test_programs_get_json(tmp_path: Path) -> None:
    file = str(tmp_path / "presse.sauvegarde")
    saved = json.loads(CliRunner().invoke(app, ["backup", file, "--json"]).stdout)
    assert (saved["file"], saved["articles"], saved["bytes"]) == (file, 4, Path(file).stat().st_size)
    back = json.loads(CliRunner().invoke(app, ["restore", file, "--replace", "--json"]).stdout)
    assert {key: back[key] for key in ("articles", "chunks", "made_at", "model")} == {
        key: saved[key] for key in ("articles", "chunks", "made_at", "model")
    }
    assert (back["replaced"], back["set_aside"]) == (True, None)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["backup", "FILE"], "is there already. Give another name, or overwrite a file with --force."),
        (["restore", "FILE", "--replace"], "is not a sound backup: it does not end as a backup does."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(tmp_path: Path, arguments: list[str], why: str) -> None:
    file = tmp_path / "lettre.txt"
    file.write_text("Ceci n’est pas une sauvegarde.\n" * 20)
    done = CliRunner().invoke(app, [argument.replace("FILE", str(file)) for argument in arguments])
    assert (done.exit_code, done.stdout) == (2, "")
    assert why in done.stderr
    assert "Traceback" not in done.stderr


def test_a_service_follows_what_is_put_back_beneath_it(stored: Settings, tmp_path: Path) -> None:
    file = str(tmp_path / "presse.sauvegarde")
    with TestClient(create_app(stored), base_url="http://127.0.0.1:8000") as client:
        before = client.post("/v1/search", json={"question": QUESTION}).json()
        assert CliRunner().invoke(app, ["backup", file]).exit_code == 0
        client.delete(f"/v1/articles/{EMOJI_FUND.id}")
        client.put("/v1/articles/brest", json={"title": "Brest", "text": "Le port de Brest accueille un voilier."})
        assert client.post("/v1/search", json={"question": QUESTION}).json() != before
        assert CliRunner().invoke(app, ["restore", file, "--replace"]).exit_code == 0
        after = client.post("/v1/search", json={"question": QUESTION}).json()
        assert after["hits"] == before["hits"]
        problem(client.get("/v1/articles/brest"), 404, "article-unknown")
        assert client.get(f"/v1/articles/{POWER.id}").json()["text"] == POWER.text
        assert client.get("/readyz").json()["articles"] == 4


def test_a_running_process_follows_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = make_store(tmp_path / "served", articles=2)
    monkeypatch.setenv("SOURCIER_STORE", environment["SOURCIER_STORE"])
    file = str(tmp_path / "presse.sauvegarde")
    with serve_process(environment) as served:
        before = served.get("/v1/articles").json()["articles"]
        assert len(before) == 2
        for command in (["backup", file], ["delete", before[0]["id"]], ["restore", file, "--replace"]):
            subprocess.run([*COMMAND, *command], cwd=ROOT, check=True, capture_output=True, timeout=60)
            if command[0] == "delete":
                assert served.get(f"/v1/articles/{before[0]['id']}").status_code == 410
        article = served.get(f"/v1/articles/{before[0]['id']}").json()
        assert article["text"]
        answer = served.ask(article["text"].split(". ")[0]).json()
        assert before[0]["id"] in {hit["article_id"] for hit in answer["hits"]}
        assert served.get("/readyz").json()["articles"] == 2
