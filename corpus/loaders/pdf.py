"""PDF files with a text layer: the text in paragraphs, title and author of the document's properties."""

import logging
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.article import RawArticle
from corpus.errors import UnreadableFileError
from corpus.page_layout import PrintedLine, flow_text

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_END_BYTES = 2048  # Adobe's readers look for %%EOF in the last 1,024 bytes; servers append a little
# Titles that programs put there: names of files, and words for "none".
_NO_TITLE = re.compile(
    r"(?:microsoft word|microsoft powerpoint)\b.*|.*\.(?:docx?|odt|rtf|indd|qxp|qxd|pptx?|pdf|html?|txt)"
    r"|\(?(?:untitled|sans[ -]titre|anonymous|unspecified|document)\b.{0,12}|https?:.*|about:blank|[\W\d_]*",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"\(?(?:anonymous|unspecified|unknown|admin(?:istrat\w+)?|user|utilisateur)\)?|[\W\d_]*", re.IGNORECASE
)


def load_pdf(path: Path) -> Iterator[RawArticle]:
    """The document's article: lines joined to paragraphs, running heads and page numbers gone.

    The day on which the file was made is not taken for the day of publication. Raises UnreadableFileError for a file
    that is protected, cut short or damaged, and for scanned pages without a text layer.
    """
    from pypdf.errors import DependencyError, PyPdfError

    _check_whole(path)
    try:
        reader = _open(path)
        text = flow_text([_lines(page) for page in reader.pages])
        title, author = _properties(reader)
        pages = len(reader.pages)
    except DependencyError as error:
        raise _protected(path) from error
    except (
        PyPdfError,
        zlib.error,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
        AssertionError,
        RecursionError,
        NotImplementedError,
    ) as error:
        raise UnreadableFileError(
            path,
            f"Le PDF est endommagé ({type(error).__name__}). Copiez-le à nouveau, ou réimprimez-le en PDF.",
        ) from error
    if not any(character.isalpha() for character in text):
        raise UnreadableFileError(
            path,
            f"Le PDF ({pages} page(s)) n'a pas de couche de texte : ce sont des pages numérisées. Passez-le d'abord à "
            "la reconnaissance de caractères (OCR), par exemple : ocrmypdf -l fra entrée.pdf sortie.pdf",
        )
    yield RawArticle(path=str(path), text=text, title=title, author=author)


def _check_whole(path: Path) -> None:
    data = path.read_bytes()
    if b"%PDF-" not in data[:1024]:
        raise UnreadableFileError(path, "Le fichier n'est pas un PDF. Vérifiez son extension.")
    if b"%%EOF" not in data[-_END_BYTES:]:
        raise UnreadableFileError(
            path,
            f"Le PDF est incomplet : sa fin manque après {len(data)} octets. Copiez-le ou téléchargez-le à nouveau.",
        )


def _open(path: Path) -> "PdfReader":
    from pypdf import PasswordType, PdfReader

    logger = logging.getLogger("pypdf")  # its remarks on sloppy files reach a program's log, not the terminal
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    reader = PdfReader(path)
    # Many PDFs are encrypted with an empty password, only to forbid printing: they are read like any other.
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise _protected(path)
    return reader


def _protected(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        path,
        "Le PDF est protégé par un mot de passe. Enlevez la protection, par exemple : "
        "qpdf --decrypt --password=… entrée.pdf sortie.pdf",
    )


def _properties(reader: "PdfReader") -> tuple[str | None, str | None]:
    properties = reader.metadata
    title, author = (properties.title, properties.author) if properties else (None, None)
    return (
        title if isinstance(title, str) and not _NO_TITLE.fullmatch(title.strip()) else None,
        author if isinstance(author, str) and not _NO_AUTHOR.fullmatch(author.strip()) else None,
    )


def _lines(page: "PageObject") -> list[PrintedLine]:
    """The lines of a page in the order of its content stream, each placed where its first characters stand."""
    lines: list[PrintedLine] = []
    words, place = "", None

    def close() -> None:
        nonlocal words, place
        text = " ".join(words.split(" ")).strip()
        if text and place:
            lines.append(PrintedLine(text, *place))
        words, place = "", None

    def visit(text: str, current: Any, matrix: Any, _font: Any, size: float) -> None:
        nonlocal words, place
        for part in re.split("(\n)", text):
            if part == "\n":
                close()
            elif part:
                if place is None and part.strip():
                    place = _place(current, matrix, size)
                words += part

    page.extract_text(visitor_text=visit)
    close()
    return lines


def _place(current: list[float], matrix: list[float], size: float) -> tuple[float, float, float]:
    """Where text begins on the page, and how large it is: text space through both matrices (ISO 32000-1, 9.4.4)."""
    x, y = matrix[4], matrix[5]
    scale = abs(matrix[3] * current[3] + matrix[2] * current[1]) or 1.0
    return (
        x * current[0] + y * current[2] + current[4],
        x * current[1] + y * current[3] + current[5],
        size * scale,
    )
