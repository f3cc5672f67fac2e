import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.article import RawArticle
from corpus.errors import UnreadableFileError
from corpus.loaders.docx import load_docx


def load(path: Path) -> RawArticle:
    (article,) = load_docx(path)
    return article


def made(tmp_path: Path, write: Callable[[Document], object]) -> Path:
    path = tmp_path / "pont.docx"
    document = docx.Document()
    write(document)
    document.save(str(path))
    return path


def text_of(tmp_path: Path, write: Callable[[Document], object]) -> str:
    return load(made(tmp_path, write)).text


def test_paragraphs_headings_lists_and_tables_are_read_in_order(tmp_path: Path) -> None:
    def write(document: Document) -> None:
        document.add_heading("Un chantier de 12,4 millions", 1)
        paragraph = document.add_paragraph("Le pont ")
        paragraph.add_run("rouvre").bold = True
        paragraph.add_run(" mardi.")
        document.add_paragraph("4 piles", "List Bullet")
        document.add_paragraph("320 mètres", "List Number")
        table = document.add_table(2, 2)
        for cell, words in zip(
            (*table.rows[0].cells, *table.rows[1].cells), "Année Passages 2019 1200".split(), strict=True
        ):
            cell.text = words
        document.add_paragraph("")
        document.add_paragraph("Fin.")

    assert text_of(tmp_path, write) == (
        "Un chantier de 12,4 millions\n\nLe pont rouvre mardi.\n\n- 4 piles\n- 320 mètres\n\n"
        "Année | Passages\n2019 | 1200\n\nFin."
    )


def test_paragraphs_in_a_layout_table_stay_paragraphs(tmp_path: Path) -> None:
    def write(document: Document) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "Le pont rouvre."
        cell.add_paragraph("Il fermera en 2030.")

    assert text_of(tmp_path, write) == "Le pont rouvre.\n\nIl fermera en 2030."


def test_properties_become_metadata(tmp_path: Path) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("Le pont rouvre.")
        properties = document.core_properties
        properties.title, properties.author = " Le pont ", "Maëlle Kerdoncuff"
        properties.created = datetime(2023, 11, 14, 8, 30, tzinfo=UTC)

    article = load(made(tmp_path, write))
    assert (article.title, article.author, article.published) == ("Le pont", "Maëlle Kerdoncuff", date(2023, 11, 14))


def test_date_in_the_text_comes_before_the_day_the_file_was_made(tmp_path: Path) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("Publié le 12 mars 2022")
        document.add_paragraph("Le pont rouvre au public, a annoncé lundi la présidente du département.")
        document.core_properties.created = datetime(2023, 11, 14, tzinfo=UTC)

    assert load(made(tmp_path, write)).published is None


def test_template_says_nothing(tmp_path: Path) -> None:
    article = load(made(tmp_path, lambda document: document.add_paragraph("Le pont rouvre.")))
    assert (article.title, article.author, article.published) == (None, None, None)


def test_paragraph_in_the_style_title_is_the_title(tmp_path: Path) -> None:
    def write(document: Document) -> None:
        document.add_heading("Le pont rouvre", 0)
        document.add_paragraph("Mardi.")

    assert load(made(tmp_path, write)).title == "Le pont rouvre"


def test_links_insertions_and_breaks_are_read_deletions_are_not(tmp_path: Path) -> None:
    def write(document: Document) -> None:
        body = document.add_paragraph("Avant ")._p
        run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
        for tag, words in (("hyperlink", "lien "), ("ins", "ajouté "), ("moveTo", "venu ")):
            body.append(parse_xml(f"<w:{tag} {nsdecls('w')}>{run.format(words)}</w:{tag}>"))
        deleted = "<w:r><w:delText>effacé</w:delText></w:r>"
        body.append(parse_xml(f"<w:del {nsdecls('w')}>{deleted}</w:del>"))
        body.append(parse_xml(f"<w:moveFrom {nsdecls('w')}>{run.format('parti')}</w:moveFrom>"))
        body.append(
            parse_xml(
                f"<w:r {nsdecls('w')}><w:t>fin</w:t><w:br/><w:t>vice</w:t><w:noBreakHyphen/><w:t>maire</w:t></w:r>"
            )
        )

    assert text_of(tmp_path, write) == "Avant lien ajouté venu fin\nvice-maire"


def test_content_control_is_read(tmp_path: Path) -> None:
    control = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Dedans.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    assert text_of(tmp_path, lambda document: document.element.body.insert(0, parse_xml(control))) == "Dedans."


def test_document_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="ne contient pas de texte"):
        load(made(tmp_path, lambda document: document.add_paragraph("  ")))


@pytest.mark.parametrize("share", [0.01, 0.5, 0.95, 0.999])
def test_half_written_document_is_refused(tmp_path: Path, share: float) -> None:
    path = made(tmp_path, lambda document: document.add_paragraph("Le pont rouvre."))
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(UnreadableFileError, match="incomplet ou endommagé"):
        load(path)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "mot de passe"),
        (b"Bonjour", "incomplet ou endommagé"),
        (b"PK\x03\x04", "incomplet ou endommagé"),
    ],
)
def test_other_file_named_docx_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "pont.docx"
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError, match=reason):
        load(path)


def test_other_zip_named_docx_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pont.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("notes.txt", "Bonjour")
    with pytest.raises(UnreadableFileError, match="incomplet ou endommagé"):
        load(path)


def test_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    path = made(tmp_path, lambda document: document.add_paragraph("Le pont rouvre."))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/media/image.bin", "w") as part:
        for _ in range(501):
            part.write(bytes(1_000_000))
    with pytest.raises(UnreadableFileError, match="une fois décompressé, la limite est 500000000"):
        load(path)


@pytest.mark.parametrize("seed", range(40))
def test_damaged_document_is_read_or_refused_but_never_breaks(tmp_path: Path, seed: int) -> None:
    path = made(tmp_path, lambda document: document.add_paragraph("Le pont rouvre."))
    data = bytearray(path.read_bytes())
    for step in range(6):
        data[(seed * 7919 + step * 104_729) % len(data)] = (seed * 31 + step * 17) % 256
    path.write_bytes(data)
    with suppress(UnreadableFileError):
        assert load(path).text
