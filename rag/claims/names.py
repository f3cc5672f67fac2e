"""Proper names of a statement, and whether another statement names the same."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest

from index.terms.french_analysis import fold
from rag.claims.english_words import french_terms
from rag.claims.exonyms import other_names
from rag.claims.statement import Statement, Word
from rag.reading.word_classes import word_class

_SHORTEST_BEGINNING = 4  # letters of a name that a word for its people begins with: « Pékin », « pékinoise »
_ENGLISH_AUXILIARIES = frozenset("is was has had will would can could may might must does did".split())
_INNER_CAPITAL = re.compile(r"\w[A-ZÀ-Þ]")


@lru_cache(maxsize=1024)
def find_names(statement: Statement, known: frozenset[str] = frozenset()) -> tuple[Word, ...]:
    """The words of proper names, in order; a title that English writes with a capital is none.

    `known` are folded names from elsewhere: they tell « Danone » at the beginning of a sentence from a common word.
    """
    words = statement.words
    return tuple(
        word
        for word, following in zip_longest(words, words[1:])
        if word.text[0].isupper() and (word.folded in known or _is_name(word, following, statement))
    )


def names(statement: Statement, name: Word) -> bool:
    """Whether the statement has the name, in French or English, by its acronym or written out, or an initial of it."""
    spellings = {name.folded, re.sub(r"['’]s?\Z", "", name.folded)}
    spellings |= {other for spelling in spellings for other in other_names(spelling)}
    if any(f" {re.sub('[-’ ]+', ' ', spelling)} " in statement.plain for spelling in spellings):
        return True
    long = [spelling for spelling in spellings if len(spelling) >= _SHORTEST_BEGINNING]
    if any(word.folded.startswith(spelling) for word in statement.words for spelling in long):
        return True
    if name.text.isupper() and len(name.text) > 1:
        return any(spelling in _initials(statement) for spelling in spellings)
    return _by_initial(statement, name)


def _is_name(word: Word, following: Word | None, statement: Statement) -> bool:
    if statement.language == "en" and (word.is_grammar or (french_terms(word.text) and not other_names(word.folded))):
        return False
    if len(word.text) == 1 and not word.opens:
        return statement.text[word.end : word.end + 1] == "."
    if not word.opens:
        return not (word.is_grammar and not word.text.isupper())
    if word.is_grammar or word_class(word.text) not in ("name", "word"):
        return False
    if word.text.isupper() or _INNER_CAPITAL.search(word.text) or other_names(word.folded):
        return True
    if following is None or following.start - word.end != 1:
        return False
    if following.text[0].isupper():
        return True
    # A sentence that begins with a noun alone begins with a name: « Canberra a rappelé », "Shanghai followed".
    if statement.language == "fr":
        return word_class(following.text) == "auxiliary"
    return not word.folded.endswith("s") and (
        following.folded in _ENGLISH_AUXILIARIES or following.folded.endswith("ed")
    )


def _by_initial(statement: Statement, name: Word) -> bool:
    """« Emmanuel » by « E. », and the other way round."""
    initials = len(name.text) == 1
    return any(
        other.text[0].isupper() and other.folded[:1] == name.folded[:1] and (initials or _is_initial(statement, other))
        for other in statement.words
    )


def _is_initial(statement: Statement, word: Word) -> bool:
    return len(word.text) == 1 and statement.text[word.end : word.end + 1] == "."


@lru_cache(maxsize=1024)
def _initials(statement: Statement) -> frozenset[str]:
    """What two to five words of content in a row begin with: « intelligence artificielle » is ia."""
    return frozenset(_runs([word.folded[0] for word in statement.content]))


def _runs(letters: list[str]) -> Iterator[str]:
    for start in range(len(letters)):
        for length in range(2, 6):
            yield "".join(letters[start : start + length])


def written_out(statement: Statement, acronyms: Statement) -> frozenset[int]:
    """Where the words of a statement start that the other has as an acronym: « intelligence artificielle », IA."""
    content = statement.content
    known = {fold(word.text) for word in acronyms.words if word.text.isupper() and len(word.text) > 1}
    known |= {other for acronym in known for other in other_names(acronym)}
    return frozenset(
        word.start
        for start in range(len(content))
        for length in range(2, 6)
        if "".join(word.folded[0] for word in content[start : start + length]) in known
        for word in content[start : start + length]
    )
