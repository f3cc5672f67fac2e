"""`Idempotency-Key`: a change that was asked for twice is made once, and answered twice.

After draft-ietf-httpapi-idempotency-key-header-06: the same key with the same request gets the response of the first
one again, with another request 422, and 409 while the first one is worked on. Only what was done is remembered; a
problem has changed nothing, and is worked out anew. Responses are kept for a day in the store's folder, the latest ten
thousand of them: they hold what the client was told, titles included, never an article's text; and of an article that
was deleted since, its id alone.
"""

import hashlib
import re
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from pathlib import Path

from fastapi import Response

from api.changes.kept_responses import KeptResponse, forget_articles
from api.errors import INVALID_REQUEST, KEY_IN_USE, KEY_REUSED, ProblemException
from index.storage.locks import locked_file_if_free

KEPT_SECONDS = 86_400
MOST_KEPT = 10_000
REPLAYED_HEADER = "Idempotency-Replayed"
_PURGE_EVERY = 500
KEY_PATTERN = r'"([\x21\x23-\x5b\x5d-\x7e]{1,255})"|([\x21\x23-\x7e]{1,255})'
_KEPT_HEADERS = ("content-type", "location", "etag", "preference-applied", "retry-after")


class KeptResponses:
    """The responses of one store, a file each. Thread-safe."""

    def __init__(
        self,
        folder: Path,
        *,
        most: int = MOST_KEPT,
        seconds: float = KEPT_SECONDS,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._folder = folder
        self._most = most
        self._seconds = seconds
        self._now = now
        self._kept_since_purge = _PURGE_EVERY
        self._lock = threading.Lock()

    def once(self, key: str | None, *, caller: str, request: str, work: Callable[[], Response]) -> Response:
        """What `work` answers, or what it answered when this caller asked for the same with this key.

        `caller` keeps the keys of one client from those of another; `request` is a digest of all that was asked for.
        Without a key the work is done. Raises ProblemException: 409, 422, and what `work` raises.
        """
        if key is None:
            return work()
        name = _name(key, caller)
        self._folder.mkdir(parents=True, exist_ok=True)
        with locked_file_if_free(self._folder / name) as mine:  # among all workers of this store
            if not mine:
                raise ProblemException(KEY_IN_USE, "The first request with this key has not ended.", retry_after=1)
            kept = self._find(name)
            if kept is None:
                response = work()
                self._keep(name, request, response)
                return response
        if kept.request != request:
            raise ProblemException(KEY_REUSED, f"The key {key[:80]} came with another request. Make a new key.")
        return Response(kept.body, kept.status, kept.headers | {REPLAYED_HEADER: "true"})

    def forget(self, article_ids: Collection[str]) -> None:
        """Takes the words of articles that are deleted out of what is remembered."""
        forget_articles(self._folder, article_ids)

    def _find(self, name: str) -> KeptResponse | None:
        path = self._folder / name
        try:
            if self._now() - path.stat().st_mtime > self._seconds:
                return None
            return KeptResponse.model_validate_json(path.read_bytes())
        except ValueError:  # empty: the file was made to be locked, or the machine lost its power
            return None

    def _keep(self, name: str, request: str, response: Response) -> None:
        headers = {header: response.headers[header] for header in _KEPT_HEADERS if header in response.headers}
        body = bytes(response.body).decode()
        kept = KeptResponse(request=request, status=response.status_code, headers=headers, body=body)
        self._purge_now_and_then()
        fresh = self._folder / f"{name}.new"
        fresh.write_text(kept.model_dump_json(), encoding="utf-8")
        fresh.replace(self._folder / name)

    def _purge_now_and_then(self) -> None:
        """Takes away what is too old or too much: looked at with the first response kept, then each 500th."""
        with self._lock:
            self._kept_since_purge += 1
            if self._kept_since_purge < min(_PURGE_EVERY, self._most):
                return
            self._kept_since_purge = 0
        kept = sorted(self._written(), reverse=True)
        for place, (written, path) in enumerate(kept):
            whole = not path.suffix  # what is being written has one until it takes its name
            if (whole and place >= self._most) or self._now() - written > self._seconds:
                _remove_unless_used(path, written)

    def _written(self) -> Iterator[tuple[float, Path]]:
        """When each file was written; other workers put new ones in their places, and take old ones away."""
        for path in self._folder.iterdir():
            with suppress(FileNotFoundError):
                yield path.stat().st_mtime, path


def _remove_unless_used(path: Path, written: float) -> None:
    """Removes a file as old as that, unless its key is being worked with: a second request could begin beside."""
    with locked_file_if_free(path) as mine:
        if mine and (path.stat().st_mtime == written or not path.stat().st_size):
            path.unlink()


def _name(key: str, caller: str) -> str:
    match = re.fullmatch(KEY_PATTERN, key.strip())
    if match is None:
        raise ProblemException(
            INVALID_REQUEST, "Idempotency-Key has 1 to 255 visible ASCII characters, in quotation marks or without."
        )
    plain = match[1] or match[2]
    return hashlib.sha256(f"{caller}\n{plain}".encode()).hexdigest()
