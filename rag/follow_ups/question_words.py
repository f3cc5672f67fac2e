"""The words of a question as they are written, with their coarse classes, and which of them are pronouns."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.french_analysis import tokenize
from rag.reading.word_classes import word_class

PREPOSITIONS = frozenset("à a de d du par pour avec sans chez sur contre selon entre vers en".split())
AUXILIARIES = frozenset("a ont avait avaient est sont était étaient etait etaient aura auront sera seront fut".split())
BEFORE_CLITIC = frozenset("qui on il elle ils elles nous vous ne n y se s peut doit va veut faut".split())
_CLITICS = frozenset("le la l les lui leur".split())
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
        Word(token.start, token.end, text[token.start : token.end], word_class(text[token.start : token.end]))
        for token in tokenize(text)
    ]


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
    return text[following.end : following.end + 1] == "-" and _is_inverted(words, place + 1)


def _is_inverted(words: Sequence[Word], place: int) -> bool:
    after = [word.lowered for word in words[place + 1 : place + 3]]
    return bool(after) and (after[0] in _SUBJECTS or (after[0] == "t" and len(after) > 1 and after[1] in _SUBJECTS))
