"""The store made equal to folders, through the command."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from api.cli import app
from doubles import CountingEmbedder
from index.article_index import ArticleIndex
from rag.assembly import open_index
from rag.citations import CitationId
from rag.settings import Settings
from sample_articles import SERVED_ARTICLES

NAMES = ("ecole", "gare", "phare", "stade")


def write(path: Path, words: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = f"Le {path.stem} de la ville rouvre lundi. Les travaux ont duré deux ans. {words}"
    path.write_text(f"# Le {path.stem}\n\n{text}", encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in NAMES:
        write(tmp_path / "presse" / f"{name}.md")
    return tmp_path / "presse"


@pytest.fixture(autouse=True)
def environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCIER_STORE", str(settings.store))


def run(*arguments: object, status: int = 0) -> str:
    done = CliRunner().invoke(app, ["ingest", *map(str, arguments)])
    assert done.exit_code == status, done.stderr
    return done.stdout + done.stderr


def report(*arguments: object, status: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*arguments, "--json", status=status))
    return found


def ids(settings: Settings) -> list[str]:
    with open_index(settings) as index:
        return [article.id for article in index.list_articles()]


def test_a_sync_adds_replaces_and_withdraws(folder: Path, settings: Settings) -> None:
    assert report("--sync", folder)["counts"]["added"] == 4
    (folder / "gare.md").unlink()
    write(folder / "phare.md", "Il est rouge.")
    write(folder / "usine.md")
    done = report("--sync", folder)
    assert (done["counts"]["added"], done["counts"]["replaced"], done["counts"]["unchanged"]) == (1, 1, 2)
    assert (done["withdrawn"], done["moved"], done["kept"]) == (["gare"], [], [])
    assert ids(settings) == ["ecole", "phare", "stade", "usine"]
    again = report("--sync", folder)
    assert again["counts"] == {"added": 0, "replaced": 0, "updated": 0, "unchanged": 4, "chunks": 0}


def test_a_moved_file_is_one_article_named_as_moved_and_not_embedded_again(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder = CountingEmbedder(256)
    monkeypatch.setattr("rag.assembly.load_embedder", lambda _settings: embedder)
    run("--sync", folder)
    with open_index(settings) as index:
        article = index.get("gare")
    embedded = embedder.embedded
    (folder / "2024").mkdir()
    (folder / "gare.md").rename(folder / "2024" / "la-gare.md")
    done = report("--sync", folder)
    place = folder.resolve()
    assert done["moved"] == [
        {
            "former_id": "gare",
            "article_id": "2024-la-gare",
            "former_file": str(place / "gare.md"),
            "file": str(place / "2024" / "la-gare.md"),
        }
    ]
    assert (done["withdrawn"], done["counts"]["added"], embedder.embedded) == ([], 0, embedded)
    assert ids(settings) == ["2024-la-gare", "ecole", "phare", "stade"]
    citation = str(CitationId.of(article.version, 0, 10))
    cited = CliRunner().invoke(app, ["cite", citation, "--json"])
    assert json.loads(cited.stdout)["status"] == "current"
    assert "Déplacés" not in run("--sync", folder)


def test_a_move_is_told_to_people_too(folder: Path) -> None:
    run("--sync", folder)
    (folder / "gare.md").rename(folder / "station.md")
    said = run("--sync", folder)
    assert f"Déplacés : 1.\n  gare → station : {folder.resolve() / 'station.md'}\n" in said


def test_without_sync_a_moved_file_is_a_second_article_with_the_embeddings_of_the_first(
    folder: Path, settings: Settings
) -> None:
    run(folder)
    (folder / "gare.md").rename(folder / "station.md")
    done = report(folder)
    assert (done["counts"]["added"], done["counts"]["chunks"]) == (1, 0)
    assert ids(settings) == ["ecole", "gare", "phare", "stade", "station"]


def test_what_came_otherwise_or_from_elsewhere_stays(stored: Settings, folder: Path, tmp_path: Path) -> None:
    write(tmp_path / "ailleurs" / "lune.md")
    run(folder, tmp_path / "ailleurs")
    (folder / "gare.md").unlink()
    (tmp_path / "ailleurs" / "lune.md").unlink()
    assert report("--sync", folder)["withdrawn"] == ["gare"]
    assert len(ids(stored)) == len(SERVED_ARTICLES) + 4


def test_all_withdraws_whatever_is_not_in_the_folder(stored: Settings, folder: Path) -> None:
    done = report("--sync", "--all", "--yes", folder)
    assert done["withdrawn"] == sorted(article.id for article in SERVED_ARTICLES)
    assert ids(stored) == sorted(NAMES)


def test_an_upload_takes_an_article_out_of_its_folder(folder: Path, settings: Settings) -> None:
    run(folder)
    with open_index(settings) as index:
        index.add([index.get("gare")])
    (folder / "gare.md").unlink()
    assert report("--sync", folder)["withdrawn"] == []


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


def _lose_most(folder: Path) -> None:
    for name in NAMES[:3]:
        (folder / f"{name}.md").unlink()


@pytest.mark.parametrize("spoil", [_empty, _lose_most])
def test_more_than_half_goes_only_with_consent(folder: Path, settings: Settings, spoil: Callable[[Path], None]) -> None:
    run("--sync", folder)
    spoil(folder)
    write(folder / "usine.md")
    said = run("--sync", folder, status=2)
    assert "of the 4 articles that came from" in said
    assert "add --yes" in said
    assert ids(settings) == sorted(NAMES)  # not even what is new was added
    assert report("--sync", "--dry-run", folder)["needs_consent"] is True
    run("--sync", "--yes", folder)
    assert "usine" in ids(settings)
    assert len(ids(settings)) == len(list(folder.iterdir()))


def test_a_folder_that_is_missing_or_a_file_withdraws_nothing(folder: Path, settings: Settings) -> None:
    run("--sync", folder)
    run("--sync", folder / "nulle-part", status=2)
    assert "is no folder" in run("--sync", "--yes", folder / "gare.md", status=2)
    assert ids(settings) == sorted(NAMES)


def test_an_article_whose_file_cannot_be_read_is_kept(folder: Path, settings: Settings) -> None:
    lines = [json.dumps({"id": f"ligne-{n}", "text": f"La ligne {n} rouvre lundi matin."}) for n in (1, 2)]
    (folder / "lignes.jsonl").write_text("\n".join(lines), encoding="utf-8")
    run("--sync", folder)
    (folder / "gare.md").write_bytes(b"")
    (folder / "lignes.jsonl").write_text(lines[0] + "\n{", encoding="utf-8")
    done = report("--sync", folder, status=1)
    assert (done["kept"], done["withdrawn"], len(done["failed"])) == (["gare", "ligne-2"], [], 2)
    assert "Gardés, leur fichier n'ayant pu être lu : 2 (gare, ligne-2)." in run("--sync", folder, status=1)
    assert ids(settings) == sorted((*NAMES, "ligne-1", "ligne-2"))
    (folder / "lignes.jsonl").write_text(lines[0], encoding="utf-8")
    assert report("--sync", folder, status=1)["withdrawn"] == ["ligne-2"]


def test_a_dry_run_says_all_and_does_nothing(folder: Path, settings: Settings) -> None:
    run(folder)
    with open_index(settings) as index:
        before = index.status()
    (folder / "gare.md").rename(folder / "station.md")
    (folder / "ecole.md").unlink()
    write(folder / "usine.md")
    write(folder / "phare.md", "Il est rouge.")
    trial = report("--sync", "--dry-run", folder)
    assert (trial["added"], trial["replaced"], trial["withdrawn"]) == (["usine"], ["phare"], ["ecole"])
    assert [(move["former_id"], move["article_id"]) for move in trial["moved"]] == [("gare", "station")]
    assert (trial["unchanged"], trial["dry_run"], trial["needs_consent"]) == (1, True, False)
    said = run("--sync", "--dry-run", folder)
    assert said.startswith("Essai : rien n'est fait.\nÀ ajouter : 1 (usine).\nÀ remplacer : 1 (phare).\n")
    plain = report("--dry-run", folder)
    assert (plain["added"], plain["withdrawn"], plain["moved"]) == (["station", "usine"], [], [])
    with open_index(settings) as index:
        after = index.status()
    assert (after.articles, after.changes, after.texts) == (before.articles, before.changes, before.texts)
    done = report("--sync", folder)
    assert (done["withdrawn"], [move["article_id"] for move in done["moved"]]) == (["ecole"], ["station"])


def test_a_dry_run_makes_no_store(folder: Path, settings: Settings) -> None:
    assert report("--dry-run", folder)["added"] == sorted(NAMES)
    assert not settings.store.exists()


def test_a_sync_that_was_interrupted_is_finished_by_the_next(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("--sync", folder)
    (folder / "gare.md").rename(folder / "station.md")
    (folder / "ecole.md").unlink()
    write(folder / "usine.md")

    def fail(*_: object, **__: object) -> None:
        raise OSError("disk on fire")

    with monkeypatch.context() as patched:
        patched.setattr(ArticleIndex, "add_filed", fail)
        assert "disk on fire" in run("--sync", folder, status=2)
    report("--sync", folder)
    assert ids(settings) == ["phare", "stade", "station", "usine"]
    with open_index(settings) as index:
        assert index.check() == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--sync", "--rebuild"), "exclude each other"),
        (("--dry-run", "--if-stale"), "--dry-run goes with --sync, or alone"),
        (("--yes",), "go with --sync"),
        (("--all",), "go with --sync"),
    ],
)
def test_options_that_do_not_go_together_are_refused(folder: Path, options: tuple[str, ...], said: str) -> None:
    assert said in run(*options, folder, status=2)
