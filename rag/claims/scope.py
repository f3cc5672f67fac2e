"""How many of them, and whether no other: « tous » is more than « certains », « seulement » more than nothing said."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from rag.claims.figures import PERCENT
from rag.claims.likeness import likeness, meant_alike
from rag.claims.statement import Statement, Word

_ALL = frozenset("tous toutes tout toute chaque ensemble totalite integralite all every each whole entire".split())
_SOME = frozenset(
    """
    certains certaines quelques plusieurs divers diverses partie part majorite plupart moitie beaucoup nombre nombreux
    nombreuses presque some several many most few part partly half almost nearly
    """.split()
)
_EXCLUSIVE = frozenset("seulement uniquement exclusivement only solely exclusively".split())
_ALONE = frozenset("seul seule seuls seules unique uniques sole alone".split())
_NEAR = 30  # characters between a share and what it is a share of
_WHOLE = 100  # percent
_REACH = 3  # words between how many and of what: « toutes les autres communes »
_NOT_ALL = frozenset({"fois", "fait", "suite", "time", "jours", "ans", "cas"})  # « tous les ans », « tout à fait »


@dataclass(frozen=True, slots=True)
class _Scope:
    """A word that says how many, and the words of content right after it."""

    word: Word
    counted: tuple[Word, ...]


def find_widened(sentence: Statement, quotes: Statement) -> list[Word]:
    """What the sentence says of all where the quotes say it of some, or of these alone where they do not."""
    everywhere = list(_scopes(quotes, _ALL))
    some = list(_scopes(quotes, _SOME))
    widened = [
        scope.word
        for scope in _scopes(sentence, _ALL)
        if any(_counts_same(scope, other) for other in some)
        and not any(_counts_same(scope, other) for other in everywhere)
    ]
    widened += [scope.word for scope in _scopes(sentence, _ALL) if _is_share(scope, sentence, quotes)]
    restricting = _restricts(quotes)
    return widened + [word for word in sentence.words if word.folded in _EXCLUSIVE and not restricting]


def _scopes(statement: Statement, words: Set[str]) -> Iterator[_Scope]:
    for place, word in enumerate(statement.words):
        if word.folded in words:
            near = statement.words[place + 1 : place + 1 + _REACH]
            counted = tuple(other for other in near if not other.is_grammar and other.clause == word.clause)
            if counted and counted[0].folded not in _NOT_ALL:
                yield _Scope(word, counted[:1])


def _is_share(scope: _Scope, sentence: Statement, quotes: Statement) -> bool:
    """Whether the quotes say it of a share of them: « neuf agriculteurs sur dix »."""
    said = {figure.value for figure in sentence.figures}
    shares = [figure for figure in quotes.figures if figure.unit == PERCENT and figure.value not in said]
    return any(
        any(meant_alike(word, other) for other in quotes.content if abs(other.start - share.start) <= _NEAR)
        for share in shares
        if share.value < _WHOLE
        for word in scope.counted
    )


def _counts_same(one: _Scope, other: _Scope) -> bool:
    return any(likeness(word.terms, also.terms) for word in one.counted for also in other.counted)


def _restricts(statement: Statement) -> bool:
    """Whether anything is said to be alone: « seul », « ne … que »."""
    words: Sequence[Word] = statement.words
    if any(word.folded in _EXCLUSIVE | _ALONE for word in words):
        return True
    return any(
        word.folded in ("ne", "n")
        and any(also.folded in ("que", "qu") for also in words[place + 1 :] if also.clause == word.clause)
        for place, word in enumerate(words)
    )
