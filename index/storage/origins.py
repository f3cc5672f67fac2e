"""Which file each article was read from last, and what became of the ids of files that were moved or renamed."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from index.storage.article_rows import SUMMARY, intact, summary_from
from index.storage.database import Connection, Database, Row
from index.storage.records import ArticleSummary

_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class FiledSummary:
    """An article without its text, and the absolute path of its file; None where it came otherwise."""

    summary: ArticleSummary
    file: str | None


def find_origins(database: Database, article_ids: Iterable[str]) -> dict[str, str]:
    """The files of those of the articles that came from one, by article id."""
    sql = "SELECT article_id, path FROM origins WHERE article_id IN (SELECT value FROM json_each(?))"
    with database.reading() as connection:
        found = connection.execute(sql, (json.dumps(sorted(article_ids)),))
        return {row["article_id"]: os.fsdecode(row["path"]) for row in found}


def set_origins(database: Database, files: Mapping[str, str | None]) -> None:
    """Notes the files of articles; None for one that came otherwise. An article that is not there any more is passed
    over."""
    with database.writing() as connection:
        for article_id, file in files.items():
            connection.execute("DELETE FROM origins WHERE article_id = ?", (article_id,))
            if file is not None:
                sql = "INSERT INTO origins SELECT id, ? FROM articles WHERE id = ?"
                connection.execute(sql, (os.fsencode(file), article_id))


def list_filed(database: Database) -> Iterator[FiledSummary]:
    """All articles with their files, ordered by id; without those whose row changed on the disk."""
    sql = f"""SELECT {SUMMARY}, o.path FROM articles a LEFT JOIN origins o ON o.article_id = a.id
              WHERE a.id > ? ORDER BY a.id LIMIT {_PAGE}"""
    last: str | None = ""
    while last is not None:
        with database.reading() as connection:
            rows = connection.execute(sql, (last,)).fetchall()
        yield from intact(rows, _filed_from)
        last = rows[-1]["id"] if rows else None


def present_id(database: Database, former_id: str) -> str | None:
    """The id of the article that had this one before its file was moved or renamed; None where there is none."""
    with database.reading() as connection:
        row = connection.execute("SELECT article_id FROM former_ids WHERE former_id = ?", (former_id,)).fetchone()
        return None if row is None else str(row["article_id"])


def keep_former_id(connection: Connection, former_id: str, article_id: str) -> None:
    """Lets an article answer to an id that it had; those that led to that one lead to it too."""
    connection.execute("UPDATE former_ids SET article_id = ? WHERE article_id = ?", (article_id, former_id))
    connection.execute("INSERT OR REPLACE INTO former_ids VALUES (?, ?)", (former_id, article_id))


def _filed_from(row: Row) -> FiledSummary:
    return FiledSummary(summary_from(row), os.fsdecode(row["path"]) if row["path"] is not None else None)
