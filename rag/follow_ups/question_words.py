"""The words of a question as they are written, with their coarse classes, and which of them are pronouns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.terms.french_analysis import tokenize
from rag.reading.word_classes import word_class

PREPOSITIONS = frozenset("à a de d du par pour avec sans chez sur contre selon entre vers en".split())
AUXILIARIES = frozenset("a ont avait avaient est sont était étaient etait etaient aura auront sera seront fut".split())
BEFORE_CLITIC = frozenset("qui on il elle ils elles nous vous ne n y se s peut doit va veut faut".split())
_CLITICS = frozenset("le la l les lui leur".split())
_INFINITIVE = re.compile(r".{2,}(?:er|ir|oir|re)")
_HAVING = frozenset("a ont avait avaient aura auront".split())
_LETTER = re.compile(r"[A-Z](?!['’])")
_NOUN_BEFORE = re.compile(r"[^\W\d_]{3} $")
_SUBJECTS = frozenset("il elle ils elles on nous vous".split())


@dataclass(frozen=True, slots=True)
class Word:
    """A token of a question as it is written, at `text[start:end]`, with its coarse class."""

    start: int
    end: int
    surface: str
    kind: str

    @property
    def lowered(self) -> str:
        """The word in lowercase."""
        return self.surface.lower()


def read_words(text: str) -> list[Word]:
    """The words of a text in order."""
    return [
        Word(token.start, token.end, text[token.start : token.end], _class_of(text, token.start, token.end))
        for token in tokenize(text)
    ]


def _class_of(text: str, start: int, end: int) -> str:
    """The class of a word; a capital alone behind a noun is its name: « la ligne C », « le lot D »."""
    named = end - start == 1 and _LETTER.match(text, start) and _NOUN_BEFORE.search(text, 0, start)
    return "name" if named else word_class(text[start:end])


def is_clitic(text: str, words: Sequence[Word], place: int) -> bool:
    """Whether « le » or « l’ » is a pronoun: after « qui » or a subject, or before an inverted verb."""
    if words[place].lowered not in _CLITICS or place + 1 == len(words):
        return False
    before, following = words[place - 1].lowered if place else "", words[place + 1]
    if following.kind in ("name", "figure"):
        return False
    governed = place > 1 and words[place - 2].lowered in PREPOSITIONS  # « à qui le fonds appartient-il »
    inverted = words[place].start > 1 and text[words[place - 1].start - 1] == "-"  # « aide-t-elle les entreprises »
    if before in BEFORE_CLITIC and not inverted and not (before == "qui" and governed):
        return True
    if words[place].lowered == "l" and following.lowered in AUXILIARIES:
        return True
    if words[place].lowered in ("le", "la", "les") and following.lowered in _HAVING:
        return True  # « Quel institut les a comparés ? »
    if words[place].lowered == "les" and is_infinitive(following):
        return True  # « pour les attirer »: a noun would have its plural
    if words[place].lowered == "lui":
        return words[place - 1].kind != "preposition" and following.kind in ("word", "auxiliary") and place > 0
    return is_followed_by_subject(text, words, place + 1)


def is_inverted(text: str, words: Sequence[Word], place: int) -> bool:
    """Whether the word is a subject behind its verb: « il » in « a-t-il »."""
    return words[place].lowered in _SUBJECTS and words[place].start > 0 and text[words[place].start - 1] == "-"


def is_infinitive(word: Word) -> bool:
    """Whether a word looks like an infinitive: « acheter », « réussir », « vendre »."""
    return word.kind == "word" and bool(_INFINITIVE.fullmatch(word.lowered))


def is_followed_by_subject(text: str, words: Sequence[Word], place: int) -> bool:
    """Whether the word is a verb with its subject behind a hyphen: « a » in « a-t-il »."""
    after = [word.lowered for word in words[place + 1 : place + 3]]
    if text[words[place].end : words[place].end + 1] != "-" or not after:
        return False
    return after[0] in _SUBJECTS or (after[0] == "t" and len(after) > 1 and after[1] in _SUBJECTS)
