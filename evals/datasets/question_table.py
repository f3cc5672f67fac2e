"""Questions in a table, as a spreadsheet saves it: CSV with commas, semicolons or tabs, in whatever encoding."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.encodings import decode
from corpus.errors import UnreadableFileError
from evals.question_set import QuestionSetError
from index.terms.french_analysis import fold

SEPARATORS = (";", ",", "\t")
BETWEEN_ANSWERS = " | "
_TABLES = frozenset((".csv", ".tsv", ".tab", ".txt"))
_LINES = frozenset((".jsonl", ".ndjson"))
_COLUMNS = {
    "question": "question",
    "answer": "answer",
    "answers": "answer",
    "reponse": "answer",
    "reponses": "answer",
    "id": "id",
    "article": "article",
    "quote": "quote",
    "citation": "quote",
    "kind": "kind",
    "as_of": "as_of",
}
"""What a column may be called, accents and case set aside, and what it is."""

_EXCEL_HINTS = frozenset(("sep=;", "sep=,", "sep=\t", "sep="))
_REQUIRED = ("question", "answer")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table, cells trimmed; an empty cell or a column that is not there is an empty text.

    `line` is where it begins in the file, from 1. No answer says that the articles do not tell.
    """

    line: int
    question: str
    answers: tuple[str, ...]
    id: str
    article: str
    quote: str
    kind: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Table:
    """The rows in order, the columns that nothing reads, and a sentence for each line that is no row."""

    rows: tuple[Row, ...]
    unread_columns: tuple[str, ...]
    left_out: tuple[str, ...]


def is_table(path: Path) -> bool:
    """Whether the file is a table, by its extension; otherwise it has a JSON object a line.

    Raises QuestionSetError for an extension that is neither.
    """
    suffix = path.suffix.lower()
    if suffix in _TABLES or suffix in _LINES:
        return suffix in _TABLES
    raise QuestionSetError(
        f"{path}: questions are read from {', '.join(sorted(_TABLES | _LINES))}, not from {suffix or 'no extension'}. "
        "In a spreadsheet: save the table as CSV."
    )


def read_table(content: bytes, path: Path) -> Table:
    """The table in these bytes; `path` is for messages. Blank lines are passed over.

    The separator is the one that makes a header of the first line. Raises QuestionSetError for a file that holds
    something other than text, and where no separator gives a column for the question and one for the answer.
    """
    text = _text(content, path)
    separator, columns = _header(text, path)
    rows, left_out = list[Row](), list[str]()
    for line, cells in list(_records(text, separator, path))[1:]:
        said = _misfit(cells, columns, separator)
        if said:
            left_out.append(f"line {line}: {said}")
        else:
            rows.append(_row(line, cells, columns))
    unread = tuple(name for name in columns if name and fold(name) not in _COLUMNS)
    return Table(tuple(rows), unread, tuple(left_out))


def _text(content: bytes, path: Path) -> str:
    try:
        text = decode(content, path)
    except UnreadableFileError as error:
        raise QuestionSetError(f"{error} In a spreadsheet: save the table as CSV.") from error
    first, end, rest = text.partition("\n")
    return end + rest if first.strip().lower() in _EXCEL_HINTS else text  # a blank line in its place keeps the count


def _header(text: str, path: Path) -> tuple[str, list[str]]:
    """The separator and the names of the columns."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    for separator in SEPARATORS:
        names = [name.strip() for name in next(csv.reader([first], delimiter=separator), [])]
        known = [_COLUMNS[fold(name)] for name in names if fold(name) in _COLUMNS]
        if all(known.count(column) == 1 for column in _REQUIRED):
            twice = sorted({column for column in known if known.count(column) > 1})
            if twice:
                raise QuestionSetError(f"{path}: two columns are the {twice[0]}. Keep one of them.")
            return separator, names
    raise QuestionSetError(
        f"{path}: the first line must name a column `question` and one column `answer` (or `réponse`), between commas, "
        f"semicolons or tabs. It is: {first.strip()[:80]!r}."
    )


def _records(text: str, separator: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """The lines that are not blank, trimmed, each with the number at which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    before = 0
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                yield line, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise QuestionSetError(
            f"{path}: the record that begins on line {before + 1} cannot be read ({error}). A cell in quotation marks "
            'ends with one, and a quotation mark inside it is written twice: "".'
        ) from error


def _misfit(cells: Sequence[str], columns: Sequence[str], separator: str) -> str:
    """What is wrong with a line's number of cells; nothing where it has all up to the answer and no more than fit."""
    needed = max(place for place, name in enumerate(columns) if _COLUMNS.get(fold(name)) in _REQUIRED) + 1
    if len(cells) < needed:
        return f"it has {len(cells)} of the {needed} cells up to the answer. Leave a cell empty, not out."
    if any(cells[len(columns) :]):
        return (
            f"it has {len(cells)} cells, the header names {len(columns)}. "
            f"Put a cell that has {'a tab' if separator == chr(9) else repr(separator)} in it in quotation marks."
        )
    return ""


def _row(line: int, cells: Sequence[str], columns: Sequence[str]) -> Row:
    named: Mapping[str, str] = {
        _COLUMNS[fold(name)]: cell for name, cell in zip(columns, cells, strict=False) if fold(name) in _COLUMNS
    }
    answers = (answer.strip() for answer in f" {named['answer']} ".split(BETWEEN_ANSWERS))
    return Row(
        line=line,
        question=named["question"],
        answers=tuple(dict.fromkeys(answer for answer in answers if answer)),
        id=named.get("id", ""),
        article=named.get("article", ""),
        quote=named.get("quote", ""),
        kind=named.get("kind", ""),
        as_of=named.get("as_of", ""),
    )
