"""The commands, in this process over a store of its own; `test_command.py` runs the real thing."""

import json
import os
import socket
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from api.operation.listener import open_listener
from corpus.article import Article
from corpus.reading import MAX_FILE_BYTES
from doubles import CountingEmbedder
from index.article_index import ArticleIndex
from index.embedding.model_errors import ModelDamagedError, ModelError, ModelLibraryMissingError, ModelUnavailableError
from rag.assembly import open_index, open_or_create_index
from rag.citations import CitationId
from rag.settings import Settings
from sample_articles import EMOJI_FUND, SERVED_ARTICLES

QUESTION = "Qui dirige le fonds municipal de Shanghai pour l’intelligence artificielle ?"
QUOTE = "Le fonds est dirigé par Wu Wei, son directeur général."
START = EMOJI_FUND.text.index(QUOTE)
ID = str(CitationId.of(EMOJI_FUND.version, START, START + len(QUOTE)))

ENERGY = """---
id: energie
title: "L’énergie des centres de calcul"
published: 2024-03-01
source: Le Quotidien
---

Les centres de calcul consomment 3 % de l’électricité du pays. Ce chiffre a doublé en cinq ans.
"""


class Result:
    """What a command left behind."""

    def __init__(self, *arguments: str) -> None:
        done = CliRunner().invoke(app, arguments)
        self.status = done.exit_code
        self.out = done.stdout
        self.err = done.stderr


