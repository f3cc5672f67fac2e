"""An article under another id, as its file was moved or renamed: its past and its embeddings go with it."""

from index.errors import UnknownArticleError
from index.storage.article_rows import PreparedArticle, add_chunks, put_article, remove_chunks
from index.storage.copy_links import unlink_copies
from index.storage.database import Database
from index.storage.generations import forget_next
from index.storage.origins import keep_former_id


def move_article(database: Database, former_id: str, prepared: PreparedArticle) -> None:
    """Puts an article with the same text in the place of the one with another id; what that carried before goes along.

    The chunks get ids of their own: whoever has the old ones at hand finds that they are gone. Raises
    UnknownArticleError where no article has the former id and this text any more.
    """
    article = prepared.article
    with database.writing() as connection:
        asked = (former_id, article.version)
        if connection.execute("SELECT 1 FROM articles WHERE id = ? AND version = ?", asked).fetchone() is None:
            raise UnknownArticleError(former_id)
        before = connection.execute("SELECT version FROM articles WHERE id = ?", (article.id,)).fetchone()
        remove_chunks(connection, article.id)
        put_article(connection, article)
        add_chunks(connection, prepared)
        forget_next(connection, article.id)
        connection.execute("UPDATE OR IGNORE carriers SET article_id = ? WHERE article_id = ?", (article.id, former_id))
        remove_chunks(connection, former_id)
        keep_former_id(connection, former_id, article.id)
        connection.execute("DELETE FROM articles WHERE id = ?", (former_id,))
        if before is not None:
            unlink_copies(connection, before["version"])
