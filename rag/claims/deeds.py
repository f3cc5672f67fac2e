"""Who does what to whom, of any nouns: « Un fonds a été créé par la ville », not « La ville a été créée par un fonds ».

No parser: noun phrases begin with a determiner, a name or the clause, and a word of content that none of them begins
with may be a verb. It is taken for one only where both texts have it, each with noun phrases around it, and what is
told of them is compared by their parts: who acts, what is acted on, to whom. Only parts that have changed places, or
the one who acts told as what was acted on, speak against a sentence; a part that is not found says nothing.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TypeAlias

from rag.claims.likeness import NOT_THERE, SAME, likeness
from rag.claims.names import find_names
from rag.claims.roles import AGENT, PATIENT, find_mutual, preposition_name
from rag.claims.statement import Statement, Word
from rag.reading.word_classes import word_class

_DETERMINERS = {
    "fr": frozenset("le la les l un une des du au aux son sa ses leur leurs ce cet cette ces".split()),
    "en": frozenset("the a an its his her their this these".split()),
}
_CONTRACTED = {"du": "of", "des": "of", "au": "to", "aux": "to"}
_RELATIVE = frozenset("que qu qui dont ou si that which who whom whose".split())
_OBJECT_RELATIVE = frozenset("que qu whom".split())
_PASSIVE = frozenset("été been".split())
_TOGETHER = frozenset("et and".split())
_PARTICIPLES = ("é", "ée", "és", "ées", "u", "us")
_AUXILIARY_REACH = 4  # words between an auxiliary and its participle: « n’a pas encore été »
_COMPARED = frozenset({AGENT, PATIENT, "to", "from", "against"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its words of content, where they stand among the words, and the preposition before it."""

    words: tuple[Word, ...]
    start: int
    preposition: str

    @property
    def end(self) -> int:
        """The place after its last word."""
        return self.start + len(self.words)


PlayedPart: TypeAlias = tuple[str, tuple[Word, ...]]
"""A part, and the words of what plays it."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What may be a verb, with the phrases around it by the parts they play; `is_passive` where a form says so."""

    verb: Word
    parts: tuple[PlayedPart, ...]
    is_passive: bool

    def part(self, role: str) -> tuple[Word, ...]:
        """The words of what plays a part; none where nothing does."""
        return next((words for name, words in self.parts if name == role), ())


def find_exchanged(sentence: Statement, quotes: Statement) -> list[str]:
    """What of the sentence plays the part that something else plays in the quotes, and the other way round."""
    told = find_deeds(quotes)
    for deed in find_deeds(sentence):
        same = [other for other in told if _same_verb(deed.verb, other.verb)]
        for other in same:
            exchanged = _exchanged(deed, other)
            if exchanged and not any(_alike(words, also.part(role)) for role, words in exchanged for also in same):
                return [words[0].text for _, words in exchanged]
    return []


@lru_cache(maxsize=1024)
def find_deeds(statement: Statement) -> tuple[Deed, ...]:
    """Everything that may be a deed, in order; none of a sentence whose verb says nothing of who comes first."""
    phrases = _phrases(statement)
    mutual = find_mutual(statement)
    return tuple(
        deed
        for place, word in enumerate(statement.words)
        if word.sentence not in mutual and _may_be_verb(statement.words, place, phrases)
        for deed in _deeds(statement.words, place, phrases)
    )


def _same_verb(one: Word, other: Word) -> bool:
    return max(likeness(one.terms, other.terms), likeness(other.terms, one.terms)) == SAME


