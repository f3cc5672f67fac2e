"""Random lives of articles in a real store, compared with plain dictionaries after every step.

Articles are uploaded, corrected and deleted, their files written, renamed, removed, ingested and synced; the store is
opened again, loses its indexes, is rebuilt with other settings and purged. What it finds, and what citations say, must
be what `life_model` says.
"""

import os
import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from api.commands.folder_sync import sync_folders
from api.commands.ingestion import ingest_paths
from corpus.article import Article
from corpus.ids import slug
from corpus.reading import read_articles
from doubles import HashEmbedder
from index.article_index import ArticleIndex
from life_model import QUESTIONS, TEXTS, TITLES, LifeModel, by_place
from rag.assembly import open_index, open_or_create_index, rebuild_index
from rag.citation_lookup import look_up_citation
from rag.citations import CitationId
from rag.errors import UnknownCitationError
from rag.settings import Settings
from sample_stores import places

IDS = st.sampled_from(["un", "a"])
NAMES = st.sampled_from(["a.md", "b.md", "d/a.md"])
TEXT = st.sampled_from(TEXTS)
TITLE = st.sampled_from(TITLES)
SOURCE = st.sampled_from([None, "Le Jour"])
ALL = 1_000


class LifeOfArticles(RuleBasedStateMachine):
    """One store, one folder, and the model of both."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(os.path.realpath(mkdtemp(prefix="sourcier-life-")))
        self.folder = self.place / "presse"
        self.folder.mkdir()
        self.patch = pytest.MonkeyPatch()
        self.use_settings(dimension=24, max_tokens=24)
        self.model = LifeModel()
        self.on_disk: dict[str, Article] = {}
        self.index = open_or_create_index(self.settings)
        self.reader = open_index(self.settings)
        self.write_file("a.md", TEXTS[0], TITLES[0])
        self.write_file("b.md", TEXTS[2], TITLES[1])  # its near copy
        self.ingest()

    def use_settings(self, dimension: int, max_tokens: int) -> None:
        self.embedder = HashEmbedder(dimension)
        self.patch.setattr("rag.assembly.load_embedder", lambda _settings: self.embedder)
        self.settings = Settings(store=self.place / "store", chunk_tokens=max_tokens, chunk_overlap=0)

    def teardown(self) -> None:
        self.index.close()
        self.reader.close()
        self.patch.undo()
        shutil.rmtree(self.place)

    # Uploads and deletions

    @rule(article_id=IDS, text=TEXT, title=TITLE, source=SOURCE)
    def upload(self, article_id: str, text: str, title: str, source: str | None) -> None:
        article = Article(article_id, title, text, source=source)
        before = self.model.articles.get(article_id)
        report = self.index.add([article])
        self.model.put(article)
        if before is None:
            assert (report.added, report.replaced + report.updated + report.unchanged) == (1, 0)
        elif before == article:
            assert (report.unchanged, report.chunks) == (1, 0)
        elif (before.title, before.text) == (title, text):
            assert (report.updated, report.chunks) == (1, 0)
        else:
            assert report.replaced == 1

    @precondition(lambda self: self.model.articles)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        article_id = data.draw(st.sampled_from(sorted(self.model.articles)))
        receipt = self.index.delete(article_id)
        assert set(receipt.versions) == self.model.carried[article_id]
        self.model.delete(article_id)
        assert self.index.deleted_at(article_id) == receipt.deleted_at

    # Files

    @rule(name=NAMES, text=TEXT, title=TITLE)
    def write_file(self, name: str, text: str, title: str) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"---\ntitle: {title}\nlanguage: fr\n---\n\n{text}", encoding="utf-8")
        article = Article(slug(name.removesuffix(".md")), title, text)
        (read,) = read_articles([path])
        assert isinstance(read, Article)
        assert replace(read, id=article.id) == article
        self.on_disk[str(path)] = article

    @precondition(lambda self: self.on_disk)
    @rule(data=st.data())
    def remove_file(self, data: st.DataObject) -> None:
        file = data.draw(st.sampled_from(sorted(self.on_disk)))
        Path(file).unlink()
        del self.on_disk[file]

    @precondition(lambda self: self.on_disk)
    @rule(data=st.data(), name=NAMES, text=st.none() | TEXT)
    def rename_file_and_sync(self, data: st.DataObject, name: str, text: str | None) -> None:
        """With `text`, the article has a past that goes along."""
        file, new = data.draw(st.sampled_from(sorted(self.on_disk))), self.folder / name
        if text is not None:
            self.write_file(str(Path(file).relative_to(self.folder)), text, self.on_disk[file].title)
            self.ingest()
        new.parent.mkdir(exist_ok=True)
        Path(file).rename(new)
        self.on_disk[str(new)] = replace(self.on_disk.pop(file), id=slug(name.removesuffix(".md")))
        self.sync()

    @precondition(lambda self: self.on_disk)
    @rule(data=st.data(), text=TEXT)
    def correct_file_and_ingest(self, data: st.DataObject, text: str) -> None:
        file = data.draw(st.sampled_from(sorted(self.on_disk)))
        self.write_file(str(Path(file).relative_to(self.folder)), text, self.on_disk[file].title)
        self.ingest()

    @rule()
    def ingest(self) -> None:
        report = ingest_paths([self.folder], self.settings, show_progress=False)
        assert report.counts is not None
        known = set(self.model.articles)
        assert report.counts.added == len({article.id for article in self.on_disk.values()} - known)
        for file, article in self.on_disk.items():
            self.model.put(article, file)

    @rule()
    def sync(self) -> None:
        report = sync_folders([self.folder], self.settings, everything=False, consent=True, show_progress=False)
        moved, withdrawn = self.model.sync(self.on_disk)
        assert {m.former_id: m.article_id for m in report.moved if m.former_id != m.article_id} == moved
        assert set(report.withdrawn) == withdrawn
        again = sync_folders([self.folder], self.settings, everything=False, consent=False, show_progress=False)
        assert (again.moved, again.withdrawn, again.kept) == ((), (), ())
        assert again.counts is not None
        assert (again.counts.unchanged, again.counts.chunks) == (len(self.on_disk), 0)

    # The store

    @rule(lost=st.sampled_from(["nothing", "vectors*", "terms*", "*.json"]))
    def open_again(self, lost: str) -> None:
        self.index.close()
        self.reader.close()
        for path in self.settings.store.glob(lost):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.index = open_index(self.settings)
        self.reader = open_index(self.settings)

    @rule(dimension=st.sampled_from([16, 24]), max_tokens=st.sampled_from([16, 24]))
    def rebuild(self, dimension: int, max_tokens: int) -> None:
        same = (dimension, max_tokens) == (self.embedder.dimension, self.settings.chunk_tokens)
        self.index.close()
        self.use_settings(dimension, max_tokens)
        self.index = rebuild_index(self.settings)
        if not same:
            self.reader.close()
            self.reader = open_index(self.settings)

    @rule()
    def purge(self) -> None:
        assert self.index.purge().problems == ()
        self.model.hide_deleted_ids()

    # What must be true after every step

    @invariant()
    def articles_are_those_of_the_model(self) -> None:
        for index in (self.index, self.reader):
            listed = [summary.id for summary in index.list_articles(limit=ALL)]
            assert listed == sorted(self.model.articles)
            assert {article_id: index.get(article_id) for article_id in listed} == self.model.articles
        for former_id, article_id in self.model.former_ids.items():
            assert self.index.get(former_id).id == article_id
        assert {each.summary.id: each.file for each in self.index.list_filed() if each.file} == self.model.files

    @invariant()
    def searches_find_what_a_look_at_everything_finds(self) -> None:
        for question in QUESTIONS:
            self._compare_searches(self.index, question)
            assert places(self.reader.search(question, k=ALL)) == places(self.index.search(question, k=ALL))

    def _compare_searches(self, index: ArticleIndex, question: str) -> None:
        tokens = self.settings.chunk_tokens
        found = places(index.search_by_vectors(question, k=ALL))
        assert by_place(found) == pytest.approx(self.model.cosines(question, self.embedder, tokens), abs=1e-5)
        assert [score for *_, score in found] == sorted((score for *_, score in found), reverse=True)
        assert places(index.search_by_vectors(question, k=2)) == found[:2]
        holding = {(hit.article.id, hit.chunk.start) for hit in index.search_by_terms(question, k=ALL)}
        assert holding == self.model.holding(question, self.embedder, tokens)
        fused = index.search(question, k=ALL)
        assert sorted((hit.article.id, hit.chunk.start) for hit in fused) == sorted(by_place(found))
        assert all(hit.article == self.model.articles[hit.article.id] for hit in fused)

    @invariant()
    def near_copies_are_those_of_a_comparison_of_all(self) -> None:
        links = self.index.linked_copies({article.version for article in self.model.articles.values()})
        assert {version: set(others) for version, others in links.items()} == self.model.near_copies()

    @invariant()
    def citations_say_what_became_of_their_text(self) -> None:
        for version, text in self.model.texts.items():
            stored = self.reader.find_text(version)
            assert stored is not None
            assert sorted(stored.article_ids) == self.model.present(version)
            assert [(each.article_id, each.version) for each in stored.former] == self.model.past(version)
            assert set(stored.withdrawn_from) == self.model.graves.get(version, set())
            start = text.index(". ") + 2
            end = text.index(".", start) + 1
            fate = self.model.fate(version, start, end)
            record = look_up_citation(str(CitationId.of(version, start, end)), self.index)
            assert record.status is fate.status
            assert (record.article.id if record.article else None) == fate.article_id
            new = record.new_place
            assert ((new.version, new.start, new.end) if new else None) == fate.new_place
            withdrawn = fate.article_id is None
            assert record.quote == (None if withdrawn else text[start:end])
            assert (stored.text, record.withdrawn_at is None) == (None if withdrawn else text, not withdrawn)
        with pytest.raises(UnknownCitationError):
            look_up_citation("0123456789abcdef-0-4", self.index)

    @invariant()
    def the_store_is_sound(self) -> None:
        assert self.index.check() == []


def run(examples: int, steps: int, *, derandomize: bool) -> None:
    run_state_machine_as_test(
        LifeOfArticles,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            derandomize=derandomize,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate,),
            report_multiple_bugs=False,
        ),
    )


def test_a_store_says_what_plain_dictionaries_say() -> None:
    run(8, 16, derandomize=True)


@pytest.mark.slow
def test_a_store_says_what_plain_dictionaries_say_over_long_lives() -> None:
    run(40, 50, derandomize=False)
