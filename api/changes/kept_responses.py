"""What clients were told of changes, as it lies on the disk; the words of an article leave it when the article does."""

import json
import os
import re
import uuid
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ConfigDict

RESPONSES = "responses"
"""The folder, in the store's folder: a file for each response that is remembered."""

# An id in a body, which is JSON within JSON: most files hold none of those that are looked for, and are not parsed.
_NAMED = re.compile(rb'\\"id\\":\\"([A-Za-z0-9._-]+)\\"')
_WORDS = {"title": "", "source": None, "author": None, "url": None, "published": None}


class KeptResponse(BaseModel):
    """A response, and the digest of the request that it answered."""

    model_config = ConfigDict(frozen=True)

    request: str
    status: int
    headers: dict[str, str]
    body: str


def forget_articles(folder: Path, article_ids: Collection[str]) -> None:
    """Takes the words of these articles out of every response in the folder; the ids and outcomes stay.

    A client that sends its request again is still told what was done, and what was deleted is not stored again.
    """
    wanted = {article_id.encode() for article_id in article_ids}
    for path in folder.glob("*"):
        with suppress(FileNotFoundError):  # it grew too old meanwhile
            content = path.read_bytes()
            if not wanted.isdisjoint(_NAMED.findall(content)):
                _forget(path, content, article_ids)


def articles_in(body: bytes) -> set[str]:
    """The ids of the articles whose words a response holds."""
    return {str(article["id"]) for article in _articles(json.loads(body)) if article["title"]}


def _forget(path: Path, content: bytes, article_ids: Collection[str]) -> None:
    try:
        kept = KeptResponse.model_validate_json(content)
    except ValueError:  # cut off
        return
    told = json.loads(kept.body)
    for article in _articles(told):
        if article["id"] in article_ids:
            article.update(_WORDS)
    age = path.stat().st_mtime
    fresh = path.with_name(f"{path.name}.{uuid.uuid4().hex}")
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    fresh.write_text(kept.model_copy(update={"body": body}).model_dump_json(), encoding="utf-8")
    os.utime(fresh, (age, age))  # it is forgotten as a whole when it would have been
    fresh.replace(path)


def _articles(told: object) -> Iterator[dict[str, object]]:
    """Of one article, or of a report of several."""
    if isinstance(told, dict):
        several = told.get("articles")
        yield from several if isinstance(several, list) else [told] if "title" in told else []
