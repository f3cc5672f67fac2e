from collections.abc import Callable, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, ListFlowable, PageTemplate, Paragraph, SimpleDocTemplate

from corpus.article import RawArticle
from corpus.errors import UnreadableFileError
from corpus.loaders.pdf import load_pdf

FIRST = (
    "Fermé depuis dix-huit mois, le pont de Keravel accueillera de nouveau les voitures le 2 avril, a annoncé lundi la "
    "vice-présidente du département, lors d'une conférence de presse. Les piles rongées par le sel ont été remplacées "
    "une à une par des plongeurs venus de tout le littoral atlantique."
)
SECOND = (
    "Le coût des travaux atteint 12,4 millions d'euros, soit deux millions de plus que prévu. La région en prend un "
    "tiers à sa charge, a-t-elle précisé, sans dire qui paiera le reste ni quand les commerçants seront indemnisés."
)


def load(path: Path) -> RawArticle:
    (article,) = load_pdf(path)
    return article


def flow(path: Path, paragraphs: Sequence[str], **options: object) -> Path:
    body = getSampleStyleSheet()["BodyText"]
    SimpleDocTemplate(str(path), pagesize=A4, **options).build([Paragraph(text, body) for text in paragraphs])
    return path


def draw(path: Path, *pages: Callable[[Canvas], None], **options: object) -> Path:
    canvas = Canvas(str(path), pagesize=A4, **options)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return path


def test_lines_of_a_paragraph_are_joined_and_paragraphs_kept_apart(tmp_path: Path) -> None:
    assert load(flow(tmp_path / "pont.pdf", [FIRST, SECOND, FIRST])).text == f"{FIRST}\n\n{SECOND}\n\n{FIRST}"


def test_headings_and_lists_stand_apart(tmp_path: Path) -> None:
    styles = getSampleStyleSheet()
    items = ListFlowable(
        [Paragraph(text, styles["BodyText"]) for text in ("4 piles", "320 mètres")], bulletType="bullet"
    )
    path = tmp_path / "pont.pdf"
    SimpleDocTemplate(str(path)).build(
        [
            Paragraph("Le pont de Keravel, fermé depuis dix-huit mois, rouvrira le 2 avril au matin", styles["Title"]),
            Paragraph(FIRST, styles["BodyText"]),
            Paragraph("Un chantier de 12,4 millions", styles["Heading2"]),
            Paragraph(SECOND, styles["BodyText"]),
            items,
        ]
    )
    text = load(path).text
    assert text.startswith("Le pont de Keravel, fermé depuis dix-huit mois, rouvrira le 2 avril au matin\n\n" + FIRST)
    assert f"\n\nUn chantier de 12,4 millions\n\n{SECOND}\n\n" in text
    assert [line for line in text.split(SECOND)[1].split("\n") if line] == ["• 4 piles", "• 320 mètres"]


