import threading
import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus.article import Article
from doubles import CountingEmbedder, HashEmbedder
from index.article_index import ArticleIndex
from index.errors import (
    CorruptTextError,
    StoreMismatchError,
    StoreMissingError,
    StoreUnavailableError,
    UnknownArticleError,
)
from index.hit import Filters, Hit
from index.storage.manifest import Chunking
from index.storage.records import AddProgress, AddReport
from index.terms.french_analysis import search_terms
from running_service import PATIENCE
from sample_articles import NUMBERED_ARTICLES, make_article
from sample_stores import CHUNKING, QUESTIONS, corrupt_text, make_store, places, reopen_store


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ArticleIndex]:
    with make_store(tmp_path / "store") as opened:
        opened.add(NUMBERED_ARTICLES)
        yield opened


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArticleIndex]:
    """The same, for tests that change nothing."""
    with make_store(tmp_path_factory.mktemp("reading") / "store") as opened:
        opened.add(NUMBERED_ARTICLES)
        yield opened


# Finding


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_hit_is_a_slice_of_its_article(reading: ArticleIndex, question: str) -> None:
    hits = reading.search(question, k=12)
    assert len(hits) == 12
    for hit in hits:
        assert hit.article.text[hit.chunk.start : hit.chunk.end] == hit.chunk.text
        assert hit.chunk.version == hit.article.version
        assert hit.chunk.article_id == hit.article.id
        assert hit.article == NUMBERED_ARTICLES[int(hit.article.id[-3:])]
        assert hit.score == hit.explanation.fused
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_the_same_question_gets_the_same_answer_from_two_builds(reading: ArticleIndex, tmp_path: Path) -> None:
    with make_store(tmp_path / "other") as other:
        for article in NUMBERED_ARTICLES:  # one at a time: other transactions, other segments
            other.add([article])
        for question in QUESTIONS:
            assert places(reading.search(question, k=50)) == places(other.search(question, k=50))
            assert places(reading.search_by_terms(question, k=50)) == places(other.search_by_terms(question, k=50))
            assert places(reading.search_by_vectors(question, k=50)) == places(other.search_by_vectors(question, k=50))


def test_vectors_alone_are_ranked_by_cosine(reading: ArticleIndex) -> None:
    embedder = HashEmbedder()
    hits = reading.search_by_vectors("le théâtre et la gare", k=reading.chunk_count)
    assert len(hits) == reading.chunk_count
    query = embedder.embed_queries(["le théâtre et la gare"])[0]
    for rank, hit in enumerate(hits, start=1):
        vector = embedder.embed_documents([f"{hit.article.title}\n{hit.chunk.text}"])[0]
        assert hit.score == hit.explanation.dense == pytest.approx(float(vector @ query), abs=1e-5)
        assert (hit.explanation.dense_rank, hit.explanation.lexical) == (rank, None)


def test_terms_alone_find_only_what_holds_one(reading: ArticleIndex) -> None:
    hits = reading.search_by_terms("volcan", k=1000)
    holding = {a.id for a in NUMBERED_ARTICLES if "volcan" in search_terms(f"{a.title} {a.text}")}
    assert {hit.article.id for hit in hits} == holding
    assert [hit.explanation.lexical_rank for hit in hits] == list(range(1, len(hits) + 1))
    assert reading.search_by_terms("rien de tel zzz", k=5) == []


def test_asking_for_more_than_there_is_gives_all_there_is(reading: ArticleIndex) -> None:
    hits = reading.search("volcan", k=10_000)
    assert len(hits) == reading.chunk_count
    assert len({(hit.article.id, hit.chunk.ordinal) for hit in hits}) == reading.chunk_count


@pytest.mark.parametrize("k", [0, -1])
def test_asking_for_no_hit_is_refused(reading: ArticleIndex, k: int) -> None:
    with pytest.raises(ValueError, match="at least one hit"):
        reading.search("volcan", k=k)


@pytest.mark.parametrize(
    "question",
    [
        "",
        "   ",
        "???",
        "AND NOT (",
        "title:*",
        "😀😀",
        "\x00\x01",
        "مرحبا كيف الحال",
        "a" * 100_000,
        "volcan " * 20_000,
    ],
    ids=["empty", "blank", "marks", "syntax", "field", "emoji", "control", "arabic", "one long word", "long"],
)
def test_no_question_breaks_the_search(reading: ArticleIndex, question: str) -> None:
    assert len(reading.search(question, k=3)) == 3
    assert len(reading.search_by_terms(question, k=3)) <= 3


