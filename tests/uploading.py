"""What the tests of uploads send, and how they read what comes back."""

import io
import time
import zipfile
from typing import Any

from fastapi.testclient import TestClient

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


def zip_bomb() -> bytes:
    """A Word file that is small and unpacks to over half a gigabyte."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            for _ in range(51):
                member.write(bytes(10_000_000))
    return written.getvalue()


def wait_for(client: TestClient, link: str, *, seconds: float = 30.0) -> dict[str, Any]:
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
