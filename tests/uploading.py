"""What the tests of uploads send, and how they read what comes back."""

import io
import time
import zipfile
import zlib
from typing import Any

from fastapi.testclient import TestClient

from running_service import PATIENCE

TEXT = "Un nouveau port ouvre à Brest. Il accueillera douze navires dès le printemps."
MARKDOWN = """---
title: Le port de Brest
published: 2024-03-01
source: Le Large
---

Un nouveau port ouvre à Brest. Il accueillera douze navires dès le printemps.
"""
HTML = (
    "<!doctype html><html lang='fr'><head><title>Le port</title></head><body><article><h1>Le port</h1>"
    "<p>Un nouveau port ouvre à Brest. Il accueillera douze navires dès le printemps, dit la mairie de la ville.</p>"
    "</article></body></html>"
)


def docx(*paragraphs: str) -> bytes:
    from docx import Document

    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def pdf(*lines: str) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    written = io.BytesIO()
    canvas = Canvas(written)
    for place, line in enumerate(lines):
        canvas.drawString(72, 720 - 20 * place, line)
    canvas.save()
    return written.getvalue()


def endless_pdf() -> bytes:
    """A PDF of a page whose small stream unpacks to a million words: a quarter of a minute of reading."""
    stream = zlib.compress(b"BT /F1 9 Tf (a) Tj ET\n" * 1_000_000)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
    page += (
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> /Contents 4 0 R >>"
    )
    filtered = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, filtered]
    written = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(written)
    written += b"xref\n0 5\n0000000000 65535 f \n" + table
    return bytes(written + b"trailer << /Root 1 0 R /Size 5 >>\nstartxref\n%d\n%%%%EOF" % start)


def zip_bomb() -> bytes:
    """A Word file that is small and unpacks to over half a gigabyte."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            for _ in range(51):
                member.write(bytes(10_000_000))
    return written.getvalue()


def wait_for(client: TestClient, link: str, *, seconds: float = PATIENCE) -> dict[str, Any]:
    """The job at its end."""
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        job: dict[str, Any] = client.get(link).json()
        if job["finished_at"]:
            return job
        time.sleep(0.02)
    raise AssertionError(f"{job} has not ended")


def problem(response: Any, status: int, name: str) -> dict[str, Any]:
    """The body, once it is known to be a problem of that sort."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert (body["type"], body["status"]) == (f"urn:sourcier:problem:{name}", status)
    assert body["detail"]
    return body
