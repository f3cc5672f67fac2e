from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.article_index import ArticleIndex
from index.hit import Filters
from index.storage.chunk_table import ChunkTable
from sample_articles import NUMBERED_ARTICLES
from sample_stores import make_store

FILTERS = [
    Filters(),
    Filters(published_from=date(2020, 3, 1)),
    Filters(published_to=date(2020, 6, 1)),
    Filters(published_from=date(2020, 3, 1), published_to=date(2020, 6, 1)),
    Filters(published_from=date(2020, 6, 1), published_to=date(2020, 3, 1)),
    Filters(sources=("Le Soir",)),
    Filters(sources=("Le Soir", "La Lune", "None")),
    Filters(languages=("fr",)),
    Filters(languages=("en", "de"), published_to=date(2020, 6, 1)),
    Filters(article_ids=("numero-1", "article-2", "nowhere")),
    Filters(article_ids=(NUMBERED_ARTICLES[0].id, "nowhere"), languages=("fr",)),
]
SOURCES = [None, "Le Soir", "La Lune"]
DAYS = [None, date(2020, 1, 1), date(2020, 6, 1), date(2020, 6, 2), date(9999, 12, 31)]


def same_as_sql(table: ChunkTable, index: ArticleIndex) -> None:
    for filters in FILTERS:
        everything = index._store.chunk_ids().tolist()
        expected, found = index._store.allowed_chunks(filters), table.allowed(filters)
        expected_ids = everything if expected is None else expected.tolist()
        assert (everything if found is None else found.tolist()) == expected_ids, filters
        assert found is None or found.tolist() != everything or filters.article_ids


ARTICLES = [
    replace(article, source=SOURCES[n % 3], published=DAYS[n % 5], language=("fr", "en")[n % 2])
    for n, article in enumerate(NUMBERED_ARTICLES[:30])
]

Step = tuple[str, int, int]


@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["text", "metadata", "delete", "look"]), st.integers(0, 29), st.integers(0, 4)),
        max_size=8,
    )
)
def test_passes_what_sql_passes_after_any_changes(steps: list[Step], tmp_path_factory: pytest.TempPathFactory) -> None:
    with make_store(tmp_path_factory.mktemp("store")) as index:
        index.add(ARTICLES)
        table = ChunkTable(index._store)
        for step, which, kind in steps:
            article = replace(ARTICLES[which], source=SOURCES[kind % 3], published=DAYS[kind])
            if step == "metadata":
                index.add([article])
            elif step == "text":
                index.add([replace(article, text=f"{article.text} Encore {kind} phrases. Et une autre.")])
            elif step == "delete" and index.list_articles(after=None, limit=1):
                if article.id in {summary.id for summary in index.list_articles()}:
                    index.delete(article.id)
            else:
                same_as_sql(table, index)
        same_as_sql(table, index)


def test_an_empty_store_passes_nothing(tmp_path: Path) -> None:
    with make_store(tmp_path) as index:
        table = ChunkTable(index._store)
        same_as_sql(table, index)
        index.add(ARTICLES[:2])
        same_as_sql(table, index)


def test_chunks_that_are_no_run_of_ids_are_found_too(tmp_path: Path) -> None:
    with make_store(tmp_path) as index:
        index.add(ARTICLES[:5])
        long = replace(ARTICLES[1], text="Une phrase de plus, assez longue pour compter. " * 20)
        index.add([long])
        with index._store.database.writing() as connection:
            first = connection.execute("SELECT min(id) FROM chunks WHERE article_id = ?", (long.id,)).fetchone()[0]
            connection.execute("PRAGMA defer_foreign_keys = ON")
            for table in ("embeddings", "chunk_checksums"):
                connection.execute(f"UPDATE {table} SET chunk_id = 900 WHERE chunk_id = ?", (first,))
            connection.execute("UPDATE chunks SET id = 900 WHERE id = ?", (first,))
        same_as_sql(ChunkTable(index._store), index)
