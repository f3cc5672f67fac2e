"""Who does what to whom: the parts that names play, so that « A a racheté B » is told from « B a racheté A ».

No parser: a name's part is the preposition before it, or its place among the bare names of its clause, with what
« par » and "by" turn round. It serves to see two names that have changed places, nothing else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from rag.claims.exonyms import other_names
from rag.claims.names import find_names
from rag.claims.statement import Statement, Word
from rag.reading.word_classes import word_class

AGENT, PATIENT = "agent", "patient"

_PREPOSITIONS = {
    word: name
    for name, words in {
        "to": "à au aux to", "of": "de du des d of from", "in": "en dans in into", "on": "sur on upon",
        "by": "par by", "at": "chez at", "with": "avec with", "against": "contre against", "for": "pour for",
        "toward": "vers toward towards", "between": "entre between", "than": "que qu than", "before": "devant ahead",
        "after": "derrière behind", "as": "comme as",
        "without": "sans without", "earlier": "avant", "later": "après after",
    }.items()
    for word in words.split()
}  # fmt: skip
_DETERMINERS = frozenset("le la les l un une son sa ses leur leurs ce cet cette the a an its his her their".split())
# What people do to each other: who comes first says nothing.
_MUTUAL = re.compile(
    r"(?:rencontr|affront|epous|discut|negoci)[a-z]+|s?oppos(?:e|ent|ait|aient)|meets?|met|marr(?:y|ies|ied)|faces?|faced"
)
_BEING = frozenset("est sont était étaient fut furent sera seront été être is are was were been be being".split())
_PHRASE = 3  # words between a name and the determiner that its phrase begins with


@dataclass(frozen=True, slots=True)
class Part:
    """A name, and the part that it plays in its sentence."""

    name: str
    role: str
    sentence: int


def find_parts(statement: Statement, known: frozenset[str] = frozenset()) -> list[Part]:
    """The parts of the names of a statement, a name of several words by its last; none where all do it to each other.

    `known` are names from elsewhere, as for `find_names`.
    """
    phrases = _phrases(statement, known)
    mutual = find_mutual(statement)
    passive = _passive_sentences(statement, phrases)
    parts: list[Part] = []
    bare: dict[int, int] = {}
    for phrase, preposition in phrases:
        word = phrase[-1]
        if word.sentence in mutual:
            continue
        if preposition:
            role = AGENT if preposition == "by" and word.sentence in passive else preposition
        else:
            bare[word.sentence] = bare.get(word.sentence, 0) + 1
            role = PATIENT if (bare[word.sentence] == 1) == (word.sentence in passive) else AGENT
        parts.append(Part(word.folded, role, word.sentence))
    return parts


def find_mutual(statement: Statement) -> set[int]:
    """The sentences in which all do it to each other."""
    return {word.sentence for word in statement.words if _MUTUAL.fullmatch(word.folded)}


def preposition_name(word: Word) -> str:
    """A preposition by one name for both languages, « des » and « aux » too; empty for any other word."""
    return _PREPOSITIONS.get(word.text.lower(), "")


def find_swapped(sentence: Statement, quotes: Statement) -> list[str]:
    """The first two names of the sentence that each play in the quotes the part that the other has here.

    Names are given as the quotes write them, folded.
    """
    both = frozenset(word.folded for statement in (sentence, quotes) for word in find_names(statement))
    both |= frozenset[str]().union(*(other_names(name) for name in both))
    told = find_parts(quotes, both)
    spelled = {other: part.name for part in told for other in (part.name, *other_names(part.name))}
    said = [replace(part, name=spelled[part.name]) for part in find_parts(sentence, both) if part.name in spelled]
    for one, other in combinations(said, 2):
        if one.name != other.name and one.role != other.role and _exchanged(one, other, told):
            return [one.name, other.name]
    return []


def _exchanged(one: Part, other: Part, known: Sequence[Part]) -> bool:
    for sentence in {part.sentence for part in known}:
        roles = {
            name: {part.role for part in known if part.name == name and part.sentence == sentence}
            for name in (one.name, other.name)
        }
        first, second = roles[one.name], roles[other.name]
        if one.role in second and other.role in first and one.role not in first and other.role not in second:
            return True
    return False


def _phrases(statement: Statement, known: frozenset[str]) -> list[tuple[list[Word], str]]:
    """The names of a statement, neighbouring words together, each with the preposition before it."""
    words = statement.words
    place_of = {word.start: place for place, word in enumerate(words)}
    runs: list[list[Word]] = []
    for word in find_names(statement, known):
        if runs and statement.text[runs[-1][-1].end : word.start].strip(" \u00a0\u202f-.’'") == "":
            runs[-1].append(word)
        else:
            runs.append([word])
    return [(run, _preposition(words, place_of[run[0].start])) for run in runs]


def _preposition(words: Sequence[Word], place: int) -> str:
    """The preposition of the phrase that a name at `place` ends, by one name for both languages, or nothing."""
    for back in range(1, _PHRASE + 1):
        at = place - back
        if at < 0 or words[at].clause != words[place].clause:
            return ""
        surface = words[at].text.lower()
        if surface in _DETERMINERS and at > 0 and words[at - 1].clause == words[place].clause:
            return _PREPOSITIONS.get(words[at - 1].text.lower(), "")
        if surface in _PREPOSITIONS:
            return _PREPOSITIONS[surface]
        if word_class(words[at].text) == "auxiliary":
            return ""
    return ""


def _passive_sentences(statement: Statement, phrases: Sequence[tuple[list[Word], str]]) -> set[int]:
    """The sentences in which a form of « être » is followed by a name with « par »."""
    being = {word.sentence for word in statement.words if word.text.lower() in _BEING}
    return {phrase[-1].sentence for phrase, preposition in phrases if preposition == "by"} & being
