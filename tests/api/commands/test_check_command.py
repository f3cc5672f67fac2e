import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import app
from rag.assembly import open_index
from rag.citations import CitationId
from rag.settings import Settings
from sample_articles import POWER, SERVED_ARTICLES, WEATHER
from sample_stores import corrupt_text


@pytest.fixture(autouse=True)
def environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCIER_STORE", str(settings.store))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def test_a_sound_store_is_said_to_be_so_in_a_line(stored: Settings) -> None:
    done = run("check")
    assert done.exit_code == 0
    assert done.stdout == "The store is sound: 4 articles, 4 passages, both indexes show all of them.\n"
    assert json.loads(run("check", "--json").stdout) == {
        "sound": True,
        "problems": [],
        "articles": 4,
        "chunks": 4,
        "purged": None,
    }


def test_what_is_wrong_is_said_with_what_to_do(stored: Settings) -> None:
    corrupt_text(stored.store, WEATHER.version)
    done = run("check")
    assert done.exit_code == 1
    assert done.stdout.startswith(f"The text {WEATHER.version[:16]} of meteo does not match its name")
    assert "sourcier ingest PATH…" in done.stdout
    assert "is sound" not in done.stdout
    found = json.loads(run("check", "--json").stdout)
    assert (found["sound"], len(found["problems"])) == (False, 1)


def test_a_purge_says_what_it_did_and_citations_go_on_saying_that_their_text_was_withdrawn(stored: Settings) -> None:
    with open_index(stored) as index:
        for article_id in ("calcul", "calcul-copie"):
            index.delete(article_id)
    done = run("check", "--purge")
    assert done.exit_code == 0
    assert done.stdout.startswith("Purged: the database was written anew (")
    assert "2 ids of deleted articles were replaced by digests" in done.stdout
    assert "The store is sound: 2 articles" in done.stdout
    again = json.loads(run("check", "--purge", "--json").stdout)
    assert (again["sound"], again["purged"]["hidden_ids"], again["purged"]["problems"]) == (True, 0, [])
    cited = run("cite", str(CitationId.of(POWER.version, 0, 10)))
    assert "was withdrawn on 20" in cited.stderr


def test_a_store_that_is_not_there_is_no_unsound_one(tmp_path: Path, settings: Settings) -> None:
    done = run("check")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "There is no store in" in done.stderr


def test_articles_are_counted(stored: Settings) -> None:
    assert json.loads(run("check", "--json").stdout)["articles"] == len(SERVED_ARTICLES)
