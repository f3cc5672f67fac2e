"""Real processes: one killed in the middle of its work, one writing while another searches."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from doubles import CountingEmbedder, HashEmbedder
from index.article_index import ArticleIndex
from index.errors import RebuildRunningError, StoreBusyError
from running_service import PATIENCE
from sample_articles import make_article
from sample_stores import CHUNKING, WEIGHTS, make_store, reopen_store

ROOT = Path(__file__).parents[2]
ARTICLES = [make_article(number) for number in range(300)]
START = f"""
import sys
sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "tests")!r}]
from pathlib import Path
from doubles import HashEmbedder
from sample_articles import make_article
from sample_stores import make_store, reopen_store
store = Path(sys.argv[1])
articles = [make_article(number) for number in range(300)]
"""


@contextmanager
def process(script: str, store: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", START + script, str(store)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        try:
            yield running
        finally:
            running.kill()


def next_line(running: subprocess.Popen[str]) -> str:
    assert running.stdout is not None
    return running.stdout.readline().strip()


def test_a_killed_ingestion_loses_one_group_and_is_finished_by_the_next(tmp_path: Path) -> None:
    script = """
class Stuck(HashEmbedder):
    groups = 0
    def embed_documents(self, texts):
        self.groups += 1
        if self.groups == 3:
            print("stuck", flush=True)
            sys.stdin.read()
        return super().embed_documents(texts)

make_store(store, Stuck()).add(articles, on_progress=lambda done: print(done.articles, flush=True))
"""
    store = tmp_path / "store"
    with process(script, store) as ingestion:
        stored = [next_line(ingestion), next_line(ingestion)]
        assert next_line(ingestion) == "stuck"
        ingestion.send_signal(signal.SIGKILL)
    with reopen_store(store) as index:
        assert index.article_count == int(stored[-1]) == 128
        assert index.check() == []
        assert len({hit.article.id for hit in index.search("volcan", k=10_000)}) == 128
        report = index.add(ARTICLES)
        assert (report.added, report.unchanged) == (172, 128)
        assert index.check() == []


def test_one_process_adds_while_another_searches(tmp_path: Path) -> None:
    script = """
index = reopen_store(store)
for first in range(0, 300, 20):
    index.add(articles[first:first + 20])
print("added", flush=True)
sys.stdin.read()
"""
    store = tmp_path / "store"
    make_store(store).close()
    with reopen_store(store) as reader, process(script, store) as writer:
        seen = 0
        while seen < 300:
            hits = reader.search("le volcan et le théâtre", k=10_000)
            found = len({hit.article.id for hit in hits})
            assert found >= seen  # nothing that was found is lost again
            seen = found
            assert writer.poll() is None
        assert next_line(writer) == "added"
        assert {hit.article.id for hit in reader.search_by_terms("volcan", k=10_000)}
        reader.add([make_article(1000)])  # the writer is still there, and in nobody's way
        reader.delete(ARTICLES[0].id)
        assert reader.check() == []
        writer.communicate("", timeout=PATIENCE)


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    script = """
index = make_store(store)
for article in articles[:60]:
    index.add([article])
    index.search("volcan", k=3)
print("added", flush=True)
index.close()
"""
    store = tmp_path / "store"
    with process(script, store) as one, process(script.replace("[:60]", "[60:120]"), store) as two:
        assert (next_line(one), next_line(two)) == ("added", "added")
        assert (one.wait(PATIENCE), two.wait(PATIENCE)) == (0, 0)
    with reopen_store(store) as index:
        assert index.article_count == 120
        assert index.check() == []


def test_a_killed_rebuild_leaves_the_store_as_it_was_and_is_gone_on_with(tmp_path: Path) -> None:
    script = """
from index.article_index import ArticleIndex
from sample_stores import CHUNKING, WEIGHTS
class Stuck(HashEmbedder):
    groups = 0
    def embed_documents(self, texts):
        self.groups += 1
        if self.groups == 3:
            print("stuck", flush=True)
            sys.stdin.read()
        return super().embed_documents(texts)

