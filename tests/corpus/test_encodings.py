from pathlib import Path

import pytest

from corpus.encodings import decode, read_text
from corpus.errors import UnreadableFileError

HERE = Path("note.txt")
SHORT = "Les élèves ont été reçus à l’Élysée."
PRESS = (
    "« L’été a été rude », a déclaré Noëlle Lefèvre, maire de Saint-Cyr. Près de 20 000 € ont été débloqués : où "
    "iront-ils ? Ça, l’équipe ne l’a pas précisé… Le cœur du marché couvert, lui, rouvrira à Noël."
)


@pytest.mark.parametrize("text", [SHORT, PRESS, PRESS * 50], ids=["short", "press", "long"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "mac_roman"])
def test_french_is_read_in_the_encodings_of_its_files(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), HERE) == text


@pytest.mark.parametrize("encoding", ["latin-1", "iso8859-15", "cp850"])
def test_older_encodings_have_no_typographic_apostrophe_and_are_read_too(encoding: str) -> None:
    text = "Les élèves ont été reçus à l'hôtel de ville, où le préfet les a félicités."
    assert decode(text.encode(encoding), HERE) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_read_by_its_mark_in_both_byte_orders(encoding: str) -> None:
    assert decode(f"\ufeff{SHORT}".encode(encoding), HERE) == SHORT


def test_one_accent_in_a_short_file_is_not_taken_for_czech() -> None:
    assert decode("Un café.".encode("cp1252"), HERE) == "Un café."


def test_other_scripts_are_detected_when_there_is_enough_text() -> None:
    text = "Вчера в Москве прошло заседание правительства, на котором обсуждались вопросы экономики."
    assert decode(text.encode("koi8_r") * 5, HERE) == text * 5


def test_utf_8_cut_inside_a_character_loses_only_that_character() -> None:
    assert decode("Il a été réélu".encode()[:-4], HERE) == "Il a été ré"


def test_foreign_bytes_pasted_into_utf_8_are_read_as_windows_1252() -> None:
    data = "Déjà réélue en été, à Orléans, ".encode() + "élue".encode("cp1252")
    assert decode(data, HERE) == "Déjà réélue en été, à Orléans, élue"


def test_declared_encoding_counts_where_the_bytes_are_not_utf_8() -> None:
    text = "Za\u017c\u00f3\u0142\u0107 g\u0119\u015bl\u0105 ja\u017a\u0144"
    assert decode(text.encode("iso8859-2"), HERE, declared="ISO-8859-2") == text
    assert decode(text.encode(), HERE, declared="ISO-8859-2") == text
    assert decode("“été”".encode("cp1252"), HERE, declared="iso-8859-1") == "“été”"
    assert decode("été".encode("cp1252"), HERE, declared="x-unknown") == "été"
    assert decode("été".encode("cp1252"), HERE, declared="zlib") == "été"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "image PNG"),
        (b"PK\x03\x04\x14\x00", "archive ZIP"),
        (b"%PDF-1.7\n", "document PDF"),
        (b"\xff\xd8\xff\xe0", "image JPEG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ancien document Office"),
        (b"{\\rtf1\\ansi", "document RTF"),
        (b"texte\x00binaire", "octets nuls (le premier à la position 5)"),
    ],
)
def test_binary_is_refused_with_what_it_seems_to_be(tmp_path: Path, data: bytes, what: str) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError, match=r"article\.txt") as caught:
        read_text(path)
    assert what in caught.value.reason
