from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article, Chunk
from doubles import HashEmbedder
from index.errors import StoreDamagedError, StoreMissingError, UnknownArticleError
from index.hit import Filters
from index.ingestion import summary_of
from index.storage.article_rows import PreparedArticle
from index.storage.article_store import ArticleStore
from index.storage.change_log import LOG_START, Position
from index.storage.manifest import Chunking, Manifest
from index.storage.text_history import find_text

MANIFEST = Manifest.of(HashEmbedder(), Chunking()).entries()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ArticleStore]:
    opened = ArticleStore.create(tmp_path, MANIFEST)
    yield opened
    opened.close()


def prepare(article: Article, size: int = 10) -> PreparedArticle:
    """Chunks of so many characters."""
    text = article.text
    chunks = [
        Chunk(article.id, article.version, n, start, min(start + size, len(text)), text[start : start + size])
        for n, start in enumerate(range(0, len(text), size))
    ]
    return PreparedArticle(article, chunks, HashEmbedder().embed_documents([chunk.text for chunk in chunks]))


def put(store: ArticleStore, *articles: Article) -> None:
    store.put([prepare(article) for article in articles])


ONE = Article("un", "Premier", "Le premier texte est ici.", published=date(2020, 5, 1), source="Le Jour")
TWO = Article(
    "deux", "Second", "Un autre texte, plus long que le premier.", published=date(2020, 6, 1), source="La Nuit"
)


def test_gives_back_what_was_put(store: ArticleStore) -> None:
    article = Article("a", "Titre", "Texte.", "fr-CA", "https://e.org/a", "Source", "Autrice", date(2021, 2, 3))
    put(store, article)
    summary = store.summaries(["a", "nobody"])["a"]
    assert (summary.id, summary.title, summary.language, summary.url) == ("a", "Titre", "fr-CA", "https://e.org/a")
    assert (summary.source, summary.author, summary.published) == ("Source", "Autrice", date(2021, 2, 3))
    assert summary.version == article.version
    assert store.text(article.version) == "Texte."


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArticleStore]:
    opened = ArticleStore.create(tmp_path_factory.mktemp("shared"), MANIFEST)
    yield opened
    opened.close()


anything = st.text(alphabet=st.characters(exclude_categories=("Cs",)))


@settings(max_examples=30, deadline=None)
@given(article_id=anything, text=anything, title=anything)
def test_any_text_comes_back_letter_for_letter(shared: ArticleStore, article_id: str, text: str, title: str) -> None:
    article = Article(article_id, title, text)
    put(shared, article)
    assert shared.text(article.version) == text
    assert shared.summaries([article_id])[article_id].title == title
    allowed = shared.allowed_chunks(Filters(article_ids=(article_id,)))
    assert allowed is not None
    rows = shared.chunk_rows(allowed.tolist())
    assert "".join(text[row.start : row.end] for row in rows.values()) == text


def test_vectors_come_back_bit_for_bit(store: ArticleStore) -> None:
    prepared = prepare(TWO)
    store.put([prepared])
    ids, vectors = store.vectors([3, 1, 2, 999])
    assert ids.tolist() == [1, 2, 3]
    assert vectors.dtype == np.float32
    assert np.array_equal(vectors, prepared.vectors[:3])
    assert store.vectors([999])[0].shape == (0,)


def test_an_article_that_is_put_again_takes_new_chunk_ids(store: ArticleStore) -> None:
    put(store, ONE, TWO)
    before = store.chunk_ids().tolist()
    put(store, TWO)
    after = store.chunk_ids().tolist()
    assert [i for i in after if i in before] == [1, 2, 3]
    assert min(set(after) - set(before)) > max(before)


def test_chunk_ids_are_never_used_twice_even_after_everything_was_deleted(store: ArticleStore) -> None:
    put(store, ONE)
    highest = max(store.chunk_ids().tolist())
    store.delete(["un"])
    put(store, TWO)
    assert min(store.chunk_ids().tolist()) > highest


def test_a_failed_put_changes_nothing(store: ArticleStore) -> None:
    put(store, ONE)
    position = store.position()
    broken = prepare(TWO)
    with pytest.raises(ValueError, match="zip"):
        store.put([prepare(ONE), PreparedArticle(TWO, broken.chunks, broken.vectors[:1])])
    assert store.position() == position
    assert store.count("articles") == 1
    assert store.chunk_ids().tolist() == [1, 2, 3]


