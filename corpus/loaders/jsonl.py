"""JSON Lines files: one article a line, its fields named as in `RawArticle`."""

import json
from collections.abc import Iterator
from pathlib import Path

from corpus.article import RawArticle
from corpus.encodings import read_text
from corpus.errors import ReadFailure, UnreadableFileError
from corpus.metadata import raw_article


def load_jsonl(path: Path) -> Iterator[RawArticle | ReadFailure]:
    """The articles of the file in order, under the path `file:line`; a line that is none is a failure of its own.

    A line needs `text`; `id`, `title`, `published`, `source`, `author`, `url` and `language` may stand beside it.
    Empty lines are passed over. Raises UnreadableFileError for a file that holds something other than text, or only
    empty lines.
    """
    text = read_text(path)
    if not text.strip():
        raise UnreadableFileError(path, "Le fichier est vide. Écrivez un objet JSON complet par ligne.")
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        try:
            yield _article(line, place)
        except UnreadableFileError as error:
            yield error.as_failure()


def _article(line: str, place: str) -> RawArticle:
    try:
        fields = json.loads(line)
    except ValueError as error:
        reason = f"La ligne n'est pas du JSON ({error}). Écrivez un objet JSON complet par ligne."
        raise UnreadableFileError(place, reason) from error
    except RecursionError as error:
        raise UnreadableFileError(place, "La ligne est imbriquée trop profondément. Aplatissez l'objet.") from error
    if not isinstance(fields, dict):
        raise UnreadableFileError(place, 'La ligne n\'est pas un objet JSON. Écrivez {"text": "…", "title": "…"}.')
    text = fields.get("text")
    if not isinstance(text, str) or not text.strip():
        raise UnreadableFileError(place, "La ligne n'a pas de champ « text » avec du texte. Ajoutez-le.")
    return raw_article(fields, text, path=place)
