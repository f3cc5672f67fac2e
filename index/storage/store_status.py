"""The store in figures."""

from pathlib import Path

from index.embedding.embedder import Embedder
from index.storage.article_store import ArticleStore
from index.storage.generations import prepared_count
from index.storage.records import StoreStatus
from index.storage.store_check import folder_size


def describe_store(store: ArticleStore, folder: Path, embedder: Embedder) -> StoreStatus:
    """What there is, counted; the size is that of the whole folder."""
    count = store.count
    return StoreStatus(
        folder=str(folder),
        articles=count("articles"),
        waiting=count("waiting"),
        prepared=prepared_count(store.database),
        chunks=count("chunks"),
        texts=count("texts"),
        withdrawn=count("withdrawn"),
        changes=store.position().seq,
        model=embedder.name,
        dimension=embedder.dimension,
        bytes=folder_size(folder),
    )
