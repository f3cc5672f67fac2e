"""Word documents (.docx): paragraphs, lists and tables in reading order, title, author and date of its properties."""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from corpus.article import RawArticle
from corpus.article_facts import stated_date
from corpus.errors import UnreadableFileError

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.text.paragraph import CT_P

_MAX_UNPACKED_BYTES = 500_000_000  # ten times the limit of a file; text packs four to one, a zip bomb a thousand to one
_OLE = b"\xd0\xcf\x11\xe0"  # the older Office container: .doc files, and .docx files with a password
_TEMPLATE_AUTHOR = "python-docx"  # whose empty document says that it made it, and on this day
_TEMPLATE_DAY = date(2013, 12, 23)
_UNREAD = frozenset({"del", "moveFrom", "instrText", "delText", "pict", "drawing", "AlternateContent", "pPr", "rPr"})
# What python-docx, zipfile and lxml raise on packages with missing or mangled parts.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    NotImplementedError,
    SyntaxError,  # what lxml's XMLSyntaxError is
)
_CHARACTERS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class _Node(Protocol):
    """What is used of an lxml element, for which no types are published."""

    tag: str
    text: str | None

    def __iter__(self) -> Iterator["_Node"]: ...
    def iter(self, *tags: str) -> Iterator["_Node"]: ...


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, a list item or a row of a table; neighbours of one kind in `_LINES` are lines of one paragraph."""

    kind: str
    text: str


_LINES = ("item", "row")


def load_docx(path: Path) -> Iterator[RawArticle]:
    """The document's article: list items as lines with `- `, table rows as lines with ` | ` between cells.

    The title is that of the properties, else a first paragraph in the style Title. The date is the one a line of the
    text states (see `corpus.article_facts`), else the day the document was created. Insertions of tracked changes
    are read, deletions and text boxes are not. Raises UnreadableFileError for a file that is no whole document.
    """
    document = _open(path)
    try:
        blocks = [block for block in _blocks(document.element.body, document) if block.text]
        properties = document.core_properties
        title, author, created = properties.title.strip(), properties.author.strip(), properties.created
    except _DAMAGE as error:
        raise _damaged(path) from error
    if not blocks:
        raise UnreadableFileError(path, "Le document ne contient pas de texte. S'il s'agit d'images, saisissez-le.")
    text = _joined(blocks)
    yield RawArticle(
        path=str(path),
        text=text,
        title=title or (blocks[0].text if blocks[0].kind == "title" else None),
        author=author if author != _TEMPLATE_AUTHOR else None,
        published=None if stated_date(text) else _day(created),
    )


def _open(path: Path) -> "Document":
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    with path.open("rb") as file:
        if file.read(4) == _OLE:
            raise UnreadableFileError(
                path,
                "Ce n'est pas un .docx mais un ancien document Office, ou un document protégé par un mot de passe. "
                "Ouvrez-le dans Word et enregistrez-le en .docx sans mot de passe.",
            )
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > _MAX_UNPACKED_BYTES:
            raise UnreadableFileError(
                path,
                f"Le document occupe {unpacked} octets une fois décompressé, la limite est {_MAX_UNPACKED_BYTES}."
                " Enregistrez-le sans ses images.",
            )
        return Document(str(path))
    except (PackageNotFoundError, *_DAMAGE) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        path,
        "Le document Word est incomplet ou endommagé. Copiez-le à nouveau, ou ouvrez-le dans Word et réenregistrez-le.",
    )


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment and moment.date() != _TEMPLATE_DAY else None


def _joined(blocks: Sequence[_Block]) -> str:
    text = blocks[0].text
    for block, following in pairwise(blocks):
        together = block.kind == following.kind and block.kind in _LINES
        text += ("\n" if together else "\n\n") + following.text
    return text


def _blocks(parent: _Node, document: "Document") -> Iterator[_Block]:
    for child in parent:
        match _name(child):
            case "p":
                yield _paragraph(child, document)
            case "tbl":
                yield from _table(child, document)
            case "sdt" | "sdtContent" | "customXml" | "ins":
                yield from _blocks(child, document)


def _paragraph(element: _Node, document: "Document") -> _Block:
    from docx.text.paragraph import Paragraph

    style = Paragraph(cast("CT_P", element), document).style
    name = (style.name or "").lower() if style else ""
    text = _words(element).strip()
    listed = any(_name(child) == "numPr" for child in element.iter()) and not name.startswith("heading")
    if text and (listed or name.startswith(("list bullet", "list number"))):
        return _Block("item", f"- {' '.join(text.split())}")
    return _Block("title" if name == "title" else "paragraph", text)


def _table(element: _Node, document: "Document") -> Iterator[_Block]:
    """Rows as lines; a row of a single cell is layout, and its paragraphs are the document's."""
    for row in (child for child in element if _name(child) == "tr"):
        cells = [child for child in row if _name(child) == "tc"]
        if len(cells) == 1:
            yield from _blocks(cells[0], document)
        else:
            yield _Block("row", " | ".join(filter(None, (" ".join(_words(cell).split()) for cell in cells))))


def _words(element: _Node) -> str:
    words = ""
    for child in element:
        name = _name(child)
        if name == "t":
            words += child.text or ""
        elif name not in _UNREAD:
            words += _CHARACTERS.get(name) or _words(child) + (" " if name == "p" else "")
    return words


def _name(element: _Node) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""  # a comment's tag is a function
