"""The body of a request becomes files in a folder of the store, with what the client says of them."""

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from api.changes.bounded_reading import BoundedReader
from api.changes.upload_formats import EXTENSIONS, file_name, media_type_of
from api.errors import INVALID_JSON, INVALID_REQUEST, INVALID_UPLOAD, UNREADABLE_MEDIA_TYPE, ProblemException
from api.wire.article_fields import ArticleBody, ArticleMetadata
from api.wire.article_schemas import UploadFailure
from api.wire.schemas import ProblemError
from corpus.article import Article
from corpus.errors import ReadFailure

MAX_FILES = 1_000
_FILES = "files"
_DIGEST = 12  # hexadecimal digits of the content, in the name of what has none
_COPY_BYTES = 1 << 20

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class SpooledFile:
    """A file that was received; `digest` is the SHA-256 of its content."""

    name: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Upload:
    """Files in `folder`/files, each in a numbered folder of its own: two of one name do not meet.

    `digest` is of the files' names and contents and of the metadata: the same upload has the same one, however it was
    packed.
    """

    folder: Path
    metadata: ArticleMetadata
    files: int
    bytes: int
    digest: str

    def read(self, reader: BoundedReader) -> Iterator[Article | UploadFailure]:
        """The articles in the files, and what could not be read under the name that the client knows."""
        paths = sorted(self.folder.joinpath(_FILES).glob("*/*"))
        root = f"{self.folder / _FILES}{os.sep}"
        for item in reader.read(paths, self.metadata):
            yield _named(item, root) if isinstance(item, ReadFailure) else item


@dataclass(frozen=True, slots=True)
class Spool:
    """Where the files of one upload are written."""

    folder: Path

    @classmethod
    def create(cls, uploads: Path) -> "Spool":
        """A new folder in the folder of uploads; its name, 32 hexadecimal digits, is never used twice."""
        folder = uploads / uuid.uuid4().hex
        folder.joinpath(_FILES).mkdir(parents=True)
        return cls(folder)

    def place(self, number: int, name: str) -> Path:
        """Where a file goes."""
        folder = self.folder / _FILES / f"{number:05}"
        folder.mkdir()
        return folder / name

    def remove(self) -> None:
        """Takes everything away."""
        shutil.rmtree(self.folder, ignore_errors=True)


async def receive_upload(request: Request, spool: Spool, said: ArticleMetadata) -> Upload:
    """Writes the body of the request to the spool.

    `said` is what the address of the request states. Raises ProblemException and RequestValidationError for a body
    that is none of the formats that are read, or does not hold together.
    """
    media_type = media_type_of(request.headers.get("content-type"))
    if media_type == "multipart/form-data":
        return await _receive_form(request, spool, said)
    if media_type == "application/json":
        content = await request.body()
        return await run_in_threadpool(_spool_json, content, spool, said)
    if media_type not in EXTENSIONS:
        formats = ", ".join(("application/json", "multipart/form-data", *EXTENSIONS))
        raise ProblemException(
            UNREADABLE_MEDIA_TYPE,
            f"The body came with Content-Type: {media_type[:80] or 'none'}. What is read: {formats}.",
        )
    return await _spool_stream(request.stream(), media_type, spool, said)


async def _spool_stream(stream: AsyncIterator[bytes], media_type: str, spool: Spool, said: ArticleMetadata) -> Upload:
    """A body that is one file, named for its content: it has no other name."""
    digest, size = hashlib.sha256(), 0
    unnamed = spool.place(1, "content")
    with unnamed.open("wb") as file:
        async for piece in stream:
            digest.update(piece)
            size += len(piece)
            await run_in_threadpool(file.write, piece)
    name = f"article-{digest.hexdigest()[:_DIGEST]}{EXTENSIONS[media_type]}"
    unnamed.rename(unnamed.with_name(name))
    return _upload(spool, said, [SpooledFile(name, digest.hexdigest(), size)])


