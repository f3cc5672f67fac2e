"""`GET /v1/articles` and `GET /v1/articles/{id}`: the articles that are cited."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import IndexDependency
from api.examples import ARTICLE, ARTICLE_PAGE
from api.openapi import returns
from api.presentation import present_article, present_page
from api.requests import MAX_FILTER_VALUES
from api.schemas import ArticlePage, ArticleResponse
from index.hit import Filters

MAX_LIMIT = 200

router = APIRouter(tags=["articles"])

Values = Annotated[list[str] | None, Query(max_length=MAX_FILTER_VALUES, description="May be repeated.")]


@router.get("/v1/articles", operation_id="listArticles", responses=returns(ARTICLE_PAGE, 422, 500, 503))
def list_articles(
    index: IndexDependency,
    cursor: Annotated[str | None, Query(description="`next_cursor` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = 50,
    source: Values = None,
    language: Values = None,
    published_from: date | None = None,
    published_to: date | None = None,
) -> ArticlePage:
    """List the articles in the order of their ids, page by page."""
    filters = Filters(
        published_from=published_from,
        published_to=published_to,
        sources=tuple(source or ()),
        languages=tuple(language or ()),
    )
    found = index.list_articles(after=cursor, limit=limit + 1, filters=filters)
    return present_page(found, limit)


@router.get("/v1/articles/{article_id:path}", operation_id="getArticle", responses=returns(ARTICLE, 404, 422, 500, 503))
def get_article(article_id: str, index: IndexDependency) -> ArticleResponse:
    """Read an article: its text is what every offset refers to."""
    return present_article(index.get(article_id))