def test_what_is_newly_known_of_an_article_is_stored_with_the_others_or_not_at_all(store: ArticleStore) -> None:
    put(store, ONE)
    moved = replace(ONE, source="Le Soir")
    unknown_text = replace(ONE, source="Le Soir", text="Un texte qui n’est pas dans la base.")
    with pytest.raises(Exception, match="FOREIGN KEY"):
        store.put([prepare(TWO)], described=[unknown_text])
    assert store.list_summaries(after=None, limit=9, filters=Filters()) == [summary_of(ONE)]
    store.put([prepare(TWO)], described=[moved])
    assert store.list_summaries(after=None, limit=9, filters=Filters()) == [summary_of(TWO), summary_of(moved)]


def test_what_changed_is_said_once_and_leads_to_the_end_of_the_log(store: ArticleStore) -> None:
    put(store, ONE)
    start = store.position()
    put(store, TWO)
    put(store, TWO)
    store.delete(["un"])
    changes = store.changes_since(start)
    assert changes.position == store.position()
    assert changes.chunk_ids.tolist() == [1, 2, 3, *range(4, 4 + 2 * 5)]
    assert store.changes_since(changes.position).chunk_ids.tolist() == []
    assert store.changes_since(LOG_START).chunk_ids.tolist() == store.chunk_ids().tolist()


def test_a_position_of_another_log_is_not_known(store: ArticleStore) -> None:
    put(store, ONE)
    position = store.position()
    assert store.knows(position)
    assert store.knows(LOG_START)
    assert not store.knows(Position(position.seq, position.stamp + 1))
    assert not store.knows(Position(position.seq + 1, position.stamp))


# Texts and what became of them


def test_a_text_is_found_by_the_first_16_digits_or_more(store: ArticleStore) -> None:
    put(store, ONE)
    for digits in (16, 17, 64):
        found = find_text(store.database, ONE.version[:digits])
        assert found is not None
        assert (found.version, found.text, found.article_ids) == (ONE.version, ONE.text, ("un",))
        assert (found.former, found.withdrawn_from, found.withdrawn_at) == ((), (), None)
    wrong = ONE.version[:16] + ("0" if ONE.version[16] != "0" else "1")
    assert find_text(store.database, wrong) is None
    assert find_text(store.database, "0" * 16) is None


def test_a_corrected_article_keeps_its_old_text(store: ArticleStore) -> None:
    put(store, ONE)
    corrected = Article("un", "Premier", "Le premier texte, corrigé.")
    put(store, corrected)
    found = find_text(store.database, ONE.version)
    assert found is not None
    assert found.text == ONE.text
    assert found.article_ids == ()
    assert [(former.article_id, former.version) for former in found.former] == [("un", corrected.version)]


def test_an_article_may_go_back_to_its_old_text(store: ArticleStore) -> None:
    put(store, ONE)
    put(store, Article("un", "Premier", "Le premier texte, corrigé."))
    put(store, ONE)
    found = find_text(store.database, ONE.version)
    assert found is not None
    assert found.article_ids == ("un",)
    assert found.former == ()


def test_a_deleted_text_leaves_its_name_and_the_time(store: ArticleStore) -> None:
    put(store, ONE)
    put(store, Article("un", "Premier", "Le premier texte, corrigé."))
    (receipt,) = store.delete(["un"])
    assert receipt.chunks == 3
    assert len(receipt.versions) == 2
    assert datetime.now(UTC) - receipt.deleted_at < timedelta(minutes=1)
    for version in receipt.versions:
        found = find_text(store.database, version)
        assert found is not None
        assert found.text is None
        assert (found.article_ids, found.former, found.withdrawn_from) == ((), (), ("un",))
        assert found.withdrawn_at == receipt.deleted_at
    assert store.count("texts") == 0
    assert store.count("withdrawn") == 2


def test_a_deleted_text_stands_in_no_file(store: ArticleStore, tmp_path: Path) -> None:
    secret = Article("s", "Titre", "Cette phrase doit disparaître partout. " * 200)
    put(store, ONE, secret)
    needle = "doit disparaître".encode()
    assert any(needle in path.read_bytes() for path in tmp_path.iterdir())
    store.delete(["s"])
    assert not [path.name for path in tmp_path.iterdir() if needle in path.read_bytes()]


def test_a_text_that_another_article_carries_outlives_the_deletion(store: ArticleStore) -> None:
    late = Article("b", "Copie", ONE.text, published=date(2020, 5, 2))
    undated = Article("a", "Copie", ONE.text)
    put(store, undated, late, ONE)
    found = find_text(store.database, ONE.version)
    assert found is not None
    assert found.article_ids == ("un", "b", "a")
    assert store.count("texts") == 1
    store.delete(["un"])
    found = find_text(store.database, ONE.version)
    assert found is not None
    assert (found.text, found.article_ids, found.withdrawn_from) == (ONE.text, ("b", "a"), ("un",))
    assert found.withdrawn_at is None