def _spool_json(content: bytes, spool: Spool, said: ArticleMetadata) -> Upload:
    """An article as JSON is a file of one line; without an id of its own it is named for its content."""
    article = parse_article(content)
    digest = hashlib.sha256(content).hexdigest()
    fields = article.model_dump(mode="json", exclude_none=True, exclude={"version"})
    fields.setdefault("id", f"article-{digest[:_DIGEST]}")
    line = json.dumps(fields, ensure_ascii=False).encode()
    name = "body.jsonl"
    spool.place(1, name).write_bytes(line)
    return _upload(spool, said, [SpooledFile(name, digest, len(content))])


def parse_article(content: bytes) -> ArticleBody:
    """The article of a JSON body. Raises ProblemException or RequestValidationError for what is none."""
    try:
        fields = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ProblemException(INVALID_JSON, f"The body cannot be read as JSON in UTF-8: {error}.") from error
    return _validated(ArticleBody, fields)


async def _receive_form(request: Request, spool: Spool, said: ArticleMetadata) -> Upload:
    try:
        async with request.form(max_files=MAX_FILES, max_fields=100) as form:
            return await run_in_threadpool(_spool_form, form, spool, said)
    except HTTPException as error:
        if error.status_code != 400:
            raise
        raise ProblemException(INVALID_UPLOAD, f"The form cannot be read: {error.detail}") from error


def _spool_form(form: FormData, spool: Spool, said: ArticleMetadata) -> Upload:
    files = [value for _, value in form.multi_items() if isinstance(value, UploadFile)]
    fields = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    stated = said.model_dump(exclude_none=True) | _validated(ArticleMetadata, fields).model_dump(exclude_none=True)
    metadata = ArticleMetadata.model_validate(stated)
    if not files:
        raise ProblemException(INVALID_REQUEST, "The form holds no file. Send at least one part with a file name.")
    if len(files) > 1 and metadata.names_one_article:
        raise ProblemException(
            INVALID_REQUEST,
            f"`id`, `title` and `url` name one article; the form holds {len(files)} files. Send these one by one.",
        )
    return _upload(spool, metadata, [_spool_part(number, part, spool) for number, part in enumerate(files, start=1)])


def _spool_part(number: int, part: UploadFile, spool: Spool) -> SpooledFile:
    name = file_name(part.filename or "", media_type_of(part.content_type), default=f"article-{number}")
    digest, size = hashlib.sha256(), 0
    with spool.place(number, name).open("wb") as file:
        while piece := part.file.read(_COPY_BYTES):
            digest.update(piece)
            size += len(piece)
            file.write(piece)
    return SpooledFile(name, digest.hexdigest(), size)


def _upload(spool: Spool, metadata: ArticleMetadata, files: Sequence[SpooledFile]) -> Upload:
    whole = json.dumps([metadata.model_dump(mode="json"), [(file.name, file.digest) for file in files]])
    return Upload(
        folder=spool.folder,
        metadata=metadata,
        files=len(files),
        bytes=sum(file.size for file in files),
        digest=hashlib.sha256(whole.encode()).hexdigest(),
    )


def _validated(model: type[Model], fields: object) -> Model:
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        found = [item | {"loc": ("body", *item["loc"])} for item in error.errors()]
        raise RequestValidationError(found) from error


def _named(failure: ReadFailure, root: str) -> UploadFailure:
    """The failure without the folders that files lie in meanwhile."""
    file, reason = (_without_folders(words, root) for words in (failure.path, failure.reason))
    return UploadFailure(file=file, reason=reason)


def _without_folders(words: str, root: str) -> str:
    """Each `{root}00001/name` in the words becomes `name`."""
    first, *others = words.split(root)
    return first + "".join(other.partition(os.sep)[2] for other in others)


def failures_as_errors(failures: Sequence[UploadFailure]) -> list[ProblemError]:
    """For a problem: each failure with its file."""
    return [ProblemError(detail=failure.reason, file=failure.file) for failure in failures]