@pytest.fixture(autouse=True)
def environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCIER_STORE", str(settings.store))
    monkeypatch.setenv("SOURCIER_MINIMUM_CONFIDENCE", str(settings.minimum_confidence))
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good article."""
    made = tmp_path / "articles"
    made.mkdir()
    (made / "energie.md").write_text(ENERGY, encoding="utf-8")
    return made


def test_ask_shows_the_sentences_the_quotes_and_where_they_stand(stored: Settings) -> None:
    result = Result("ask", QUESTION)
    assert result.status == 0
    assert "[1] «\u00a0" in result.out
    assert EMOJI_FUND.title in " ".join(result.out.split())
    assert "Le Quotidien · 10 juillet 2020" in result.out
    assert EMOJI_FUND.version[:16] in result.out
    assert result.err == ""


def test_ask_as_json_is_the_object_of_the_service(stored: Settings) -> None:
    answer = json.loads(Result("ask", QUESTION, "--json").out)
    assert answer["answered"] is True
    assert answer["citations"][0]["source"]["article_id"] == "fonds"
    assert answer["citations"][0]["offset_unit"] == "unicode_codepoint"


def test_a_refusal_is_a_valid_outcome(stored: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCIER_MINIMUM_CONFIDENCE", "1")
    result = Result("ask", "Comment préparer une blanquette de veau ?")
    assert result.status == 0
    assert result.out.startswith("Les articles ne le disent pas")
    assert "\n\nLes passages les plus proches :" in result.out


def test_ask_takes_filters(stored: Settings) -> None:
    answer = json.loads(
        Result("ask", QUESTION, "--source", "Le Soir", "--as-of", "2024-12-31", "--k", "1", "--json").out
    )
    assert [hit["article_id"] for hit in answer["hits"]] == ["calcul"]


def test_search_lists_passages(stored: Settings) -> None:
    result = Result("search", "fonds municipal dirigé par Wu Wei", "--k", "1")
    assert result.status == 0
    assert result.out.startswith(f"1. {EMOJI_FUND.title} · Le Quotidien · 10 juillet 2020\n")
    hits = json.loads(Result("search", "calcul intelligent à Pékin", "--k", "2", "--json").out)["hits"]
    assert len(hits) == 2


def test_cite_shows_the_quote(stored: Settings) -> None:
    result = Result("cite", ID)
    assert result.status == 0
    assert result.out == f"«\u00a0{QUOTE}\u00a0»\n{EMOJI_FUND.title} · Le Quotidien · 10 juillet 2020\n{ID}\n"
    assert json.loads(Result("cite", ID, "--json").out)["status"] == "current"


def test_cite_of_a_withdrawn_article_says_so(stored: Settings) -> None:
    with open_index(stored) as index:
        index.delete("fonds")
    result = Result("cite", ID)
    assert result.status == 2
    assert result.err.startswith(f"sourcier: The article that citation {ID} quotes was withdrawn on 20")
    assert result.out == ""


def test_what_became_of_a_lost_citation_is_json_too(stored: Settings) -> None:
    with open_index(stored) as index:
        receipt = index.delete("fonds")
    withdrawn, unknown = Result("cite", ID, "--json"), Result("cite", "0123456789abcdef-0-4", "--json")
    assert (withdrawn.status, unknown.status) == (2, 2)
    assert json.loads(withdrawn.out) == {
        "id": ID,
        "status": "withdrawn",
        "withdrawn_at": receipt.deleted_at.isoformat(),
    }
    assert json.loads(unknown.out) == {"id": "0123456789abcdef-0-4", "status": "unknown"}


def test_verify_says_whether_the_words_stand(stored: Settings) -> None:
    result = Result("verify", QUOTE)
    assert result.status == 0
    assert result.out.startswith("La citation figure telle quelle dans les articles.")
    assert json.loads(Result("verify", "La blanquette se sert chaude avec du riz.", "--json").out)["status"] == "absent"


def test_verify_tells_what_differs(stored: Settings) -> None:
    result = Result("verify", QUOTE.replace("Wu Wei", "Wu Qing"))
    assert result.status == 0
    assert result.out.startswith("Les articles disent presque cela.")
    assert result.out.endswith(f"{ID}\nL’article dit «\u00a0Wei\u00a0», non «\u00a0Qing\u00a0».\n")


def test_status_counts(stored: Settings) -> None:
    result = Result("status")
    assert result.status == 0
    assert "Articles          4\n" in result.out
    found = json.loads(Result("status", "--json").out)
    assert found["articles"] == len(SERVED_ARTICLES)
    assert found["folder"] == str(stored.store)


def test_sources_are_listed_with_their_articles_and_days(stored: Settings) -> None:
    assert Result("sources").out == (
        "Le Quotidien : 1 article, 10 juillet 2020\n"
        "Le Soir : 1 article, 2 août 2024\n"
        "L’Agence : 1 article, 3 août 2024\n"
    )
    with open_index(stored) as index:
        index.add([Article("veille", "La veille", "Rien.", source="Le Soir", published=date(2024, 7, 1))])
    assert Result("sources").out.splitlines()[1] == "Le Soir : 2 articles, du 1er juillet 2024 au 2 août 2024"
    listed = json.loads(Result("sources", "--json").out)["sources"]
    assert listed[1] == {
        "name": "Le Soir",
        "articles": 2,
        "published_from": "2024-07-01",
        "published_to": "2024-08-02",
    }


def test_a_store_without_sources_says_so(settings: Settings) -> None:
    open_or_create_index(settings).close()
    assert Result("sources").out == "Aucun article ne nomme sa source.\n"


def test_a_rebuild_that_is_not_over_is_shown(stored: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("index.rebuilding.GROUP_ARTICLES", 1)
        embedder = CountingEmbedder(32, fails_after=2)
        with pytest.raises(MemoryError):
            ArticleIndex.rebuild(stored.store, embedder)
    assert json.loads(Result("status", "--json").out)["prepared"] == 2
    assert "2 articles sur 4 sont prêts ; pour la continuer : sourcier ingest --rebuild" in Result("status").out
    assert Result("check").status == 0


def test_ingest_counts_what_it_did(folder: Path) -> None:
    result = Result("ingest", str(folder))
    assert result.status == 0
    assert result.out.startswith("Articles : 1 ajoutés, 0 remplacés, 0 mis à jour, 0 inchangés, ")
    again = json.loads(Result("ingest", str(folder), "--json").out)
    assert again["counts"] == {"added": 0, "replaced": 0, "updated": 0, "unchanged": 1, "chunks": 0}
    assert again["store"]["articles"] == 1
    assert again["up_to_date"] is False


def test_ingest_keeps_the_others_where_a_file_fails(folder: Path) -> None:
    (folder / "vide.txt").write_bytes(b"")
    (folder / "image.txt").write_bytes(bytes(range(256)) * 4)
    result = Result("ingest", str(folder))
    assert result.status == 1
    assert "Non lus : 2." in result.err
    assert "vide.txt : " in result.err
    assert "image.txt : " in result.err
    assert json.loads(Result("status", "--json").out)["articles"] == 1


def test_quiet_says_nothing_but_failures(folder: Path) -> None:
    quiet = Result("ingest", "--quiet", str(folder))
    assert (quiet.status, quiet.out, quiet.err) == (0, "", "")
    (folder / "vide.txt").write_bytes(b"")
    assert "vide.txt" in Result("ingest", "--quiet", str(folder)).err


def test_if_stale_does_nothing_twice(folder: Path) -> None:
    assert json.loads(Result("ingest", "--if-stale", str(folder), "--json").out)["counts"]["added"] == 1
    result = Result("ingest", "--if-stale", str(folder))
    assert result.status == 0
    assert result.out.startswith("La base est à jour : rien à faire.")


@pytest.mark.parametrize("change", [("doublé", "triplé"), ("2024-03-01", "2024-03-02"), ("L’énergie", "Énergie")])
def test_if_stale_takes_in_a_change(folder: Path, change: tuple[str, str]) -> None:
    Result("ingest", str(folder))
    (folder / "energie.md").write_text(ENERGY.replace(*change), encoding="utf-8")
    report = json.loads(Result("ingest", "--if-stale", str(folder), "--json").out)
    assert report["up_to_date"] is False
    assert report["counts"]["replaced"] + report["counts"]["updated"] == 1


def test_if_stale_leaves_other_articles_alone(stored: Settings, folder: Path) -> None:
    Result("ingest", str(folder))
    assert json.loads(Result("ingest", "--if-stale", str(folder), "--json").out)["up_to_date"] is True
    assert json.loads(Result("status", "--json").out)["articles"] == len(SERVED_ARTICLES) + 1


def test_other_settings_are_refused_with_the_cure(stored: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCIER_CHUNK_OVERLAP", "0")
    for command in (("ask", QUESTION), ("status",), ("cite", ID)):
        result = Result(*command)
        assert result.status == 2
        assert "sourcier ingest --rebuild" in result.err


@pytest.mark.parametrize("option", ["--rebuild", "--if-stale"])
def test_a_rebuild_takes_other_settings_and_loses_nothing(
    stored: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    monkeypatch.setenv("SOURCIER_CHUNK_OVERLAP", "0")
    report = json.loads(Result("ingest", option, str(folder), "--json").out)
    assert report["rebuilt"] is True
    assert report["store"]["articles"] == len(SERVED_ARTICLES) + 1
    assert Result("cite", ID).status == 0
    assert Result("ask", QUESTION).status == 0


def test_rebuild_makes_a_store_where_there_is_none(folder: Path) -> None:
    assert json.loads(Result("ingest", "--rebuild", str(folder), "--json").out)["counts"]["added"] == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ask", QUESTION), "There is no store in"),
        (("search", QUESTION), "sourcier ingest"),
        (("cite", ID), "There is no store in"),
        (("verify", QUOTE), "There is no store in"),
        (("status",), "There is no store in"),
        (("serve", "--port", "0"), "There is no store in"),
        (("serve", "--host", "0.0.0.0"), "0.0.0.0 can be reached from other machines"),
        (("serve", "--host", "::"), "--host 127.0.0.1"),
        (("serve", "--host", "presse.example"), "presse.example can be reached"),
    ],
)
def test_errors_are_one_sentence_with_the_cure(arguments: tuple[str, ...], said: str) -> None:
    result = Result(*arguments)
    assert result.status == 2
    assert result.out == ""
    assert result.err.startswith("sourcier: ")
    assert said in result.err
    assert result.err.count("\n") == 1


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (ModelUnavailableError("acme/embeddings", "the hub cannot be reached"), "'acme/embeddings' cannot be had: the"),
        (ModelDamagedError(Path("models/x/model.onnx"), "is missing"), "models/x/model.onnx is missing. Restore it"),
        (ModelLibraryMissingError("acme/embeddings", "sentence-transformers"), "pip install -e '.[models]'"),
    ],
)
@pytest.mark.parametrize("command", [("ask", QUESTION), ("search", QUESTION), ("cite", ID), ("ingest", "folder")])
def test_a_model_that_cannot_be_had_is_one_sentence_with_the_cure(
    stored: Settings,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, str],
    refusal: ModelError,
    said: str,
) -> None:
    def refuse(_settings: Settings) -> None:
        raise refusal

    monkeypatch.setattr("rag.assembly.load_embedder", refuse)
    result = Result(*(str(folder) if argument == "folder" else argument for argument in command))
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("sourcier: ")
    assert said in result.err
    assert result.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ask", "  "), "The question has no word in it."),
        (("ask", "é" * 100_000), "100,000 characters"),
        (("verify", " "), "The quote is blank."),
        (("verify", "é" * 10_001), "10001 characters"),
        (("cite", "x"), "'x' is not a citation id."),
        (("cite", "0000000000000000-0-5"), "0000000000000000-0-5"),
    ],
)
def test_wrong_input_is_named(stored: Settings, arguments: tuple[str, ...], said: str) -> None:
    result = Result(*arguments)
    assert (result.status, result.out) == (2, "")
    assert said in result.err
    assert len(result.err) < 500


@pytest.mark.parametrize(
    "question",
    [
        "AND NOT (",
        "title:*",
        "Qui\adirige\x1b[2J le fonds ?",
        "\u202eمن يدير صندوق شنغهاي؟",
        "Le fonds 🚀 municipal ?",
        "who runs the fund?",
    ],
)
def test_odd_questions_are_only_words(stored: Settings, question: str) -> None:
    for command in ("ask", "search"):
        result = Result(command, question)
        assert (result.status, result.err) == (0, "")
        assert result.out
        assert "\x1b[2J" not in result.out


def test_bad_files_are_named_each_with_its_cure_and_the_good_ones_are_in(folder: Path) -> None:
    bad: dict[str, tuple[str | bytes, str]] = {
        "vide.txt": (b"", "Vérifiez qu'il a été copié en entier"),
        "moitie.pdf": (b"%PDF-1.7\n1 0 obj", "téléchargez-le à nouveau"),
        "moitie.docx": (b"PK\x03\x04", "Copiez-le à nouveau"),
        "binaire.txt": (b"\x7fELF\x02\x01" + bytes(64), "exportez-le en texte"),
        "page.html": ("<html><body><div id=app></div></body></html>", "Enregistrez la page une fois affichée"),
        "date.md": ("---\npublished: 2024-02-31\n---\nLe quai rouvre.", "« published: 2024-02-31 » n'est pas une date"),
        "meme-id.md": ("---\nid: energie\n---\nLe quai rouvre.", "Donnez à l'un des deux un autre « id »"),
        "lignes.jsonl": ('{"id": "quai", "text": "Le quai rouvre."}\n{"id": "port", "te', "complet par ligne"),
    }
    for name, (content, _) in bad.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    (folder / "enorme.txt").touch()
    os.truncate(folder / "enorme.txt", MAX_FILE_BYTES + 1)
    result = Result("ingest", str(folder))
    assert result.status == 1
    said = {Path(line.split(" : ")[0].strip()).name: line for line in result.err.splitlines() if str(folder) in line}
    for name, (_, cure) in (bad | {"enorme.txt": (b"", "Découpez-le en plusieurs fichiers")}).items():
        assert cure in said.pop("lignes.jsonl:2" if name == "lignes.jsonl" else name)
    assert not said
    assert json.loads(Result("status", "--json").out)["articles"] == 2
    assert Result("verify", "Le quai rouvre.").out.startswith("La citation figure telle quelle")


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", QUESTION, "--k", "0"),
        ("ask", QUESTION, "--as-of", "hier"),
        ("ingest",),
        ("ingest", "does-not-exist"),
        ("serve", "--port", "70000"),
        ("unknown",),
        ("--unknown",),
    ],
)
def test_usage_errors_are_status_2(arguments: tuple[str, ...]) -> None:
    result = Result(*arguments)
    assert result.status == 2
    assert "Traceback" not in result.err


def test_rebuild_and_if_stale_exclude_each_other(folder: Path) -> None:
    result = Result("ingest", "--rebuild", "--if-stale", str(folder))
    assert result.status == 2
    assert "exclude each other" in result.err


def test_a_wrong_setting_is_named(stored: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCIER_K", "many")
    result = Result("ask", QUESTION)
    assert result.status == 2
    assert "SOURCIER_K is 'many'" in result.err


def test_help_names_every_command() -> None:
    result = Result("--help")
    assert result.status == 0
    for command in ("serve", "ingest", "ask", "search", "cite", "verify", "sources", "status"):
        assert command in result.out


def test_the_listener_names_its_protocol_so_that_answers_are_sent_without_delay() -> None:
    with open_listener("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP
