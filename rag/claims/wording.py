"""How much of a sentence's words quotes say: what tells a paraphrase from a sentence with something added."""

import math
from collections.abc import Sequence
from itertools import groupby

from rag.claims.likeness import NOT_THERE, SAME, likeness, meant_alike
from rag.claims.names import find_names, written_out
from rag.claims.statement import Statement, Word

WORDING_FEATURES = (
    "said",  # of the sentence's words, figures, dates and names, how much the quotes say, from 0 to 1
    "added",  # the share of its words unsaid, beyond as many of the quotes' words that it leaves out
    "longest_unsaid",  # ln(1 + the most words in a row that the quotes do not say)
    "replaced",  # whether an unsaid noun stands where the quotes, among the same words, have another
)

_BEFORE_NOUNS = frozenset(
    "le la les l un une des du de d au aux ce cet cette ces son sa ses leur leurs the a an its".split()
)
_LITTLE = frozenset(
    "apres avant devant derriere environ quelque presque pres grace cause trop vers entre contre afin ainsi pourrait "
    "devrait pourraient devraient ici approximately nearly roughly almost according later early such longer".split()
)
"""Words that add nothing to what is said, or whose sense is compared elsewhere."""


def wording_features(sentence: Statement, quotes: Statement) -> tuple[float, ...]:
    """The values of WORDING_FEATURES; names, figures and dates count as said, since they are checked elsewhere."""
    said = [_said(word, sentence, quotes) for word in common_words(sentence)]
    checked = len(find_names(sentence)) + len(sentence.figures) + len(sentence.dates)
    total = max(len(said) + checked, 1)
    unsaid = [value == NOT_THERE for value in said]
    left_out = sum(likeness(word.terms, sentence.vocabulary) == NOT_THERE for word in common_words(quotes))
    runs = [len(list(run)) for is_unsaid, run in groupby(unsaid) if is_unsaid]
    return (
        (sum(said) + checked) / total,
        max(0, sum(unsaid) - left_out) / total,
        math.log1p(max(runs, default=0)),
        float(_has_replaced(sentence, quotes)),
    )


def unsaid_words(sentence: Statement, quotes: Statement) -> list[str]:
    """The words of content that the quotes do not say in any form, in order."""
    return [word.text for word in common_words(sentence) if _said(word, sentence, quotes) == NOT_THERE]


def common_words(statement: Statement) -> Sequence[Word]:
    """The words of content that are no names, without those that say little."""
    proper = {word.start for word in find_names(statement)}
    return [word for word in statement.content if word.start not in proper and word.folded not in _LITTLE]


def _said(word: Word, sentence: Statement, quotes: Statement) -> float:
    if word.start in written_out(sentence, quotes):
        return SAME
    return likeness(word.terms, quotes.vocabulary)


def _has_replaced(sentence: Statement, quotes: Statement) -> bool:
    """Whether a noun that the quotes do not say has the neighbours of one that the sentence leaves out."""
    places = _frames(quotes, sentence)
    return any(
        _alike(before, other_before) and _alike(after, other_after)
        for before, after in _frames(sentence, quotes)
        for other_before, other_after in places
    )


def _frames(statement: Statement, other: Statement) -> list[tuple[Word | None, Word | None]]:
    """The words of content on either side of each noun of a statement that the other does not say."""
    content = statement.content
    around: list[Word | None] = [None, *content, None]
    return [
        (around[place], around[place + 2])
        for place, word in enumerate(content)
        if _is_noun(word, statement) and likeness(word.terms, other.vocabulary) == NOT_THERE
    ]


def _is_noun(word: Word, statement: Statement) -> bool:
    place = statement.words.index(word)
    return place > 0 and word.text[0].islower() and statement.words[place - 1].text.lower() in _BEFORE_NOUNS


def _alike(one: Word | None, other: Word | None) -> bool:
    return one is other if one is None or other is None else meant_alike(one, other)
