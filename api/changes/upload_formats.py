"""What a file that comes over HTTP is called on disk: a plain name whose extension tells its format."""

import re
import unicodedata
from collections.abc import Mapping

from corpus.reading import LOADERS

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXTENSIONS: Mapping[str, str] = {
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "application/pdf": ".pdf",
    DOCX: ".docx",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "application/x-jsonlines": ".jsonl",
}
"""The extension that a media type stands for."""

_MAX_NAME_BYTES = 180  # file systems allow 255; the extension and a digest have room
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff:*?\"<>|]+")


def media_type_of(content_type: str | None) -> str:
    """The media type alone, in lowercase: what stands before the parameters."""
    return (content_type or "").partition(";")[0].strip().lower()


def file_name(given: str, media_type: str, *, default: str) -> str:
    """A name without folders for a file that a client calls `given`; `default` where nothing of it is left.

    The extension is the given one where it is that of a format that is read, else what the media type stands for:
    a client that knows no better sends `application/octet-stream` with everything. Where neither says a format, the
    name stays as it is, and reading the file will say which formats there are.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    stem, extension = _split(_UNSAFE.sub("-", last).strip(" .~"))
    if extension.lower() not in LOADERS and media_type in EXTENSIONS:
        stem, extension = stem + extension, EXTENSIONS[media_type]
    return (_shortened(stem) or default) + _shortened(extension)


def _split(name: str) -> tuple[str, str]:
    stem, dot, extension = name.rpartition(".")
    return (stem, dot + extension) if stem and dot else (name, "")


def _shortened(name: str) -> str:
    return name.encode()[:_MAX_NAME_BYTES].decode(errors="ignore")
