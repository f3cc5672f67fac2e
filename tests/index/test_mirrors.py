import contextlib
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.article_index import ArticleIndex
from index.errors import UnknownArticleError
from index.storage.article_store import ArticleStore
from index.storage.records import MirrorLag
from index.terms.lexical_index import TantivyIndex
from sample_articles import NUMBERED_ARTICLES, POWER
from sample_stores import QUESTIONS, make_store, places, reopen_store


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ArticleIndex]:
    with make_store(tmp_path / "store") as opened:
        opened.add(NUMBERED_ARTICLES)
        yield opened


def remove_vectors(store: Path) -> None:
    next(store.glob("vectors-*.faiss")).unlink()


def truncate_vectors(store: Path) -> None:
    path = next(store.glob("vectors-*.faiss"))
    path.write_bytes(path.read_bytes()[:-20])


def flip_vectors(store: Path) -> None:
    path = next(store.glob("vectors-*.faiss"))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(bytes(content))


def remove_vector_state(store: Path) -> None:
    (store / "vectors.json").unlink()


def spoil_vector_state(store: Path) -> None:
    (store / "vectors.json").write_text('{"seq": 3')


def remove_terms(store: Path) -> None:
    shutil.rmtree(next(path for path in store.glob("terms-*") if path.is_dir()))


def truncate_terms(store: Path) -> None:
    for path in store.glob("terms-*/*.term"):
        path.write_bytes(path.read_bytes()[:-20])


def flip_terms(store: Path) -> None:
    path = next(store.glob("terms-*/*.idx"))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(bytes(content))


def spoil_terms_meta(store: Path) -> None:
    next(store.glob("terms-*/meta.json")).write_text("{")


def remove_term_state(store: Path) -> None:
    (store / "terms.json").unlink()


def spoil_term_state(store: Path) -> None:
    (store / "terms.json").write_bytes(b"\xff\xfe[]")


def remove_all_but_sqlite(store: Path) -> None:
    for path in store.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif not path.name.startswith("articles.sqlite"):
            path.unlink()


def forge_positions(store: Path) -> None:
    for name in ("vectors.json", "terms.json"):
        state = json.loads((store / name).read_bytes())
        (store / name).write_text(json.dumps({**state, "seq": state["seq"] + 1000}))


@pytest.mark.parametrize(
    "damage",
    [
        remove_vectors,
        truncate_vectors,
        flip_vectors,
        remove_vector_state,
        spoil_vector_state,
        remove_terms,
        truncate_terms,
        flip_terms,
        spoil_terms_meta,
        remove_term_state,
        spoil_term_state,
        remove_all_but_sqlite,
        forge_positions,
    ],
)
def test_a_damaged_mirror_is_built_anew(index: ArticleIndex, tmp_path: Path, damage: Callable[[Path], None]) -> None:
    before = [places(index.search(question, k=30)) for question in QUESTIONS]
    index.close()
    damage(tmp_path / "store")
    with reopen_store(tmp_path / "store") as again:
        assert again.check() == []
        assert [places(again.search(question, k=30)) for question in QUESTIONS] == before
    assert len(list((tmp_path / "store").glob("terms-*"))) == 1


def test_a_store_put_back_from_a_copy_is_not_mixed_with_what_came_after_it(index: ArticleIndex, tmp_path: Path) -> None:
    index.close()
    store, copy = tmp_path / "store", tmp_path / "copy.sqlite"
    shutil.copy(store / "articles.sqlite", copy)
    with reopen_store(store) as later:
        later.add([replace(NUMBERED_ARTICLES[0], id="perdu", text="Un kangourou perdu.")])
    shutil.copy(copy, store / "articles.sqlite")
    with reopen_store(store) as restored:
        # The same chunk ids again.
        restored.add([replace(NUMBERED_ARTICLES[0], id="neuf", text="Un ornithorynque neuf.")])
        assert restored.search_by_terms("kangourou", k=5) == []
        assert restored.search_by_terms("ornithorynque", k=5)[0].article.id == "neuf"
        assert restored.check() == []


def test_many_replacements_do_not_let_the_term_index_rot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.terms.term_mirror.MIN_DEAD", 20)
    with make_store(tmp_path / "store") as index:
        index.add(NUMBERED_ARTICLES)
        for turn in range(6):
            index.add([replace(article, title=f"{article.title} {turn}") for article in NUMBERED_ARTICLES])
        assert index.check() == []
        live = index.chunk_count
        assert index._mirrors.terms._state.dead <= 0.5 * (live + index._mirrors.terms._state.dead)
    assert len(list((tmp_path / "store").glob("terms-*"))) == 1


def test_the_lag_counts_the_changes_that_a_search_will_catch_up_with(tmp_path: Path) -> None:
    with make_store(tmp_path) as writer, reopen_store(tmp_path) as reader:
        report = writer.add(NUMBERED_ARTICLES[:3])
        assert writer.mirror_lag() == MirrorLag(vectors=0, terms=0)
        assert reader.mirror_lag() == MirrorLag(vectors=report.chunks, terms=report.chunks)
        reader.search("volcan", k=1)
        assert reader.mirror_lag() == MirrorLag(vectors=0, terms=0)


def test_terms_that_another_process_is_purging_are_searched_as_they_were_and_written_anew(
    index: ArticleIndex, tmp_path: Path
) -> None:
    before = [places(index.search_by_terms(question, k=1_000)) for question in QUESTIONS]
    remove_term_state(tmp_path / "store")
    remove_terms(tmp_path / "store")
    assert [places(index.search_by_terms(question, k=1_000)) for question in QUESTIONS] == before
    index.add([POWER])
    assert POWER.id in {hit.article.id for hit in index.search_by_terms("puissance de calcul", k=3)}
    assert index.check() == []


def test_a_folder_of_terms_that_is_replaced_while_it_is_opened_is_not_made_anew(
    index: ArticleIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with reopen_store(tmp_path / "store") as other:
        index.add([POWER])
        path = tmp_path / "store" / "terms.json"
        replaced_by = path.read_bytes()
        path.write_text(json.dumps(json.loads(replaced_by) | {"name": "terms-gone"}))
        real_open = TantivyIndex.open

        def open_late(folder: Path, *, title_boost: float) -> TantivyIndex:
            path.write_bytes(replaced_by)
            return real_open(folder, title_boost=title_boost)

        monkeypatch.setattr(TantivyIndex, "open", open_late)
        assert POWER.id in {hit.article.id for hit in other.search_by_terms("puissance de calcul", k=3)}
        assert other.check() == index.check() == []
    assert not (tmp_path / "store" / "terms-gone").exists()


def test_an_article_that_is_deleted_while_it_is_looked_up_is_unknown_and_not_corrupt(
    index: ArticleIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Its summary was read, its text not yet."""
    gone = NUMBERED_ARTICLES[5]
    real_text = ArticleStore.text

    def text_after_deletion(store: ArticleStore, version: str) -> str | None:
        if version == gone.version and store is not index._store:
            with contextlib.suppress(UnknownArticleError):
                index.delete(gone.id)
        return real_text(store, version)

    monkeypatch.setattr(ArticleStore, "text", text_after_deletion)
    with reopen_store(tmp_path / "store") as other:
        found = {hit.article.id for hit in other.search_by_vectors("le volcan", k=1_000)}
        assert found == {article.id for article in NUMBERED_ARTICLES} - {gone.id}
    index.add([gone])
    with reopen_store(tmp_path / "store") as other, pytest.raises(UnknownArticleError):
        other.get(gone.id)
    assert "does not match" not in caplog.text
