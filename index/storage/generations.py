"""A generation of chunks in the making, beside the one that is searched, and how it takes its place.

All of it lies in the store's own file: what is added, replaced or deleted while a generation is made is known to both,
and the change of place is one transaction. A process that is killed before leaves the old generation as it was, and a
part of the new one, with which the next rebuild goes on.
"""

from collections.abc import Iterable, Mapping

from index.storage.article_rows import PreparedArticle
from index.storage.change_log import log_all_added, log_all_removed
from index.storage.database import Connection, Database

_GENERATION = "generation"


def generation_of(database: Database) -> int:
    """How often a rebuilt generation has taken its place in this store."""
    with database.reading() as connection:
        return _generation(connection)


def set_generation(database: Database, number: int) -> None:
    """Makes a store another generation than those who have it open have seen."""
    with database.writing() as connection:
        connection.execute("INSERT OR REPLACE INTO manifest VALUES (?, ?)", (_GENERATION, str(number)))


def begin_generation(database: Database, manifest: Mapping[str, str]) -> None:
    """Begins a generation with these settings, or goes on with the one that was begun with the same."""
    with database.writing() as connection:
        begun = {row["key"]: row["value"] for row in connection.execute("SELECT key, value FROM next_manifest")}
        if begun == manifest:
            return
        _forget(connection)
        connection.executemany("INSERT INTO next_manifest VALUES (?, ?)", manifest.items())


def prepared_count(database: Database) -> int:
    """How many articles are in the generation that is in the making."""
    with database.reading() as connection:
        count: int = connection.execute("SELECT count(*) FROM next_articles").fetchone()[0]
        return count


def unprepared(database: Database, *, after: str, limit: int) -> list[str]:
    """At most `limit` ids of articles that are not in the next generation yet, ascending, those after `after`."""
    sql = """SELECT id FROM articles WHERE id NOT IN (SELECT article_id FROM next_articles) AND id > ?
             ORDER BY id LIMIT ?"""
    with database.reading() as connection:
        return [row["id"] for row in connection.execute(sql, (after, limit))]


def prepare_next(database: Database, prepared: Iterable[PreparedArticle]) -> None:
    """Puts articles into the next generation, but for those whose text or title is another by now, or that are gone."""
    with database.writing() as connection:
        for each in prepared:
            article = each.article
            asked = (article.id, article.version, article.title)
            same = connection.execute("SELECT 1 FROM articles WHERE id = ? AND version = ? AND title = ?", asked)
            if same.fetchone() is None:
                continue
            forget_next(connection, article.id)
            connection.execute("INSERT INTO next_articles VALUES (?)", (article.id,))
            connection.executemany(
                "INSERT INTO next_chunks VALUES (?, ?, ?, ?, ?)",
                (
                    (article.id, chunk.ordinal, chunk.start, chunk.end, vector.astype("<f4").tobytes())
                    for chunk, vector in zip(each.chunks, each.vectors, strict=True)
                ),
            )


def forget_next(connection: Connection, article_id: str) -> None:
    """Takes an article out of the next generation: it was changed, and is to be cut again."""
    connection.execute("DELETE FROM next_articles WHERE article_id = ?", (article_id,))


def take_place(database: Database, *, without: frozenset[str]) -> bool:
    """Lets the next generation take the place of the one that is searched, in one transaction.

    Does nothing and says False where an article that came or changed meanwhile is not in it, those `without` excepted:
    they stay without chunks, and wait.
    """
    with database.writing() as connection:
        sql = "SELECT id FROM articles WHERE id NOT IN (SELECT article_id FROM next_articles)"
        if {row["id"] for row in connection.execute(sql)} - without:
            return False
        log_all_removed(connection)
        connection.execute("DELETE FROM chunks")
        connection.execute(
            """INSERT INTO chunks (article_id, version, ordinal, start, "end")
               SELECT n.article_id, a.version, n.ordinal, n.start, n."end"
               FROM next_chunks n JOIN articles a ON a.id = n.article_id ORDER BY n.article_id, n.ordinal"""
        )
        connection.execute(
            """INSERT INTO embeddings SELECT c.id, n.vector
               FROM next_chunks n JOIN chunks c ON c.article_id = n.article_id AND c.ordinal = n.ordinal"""
        )
        log_all_added(connection)
        connection.execute("UPDATE articles SET chunked = id IN (SELECT article_id FROM next_articles)")
        connection.execute("INSERT OR REPLACE INTO manifest SELECT key, value FROM next_manifest")
        number = str(_generation(connection) + 1)
        connection.execute("INSERT OR REPLACE INTO manifest VALUES (?, ?)", (_GENERATION, number))
        _forget(connection)
        return True


def _generation(connection: Connection) -> int:
    row = connection.execute("SELECT value FROM manifest WHERE key = ?", (_GENERATION,)).fetchone()
    return 0 if row is None else int(row["value"])


def _forget(connection: Connection) -> None:
    connection.execute("DELETE FROM next_articles")
    connection.execute("DELETE FROM next_manifest")
