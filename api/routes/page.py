"""`GET /`, `GET /articles/{id}` and `GET /docs`: the page, and the description of the interface.

The second opens an article, with `?cite=` the cited words; the script of the page reads the address.
"""

from os import PathLike, stat_result
from pathlib import Path

from fastapi import APIRouter, Response
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from starlette.types import Scope

WEB_FOLDER = Path(__file__).parent.parent / "web"
_ASKED_FOR_EACH_TIME = {"Cache-Control": "no-cache"}  # may be kept; 304 where it still stands

router = APIRouter(include_in_schema=False)


class _PageFiles(StaticFiles):
    """Scripts and styles. They import each other by name: after an update, no old one may meet a new one."""

    def file_response(
        self, full_path: str | PathLike[str], stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers.update(_ASKED_FOR_EACH_TIME)
        return response


page_files = _PageFiles(directory=WEB_FOLDER)


@router.get("/")
@router.get("/articles/{article_id:path}")
def show_page() -> FileResponse:
    """The page."""
    return _page("index.html")


@router.get("/docs")
def show_description() -> FileResponse:
    """The description of the interface, which loads nothing from elsewhere."""
    return _page("docs.html")


def _page(name: str) -> FileResponse:
    return FileResponse(WEB_FOLDER / name, headers=_ASKED_FOR_EACH_TIME)
