"""Quotes that support a sentence only together, told apart from quotes that were crossed.

« Li Na a battu Wu Wei » and « Zhang Li a perdu » have between them every word of « Li Na a battu Zhang Li ». What
tells: the sentence repeats most of a quote, but with a name, figure or date that the quote has not, in the place of one
that it has. A sentence that rightly joins two quotes leaves in each what it repeats of it.
"""

from collections.abc import Sequence

from rag.claims.comparison import MissingKind, contradictions
from rag.claims.likeness import SAME, likeness
from rag.claims.statement import Statement, read_statement
from rag.claims.wording import common_words

_EXCHANGED = (MissingKind.NAME, MissingKind.FIGURE, MissingKind.DATE)
_MOST = 0.5  # of a quote's words of content


def crosses(sentence: str, quotes: Sequence[str]) -> bool:
    """Whether the sentence takes over most of one quote with something exchanged that another quote may have."""
    said = read_statement(sentence)
    return any(_exchanges(said, read_statement(quote)) for quote in quotes)


def takes_up(sentence: str, quote: str) -> bool:
    """Whether the sentence has a word of content of the quote, a name or another."""
    vocabulary = read_statement(sentence).vocabulary
    return any(likeness(word.terms, vocabulary) == SAME for word in read_statement(quote).content)


def _exchanges(sentence: Statement, quote: Statement) -> bool:
    words = common_words(quote)
    repeated = sum(likeness(word.terms, sentence.vocabulary) == SAME for word in words)
    if repeated <= _MOST * len(words):
        return False
    return bool(_unsaid_kinds(sentence, quote) & _unsaid_kinds(quote, sentence))


def _unsaid_kinds(one: Statement, other: Statement) -> set[MissingKind]:
    return {missing.kind for missing in contradictions(one, other) if missing.kind in _EXCHANGED}