@pytest.mark.parametrize("search", ["search", "search_by_terms", "search_by_vectors"])
def test_accents_typed_as_characters_of_their_own_are_accents(reading: ArticleIndex, search: str) -> None:
    find: Callable[..., list[Hit]] = getattr(reading, search)
    question = "Le pêcheur et la récolte"
    assert find(unicodedata.normalize("NFD", question), k=20) == find(question, k=20)


def test_an_empty_store_finds_nothing(tmp_path: Path) -> None:
    with make_store(tmp_path / "store") as index:
        assert index.search("volcan", k=5) == []
        assert index.search_by_terms("volcan", k=5) == []
        assert index.search_by_vectors("volcan", k=5) == []
        assert (index.article_count, index.chunk_count, index.document_frequency("volcan")) == (0, 0, 0)
        assert index.check() == []


FILTERS = [
    Filters(sources=("Le Jour",)),
    Filters(sources=("Le Jour", "La Nuit"), languages=("en",)),
    Filters(published_from=date(2020, 3, 1), published_to=date(2020, 6, 30)),
    Filters(article_ids=("article-003", "article-017")),
    Filters(sources=("Personne",)),
]


@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("search", ["search_by_vectors", "search_by_terms"])
def test_filters_give_what_filtering_everything_would(reading: ArticleIndex, filters: Filters, search: str) -> None:
    find: Callable[..., list[Hit]] = getattr(reading, search)
    passing = {summary.id for summary in reading.list_articles(limit=1000, filters=filters)}
    for question in QUESTIONS:
        everything = [hit for hit in find(question, k=10_000) if hit.article.id in passing]
        for k in (1, 7, 10_000):
            assert places(find(question, k=k, filters=filters)) == places(everything[:k])


@pytest.mark.parametrize("filters", FILTERS)
def test_fused_hits_pass_the_filters_and_are_all_there(reading: ArticleIndex, filters: Filters) -> None:
    passing = {summary.id for summary in reading.list_articles(limit=1000, filters=filters)}
    hits = reading.search("le théâtre et la gare", k=10_000, filters=filters)
    assert {hit.article.id for hit in hits} == passing


def test_document_frequency_counts_chunks(reading: ArticleIndex) -> None:
    hits = reading.search("volcan", k=10_000)
    assert reading.document_frequency("volcan") == sum("volcan" in search_terms(hit.chunk.text) for hit in hits)


# Adding


def test_says_what_it_did(tmp_path: Path) -> None:
    embedder = CountingEmbedder()
    seen: list[AddProgress] = []
    with make_store(tmp_path / "store", embedder) as index:
        first = index.add(NUMBERED_ARTICLES, on_progress=seen.append)
        assert first == AddReport(40, 0, 0, 0, chunks=index.chunk_count)
        assert embedder.embedded == index.chunk_count
        assert seen[-1] == AddProgress(40, index.chunk_count)
        assert index.add(NUMBERED_ARTICLES) == AddReport(0, 0, 0, 40, chunks=0)
        assert embedder.embedded == index.chunk_count


def test_other_metadata_is_stored_without_embedding_again(tmp_path: Path) -> None:
    embedder = CountingEmbedder()
    with make_store(tmp_path / "store", embedder) as index:
        index.add(NUMBERED_ARTICLES)
        embedded = embedder.embedded
        changed = replace(
            NUMBERED_ARTICLES[3], source="Ailleurs", url="https://exemple.fr", author="Anne", published=date(1999, 1, 1)
        )
        assert index.add([changed]) == AddReport(0, 0, 1, 0, chunks=0)
        assert embedder.embedded == embedded
        assert index.get(changed.id) == changed
        hits = index.search("volcan", k=100, filters=Filters(sources=("Ailleurs",)))
        assert {hit.article for hit in hits} == {changed}


def test_another_title_is_embedded_and_found(index: ArticleIndex) -> None:
    changed = replace(NUMBERED_ARTICLES[3], title="Ornithorynque")
    report = index.add([changed])
    assert (report.replaced, report.updated) == (1, 0)
    assert report.chunks > 0
    assert {hit.article.id for hit in index.search_by_terms("ornithorynque", k=50)} == {changed.id}
    assert index.check() == []


def test_another_text_takes_the_place_of_the_old(index: ArticleIndex) -> None:
    before = index.get("article-005")
    changed = replace(before, text="Un kangourou traverse la place.")
    assert index.add([changed]).replaced == 1
    assert [hit.chunk.text for hit in index.search_by_terms("kangourou", k=5)] == [changed.text]
    assert before.text not in {hit.article.text for hit in index.search("volcan", k=10_000)}
    old = index.find_text(before.version[:16])
    assert old is not None
    assert old.text == before.text
    assert [former.version for former in old.former] == [changed.version]
    assert index.check() == []


