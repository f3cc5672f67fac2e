"""Bytes become text: which encoding a file is in, and whether it is a text at all.

French press files of the last forty years are UTF-8, Windows-1252, and now and then Mac Roman or DOS (850).
General detectors confuse these four on short files, so they are told apart here by what French print looks like;
charset-normalizer is asked only when none of them fits.
"""

import codecs
import re
import string
from collections import Counter
from pathlib import Path

from corpus.errors import UnreadableFileError

# Longest first: the mark of UTF-32 LE begins with the mark of UTF-16 LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "un document PDF (extension .pdf)"),
    (b"PK\x03\x04", "une archive ZIP ou un document Office (extension .docx pour Word)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "un ancien document Office (.doc, .xls)"),
    (b"{\\rtf", "un document RTF"),
    (b"\x89PNG\r\n\x1a\n", "une image PNG"),
    (b"\xff\xd8\xff", "une image JPEG"),
    (b"GIF8", "une image GIF"),
    (b"RIFF", "un fichier RIFF (image WebP, son ou vidéo)"),
    (b"\x1f\x8b", "une archive gzip"),
    (b"7z\xbc\xaf\x27\x1c", "une archive 7-Zip"),
    (b"SQLite format 3\x00", "une base SQLite"),
    (b"\x7fELF", "un programme"),
    (b"MZ\x90\x00", "un programme"),
    (b"ID3", "un fichier son MP3"),
)
_FRENCH_ENCODINGS = ("cp1252", "mac_roman", "cp850")
_FRENCH_PRINT = frozenset("àâçéèêëîïôœùûü’“”«»–—…€°ºªÀÂÇÉÈÊÎÔŒ\u00a0")
_WESTERN_PRINT = frozenset("áãäåæíìñóòôöõøúÿßÁÃÄÅÆËÍÎÏÌÑÓÒÔÖÕØÚÙÛÜŸ‘„‹›•£²³§©®™·½¼×¿¡")
_PLAUSIBLE = 0.45  # mean of 1 for a French character, 0.5 for a Western one: German and Spanish reach 0.5
_LATIN_SHARE = 0.5  # of the letters may be accented; French has 0.04, Cyrillic or Greek read as Latin nearly 1
_DETECTABLE = 40  # characters outside ASCII: with fewer, charset-normalizer takes French for Czech or Greek
_ASCII = bytes(range(0x80))
_ASCII_LETTERS = [letter.encode() for letter in string.ascii_letters]
_SAMPLE = 200_000  # bytes shown to charset-normalizer, which reads slowly
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def read_text(path: Path) -> str:
    """The text of a file, whatever its encoding, without its byte order mark.

    Raises UnreadableFileError for a file that holds something other than text, and says what it seems to be.
    """
    return decode(path.read_bytes(), path)


def decode(data: bytes, path: Path, *, declared: str | None = None) -> str:
    """The text of these bytes; `path` is for the message. Raises UnreadableFileError as `read_text` does.

    In order: byte order mark, refusal of binary, UTF-8, the encoding that the file declares (a page's charset),
    UTF-8 with a few foreign bytes, French encodings, detection.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    refuse_binary(data, path)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared and (text := _as_declared(data, declared)) is not None:
        return text
    if _mostly_utf8(data):
        return data.decode("utf-8", errors=_AS_CP1252)
    return data.decode(_single_byte_encoding(data), errors="replace")


def refuse_binary(data: bytes, path: Path) -> None:
    """Raises UnreadableFileError where the bytes begin like a known binary format, or contain NUL."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableFileError(
                path,
                f"Le fichier ne contient pas du texte mais semble être {what}. "
                "Donnez-lui son extension d'origine ou exportez-le en texte.",
            )
    if b"\x00" in data:
        raise UnreadableFileError(
            path,
            f"Le fichier contient des octets nuls (le premier à la position {data.index(0)}) : c'est un fichier "
            "binaire ou de l'UTF-16 sans marque d'ordre. Enregistrez-le en UTF-8.",
        )


def _as_declared(data: bytes, name: str) -> str | None:
    try:
        codec = codecs.lookup(name).name
        # What calls itself Latin-1 is Windows-1252 (WHATWG Encoding Standard).
        return data.decode("cp1252" if codec in ("iso8859-1", "ascii") else codec)
    except (LookupError, UnicodeError):
        return None


def _mostly_utf8(data: bytes) -> bool:
    """True for UTF-8 that was cut inside a character, or into which a few bytes of another encoding were pasted."""
    high = len(data.translate(None, _ASCII))
    understood = sum(len(sequence) for sequence in _MULTIBYTE.findall(data))
    return understood >= 0.8 * high  # chance alone: accents of a single-byte encoding hardly ever make such pairs


def _single_byte_encoding(data: bytes) -> str:
    high = data.translate(None, _ASCII)
    letters = sum(data.count(letter) for letter in _ASCII_LETTERS) + len(high)
    if len(high) <= _LATIN_SHARE * letters:
        plausible, preference = max(
            (_plausibility(high, encoding), -order) for order, encoding in enumerate(_FRENCH_ENCODINGS)
        )
        if plausible >= _PLAUSIBLE:
            return _FRENCH_ENCODINGS[-preference]
    return (_detected(data) if len(high) >= _DETECTABLE else None) or "cp1252"


def _plausibility(high: bytes, encoding: str) -> float:
    points = sum(
        count * (1.0 if character in _FRENCH_PRINT else 0.5 if character in _WESTERN_PRINT else 0.0)
        for character, count in Counter(high.decode(encoding, errors="replace")).items()
    )
    return points / len(high)


def _detected(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE]
    best = from_bytes(sample[: sample.rfind(b"\n") + 1] or sample).best()
    return best.encoding if best else None


def _read_as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """An error handler for codecs: what is not UTF-8 is read as Windows-1252, a character cut at the end is dropped."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    if error.end == len(error.object) and error.reason == "unexpected end of data":
        return "", error.end
    return wrong.decode("cp1252", errors="replace"), error.end


_AS_CP1252 = "sourcier-cp1252"
codecs.register_error(_AS_CP1252, _read_as_cp1252)