def _alike(one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether two phrases may mean the same: in doubt they do."""
    return any(
        max(likeness(word.terms, also.terms), likeness(also.terms, word.terms)) > NOT_THERE
        for word in one
        for also in other
    )


def _exchanged(deed: Deed, other: Deed) -> tuple[PlayedPart, ...]:
    """The parts of a deed that are not those which the same play in the other, or none."""
    for one, another in combinations(deed.parts, 2):
        (role, words), (also, more) = one, another
        if _alike(words, other.part(also)) and _alike(more, other.part(role)) and not _alike(words, more):
            return (one, another)
    patient = deed.part(PATIENT)
    if deed.is_passive and other.part(PATIENT) and _alike(patient, other.part(AGENT)):
        return ((PATIENT, patient),)
    return ()


def _phrases(statement: Statement) -> list[Phrase]:
    """The noun phrases of a statement, in order: what follows a determiner or a figure, names, what opens a clause."""
    words = statement.words
    names = {word.start for word in find_names(statement)}
    counted = {figure.end for figure in statement.figures}
    determiners = _DETERMINERS[statement.language]
    phrases: list[Phrase] = []
    for place, word in enumerate(words):
        if word.is_grammar or (phrases and place < phrases[-1].end):
            continue
        before = words[place - 1] if place and words[place - 1].clause == word.clause else None
        determined = before is not None and before.text.lower() in determiners
        figure = any(0 <= word.start - end <= 1 for end in counted)
        prepared = before is not None and _leads(before) != ""
        if not (before is None or determined or figure or prepared or word.start in names):
            continue
        phrases.append(Phrase(_run(words, place), place, _preposition(words, place, determiners)))
    return phrases


def _run(words: Sequence[Word], place: int) -> tuple[Word, ...]:
    end = place
    while end < len(words) and words[end].clause == words[place].clause and not words[end].is_grammar:
        end += 1
    return tuple(words[place:end])


def _leads(word: Word) -> str:
    """The name of a preposition; « que » joins clauses here."""
    return "" if word.folded in _RELATIVE else preposition_name(word)


def _preposition(words: Sequence[Word], place: int, determiners: Set[str]) -> str:
    for back in (place - 1, place - 2):
        if back < 0 or words[back].clause != words[place].clause:
            return ""
        written = words[back].text.lower()
        opens = back == 0 or words[back - 1].clause != words[back].clause
        if written == "des" and opens:
            return ""
        if name := _CONTRACTED.get(written) or _leads(words[back]):
            return name
        if written not in determiners:
            return ""
    return ""


def _may_be_verb(words: Sequence[Word], place: int, phrases: Sequence[Phrase]) -> bool:
    return not words[place].is_grammar and all(phrase.start != place for phrase in phrases)


def _deeds(words: Sequence[Word], place: int, phrases: Sequence[Phrase]) -> Iterator[Deed]:
    """The deed of a verb at a place, if any noun plays a part in it."""
    clause = words[place].clause
    here = [phrase for phrase in phrases if phrase.words[0].clause == clause]
    subject = _subject(words, place, here) or _subject_before_aside(words, place, phrases)
    after = _until_next_clause(words, place, [phrase for phrase in here if phrase.start > place])
    bare = next((p for p in after if not p.preposition or (p.preposition == "of" and p.start == place + 2)), None)
    by = next((p for p in after if p.preposition == "by"), None)
    is_passive = any(words[at].text.lower() in _PASSIVE for at in range(max(0, place - 3), place))
    parts: dict[str, tuple[Word, ...]] = {}
    if by and (bare is None or by.start < bare.start):
        is_passive = True
        parts = {AGENT: by.words, PATIENT: subject}
    elif is_passive or _stands_by_a_noun(words, place):
        parts = {PATIENT: subject}
    elif subject and words[place - 1].folded in _OBJECT_RELATIVE:
        parts = {AGENT: bare.words if bare else (), PATIENT: subject}
    elif subject:
        parts = {AGENT: subject, PATIENT: bare.words if bare else _antecedent(words, place, phrases)}
    for phrase in after:
        parts.setdefault(phrase.preposition, phrase.words)
    told = tuple((role, said) for role, said in parts.items() if said and role in _COMPARED)
    if told:
        yield Deed(words[place], told, is_passive)


def _stands_by_a_noun(words: Sequence[Word], place: int) -> bool:
    """« le plan publié en mai »: a participle without an auxiliary, told by endings that no other form has."""
    if not words[place].text.lower().endswith(_PARTICIPLES):
        return False
    before = range(max(0, place - _AUXILIARY_REACH), place)
    return not any(word_class(words[at].text) == "auxiliary" for at in before)


def _subject(words: Sequence[Word], place: int, phrases: Sequence[Phrase]) -> tuple[Word, ...]:
    """The nearest phrase before a verb that no preposition leads, with those that « et » joins to it."""
    before = [phrase for phrase in phrases if phrase.start < place]
    found: tuple[Word, ...] = ()
    for phrase in reversed(before):
        if phrase.preposition and not found:
            continue
        own = phrase.words[: place - phrase.start]
        joined = any(words[at].folded in _TOGETHER for at in range(phrase.end, min(phrase.end + 1, place)))
        if found and not joined:
            break
        found = (*own, *found)
    return found


def _subject_before_aside(words: Sequence[Word], place: int, phrases: Sequence[Phrase]) -> tuple[Word, ...]:
    """« La coopérative, fondée en 1950, a racheté »: what opens the sentence, where the verb opens its third clause."""
    first = next(word for word in words if word.sentence == words[place].sentence)
    between = [word for word in words[:place] if word.clause == words[place].clause]
    opens = all(word_class(word.text) in ("auxiliary", "adverb", "pronoun") for word in between)
    if not opens or words[place].clause - first.clause < 2:
        return ()
    return next((p.words for p in phrases if p.words[0].clause == first.clause and not p.preposition), ())


def _until_next_clause(words: Sequence[Word], place: int, phrases: Sequence[Phrase]) -> list[Phrase]:
    """The phrases before the next « que », « qui » and the like."""
    stop = next((at for at in range(place + 1, len(words)) if words[at].folded in _RELATIVE), len(words))
    return [phrase for phrase in phrases if phrase.start < stop]


def _antecedent(words: Sequence[Word], place: int, phrases: Sequence[Phrase]) -> tuple[Word, ...]:
    """What « que » stands for before the subject of a verb: « le fonds que la ville a créé »."""
    relative = next(
        (
            at
            for at in range(place - 1, -1, -1)
            if words[at].sentence == words[place].sentence and words[at].folded in _OBJECT_RELATIVE
        ),
        None,
    )
    if relative is None:
        return ()
    return next((phrase.words for phrase in phrases if phrase.end == relative), ())