def test_of_two_articles_with_one_id_the_later_stays(tmp_path: Path) -> None:
    with make_store(tmp_path / "store") as index:
        later = replace(NUMBERED_ARTICLES[0], text="Le texte qui reste.")
        report = index.add([NUMBERED_ARTICLES[0], NUMBERED_ARTICLES[1], later])
        assert (report.added, report.replaced) == (2, 1)
        assert index.get(later.id) == later


def test_the_same_text_under_two_ids_is_kept_once_and_found_twice(tmp_path: Path) -> None:
    with make_store(tmp_path / "store") as index:
        copy = replace(NUMBERED_ARTICLES[1], id="copie", published=date(2030, 1, 1))
        index.add([copy, NUMBERED_ARTICLES[1]])
        stored = index.find_text(copy.version)
        assert stored is not None
        assert stored.article_ids == (NUMBERED_ARTICLES[1].id, "copie")
        assert index.status().texts == 1
        assert {hit.article.id for hit in index.search("volcan", k=50)} == {"copie", NUMBERED_ARTICLES[1].id}


def test_hostile_text_is_stored_and_found(tmp_path: Path) -> None:
    text = (
        "Un\x00nul, un 😀 et un e\u0301 combiné. \u202eSens inverse. Robert'); DROP TABLE chunks;--. Fin\u2028du texte."
    )
    with make_store(tmp_path / "store") as index:
        index.add([Article("hostile", "Titre\x00'\"", text), NUMBERED_ARTICLES[0]])
        hits = index.search("sens inverse", k=10, filters=Filters(article_ids=("hostile",)))
        assert "".join(hit.chunk.text for hit in sorted(hits, key=lambda hit: hit.chunk.start)).strip() == text.strip()
        assert index.get("hostile").text == text
        assert index.check() == []


def test_an_article_without_words_is_listed_and_never_found(tmp_path: Path) -> None:
    with make_store(tmp_path / "store") as index:
        index.add([Article("vide", "Titre", " \n "), NUMBERED_ARTICLES[0]])
        assert index.article_count == 2
        assert {hit.article.id for hit in index.search("titre", k=50)} == {NUMBERED_ARTICLES[0].id}


def test_a_failure_midway_keeps_what_was_stored_and_is_made_up_for(tmp_path: Path) -> None:
    articles = [make_article(number) for number in range(200)]
    with make_store(tmp_path / "store", CountingEmbedder(fails_after=300)) as index:
        with pytest.raises(MemoryError):
            index.add(articles)
        stored = index.article_count
        assert 0 < stored < 200
        assert index.check() == []
        assert len({hit.article.id for hit in index.search("volcan", k=10_000)}) == stored
    with reopen_store(tmp_path / "store") as index:
        report = index.add(articles)
        assert (report.added, report.unchanged) == (200 - stored, stored)
        assert index.check() == []


# Deleting


def test_a_deleted_article_is_gone_from_every_answer_and_file(index: ArticleIndex, tmp_path: Path) -> None:
    secret = Article("secret", "Ornithorynque", "Un ornithorynque secret nage dans le fleuve. " * 20)
    index.add([secret])
    reader = reopen_store(tmp_path / "store")
    assert reader.search("ornithorynque", k=1)[0].article.id == "secret"
    chunks = index.chunk_count
    receipt = index.delete("secret")
    assert receipt.article_id == "secret"
    assert receipt.versions == (secret.version,)
    assert index.chunk_count == chunks - receipt.chunks
    for each in (index, reader):
        for search in (each.search, each.search_by_terms, each.search_by_vectors):
            assert "secret" not in {hit.article.id for hit in search("ornithorynque", k=10_000)}
        with pytest.raises(UnknownArticleError):
            each.get("secret")
        stored = each.find_text(secret.version)
        assert stored is not None
        assert (stored.text, stored.withdrawn_at) == (None, receipt.deleted_at)
    reader.close()
    needle = b"ornithorynque secret"
    assert not [path for path in (tmp_path / "store").rglob("*") if path.is_file() and needle in path.read_bytes()]
    assert index.check() == []


def test_hits_of_a_mirror_that_lags_behind_are_dropped_and_made_up_for(index: ArticleIndex) -> None:
    everything = index.search("volcan", k=10_000)
    gone = {hit.article.id for hit in everything[:150]}
    index._store.delete(sorted(gone))
    index._mirrors._seen = index._store.database.data_version()  # as if another thread were catching up just now
    hits = index.search("volcan", k=20)
    assert len(hits) == min(20, index.chunk_count)
    assert not {hit.article.id for hit in hits} & gone


