"""How much of a sentence's words quotes say: what tells a paraphrase from a sentence with something added."""

import math
from collections.abc import Sequence
from functools import cache
from itertools import groupby, zip_longest

from index.terms.french_analysis import search_terms
from rag.claims.likeness import NOT_THERE, OTHERWISE, SAME, likeness, meant_alike
from rag.claims.names import find_names, written_out
from rag.claims.opposites import says_by_opposite
from rag.claims.statement import Statement, Word

WORDING_FEATURES = (
    "said",  # of the sentence's words, figures, dates and names, how much the quotes say, from 0 to 1
    "added",  # the share of its words unsaid, beyond as many of the quotes' words that it leaves out
    "longest_unsaid",  # ln(1 + the most words in a row that the quotes do not say)
    "inserted",  # ln(1 + the unsaid words between two, or behind the last, that the quotes have next to each other)
    "replaced",  # whether an unsaid noun stands where the quotes, among the same words, have another
)

_BEFORE_NOUNS = frozenset(
    "le la les l un une des du de d au aux ce cet cette ces son sa ses leur leurs the a an its".split()
)
_LITTLE = frozenset(
    "apres avant devant derriere environ quelque presque pres grace cause trop vers entre contre afin ainsi pourrait "
    "devrait pourraient devraient ici approximately nearly roughly almost according later early such longer "
    "devenu devenue devenus devenues devient deviennent reste restent restee restes rendre rend become became becomes "
    "remain remains remained single people personnes gens entire whole tout toute tous toutes".split()
)
"""Words that add nothing to what is said, or whose sense is compared elsewhere."""
_REPORTING = (
    "dire déclarer affirmer expliquer estimer juger assurer indiquer préciser annoncer souligner ajouter confier "
    "rapporter rappeler révéler relever noter considérer raconter marteler savoir"
)
_ACCORDING = frozenset("selon apres according".split())


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
        math.log1p(_inserted(sentence, quotes)),
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
    if word.start in written_out(sentence, quotes) or (word.terms & _reporting() and _reports(quotes)):
        return SAME
    return likeness(word.terms, quotes.vocabulary) or (OTHERWISE if says_by_opposite(word, quotes) else NOT_THERE)


def _reports(statement: Statement) -> bool:
    """Whether somebody is said to say what it says: « selon », « annonce », or in quotation marks."""
    return "«" in statement.text or any(
        word.folded in _ACCORDING or word.terms & _reporting() for word in statement.words
    )


@cache
def _reporting() -> frozenset[str]:
    return frozenset(search_terms(_REPORTING))


def _inserted(sentence: Statement, quotes: Statement) -> int:
    """How many unsaid words the sentence puts where the quotes have nothing."""
    content, unsaid = (
        sentence.content,
        {word.start for word in common_words(sentence) if not _said(word, sentence, quotes)},
    )
    told = [*zip_longest(quotes.content, quotes.content[1:])]
    inserted = 0
    for is_unsaid, group in groupby(range(len(content)), key=lambda place: content[place].start in unsaid):
        run = list(group)
        if not is_unsaid or run[0] == 0:
            continue
        before = content[run[0] - 1]
        after = content[run[-1] + 1] if run[-1] + 1 < len(content) else None
        inserted += len(run) * any(meant_alike(before, one) and _follows(one, other, after) for one, other in told)
    return inserted


def _follows(one: Word, other: Word | None, after: Word | None) -> bool:
    """Whether the word that follows `one` in the quotes is what follows in the sentence, or both end there."""
    if after is None or other is None:
        return after is None and (other is None or other.clause != one.clause)
    return meant_alike(after, other)


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