def test_running_heads_and_page_numbers_are_dropped_and_the_paragraph_goes_on(tmp_path: Path) -> None:
    def decorate(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.drawString(72, 810, f"Le Courrier armoricain, mardi 14 novembre 2023 - page {document.page}")
        canvas.drawCentredString(297, 20, f"{document.page}")

    path = tmp_path / "pont.pdf"
    body = getSampleStyleSheet()["BodyText"]
    document = BaseDocTemplate(str(path), pagesize=A4)
    document.addPageTemplates(PageTemplate(frames=[Frame(72, 50, 450, 740)], onPage=decorate))
    paragraphs = [f"Pile {number} : {FIRST} {SECOND}" for number in range(1, 21)]
    document.build([Paragraph(text, body) for text in paragraphs])
    assert len(PdfReader(path).pages) == 3
    assert load(path).text.split() == " ".join(paragraphs).split()
    assert set(paragraphs[:7]) < set(load(path).text.split("\n\n"))


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "pont.pdf"
    body = getSampleStyleSheet()["BodyText"]
    document = BaseDocTemplate(str(path), pagesize=A4)
    frames = [Frame(50, 400, 160, 380), Frame(220, 400, 160, 380), Frame(390, 400, 160, 380)]
    document.addPageTemplates(PageTemplate(frames=frames))
    paragraphs = [FIRST, SECOND] * 4
    document.build([Paragraph(text, body) for text in paragraphs])
    assert load(path).text == "\n\n".join(paragraphs)


def test_words_broken_at_line_ends_are_put_together(tmp_path: Path) -> None:
    lines = [
        "Le conseil municipal a voté la rénova-",
        "tion du marché couvert, a dit le vice-",
        "maire Yann Le Goff à midi.",
    ]

    def page(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        text.textLines(lines)
        canvas.drawText(text)

    text = "Le conseil municipal a voté la rénovation du marché couvert, a dit le vice-maire Yann Le Goff à midi."
    assert load(draw(tmp_path / "halle.pdf", page)).text == text


def test_single_page_keeps_its_first_and_last_lines(tmp_path: Path) -> None:
    assert load(flow(tmp_path / "court.pdf", ["Le pont rouvre", "Il ferme en 2030."])).text.split() == (
        "Le pont rouvre Il ferme en 2030.".split()
    )


def test_title_and_author_come_from_the_properties(tmp_path: Path) -> None:
    article = load(flow(tmp_path / "pont.pdf", [FIRST], title="Le pont rouvre", author="Maëlle Kerdoncuff"))
    assert (article.title, article.author, article.published) == ("Le pont rouvre", "Maëlle Kerdoncuff", None)


@pytest.mark.parametrize("title", ["untitled", "Microsoft Word - pont.docx", "pont_v2.indd", "Sans titre 1", "", "---"])
def test_title_that_a_program_left_there_is_none(tmp_path: Path, title: str) -> None:
    article = load(flow(tmp_path / "pont.pdf", [FIRST], title=title, author="anonymous"))
    assert (article.title, article.author) == (None, None)


def scanned(canvas: Canvas) -> None:
    pixels = BytesIO(b"P6 2 2 255\n" + bytes(12))
    canvas.drawImage(ImageReader(pixels), 0, 0, 595, 842)


def test_scanned_pages_are_refused_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"scan\.pdf") as caught:
        load(draw(tmp_path / "scan.pdf", scanned, scanned))
    assert "2 page(s)" in caught.value.reason
    assert "OCR" in caught.value.reason


def test_scanned_pages_with_a_stamp_are_scanned_pages(tmp_path: Path) -> None:
    def stamped(canvas: Canvas) -> None:
        scanned(canvas)
        canvas.drawString(72, 20, "Numérisé par Scanomatic")

    with pytest.raises(UnreadableFileError, match="OCR"):
        load(draw(tmp_path / "scan.pdf", stamped, stamped, stamped))


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_pdf_with_a_password_is_refused(tmp_path: Path, algorithm: str) -> None:
    path = protect(flow(tmp_path / "pont.pdf", [FIRST]), "secret", algorithm)
    with pytest.raises(UnreadableFileError, match="mot de passe"):
        load(path)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_pdf_that_only_forbids_printing_is_read(tmp_path: Path, algorithm: str) -> None:
    assert load(protect(flow(tmp_path / "pont.pdf", [FIRST]), "", algorithm)).text == FIRST


def protect(path: Path, password: str, algorithm: str) -> Path:
    writer = PdfWriter(clone_from=path)
    writer.encrypt(user_password=password, owner_password="owner", algorithm=algorithm)
    with path.open("wb") as file:
        writer.write(file)
    return path


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_half_written_pdf_is_refused(tmp_path: Path, share: float) -> None:
    path = flow(tmp_path / "pont.pdf", [FIRST, SECOND] * 20)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(UnreadableFileError, match="incomplet"):
        load(path)


def test_other_file_named_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pont.pdf"
    path.write_bytes(b"<html>404 Not Found</html>")
    with pytest.raises(UnreadableFileError, match="n'est pas un PDF"):
        load(path)


@pytest.mark.parametrize("seed", range(40))
def test_damaged_pdf_is_read_or_refused_but_never_breaks(tmp_path: Path, seed: int) -> None:
    path = flow(tmp_path / "pont.pdf", [FIRST, SECOND] * 3)
    data = bytearray(path.read_bytes())
    for step in range(12):
        data[(seed * 7919 + step * 104_729) % (len(data) - 40)] = (seed * 31 + step * 17) % 256
    path.write_bytes(data)
    with suppress(UnreadableFileError):
        assert load(path).text
