"""Web pages: the article out of the page, its title, date, author, site and address out of its metadata."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from corpus.article import RawArticle
from corpus.dates import parse_date
from corpus.encodings import decode
from corpus.errors import UnreadableFileError
from corpus.metadata import language_tag, web_address

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096  # a declaration further down is ignored by browsers too (WHATWG: 1024)
_LANGUAGE = re.compile(r"<html\b[^>]*?\b(?:xml:)?lang\s*=\s*[\"']?([A-Za-z_-]+)", re.IGNORECASE)
# Outside every article; for a short page, trafilatura falls back to the text of all that is left.
_OUTSIDE = ["//nav", "//footer", "//button", "//form", "//*[@role='navigation']", "//*[@role='contentinfo']"]
# A page without a stated date has none: the extensive search would take the year of a copyright line.
_STATED_DATE = {"extensive_search": False, "original_date": True}


class _Node(Protocol):
    """What is used of an lxml element, for which no types are published."""

    tag: str
    text: str | None
    tail: str | None

    def __iter__(self) -> Iterator["_Node"]: ...
    def __len__(self) -> int: ...
    def iter(self, tag: str) -> Iterator["_Node"]: ...


def load_html(path: Path) -> Iterator[RawArticle]:
    """The page's article: headings and paragraphs apart, list items as lines with `- `, table rows with ` | `.

    The language is what the page declares. Raises UnreadableFileError for a page without an article.
    """
    from trafilatura import bare_extraction
    from trafilatura import load_html as parse
    from trafilatura.settings import Document

    data = path.read_bytes()
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    html = decode(data, path, declared=declared[1].decode("ascii") if declared else None)
    tree = parse(html, max_size=len(html))
    page = None
    if tree is not None:
        page = bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            prune_xpath=_OUTSIDE,
            date_extraction_params=_STATED_DATE,
        )
    text = "\n\n".join(_blocks(page.body)) if isinstance(page, Document) else ""
    if not isinstance(page, Document) or not text:
        raise UnreadableFileError(
            path,
            "La page ne contient pas de texte d'article (elle est vide, ou son texte est chargé par un script). "
            "Enregistrez la page une fois affichée, ou copiez son texte dans un fichier .txt.",
        )
    language = _LANGUAGE.search(html)
    yield RawArticle(
        path=str(path),
        text=text,
        title=page.title,
        language=language_tag(language[1]) if language else None,
        url=web_address(page.url),
        source=page.sitename or page.hostname,
        author=page.author.replace("; ", ", ") if page.author else None,
        published=parse_date(page.date) if page.date else None,
    )


def _blocks(body: _Node) -> Iterator[str]:
    for element in body:
        if element.tag == "list":
            text = "\n".join(_items(element))
        elif element.tag == "table":
            rows = ([_line(cell) for cell in row.iter("cell")] for row in element.iter("row"))
            text = "\n".join(" | ".join(filter(None, cells)) for cells in rows)
        elif element.tag in ("quote", "div", "body") and len(element):
            text = "\n\n".join(filter(None, [(element.text or "").strip(), *_blocks(element)]))
        else:
            text = _words(element).strip()
        if text:
            yield text
        if element.tail and element.tail.strip():
            yield element.tail.strip()


def _items(element: _Node) -> Iterator[str]:
    """The items of a list, one a line, those of a list inside an item after it."""
    for item in element:
        nested = [child for child in item if child.tag == "list"]
        words = _words(item, without=nested)
        if words.strip():
            yield f"- {' '.join(words.split())}"
        for child in nested:
            yield from _items(child)


def _line(element: _Node) -> str:
    return " ".join(_words(element).split())


def _words(element: _Node, *, without: Sequence[_Node] = ()) -> str:
    words = element.text or ""
    for child in element:
        if child not in without:
            words += "\n" if child.tag == "lb" else _words(child)
        words += child.tail or ""
    return words
