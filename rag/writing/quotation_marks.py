"""Quotation marks in text that a language model wrote: they stand around an article's own words, or not at all."""

import re
from collections.abc import Sequence

from corpus.quote_matching import MAX_QUOTE, match_quote

_QUOTED = re.compile(r"«([^«»]*)»|“([^“”]*)”|\"([^\"]*)\"|[«»“”\"]")
_OPENING_BLANK = re.compile(r"\A[«“\"][ \u00a0\u202f]?")
_CLOSING_BLANK = re.compile(r"[ \u00a0\u202f]?[»”\"]\Z")
_BLANK_TOO_MANY = re.compile(r" +(?=[ .,])")
_FINAL_SIGNS = " \u00a0\u202f.,;:!?…"


def with_true_quotations(sentence: str, quotes: Sequence[str]) -> str:
    """The sentence with marks only around words that stand in one of the quotes.

    Words that differ in typography alone become the quote's own. Others stay, without marks.
    """

    def checked(match: re.Match[str]) -> str:
        content = next((group for group in match.groups() if group is not None), "").strip()
        own = _own_words(content, quotes)
        if own is None:
            return with_true_quotations(content, quotes)
        opening, closing = _OPENING_BLANK.search(match.group()), _CLOSING_BLANK.search(match.group())
        assert opening, match.group()
        assert closing, match.group()
        return opening.group() + own + closing.group()

    return _BLANK_TOO_MANY.sub("", _QUOTED.sub(checked, sentence)).strip()


def _own_words(content: str, quotes: Sequence[str]) -> str | None:
    """The words as a quote has them, a final sign aside that it has not; None where none has them."""
    for words in dict.fromkeys((content, content.rstrip(_FINAL_SIGNS))):
        if not 0 < len(words) <= MAX_QUOTE or not any(character.isalnum() for character in words):
            continue
        for quote in quotes:
            match = match_quote(quote, words)
            if match and match.kind != "near" and _are_whole_words(quote, match.start, match.end):
                return quote[match.start : match.end]
    return None


def _are_whole_words(text: str, start: int, end: int) -> bool:
    cut_before = text[start - 1 : start].isalnum() and text[start].isalnum()
    return not cut_before and not (text[end - 1].isalnum() and text[end : end + 1].isalnum())
