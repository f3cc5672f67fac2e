"""After a deletion and a purge, nothing of the article is in any file: the bytes themselves are searched."""

import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from corpus.article import Article
from corpus.filed_article import FiledArticle
from index.article_index import ArticleIndex
from index.errors import UnknownArticleError
from index.storage.article_store import DATABASE_NAME
from index.storage.store_check import folder_size
from index.terms.french_analysis import search_terms
from index.terms.lexical_index import TantivyIndex
from running_service import PATIENCE
from sample_articles import NUMBERED_ARTICLES
from sample_stores import QUESTIONS, make_store, places, reopen_store

SECRET = Article(
    "zygomatique-du-wombat",
    "Quetsches pour Xénocrate",
    "Un ornithorynque jongle avec des kumquats. La babouche du yachtman brille. Une jachère fleurit à Zwevegem.",
    url="https://wapiti.example/huxley",
    source="Le Kraken vespéral",
    author="Ysolde Vanderghinste",
    published=date(2031, 7, 14),
)
OLDER = "Le hobereau mange du rutabaga. Un ornithorynque jongle avec des kumquats. La babouche du yachtman brille."
FIELDS = ("body", "title")
FILE = "/gazettes/tyrannosaure.md"
SAID = " ".join(
    (SECRET.id, SECRET.title, SECRET.text, OLDER, SECRET.url or "", SECRET.source or "", SECRET.author or "", FILE)
)
COMMON = {term for article in NUMBERED_ARTICLES for term in search_terms(f"{article.title} {article.text}")}


def words() -> set[str]:
    """The words that no other article and no file format has."""
    long = set(re.findall(r"\w{5,}", SAID)) - {"https", "example"}
    return {word for word in long if not COMMON & set(search_terms(word))}


def found_in(store: Path) -> dict[str, set[str]]:
    """What of it stands in which file, journals, locks and hidden files included; and in which index of terms, whose
    files have no word as it is written."""
    contents = {str(path.relative_to(store)): path.read_bytes() for path in store.rglob("*") if path.is_file()}
    found = {name: {word for word in words() if _stands(word, content)} for name, content in contents.items()}
    for folder in store.glob("terms-*"):
        searcher = TantivyIndex.open_or_create(folder, title_boost=1.0)._index.searcher()
        stems = {stem for word in words() for stem in search_terms(word)}
        found[folder.name] = {stem for stem in stems if any(searcher.doc_freq(field, stem) for field in FIELDS)}
    return {name: some for name, some in found.items() if some}


def _stands(word: str, content: bytes) -> bool:
    forms = {form for each in (word, *search_terms(word)) for form in (each, each.lower(), each.capitalize())}
    return any(form.encode(encoding) in content for form in forms for encoding in ("utf-8", "utf-16-le"))


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ArticleIndex]:
    with make_store(tmp_path / "store") as opened:
        opened.add(NUMBERED_ARTICLES)
        for text in (OLDER, SECRET.text):
            article = Article(
                SECRET.id, SECRET.title, text, "fr", SECRET.url, SECRET.source, SECRET.author, SECRET.published
            )
            opened.add_filed([FiledArticle(article, FILE)])
        opened.add([Article("copie", SECRET.title, f"{SECRET.text} Fin.")])  # a near copy, to be deleted too
        opened.move("copie", "zygomatique-bis")
        yield opened


def test_the_words_are_there_before(index: ArticleIndex, tmp_path: Path) -> None:
    found = found_in(tmp_path / "store")
    database = {word for name, some in found.items() if name.startswith(DATABASE_NAME) for word in some}
    assert database == words()
    (terms,) = (some for name, some in found.items() if name.startswith("terms-"))
    assert {"ornithorynqu", "xenocrat"} <= terms  # of the text, and of the title


def test_after_a_purge_no_word_of_a_deleted_article_is_in_any_file(index: ArticleIndex, tmp_path: Path) -> None:
    receipt = index.delete(SECRET.id)
    index.delete("zygomatique-bis")
    report = index.purge()
    assert found_in(tmp_path / "store") == {}
    assert (report.hidden_ids, report.problems) == (2, ())
    assert report.bytes_after < report.bytes_before
    assert index.check() == []
    withdrawn = index.find_text(SECRET.version)
    assert withdrawn is not None
    assert (withdrawn.text, withdrawn.withdrawn_at) == (None, receipt.deleted_at)
    assert index.deleted_at(SECRET.id) == receipt.deleted_at
    with pytest.raises(UnknownArticleError):
        index.get(SECRET.id)
    index.close()
    assert found_in(tmp_path / "store") == {}


