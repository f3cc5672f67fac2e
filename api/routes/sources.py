"""`GET /v1/sources`: where the articles are from, for whoever chooses among them."""

from fastapi import APIRouter, Response

from api.changes.conditional import IfNoneMatch, etag_of_body, unless_held
from api.dependencies import IndexDependency
from api.description.article_examples import BROKEN, NOT_MODIFIED
from api.description.descriptions import Success, describe
from api.description.examples import SOURCES
from api.wire.article_schemas import SourceList
from api.wire.presentation import present_sources

router = APIRouter(tags=["articles"])


@router.get(
    "/v1/sources",
    operation_id="listSources",
    response_model=SourceList,
    responses=describe(Success(200, "The sources", SOURCES, ("ETag",)), NOT_MODIFIED, *BROKEN),
)
def list_sources(index: IndexDependency, if_none_match: IfNoneMatch = None) -> Response:
    """List the sources that articles name, by name, each with how many articles name it, and from when to when.

    A `name` is what `filters.sources` of a question, and `source` of the list of articles, take. Articles that name no
    source are not counted.
    """
    body = present_sources(index.source_summaries()).model_dump_json()
    return unless_held(body, etag_of_body(body), if_none_match)
