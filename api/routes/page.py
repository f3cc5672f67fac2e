"""`GET /`, `GET /articles/{id}` and `GET /docs`: the page, and the description of the interface.

The second opens an article, with `?cite=` the cited words; the script of the page reads the address.
"""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles

WEB_FOLDER = Path(__file__).parent.parent / "web"

router = APIRouter(include_in_schema=False)
page_files = StaticFiles(directory=WEB_FOLDER)


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
    return FileResponse(WEB_FOLDER / name, headers={"Cache-Control": "no-cache"})
