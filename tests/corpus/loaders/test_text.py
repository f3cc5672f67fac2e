import textwrap
from pathlib import Path

import pytest

from corpus.errors import UnreadableFileError
from corpus.loaders.text import load_text

PARAGRAPH = (
    "Fermé depuis dix-huit mois, le pont de Keravel accueillera de nouveau les voitures le 2 avril, a annoncé lundi la "
    "présidente du département, lors d'une conférence de presse tenue sur la cale, devant une centaine d'habitants."
)


def load(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "pont.txt"
    path.write_bytes(data)
    (article,) = load_text(path)
    assert article.path == str(path)
    return article.text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_wrapped_lines_become_paragraphs(tmp_path: Path, end: str) -> None:
    wrapped = textwrap.fill(PARAGRAPH, 72)
    text = f"Le pont rouvre\n\n{wrapped}\n\n{wrapped}\n".replace("\n", end)
    assert load(tmp_path, text.encode("cp1252")).split() == f"Le pont rouvre {PARAGRAPH} {PARAGRAPH}".split()
    assert load(tmp_path, text.encode("cp1252")).strip().split("\n\n") == ["Le pont rouvre", PARAGRAPH, PARAGRAPH]


@pytest.mark.parametrize("opening", ["<!DOCTYPE html><html>", "\n<html lang='fr'>", "<!doctype HTML>"])
def test_web_page_named_txt_is_refused(tmp_path: Path, opening: str) -> None:
    with pytest.raises(UnreadableFileError, match=r"\.html"):
        load(tmp_path, (opening + "<p>Bonjour</p>").encode())


def test_article_about_html_is_read(tmp_path: Path) -> None:
    assert load(tmp_path, b"La balise <html> ouvre une page.") == "La balise <html> ouvre une page."
