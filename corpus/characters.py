"""The characters a cleaned text is made of: NFC, one kind of line end, blanks with a meaning, nothing invisible."""

import re
import unicodedata

_REPLACEMENTS = {
    **dict.fromkeys("\r\x0b\x85\u2028", "\n"),
    **dict.fromkeys("\x0c\u2029", "\n\n"),
    # What reads as an ordinary blank. Not here: U+00A0 and U+202F, which French print puts before ; : ! ? » and inside
    # figures, and which stay. The thin spaces U+2006 to U+200A stand for U+202F.
    **dict.fromkeys("\t\x1f\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u205f\u3000", " "),
    **dict.fromkeys("\u2006\u2007\u2008\u2009\u200a", "\u202f"),
    # Letters that print joins into one sign, as PDF files keep them: NFC leaves them, and no search would find them.
    **dict(zip("\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06", "ff fi fl ffi ffl st st".split(), strict=True)),
}
_JOINER = "\u200d"
_JOINER_CONTEXT = frozenset({"So", "Sk", "Mn", "Mc", "Lo"})  # emoji sequences and the scripts that shape with joiners
_BLANK_RUN = re.compile(r"[ \u00a0\u202f]{2,}")
_BLANKS = " \u00a0\u202f"
_MANY_LINE_ENDS = re.compile(r"\n{3,}")


def clean_characters(text: str) -> str:
    """The text in Unicode NFC, with `\\n` as its only control character, and without what cannot be seen.

    Removed: byte order marks, zero-width characters, soft hyphens, marks of writing direction, control, private and
    unpaired surrogate characters; a joiner stays where it holds an emoji or a letter of a joining script together.
    Runs of blanks become one (a no-break one if there was one), lines lose blanks at their ends, and paragraphs are
    separated by one empty line. Applying it twice changes nothing more.
    """
    previous = None
    while text != previous:  # a removal may let characters compose, and a composition may end a joiner's reason
        previous = text
        text = _once(text)
    return text


def one_line(text: str) -> str:
    """The text with clean characters, on one line: for titles and names."""
    return clean_characters(text).replace("\n\n", " ").replace("\n", " ")


def _once(text: str) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    for character in sorted(set(text)):  # a few dozen: faster than str.translate, which looks at each place
        if character in _REPLACEMENTS:
            text = text.replace(character, _REPLACEMENTS[character])
        elif _is_invisible(character):
            text = text.replace(character, "")
    if _JOINER in text:
        text = "".join(character for place, character in enumerate(text) if character != _JOINER or _joins(text, place))
    text = _BLANK_RUN.sub(_one_blank, text)
    lines = "\n".join(line.strip(_BLANKS) for line in text.split("\n"))
    return _MANY_LINE_ENDS.sub("\n\n", lines).strip("\n")


def _is_invisible(character: str) -> bool:
    if character in ("\n", _JOINER):
        return False
    # Cc control, Cf format, Cs surrogate, Co private.
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co") or _is_noncharacter(ord(character))


def _joins(text: str, place: int) -> bool:
    around = text[place - 1 : place] + text[place + 1 : place + 2]
    return len(around) == 2 and all(unicodedata.category(character) in _JOINER_CONTEXT for character in around)


def _one_blank(match: re.Match[str]) -> str:
    run = match.group()
    return "\u202f" if "\u202f" in run else "\u00a0" if "\u00a0" in run else " "


def _is_noncharacter(code: int) -> bool:
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF  # Unicode Standard, section 23.7
