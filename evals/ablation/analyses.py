"""The French analysis with one of its steps left out, put together from the steps themselves."""

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from index.terms.french_analysis import Token, fold_word, lowercase, stem, tokenize

Analysis: TypeAlias = Callable[[str], list[str]]
"""From a text to its search terms, in order, repeats included."""

_WORD = re.compile(r"[^\W\d_]+")


def without_stemming(text: str) -> list[str]:
    """Words in lowercase and without accents, with their endings."""
    return [_word_term(text, token, fold_word) for token in _told(text)]


def without_folding(text: str) -> list[str]:
    """Stems of words with their accents."""
    return [_word_term(text, token, stem) for token in _told(text)]


def with_words_of_grammar(text: str) -> list[str]:
    """The terms of all words, those of `le` and `quel` too."""
    return [token.term for token in tokenize(text)]


def without_numerals(text: str) -> list[str]:
    """Numbers in words are the stems of these words: « vingt-deux » does not meet `22`."""
    return [term for token in _told(text) for term in _number_words(text, token)]


def _told(text: str) -> Iterator[Token]:
    return (token for token in tokenize(text) if not token.is_stop_word)


def _word_term(text: str, token: Token, term_of: Callable[[str], str]) -> str:
    """What `term_of` makes of a word in lowercase; figures and numbers in words keep their term."""
    surface = text[token.start : token.end]
    return term_of(lowercase(surface)) if surface[0].isalpha() and not token.term[0].isdigit() else token.term


def _number_words(text: str, token: Token) -> list[str]:
    surface = text[token.start : token.end]
    if not (surface[0].isalpha() and token.term[0].isdigit()):
        return [token.term]
    words: list[str] = _WORD.findall(surface)
    return [stem(fold_word(lowercase(word))) for word in words if not tokenize(word)[0].is_stop_word]