def test_unknown_articles_are_named(index: ArticleIndex) -> None:
    for refuse in (index.get, index.delete):
        with pytest.raises(UnknownArticleError, match="'personne'"):
            refuse("personne")


# Text that is not what it was


def test_a_corrupt_text_is_never_given_out(index: ArticleIndex, tmp_path: Path) -> None:
    bad = NUMBERED_ARTICLES[7]
    index.close()
    corrupt_text(tmp_path / "store", bad.version)
    with reopen_store(tmp_path / "store") as opened:
        hits = opened.search("volcan", k=10_000)
        assert bad.id not in {hit.article.id for hit in hits}
        assert len(hits) < opened.chunk_count
        assert len(opened.search("volcan", k=10)) == 10
        with pytest.raises(CorruptTextError, match=bad.id):
            opened.get(bad.id)
        with pytest.raises(CorruptTextError, match=bad.id):
            opened.find_text(bad.version)
        assert [bad.id in problem for problem in opened.check()] == [True]
        assert opened.add([bad]).replaced == 1  # ingesting it again is the cure that the message names
        assert opened.get(bad.id) == bad
        assert opened.check() == []


# Opening


def test_there_must_be_a_store(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError, match="sourcier ingest PATH…"):
        reopen_store(tmp_path / "store")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnavailableError, match="file"):
        make_store(tmp_path / "file" / "store")


@pytest.mark.parametrize(
    ("embedder", "chunking"),
    [(HashEmbedder(32), CHUNKING), (HashEmbedder(), Chunking(25, 0)), (HashEmbedder(), Chunking(24, 1))],
)
def test_other_settings_are_refused(
    index: ArticleIndex, tmp_path: Path, embedder: HashEmbedder, chunking: Chunking
) -> None:
    for open_store in (ArticleIndex.open, ArticleIndex.open_or_create):
        with pytest.raises(StoreMismatchError, match="--rebuild"):
            open_store(tmp_path / "store", embedder, chunking=chunking)


def test_chunks_longer_than_the_model_reads_are_warned_of(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    ArticleIndex.open_or_create(tmp_path, HashEmbedder(max_tokens=20), chunking=Chunking(21)).close()
    assert "Chunks have up to 21 tokens, the model reads 20" in caplog.text


def test_a_store_comes_back_as_it_was(index: ArticleIndex, tmp_path: Path) -> None:
    before = [places(index.search(question, k=30)) for question in QUESTIONS]
    index.close()
    with reopen_store(tmp_path / "store") as again:
        assert [places(again.search(question, k=30)) for question in QUESTIONS] == before
        assert again.check() == []
        assert again.status().articles == 40


# Several at once


def test_another_opening_of_the_store_sees_what_was_added(index: ArticleIndex, tmp_path: Path) -> None:
    with reopen_store(tmp_path / "store") as reader:
        assert reader.search_by_terms("kangourou", k=5) == []
        index.add([Article("k", "Kangourou", "Un kangourou traverse la place.")])
        for search in (reader.search, reader.search_by_terms, reader.search_by_vectors):
            assert search("Kangourou Un kangourou traverse la place.", k=1)[0].article.id == "k"
        assert reader.check() == []


def test_threads_search_while_one_writes(index: ArticleIndex) -> None:
    done = threading.Event()

    def search() -> int:
        hits = 0
        while not done.is_set():
            for question in QUESTIONS:
                for hit in index.search(question, k=10):
                    assert hit.article.text[hit.chunk.start : hit.chunk.end] == hit.chunk.text
                    hits += 1
        return hits

    with ThreadPoolExecutor(4) as threads:
        searches = [threads.submit(search) for _ in range(4)]
        try:
            for number in range(15):
                index.add([make_article(100 + number), replace(NUMBERED_ARTICLES[number], title=f"Titre {number}")])
                index.delete(NUMBERED_ARTICLES[39 - number].id)
        finally:
            done.set()
        assert all(each.result(timeout=PATIENCE) > 0 for each in searches)
    assert index.article_count == 40
    assert index.check() == []


def test_listing_is_ordered_and_paged(index: ArticleIndex) -> None:
    listed: list[str] = []
    after = None
    while page := index.list_articles(after=after, limit=7):
        listed += [summary.id for summary in page]
        after = page[-1].id
    assert listed == [article.id for article in NUMBERED_ARTICLES]


def test_status_counts(index: ArticleIndex, tmp_path: Path) -> None:
    index.delete("article-000")
    status = index.status()
    assert (status.articles, status.texts, status.withdrawn, status.waiting) == (39, 39, 1, 0)
    assert status.chunks == index.chunk_count
    assert (status.model, status.dimension) == ("hash-64", 64)
    assert status.bytes > 10_000
    assert np.int64(status.changes) > 0
