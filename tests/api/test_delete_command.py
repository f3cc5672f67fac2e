"""`sourcier delete`: the receipt that the service gives, on the command line."""

import json
from datetime import datetime

import pytest
from typer.testing import CliRunner

from api.cli import app
from rag.assembly import open_index
from rag.settings import Settings
from sample_articles import EMOJI_FUND, POWER


@pytest.fixture(autouse=True)
def environment(stored: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCIER_STORE", str(stored.store))


def test_an_article_is_deleted_with_a_receipt(stored: Settings) -> None:
    done = CliRunner().invoke(app, ["delete", "fonds", "calcul", "fonds", "--json"])
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert [receipt["id"] for receipt in found["deleted"]] == ["fonds", "calcul"]
    assert found["unknown"] == []
    first = found["deleted"][0]
    assert (first["versions"], first["chunks"]) == ([EMOJI_FUND.version], 1)
    assert datetime.fromisoformat(first["deleted_at"]).utcoffset() is not None
    with open_index(stored) as index:
        assert [article.id for article in index.list_articles()] == ["calcul-copie", "meteo"]


def test_an_unknown_id_is_named_and_the_others_are_deleted(stored: Settings) -> None:
    done = CliRunner().invoke(app, ["delete", "personne", POWER.id])
    assert done.exit_code == 1
    first, second = done.stdout.splitlines()
    assert first.startswith("Retiré : calcul (1 version, 1 passage), le ")
    assert second == "Inconnu : personne."
    with open_index(stored) as index:
        assert index.article_count == 3