def test_a_text_that_another_article_once_carried_outlives_the_deletion(store: ArticleStore) -> None:
    put(store, ONE, Article("b", "Copie", ONE.text))
    put(store, Article("b", "Copie", "Corrigé."))
    store.delete(["un"])
    found = find_text(store.database, ONE.version)
    assert found is not None
    assert found.text == ONE.text
    assert [former.article_id for former in found.former] == ["b"]


def test_a_withdrawn_text_can_come_back(store: ArticleStore) -> None:
    put(store, ONE)
    store.delete(["un"])
    put(store, Article("neuf", "Titre", ONE.text))
    found = find_text(store.database, ONE.version)
    assert found is not None
    assert (found.text, found.article_ids, found.withdrawn_at) == (ONE.text, ("neuf",), None)


def test_deleting_an_unknown_article_is_refused(store: ArticleStore) -> None:
    with pytest.raises(UnknownArticleError, match="'personne'"):
        store.delete(["personne"])


# Filters


ARTICLES = [
    Article("a", "A", "Texte a.", source="Le Jour", language="fr", published=date(2020, 1, 1)),
    Article("b", "B", "Texte b.", source="La Nuit", language="fr", published=date(2020, 1, 31)),
    Article("c", "C", "Texte c.", source="Le Jour", language="en", published=date(2020, 2, 1)),
    Article("d", "D", "Texte d.", source=None, language="fr", published=None),
]


@pytest.mark.parametrize(
    ("filters", "passing"),
    [
        (Filters(), "abcd"),
        (Filters(published_from=date(2020, 1, 31)), "bc"),
        (Filters(published_to=date(2020, 1, 31)), "ab"),
        (Filters(published_from=date(2020, 1, 2), published_to=date(2020, 1, 31)), "b"),
        (Filters(published_from=date(2021, 1, 1)), ""),
        (Filters(sources=("Le Jour",)), "ac"),
        (Filters(sources=("Le Jour", "La Nuit")), "abc"),
        (Filters(sources=("le jour",)), ""),
        (Filters(languages=("fr",)), "abd"),
        (Filters(article_ids=("a", "d", "x")), "ad"),
        (Filters(sources=("Le Jour",), languages=("fr",)), "a"),
        (Filters(sources=("' OR 1=1 --",)), ""),
    ],
)
def test_filters_let_through_what_they_say(store: ArticleStore, filters: Filters, passing: str) -> None:
    put(store, *ARTICLES)
    listed = store.list_summaries(after=None, limit=10, filters=filters)
    assert [summary.id for summary in listed] == list(passing)
    allowed = store.allowed_chunks(filters)
    ids = store.chunk_ids().tolist() if allowed is None else allowed.tolist()
    assert sorted({row.article.id for row in store.chunk_rows(ids).values()}) == list(passing)


def test_listing_goes_on_after_an_id(store: ArticleStore) -> None:
    put(store, *ARTICLES)
    first = store.list_summaries(after=None, limit=3, filters=Filters())
    rest = store.list_summaries(after=first[-1].id, limit=3, filters=Filters())
    assert [[s.id for s in page] for page in (first, rest)] == [["a", "b", "c"], ["d"]]


# The file


def test_opening_needs_a_store(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError, match=r"sourcier ingest PATH…"):
        ArticleStore.open(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_an_empty_file_is_no_store_yet_and_becomes_one(tmp_path: Path) -> None:
    (tmp_path / "articles.sqlite").touch()
    with pytest.raises(StoreMissingError):
        ArticleStore.open(tmp_path)
    store = ArticleStore.create(tmp_path, MANIFEST)
    assert store.count("articles") == 0
    store.close()


def test_a_file_that_is_something_else_is_named(tmp_path: Path) -> None:
    (tmp_path / "articles.sqlite").write_bytes(b"not a database, but long enough to look at" * 100)
    with pytest.raises(StoreDamagedError, match=r"articles\.sqlite"):
        ArticleStore.open(tmp_path)
    with pytest.raises(StoreDamagedError, match=r"articles\.sqlite"):
        ArticleStore.create(tmp_path, MANIFEST)


def test_creating_over_a_store_opens_it_with_its_own_manifest(store: ArticleStore, tmp_path: Path) -> None:
    put(store, ONE)
    again = ArticleStore.create(tmp_path, {**MANIFEST, "model": "another"})
    assert again.count("articles") == 1
    assert again.manifest() == MANIFEST
    again.close()


def test_another_connection_is_noticed(store: ArticleStore, tmp_path: Path) -> None:
    before = store.database.data_version()
    assert store.database.data_version() == before
    other = ArticleStore.open(tmp_path)
    put(other, ONE)
    other.close()
    assert store.database.data_version() != before
