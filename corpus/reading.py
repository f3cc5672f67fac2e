"""Files and folders become articles; what cannot be read becomes a failure that says why, and the others go on."""

import logging
import os
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from pathlib import Path

from corpus.article import Article, RawArticle
from corpus.cleaning import clean_article
from corpus.errors import ReadFailure, UnreadableFileError
from corpus.filed_article import FiledArticle, FiledFailure
from corpus.ids import MAX_ID_LENGTH, is_valid_id, slug
from corpus.loaders.docx import load_docx
from corpus.loaders.html import load_html
from corpus.loaders.jsonl import load_jsonl
from corpus.loaders.markdown import load_markdown
from corpus.loaders.pdf import load_pdf
from corpus.loaders.text import load_text

MAX_FILE_BYTES = 50_000_000
"""A larger file is refused; one of exactly this size is read."""

LOADERS: Mapping[str, Callable[[Path], Iterator[RawArticle | ReadFailure]]] = {
    ".txt": load_text,
    ".text": load_text,
    ".md": load_markdown,
    ".markdown": load_markdown,
    ".html": load_html,
    ".htm": load_html,
    ".xhtml": load_html,
    ".pdf": load_pdf,
    ".docx": load_docx,
    ".jsonl": load_jsonl,
    ".ndjson": load_jsonl,
}
"""What reads a file, by its extension in lowercase. Each raises UnreadableFileError for the file as a whole."""

# A saved web page brings these along: no article is lost when a folder's walk passes over them.
_COMPANIONS = frozenset(
    ".css .js .mjs .map .png .jpg .jpeg .gif .webp .avif .svg .ico .bmp .tif .tiff .woff .woff2 .ttf .otf "
    ".eot .mp3 .mp4 .m4a .ogg .wav .webm .avi .mov".split()
)
_log = logging.getLogger(__name__)


def read_articles(
    paths: Sequence[Path],
    *,
    amend: Callable[[RawArticle], RawArticle] = lambda raw: raw,
    known_ids: dict[str, str] | None = None,
) -> Iterator[Article | ReadFailure]:
    """The articles in these files and folders, in order, and a failure for each thing that was not read.

    A folder is walked in the order of its sorted names. In a folder, hidden files (`.name`, Word's `~$name`) and the
    images, styles, scripts and sounds that accompany saved pages are passed over; any other format that cannot be read
    is a failure, so that no article is missed in silence. A file that is named directly is never passed over, and a
    file that is reached twice is read once.

    An article without an id of its own gets one from its path below the folder that was given, or from its file's
    name; a line of JSON gets its line number too. A second article with the same id is a failure.

    `amend` may state what is known of an article better than its file knows it, before its text is cleaned: a title
    that is known leaves the first line alone. `known_ids` are taken already, each by a path; those that are read are
    added to them.
    """
    for read in read_filed_articles(paths, amend=amend, known_ids=known_ids):
        yield read.article if isinstance(read, FiledArticle) else read.failure


def read_filed_articles(
    paths: Sequence[Path],
    *,
    amend: Callable[[RawArticle], RawArticle] = lambda raw: raw,
    only: Container[str] | None = None,
    known_ids: dict[str, str] | None = None,
) -> Iterator[FiledArticle | FiledFailure]:
    """The same, each with its file, an absolute path without links but its own; `only` of these files, if given."""
    taken = {} if known_ids is None else known_ids
    for path, root in _files(paths):
        if isinstance(path, ReadFailure):
            yield FiledFailure(path, os.path.realpath(path.path))
            continue
        file = filed_path(path, root)
        if only is not None and file not in only:
            continue
        for raw in _load(path):
            article = raw if isinstance(raw, ReadFailure) else _article(amend(raw), _default_id(raw.path, path, root))
            if not isinstance(article, ReadFailure):
                article = _unless_known(article, raw.path, taken)
            yield FiledFailure(article, file) if isinstance(article, ReadFailure) else FiledArticle(article, file)


def list_files(paths: Sequence[Path]) -> dict[str, int]:
    """The files that would be read, by absolute path as in `FiledArticle`, and how many bytes each has."""
    found = ((path, filed_path(path, root)) for path, root in _files(paths) if isinstance(path, Path))
    return {file: path.stat().st_size if path.is_file() else 0 for path, file in found}


