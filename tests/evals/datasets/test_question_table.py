"""Tables of questions as spreadsheets save them: separators, encodings, and what people type."""

from pathlib import Path

import pytest

from evals.datasets.question_table import Row, is_table, read_table
from evals.question_set import QuestionSetError

PATH = Path("questions.csv")
EXPECTED = Row(2, "Où est l’été ?", ("à Œuilly",), "", "", "", "", "")


def rows(text: str | bytes) -> tuple[Row, ...]:
    return read_table(text.encode() if isinstance(text, str) else text, PATH).rows


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("answer", ["answer", "réponse", "REPONSE", " Réponse ", "réponses"])
def test_separator_and_the_name_of_the_answer_are_recognised(separator: str, answer: str) -> None:
    assert rows(f"question{separator}{answer}\nOù est l’été ?{separator}à Œuilly\n") == (EXPECTED,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_and_line_ends_of_spreadsheets(encoding: str, end: str) -> None:
    text = f"question;réponse{end}Où est l’été ?;à Œuilly{end}"
    assert rows(text.encode(encoding)) == (EXPECTED,)


@pytest.mark.parametrize(
    ("cell", "answers"),
    [
        ("15 %", ("15 %",)),
        ("1 100 | 1100", ("1 100", "1100")),
        ("a|b", ("a|b",)),
        ("a | a | ", ("a",)),
        ("", ()),
        ("   ", ()),
    ],
)
def test_answers_of_a_cell(cell: str, answers: tuple[str, ...]) -> None:
    (row,) = rows(f"question,answer,kind\nCombien ?,{cell},number\n")
    assert row.answers == answers


def test_all_columns_in_any_order_and_lines_counted_as_in_the_file() -> None:
    text = (
        "\n"
        'as_of;Citation;kind;"question";article;id;réponse;remarque\n'
        ";;;;;;;\n"
        '31/07/2020;"un; deux\nlignes";number;"Il a dit ""non"" ?";port.md;q1;15;x\n'
        ";;;Combien ?;;;15\n"
    )
    table = read_table(text.encode(), PATH)
    assert table.rows == (
        Row(4, 'Il a dit "non" ?', ("15",), "q1", "port.md", "un; deux\nlignes", "number", "31/07/2020"),
        Row(6, "Combien ?", ("15",), "", "", "", "", ""),
    )
    assert (table.unread_columns, table.left_out) == (("remarque",), ())


def test_the_hint_that_excel_writes_to_itself_is_no_header() -> None:
    assert rows("sep=;\r\nquestion;answer\r\nOù est l’été ?;à Œuilly\r\n")[0].line == 3


def test_a_line_that_does_not_fit_is_left_out_and_the_others_stay() -> None:
    table = read_table(b"question,answer\nQui ?,Wu Wei, le directeur\nSeule ?\nQui ?,Wu Wei,,\n", PATH)
    assert [row.line for row in table.rows] == [4]
    assert table.left_out == (
        "line 2: it has 3 cells, the header names 2. Put a cell that has ',' in it in quotation marks.",
        "line 3: it has 1 of the 2 cells up to the answer. Leave a cell empty, not out.",
    )


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the first line must name a column `question`"),
        (b"Qui ?;Wu Wei\n", "It is: 'Qui ?;Wu Wei'."),
        (b"question|answer\n", "between commas, semicolons or tabs"),
        (b"question;answer;reponse\n", "the first line must name a column `question` and one column `answer`"),
        (b"question;answer;quote;citation\n", "two columns are the quote. Keep one of them."),
        (b'question;answer\n"Qui ?;Wu Wei\nQuand ?;hier\n', "the record that begins on line 2 cannot be read"),
        (b'question;answer\nQui ?;"Wu" Wei\n', "a quotation mark inside it is written twice"),
        (b"PK\x03\x04xl/workbook.xml", "In a spreadsheet: save the table as CSV."),
        (b"question\x00answer\n", "In a spreadsheet: save the table as CSV."),
    ],
)
def test_what_is_no_table_is_said(content: bytes, says: str) -> None:
    with pytest.raises(QuestionSetError) as caught:
        read_table(content, PATH)
    assert says in str(caught.value)
    assert "questions.csv" in str(caught.value)


def test_the_extension_tells_tables_from_objects() -> None:
    assert all(is_table(Path(name)) for name in ("a.csv", "a.TSV", "a.txt"))
    assert not any(is_table(Path(name)) for name in ("a.jsonl", "a.NDJSON"))
    with pytest.raises(QuestionSetError, match=r"not from \.xlsx\. In a spreadsheet: save the table as CSV\."):
        is_table(Path("a.xlsx"))
    with pytest.raises(QuestionSetError, match="not from no extension"):
        is_table(Path("questions"))
