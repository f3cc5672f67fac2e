"""An article that is not there: never was, or deleted, and since when."""

from api.errors import ARTICLE_UNKNOWN, ARTICLE_WITHDRAWN, ProblemException
from index.article_index import ArticleIndex
from index.errors import UnknownArticleError


def gone_or_unknown(index: ArticleIndex, error: UnknownArticleError) -> ProblemException:
    """410 with the time for an article that was deleted, else 404."""
    deleted_at = index.deleted_at(error.article_id)
    if deleted_at is None:
        return ProblemException(ARTICLE_UNKNOWN, str(error))
    return ProblemException(
        ARTICLE_WITHDRAWN,
        f"The article {error.article_id!r} was deleted on {deleted_at:%Y-%m-%d %H:%M} UTC; its text is no longer kept.",
    )
