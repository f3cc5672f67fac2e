"""Plain text files: one article a file."""

import re
from collections.abc import Iterator
from pathlib import Path

from corpus.article import RawArticle
from corpus.encodings import read_text
from corpus.errors import UnreadableFileError
from corpus.line_wrapping import unwrap

_HTML = re.compile(r"\s*(?:<!doctype html|<html\b)", re.IGNORECASE)


def load_text(path: Path) -> Iterator[RawArticle]:
    """The file's article; lines that were wrapped to a width become paragraphs again.

    Raises UnreadableFileError for a file that holds something other than text, or a web page.
    """
    text = read_text(path)
    if _HTML.match(text):
        raise UnreadableFileError(path, "Le fichier contient une page HTML. Donnez-lui l'extension .html.")
    yield RawArticle(path=str(path), text=unwrap(text))
