"""What a file says about its article in named fields (front matter, a line of JSON), checked and typed."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from corpus.article import RawArticle
from corpus.dates import parse_date
from corpus.errors import UnreadableFileError

FIELDS = ("id", "title", "published", "source", "author", "url", "language")
_SYNONYMS = {"date": "published", "lang": "language", "titre": "title", "auteur": "author", "langue": "language"}
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*")

_WEB_ADDRESS = re.compile(r"https?://[^\s\"'<>\x00-\x1f\x7f\ud800-\udfff]{1,2000}", re.IGNORECASE)


def raw_article(fields: Mapping[str, object], text: str, *, path: Path | str) -> RawArticle:
    """The article of `text` with the metadata in `fields`; names it does not know are passed over.

    Known names are `FIELDS` and a few usual synonyms (`date`, `lang`, `titre`, `auteur`, `langue`). A list of authors
    is joined with commas. Raises UnreadableFileError for a value that cannot be what its name says.
    """
    values = {_SYNONYMS.get(name, name): value for name, value in fields.items() if name in _SYNONYMS}
    values.update({name: fields[name] for name in FIELDS if name in fields})
    words = {name: _words(name, value, path) for name, value in values.items()}
    return RawArticle(
        path=str(path),
        text=text,
        id=words.get("id"),
        title=words.get("title"),
        language=_language(words.get("language"), path),
        url=_url(words.get("url"), path),
        source=words.get("source"),
        author=words.get("author"),
        published=_published(words.get("published"), path),
    )


def language_tag(text: str | None) -> str | None:
    """The primary language of a BCP 47 tag, in lowercase (`fr-FR` and `fr_CA` are `fr`); None for what is no tag."""
    match = _LANGUAGE.fullmatch((text or "").strip())
    return match.group(1).lower() if match else None


def web_address(text: str | None) -> str | None:
    """The text if it is an address that a browser may follow (http or https), else None."""
    return text if text and _WEB_ADDRESS.fullmatch(text) else None


def _url(text: str | None, path: Path | str) -> str | None:
    if text is not None and web_address(text) is None:
        raise UnreadableFileError(
            path, f"« url: {text:.80} » n'est pas une adresse web. Écrivez https://…, ou enlevez le champ."
        )
    return text


def _words(name: str, value: object, path: Path | str) -> str | None:
    if value is None:
        return None
    if isinstance(value, str):
        return value.strip() or None
    if name == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if name == "author" and isinstance(value, Sequence) and all(isinstance(author, str) for author in value):
        return ", ".join(value) or None
    kind = "une liste" if isinstance(value, list) else "un objet" if isinstance(value, dict) else repr(value)
    raise UnreadableFileError(path, f"« {name} » doit être un texte, et non {kind}. Corrigez ce champ.")


def _published(text: str | None, path: Path | str) -> date | None:
    if text is None:
        return None
    published = parse_date(text)
    if published is None:
        raise UnreadableFileError(
            path,
            f"« published: {text:.80} » n'est pas une date. Écrivez-la 2024-07-26, 26/07/2024 ou 26 juillet 2024, "
            "ou enlevez le champ.",
        )
    return published


def _language(text: str | None, path: Path | str) -> str | None:
    if text is None:
        return None
    tag = language_tag(text)
    if tag is None:
        raise UnreadableFileError(
            path, f"« language: {text:.80} » n'est pas un code de langue. Écrivez fr, en, de…, ou enlevez le champ."
        )
    return tag