def test_the_rows_of_near_copies_and_vectors_are_gone_too(index: ArticleIndex, tmp_path: Path) -> None:
    index.delete(SECRET.id)
    index.delete("zygomatique-bis")
    index.purge()
    with closing(sqlite3.connect(tmp_path / "store" / DATABASE_NAME)) as connection:
        counts = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("signatures", "near_copies", "origins", "former_ids", "embeddings")
        }
        names = {row[0] for row in connection.execute("SELECT article_id FROM tombstones")}
    assert counts["signatures"] == len(NUMBERED_ARTICLES)
    assert (counts["near_copies"], counts["origins"], counts["former_ids"]) == (0, 0, 0)
    assert counts["embeddings"] == index.chunk_count
    assert all(re.fullmatch("sha256:[0-9a-f]{64}", name) for name in names)


def test_a_purge_changes_no_answer(index: ArticleIndex) -> None:
    index.delete("zygomatique-bis")
    before = [places(index.search(question, k=30)) for question in QUESTIONS]
    index.purge()
    assert [places(index.search(question, k=30)) for question in QUESTIONS] == before
    assert index.get(SECRET.id) == SECRET
    older = index.find_text(Article("", "", OLDER).version)
    assert older is not None
    assert older.text == OLDER  # a correction is no deletion
    assert index.purge().hidden_ids == 0


def test_a_program_that_has_the_store_open_does_not_bring_words_back(index: ArticleIndex, tmp_path: Path) -> None:
    reader = reopen_store(tmp_path / "store")
    reader.add(NUMBERED_ARTICLES[:1])  # it may save its mirrors when it is closed
    index.delete(SECRET.id)
    index.delete("zygomatique-bis")
    assert index.purge().problems == ()
    reader.close()
    assert found_in(tmp_path / "store") == {}
    with reopen_store(tmp_path / "store") as again:
        assert again.check() == []


def test_a_reader_that_holds_the_log_is_named(
    index: ArticleIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.storage.database.CHECKPOINT_WAIT_SECONDS", 0.01)
    with closing(sqlite3.connect(tmp_path / "store" / DATABASE_NAME)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM articles").fetchone()
        index.delete(SECRET.id)
        (problem,) = index.purge().problems
        assert "Another program was reading the store" in problem
        assert "sourcier check --purge" in problem
    assert index.purge().problems == ()


def test_a_log_that_another_process_is_emptying_is_emptied_after_it(
    index: ArticleIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite refuses whoever comes second at once: what was deleted stood in the log until somebody wrote again."""
    monkeypatch.setattr("index.storage.database.CHECKPOINT_WAIT_SECONDS", PATIENCE)
    script = (
        "import sqlite3, sys; connection = sqlite3.connect(sys.argv[1]); print('ready', flush=True)\n"
        "while True: connection.execute('PRAGMA wal_checkpoint(TRUNCATE)').fetchone()"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "store" / DATABASE_NAME)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        try:
            assert other.stdout is not None
            assert other.stdout.readline() == "ready\n"
            assert {index._store.database.compact() for _ in range(15)} == {True}
        finally:
            other.kill()


def test_a_mirror_that_is_wrong_is_made_anew(index: ArticleIndex) -> None:
    index._mirrors.vectors._index.remove(index._store.chunk_ids()[:3])
    (problem,) = index.check()
    assert problem.startswith("The vector index lacks 3 chunks")
    assert problem.endswith("Run: sourcier check --purge")
    index.purge()
    assert index.check() == []


def test_an_article_may_come_back_after_a_purge(index: ArticleIndex) -> None:
    index.delete(SECRET.id)
    index.purge()
    assert index.add([SECRET]).added == 1
    stored = index.find_text(SECRET.version)
    assert stored is not None
    assert (stored.text, stored.article_ids, stored.withdrawn_at) == (SECRET.text, (SECRET.id,), None)
    assert index.delete(SECRET.id).deleted_at == index.deleted_at(SECRET.id)


def test_the_size_of_a_store_is_told_while_others_remove_folders(tmp_path: Path) -> None:
    tmp_path.joinpath("articles.sqlite").write_bytes(b"123")
    ended = threading.Event()

    def come_and_go() -> None:
        while not ended.is_set():
            for number in range(20):
                tmp_path.joinpath(f"terms-{number}").mkdir()
            for number in range(20):
                tmp_path.joinpath(f"terms-{number}").rmdir()

    other = threading.Thread(target=come_and_go)
    other.start()
    try:
        assert {folder_size(tmp_path) for _ in range(500)} == {3}
    finally:
        ended.set()
        other.join()
