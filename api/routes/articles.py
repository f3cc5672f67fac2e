"""`GET /v1/articles` and `GET /v1/articles/{id}`: the articles that are cited."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.changes.conditional import IfNoneMatch, etag_of, etag_of_body, unless_held
from api.changes.withdrawals import gone_or_unknown
from api.dependencies import IndexDependency
from api.description.article_examples import BROKEN, NO_ARTICLE, NOT_MODIFIED, WRONG_LIMIT
from api.description.descriptions import Success, describe
from api.description.examples import ARTICLE, ARTICLE_PAGE
from api.wire.article_schemas import ArticlePage, ArticleResponse
from api.wire.presentation import present_article, present_page
from api.wire.requests import MAX_FILTER_VALUES, Day
from index.errors import UnknownArticleError
from index.hit import Filters

MAX_LIMIT = 200

router = APIRouter(tags=["articles"])

Values = Annotated[tuple[str, ...], Query(max_length=MAX_FILTER_VALUES, description="May be repeated.")]


@router.get(
    "/v1/articles",
    operation_id="listArticles",
    response_model=ArticlePage,
    responses=describe(Success(200, "A page", ARTICLE_PAGE, ("ETag",)), NOT_MODIFIED, WRONG_LIMIT, *BROKEN),
)
def list_articles(
    index: IndexDependency,
    cursor: Annotated[str | None, Query(description="`next_cursor` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = 50,
    source: Values = (),
    language: Values = (),
    published_from: Day | None = None,
    published_to: Day | None = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """List the articles in the order of their ids, page by page. Dates are inclusive."""
    filters = Filters(
        published_from=published_from,
        published_to=published_to,
        sources=source,
        languages=language,
    )
    found = index.list_articles(after=cursor, limit=limit + 1, filters=filters)
    body = present_page(found, limit).model_dump_json()
    return unless_held(body, etag_of_body(body), if_none_match)


@router.get(
    "/v1/articles/{article_id:path}",
    operation_id="getArticle",
    response_model=ArticleResponse,
    responses=describe(Success(200, "The article", ARTICLE, ("ETag",)), NOT_MODIFIED, *NO_ARTICLE, *BROKEN),
)
def get_article(article_id: str, index: IndexDependency, if_none_match: IfNoneMatch = None) -> Response:
    """Read an article: its text is what every offset refers to.

    The entity tag begins with the version of the text; metadata have their part in it, as they may change alone.
    """
    try:
        article = index.get(article_id)
    except UnknownArticleError as error:
        raise gone_or_unknown(index, error) from error
    return unless_held(present_article(article).model_dump_json(), etag_of(article), if_none_match)
