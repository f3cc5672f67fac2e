"""What of a sentence stands not in quotes: its figures, dates, names, denials, opposites, doubts and roles, in turn."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rag.claims.deeds import find_exchanged
from rag.claims.hedges import find_doubts, is_hedged, needed
from rag.claims.likeness import ALIKE, akin, likeness, meant_alike
from rag.claims.names import find_names, names
from rag.claims.negation import Denial, find_denials
from rag.claims.opposites import find_opposed, leads, says_by_opposite
from rag.claims.pairing import find_mispaired
from rag.claims.roles import find_swapped
from rag.claims.scope import find_widened
from rag.claims.statement import Statement, Word
from rag.claims.tenses import find_told_as_done
from rag.claims.values import missing_dates, missing_figures


class MissingKind(StrEnum):
    """What sort of thing of a sentence the quotes do not say."""

    FIGURE = "figure"
    DATE = "date"
    NAME = "name"
    ROLES = "roles"  # the same names, nouns or values, the other way round
    NEGATION = "negation"
    OPPOSITE = "opposite"  # « hausse » where the quotes have « baisse »
    HEDGE = "hedge"  # told as a fact what the quotes only plan, wish or suspect
    SCOPE = "scope"  # told of all what the quotes say of some, or of these alone
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that the sentence says and the quotes do not; `text` is the sentence's own wording."""

    kind: MissingKind
    text: str


def contradictions(sentence: Statement, quotes: Statement) -> list[Missing]:
    """What alone is reason enough that the quotes do not support the sentence."""
    text = sentence.text
    swapped, opposed = find_swapped(sentence, quotes), find_opposed(sentence, quotes)
    if swapped and opposed and all(leads(word) for word in opposed):
        swapped, opposed = [], []  # « A devant B » is « B derrière A »
    return [
        *(Missing(MissingKind.FIGURE, text[at.start : at.end].strip()) for at in missing_figures(sentence, quotes)),
        *(Missing(MissingKind.DATE, text[at.start : at.end]) for at in missing_dates(sentence, quotes)),
        *(Missing(MissingKind.NAME, name.text) for name in find_names(sentence) if not names(quotes, name)),
        *(Missing(MissingKind.ROLES, name) for name in swapped),
        *(Missing(MissingKind.ROLES, word) for word in find_exchanged(sentence, quotes)),
        *(Missing(MissingKind.NEGATION, word.text) for word in wrongly_denied(sentence, quotes)),
        *(Missing(MissingKind.OPPOSITE, word.text) for word in opposed),
        *(Missing(MissingKind.HEDGE, word.text) for word in wrongly_certain(sentence, quotes)),
        *(Missing(MissingKind.HEDGE, word.text) for word in find_told_as_done(sentence, quotes)),
        *(Missing(MissingKind.SCOPE, word.text) for word in find_widened(sentence, quotes)),
        *(Missing(MissingKind.ROLES, value) for value in find_mispaired(sentence, quotes)),
    ]


def wrongly_denied(sentence: Statement, quotes: Statement) -> list[Word]:
    """The words that the sentence denies and the quotes do not, or the other way round."""
    here, there = find_denials(sentence), find_denials(quotes)
    wrong = []
    for denial in here:
        denied_there = any(
            meant_alike(word, other) for word in denial.denied for also in there for other in also.denied
        )
        said_otherwise = any(says_by_opposite(word, quotes) for word in denial.denied)
        told = any(likeness(word.terms, quotes.vocabulary) for word in denial.denied)  # else its words are unsaid
        if told and not denied_there and not said_otherwise and not _says_refusal(denial, quotes):
            wrong.append(denial.negator)
    if not here:
        denied = {word.start for denial in there for word in denial.denied}
        affirmed = [word for word in quotes.content if word.start not in denied]
        wrong += [
            word
            for word in sentence.content
            for denial in there
            if not _says_refusal(denial, sentence)
            and any(akin(word, other) for other in denial.denied)
            and not any(akin(word, other) for other in affirmed)
        ]
    return wrong


def _says_refusal(denial: Denial, statement: Statement) -> bool:
    """Whether a statement has the word that denies in another form: « le refus de », « par manque de »."""
    return not denial.negates_clause and likeness(denial.negator.terms, statement.vocabulary) >= ALIKE


def wrongly_certain(sentence: Statement, quotes: Statement) -> Iterator[Word]:
    """The words of a sentence without any doubt that the quotes say with one."""
    if is_hedged(sentence) or find_denials(sentence):
        return
    for doubt in find_doubts(quotes):
        said = [word for word in sentence.content if any(akin(word, other) for other in doubt.doubted)]
        if said and len(said) >= needed(doubt) and likeness(doubt.doubted[0].terms, sentence.vocabulary):
            yield said[0]
