"""The YAML block that may open a Markdown file: `---`, fields, `---`, then the text."""

import re
from collections.abc import Mapping
from pathlib import Path

from corpus.errors import UnreadableFileError

_BLOCK = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_OPENING = re.compile(r"\A---[ \t]*\n[A-Za-z_]+[ \t]*:")


def split_front_matter(text: str, *, path: Path) -> tuple[Mapping[str, object], str]:
    """The fields of the front matter, and the text after it; no fields where a file has none.

    Every scalar is the string that stands in the file: `id: 007` stays `007`, a date keeps its spelling.
    Raises UnreadableFileError where the block is not YAML, is no list of fields, or never ends.
    """
    text = text.replace("\r\n", "\n")
    match = _BLOCK.match(text)
    if match is None:
        if _OPENING.match(text):
            raise UnreadableFileError(
                path, "L'en-tête YAML s'ouvre par « --- » mais ne se ferme pas. Ajoutez une ligne « --- » après lui."
            )
        return {}, text
    return _fields(match["yaml"], path), text[match.end() :]


def _fields(block: str, path: Path) -> Mapping[str, object]:
    import yaml

    try:
        fields = yaml.load(block, Loader=yaml.BaseLoader)  # BaseLoader builds nothing but strings and containers
    except yaml.YAMLError as error:
        raise UnreadableFileError(path, f"L'en-tête n'est pas du YAML{_place(error)}. {_CURE}") from error
    except RecursionError as error:
        raise UnreadableFileError(path, f"L'en-tête YAML est imbriqué trop profondément. {_CURE}") from error
    if fields is None or fields == "":
        return {}
    if not isinstance(fields, dict):
        raise UnreadableFileError(path, f"L'en-tête YAML n'est pas une liste de champs. {_CURE}")
    return {name: value for name, value in fields.items() if isinstance(name, str)}


def _place(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f" (ligne {mark.line + 2} du fichier)" if mark else ""  # the mark counts from 0, after the opening ---


_CURE = "Écrivez un champ par ligne (title: …), et entre guillemets les valeurs qui contiennent « : »."