ArticleIndex.rebuild(store, Stuck(32), chunking=CHUNKING, weights=WEIGHTS)
"""
    store = tmp_path / "store"
    with make_store(store) as index:
        index.add(ARTICLES)
        with process(script, store) as rebuilding:
            assert next_line(rebuilding) == "stuck"
            assert index.search_by_terms("volcan", k=3)
            with pytest.raises(RebuildRunningError):
                ArticleIndex.rebuild(store, HashEmbedder(32), chunking=CHUNKING, weights=WEIGHTS)
            rebuilding.send_signal(signal.SIGKILL)
            rebuilding.wait()
        assert len({hit.article.id for hit in index.search("volcan", k=10_000)}) == 300
        assert index.check() == []
        assert index.status().prepared == 128
    embedder = CountingEmbedder(32)
    with ArticleIndex.rebuild(store, embedder, chunking=CHUNKING, weights=WEIGHTS) as rebuilt:
        assert 0 < embedder.embedded < rebuilt.chunk_count
        assert rebuilt.check() == []
        assert len({hit.article.id for hit in rebuilt.search("volcan", k=10_000)}) == 300


def test_a_store_opens_while_another_process_brings_the_terms_up_to_date(tmp_path: Path) -> None:
    script = """
from index.storage.locks import locked_file
with locked_file(store / "terms.lock"):
    print("locked", flush=True)
    sys.stdin.read()
"""
    store = tmp_path / "store"
    with make_store(store) as index:
        index.add(ARTICLES[:30])
    with process(script, store) as writer:
        assert next_line(writer) == "locked"
        with reopen_store(store) as index:
            assert len({hit.article.id for hit in index.search("volcan", k=10_000)}) == 30
            index.add(ARTICLES[30:40])  # the vectors know them at once, the terms when the other is done
            assert len({hit.article.id for hit in index.search("volcan", k=10_000)}) == 40
            assert ["lacks" in problem for problem in index.check()] == [True]
            writer.kill()
            writer.wait()
            index.search("volcan", k=1)
            assert index.check() == []


def test_a_writer_that_does_not_end_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = """
index = make_store(store)
with index._store.database.writing():
    print("writing", flush=True)
    sys.stdin.read()
"""
    monkeypatch.setattr("index.storage.database.WAIT_SECONDS", 0.1)
    store = tmp_path / "store"
    make_store(store).close()
    with process(script, store) as writer, reopen_store(store) as index:
        assert next_line(writer) == "writing"
        assert index.search("volcan", k=3) == []  # readers do not wait
        with pytest.raises(StoreBusyError, match=r"articles\.sqlite for 0\.1 s"):
            index.add(ARTICLES[:1])
        writer.kill()
        writer.wait()
        assert index.add(ARTICLES[:1]).added == 1


def test_a_store_may_be_made_by_several_at_once(tmp_path: Path) -> None:
    """SQLite alone refuses one of them every few times ("database is locked"), so they begin together many times."""
    script = """
for number in range(25):
    print("ready", flush=True)
    sys.stdin.readline()
    make_store(store / str(number)).close()
print("made", flush=True)
"""
    with process(script, tmp_path) as one, process(script, tmp_path) as other:
        for _ in range(25):
            assert [next_line(one), next_line(other)] == ["ready", "ready"]
            for makes in (one, other):
                assert makes.stdin is not None
                makes.stdin.write("\n")
                makes.stdin.flush()
        assert [next_line(one), next_line(other)] == ["made", "made"]


def test_a_store_is_written_and_searched_while_another_process_purges_it(tmp_path: Path) -> None:
    """A purge takes the folders of terms away: those who were about to open one, or to write into it, failed."""
    script = """
index = reopen_store(store)
for _ in range(15):
    index.purge()
print("purged", flush=True)
"""
    store = tmp_path / "store"
    with make_store(store) as index, process(script, store) as purging:
        index.add(ARTICLES[:30])
        found = {hit.article.id for hit in index.search_by_terms("volcan", k=10_000)}
        with reopen_store(store) as reader:
            while purging.poll() is None:
                index.add(ARTICLES[30:31])
                index.delete(ARTICLES[30].id)
                for each in (index, reader):
                    assert {hit.article.id for hit in each.search_by_terms("volcan", k=10_000)} >= found
            assert next_line(purging) == "purged"
            assert index.check() == reader.check() == []
