"""Whether the store is sound, and the mirrors show what it holds."""

import contextlib
import os
from pathlib import Path

import numpy as np

from corpus.article import version_of
from index.storage.article_store import ArticleStore
from index.storage.row_check import find_changed_rows
from index.vectors.vector_index import Ids

_SHOWN = 5  # ids named in a sentence
_PUT_BACK = "Put back a backup: sourcier restore FILE --replace"


def find_problems(store: ArticleStore, vector_ids: Ids, term_ids: Ids) -> list[str]:
    """What is wrong, a sentence each with its cure; empty where all is well. Reads the whole store."""
    chunk_ids = store.chunk_ids()
    return [
        *find_damage(store),
        *_waiting(store),
        *_mirror_problems("vector index", chunk_ids, vector_ids),
        *_mirror_problems("term index", chunk_ids, term_ids),
    ]


def find_damage(store: ArticleStore) -> list[str]:
    """What is not as it was written, a sentence each with its cure. Reads all but the mirrors."""
    return [*_file_problems(store), *find_changed_rows(store.database), *_text_problems(store)]


def folder_size(folder: Path) -> int:
    """The bytes of all files in a folder; one that goes while they are counted counts nothing, a folder neither."""
    total = 0
    for within, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                total += Path(within, name).stat().st_size
    return total


def _file_problems(store: ArticleStore) -> list[str]:
    with store.database.reading() as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        loose = connection.execute("PRAGMA foreign_key_check").fetchall()
    problems = [f"SQLite finds the file damaged: {line}. {_PUT_BACK}" for line in found if line != "ok"]
    if not store.database.has_our_tables():
        problems.append(f"The definitions of the tables were changed. {_PUT_BACK}")
    if loose:
        problems.append(f"{len(loose)} rows refer to rows that are not there. {_PUT_BACK}")
    return problems


def _text_problems(store: ArticleStore) -> list[str]:
    problems = []
    for version in store.kept_versions():
        text = store.text(version)
        if text is not None and version_of(text) != version:
            articles = ", ".join(store.carriers(version)) or "an article's past"
            problems.append(
                f"The text {version[:16]} of {articles} does not match its name; it is never cited. "
                "Ingest the article again: sourcier ingest PATH…"
            )
    return problems


def _waiting(store: ArticleStore) -> list[str]:
    waiting = store.count("waiting")
    return [f"{waiting} articles wait to be embedded again. Run: sourcier ingest PATH…"] if waiting else []


def _mirror_problems(mirror: str, chunk_ids: Ids, mirrored: Ids) -> list[str]:
    problems = []
    for what, ids in (
        ("lacks", np.setdiff1d(chunk_ids, mirrored)),
        ("still holds", np.setdiff1d(mirrored, chunk_ids)),
    ):
        if len(ids):
            shown = ", ".join(map(str, ids[:_SHOWN].tolist()))
            problems.append(f"The {mirror} {what} {len(ids)} chunks ({shown}…). Run: sourcier check --purge")
    if len(np.unique(mirrored)) != len(mirrored):
        problems.append(f"The {mirror} holds chunks twice. Run: sourcier check --purge")
    return problems
