"""What the full stop after a word or figure means: the end of a sentence, or an abbreviation that goes on."""

import re

from corpus.abbreviations import (
    ACRONYMS,
    FIGURE_ABBREVIATIONS,
    LETTERED_NOUNS,
    NAME_PARTICLES,
    OPENING_ABBREVIATIONS,
    SENTENCE_STARTERS,
    TITLES,
)

_LONGEST_ABBREVIATION = 8
_LOOK_BACK = 24  # characters before a word that may decide; bounded, so that the work stays linear

_LAST_WORD = re.compile(r"[^\W\d_]+(?=[\s\u00a0]*$)")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_DOTTED = re.compile(r"(?:(?<![^\W\d_])[^\W\d_]\.[-‑]?\s?)+[^\W\d_]$")
_ERA = re.compile(r"\b(?:av|apr|ap)\.?\s?J\.?[-‑]?\s?C$", re.IGNORECASE)
_INTRODUCING = re.compile(r"(?:\bp\.\s?ex|\bc\.?[-‑]?\s?à[-‑.]?\s?d|\bi\.\s?e|\be\.\s?g)$", re.IGNORECASE)
_REFERENCE = re.compile(r"\d|(?!MM\.)[IVXLCDM]{2,}(?![\w'’])|[IVXLC](?![\w'’.])|[A-Z]\.\s?\d")
_ITEM_IN_LINE = re.compile(r":\s1$|;\s\d\d?$")
_ROMAN = re.compile(r"[IVXLC]+")


def ends_after_word(text: str, sentence: int, stop: int, following: int) -> bool:
    """True where the full stop at `text[stop]`, which follows a letter, ends the sentence begun at `sentence`.

    `following` is where the next word or figure begins. What is decided here is whether the word is an
    abbreviation; that the next word could begin a sentence at all (a capital, a figure) is known already.
    """
    begin = _word_start(text, sentence, stop)
    word = text[begin:stop]
    if len(word) > _LONGEST_ABBREVIATION:
        return True
    before = text[max(sentence, begin - _LOOK_BACK) : stop]
    if word in TITLES or _INTRODUCING.search(before):
        return False
    if len(word) == 1 and begin > sentence and text[begin - 1] in ".-‑ \u00a0\u202f":
        dotted = _DOTTED.search(before)
        if dotted:
            return _dotted_letters_end(text, dotted.group(), before, following)
    if begin == sentence and (len(word) == 1 or _ROMAN.fullmatch(word)):
        return False  # the marker of a list: "a.", "II."
    if len(word) == 1 and word.isupper():
        return _capital_ends(text, word, text[max(sentence, begin - _LOOK_BACK) : begin], following)
    if not word.isupper() and word.lower() in OPENING_ABBREVIATIONS:
        return False
    if not word.isupper() and word.lower() in FIGURE_ABBREVIATIONS:
        return not _REFERENCE.match(text, following)
    return True


def ends_after_figure(text: str, sentence: int, stop: int) -> bool:
    """True where the full stop at `text[stop]`, which follows a digit, ends the sentence begun at `sentence`.

    It does, but for the marker of a list: up to three digits at the start of a sentence, or ": 1.", "; 2.".
    """
    begin = stop
    while begin > sentence and text[begin - 1].isdigit() and stop - begin < 4:
        begin -= 1
    if stop - begin > 3:
        return True
    return begin != sentence and not _ITEM_IN_LINE.search(text, max(sentence, begin - 3), stop)


def starts_sentence(text: str, following: int, *, after_name: bool) -> bool:
    """True where the word at `following` is one that French sentences begin with.

    After a name, a word that surnames begin with too ("Le") does not tell.
    """
    found = _FIRST_WORD.match(text, following)
    if found is None:
        return False
    word = found.group()
    return word in SENTENCE_STARTERS and not (after_name and word in NAME_PARTICLES)


def _word_start(text: str, sentence: int, stop: int) -> int:
    floor = max(sentence, stop - _LONGEST_ABBREVIATION - 1)
    begin = stop
    while begin > floor and text[begin - 1].isalpha():
        begin -= 1
    return begin


def _dotted_letters_end(text: str, letters: str, before: str, following: int) -> bool:
    """Initials ("J.-P.") go on with a name; acronyms and eras end a sentence where the next word can begin one."""
    if _ERA.search(before):
        return True
    compact = "".join(letters.split()).replace("‑", "-").upper()
    return starts_sentence(text, following, after_name=compact not in ACRONYMS)


def _capital_ends(text: str, letter: str, before: str, following: int) -> bool:
    """One capital and a full stop: an initial, unless it counts something ("le plan B.") or a king ("Charles X.")."""
    found = _LAST_WORD.search(before)
    previous = found.group() if found else ""
    if previous in LETTERED_NOUNS:
        return True
    regnal = letter in "IVX" and previous[:1].isupper()
    return starts_sentence(text, following, after_name=not regnal)