def filed_path(path: Path, root: Path) -> str:
    """The absolute path of a file below a folder; the file itself may be a link, the folder's way there is none."""
    return str(Path(os.path.realpath(root)) / path.relative_to(root))


def is_gone(file: str) -> bool:
    """True where there certainly is no such file: one that may not be looked at counts as there."""
    try:
        os.lstat(file)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _files(paths: Sequence[Path]) -> Iterator[tuple[Path | ReadFailure, Path]]:
    """The files to read, each with the folder that its id is relative to, and what is wrong with the paths."""
    reached: set[str] = set()
    for given in paths:
        try:
            root = given if given.is_dir() else given.parent
            found = list(_walk(given))
        except OSError as error:  # a name that is too long, a folder that may not be entered
            yield ReadFailure(str(given), _system_reason(error)), given
            continue
        for path in found:
            place = path.path if isinstance(path, ReadFailure) else os.path.realpath(path)
            if place not in reached:
                reached.add(place)
                yield path, root


def _walk(given: Path) -> Iterator[Path | ReadFailure]:
    if given.is_file():
        yield given
    elif not given.is_dir():
        what = "n'est ni un fichier ni un dossier" if given.exists() else "n'existe pas"
        yield ReadFailure(str(given), f"Ce chemin {what}. Vérifiez son orthographe.")
    else:
        failures: list[OSError] = []
        for folder, folders, files in os.walk(given, onerror=failures.append):
            folders[:] = sorted(name for name in folders if not _is_hidden(name))
            names = (name for name in sorted(files) if not _is_hidden(name))
            yield from (Path(folder, name) for name in names if Path(name).suffix.lower() not in _COMPANIONS)
        yield from (ReadFailure(str(error.filename), _system_reason(error)) for error in failures)


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$"))


def _load(path: Path) -> Iterator[RawArticle | ReadFailure]:
    try:
        _check_file(path)
        yield from LOADERS[path.suffix.lower()](path)
    except UnreadableFileError as error:
        _log.info("not read: %s", error)
        yield error.as_failure()
    except OSError as error:
        yield ReadFailure(str(path), _system_reason(error))


def _check_file(path: Path) -> None:
    if path.suffix.lower() not in LOADERS:
        what = (
            f"L'extension « {path.suffix} » n'est pas prise en charge"
            if path.suffix
            else "Le fichier est sans extension"
        )
        raise UnreadableFileError(path, f"{what}. Formats lus : {', '.join(sorted(LOADERS))}. Convertissez le fichier.")
    if not path.is_file():
        raise UnreadableFileError(path, "Ce n'est pas un fichier ordinaire. Donnez le fichier lui-même.")
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFileError(path, "Le fichier est vide (0 octet). Vérifiez qu'il a été copié en entier.")
    if size > MAX_FILE_BYTES:
        raise UnreadableFileError(
            path,
            f"Le fichier pèse {size} octets, la limite est de {MAX_FILE_BYTES}. Découpez-le en plusieurs fichiers.",
        )


def _article(raw: RawArticle, default_id: str) -> Article | ReadFailure:
    if raw.id is not None and not is_valid_id(raw.id):
        return ReadFailure(
            raw.path,
            f"L'identifiant « {raw.id:.60} » n'est pas valable. Utilisez 1 à {MAX_ID_LENGTH} lettres sans accent, "
            "chiffres, « - », « _ » ou « . », en commençant par une lettre ou un chiffre.",
        )
    try:
        return clean_article(raw, default_id=default_id)
    except UnreadableFileError as error:
        return error.as_failure()


def _default_id(raw_path: str, path: Path, root: Path) -> str:
    line = raw_path.removeprefix(str(path)).removeprefix(":")  # set by loaders of several articles a file
    name = str(path.relative_to(root).with_suffix(""))
    return slug(f"{name}-{line}" if line else name)


def _unless_known(article: Article, path: str, known_ids: dict[str, str]) -> Article | ReadFailure:
    first = known_ids.setdefault(article.id, path)
    if first is path:
        return article
    return ReadFailure(
        path,
        f"L'identifiant « {article.id} » est déjà celui de {first}. Donnez à l'un des deux un autre « id » "
        "(en-tête ou champ JSON), ou renommez le fichier.",
    )


def _system_reason(error: OSError) -> str:
    return f"Le système refuse la lecture ({error.strerror or error}). Vérifiez les droits et le support."
