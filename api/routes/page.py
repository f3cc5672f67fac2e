"""`GET /` and `GET /articles/{id}`: the page; the second opens an article, with `?cite=` the cited words."""

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
    """The page itself; its script reads the address."""
    return FileResponse(WEB_FOLDER / "index.html", headers={"Cache-Control": "no-cache"})
