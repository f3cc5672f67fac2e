"""What in a question points back at the turns before: a pronoun, « son », « ce fonds », « Et à Shenzhen ? ».

Each finding says where the pointer stands and what kind it is; what it points at is for `antecedents` to say.
French binds many pronouns inside the question itself (« Quand Huawei a-t-il publié son rapport ? »): those point at
nothing outside and are not found.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rag.follow_ups.noun_phrases import Gender, NounPhrase, find_noun_phrases
from rag.follow_ups.question_words import AUXILIARIES, BEFORE_CLITIC, PREPOSITIONS, Word, is_clitic, read_words


class Pointer(StrEnum):
    """How a question points back."""

    SUBJECT = "subject"  # « Quand a-t-il été créé ? »
    OBJECT = "object"  # « Qui le dirige ? »
    POSSESSIVE = "possessive"  # « Quel est son taux ? »
    DEMONSTRATIVE = "demonstrative"  # « Et ce fonds, à combien doit-il monter ? »
    PARTITIVE = "partitive"  # « Combien en compte-t-elle ? », « Qui en est le directeur ? »
    THERE = "there"  # « Que s’y passe-t-il ? », « Combien d’entreprises là-bas ? »
    STRESSED = "stressed"  # « Que dit-on de lui ? »
    THAT_OF = "that_of"  # « Et celui de Pékin, que vise-t-il ? »
    IT = "it"  # « Qui est-ce ? », « Pourquoi cela ? », « Laquelle … ? »


@dataclass(frozen=True, slots=True)
class Found:
    """A pointer at `text[start:end]`. Gender and number are what it asks of its antecedent, None where it asks nothing.

    `noun` is the noun of a demonstrative or possessive phrase, which the span then covers whole.
    """

    pointer: Pointer
    start: int
    end: int
    gender: Gender | None = None
    plural: bool | None = None
    noun: str = ""


_Agreement = tuple[Gender | None, bool | None]
_SUBJECTS: dict[str, _Agreement] = {
    "il": ("masculine", False), "elle": ("feminine", False), "ils": ("masculine", True), "elles": ("feminine", True),
}  # fmt: skip
_OBJECTS: dict[str, _Agreement] = {
    "le": ("masculine", False), "la": ("feminine", False), "l": (None, False), "les": (None, True),
    "lui": (None, False), "leur": (None, True),
}  # fmt: skip
_STRESSED: dict[str, _Agreement] = {
    "lui": ("masculine", False), "elle": ("feminine", False), "eux": ("masculine", True), "elles": ("feminine", True),
}  # fmt: skip
_POSSESSIVES = {"son": False, "sa": False, "ses": False, "leur": True, "leurs": True}
_DEMONSTRATIVES: dict[str, _Agreement] = {
    "ce": ("masculine", False), "cet": ("masculine", False), "cette": ("feminine", False), "ces": (None, True),
}  # fmt: skip
_TIMES = frozenset(
    "an ans année années annee annees mois jour jours semaine semaines siècle siecle début debut fin date moment "
    "matin soir époque epoque période periode trimestre semestre".split()
)
_FEMININE = re.compile(r"\w+(?:ée|ie|ue|ise|ite)s?")
_IS_SO = re.compile(r"l['’](?:est|était|sera|fut)-", re.IGNORECASE)  # « depuis quand l’est-il ? » stands for no thing
_IMPERSONAL = re.compile(
    r"\b(?:y (?:en )?(?:a|avait|aura|passe)-t-il|faut-il|(?:il )?faut|il y a|s['’]agit-il|existe-t-il|reste-t-il"
    r"|s['’]est-il passé|se passe-t-il|est-il (?:vrai|question|possible|prévu))\b",
    re.IGNORECASE,
)
_IT = re.compile(
    r"\best[- ]ce\b(?![- ]qu)|\b(?:cela|ça|ceci)\b|\bc['’]est\b(?= (?:qui|quoi|où|ou|quand|combien|pour|quel)|\W*$)",
    re.IGNORECASE,
)
_WHICH = re.compile(r"^\W*(?:et |à |pour |dans |de )?(?:lequel|laquelle|lesquels|lesquelles)\b(?! d)", re.IGNORECASE)
_THERE = re.compile(
    r"\b(?:là[- ]bas|la[- ]bas|sur place)\b|(?<=\bs['’])y\b|\by\b(?! (?:a|en|aura|avait)\b)", re.IGNORECASE
)
_THAT_OF = re.compile(r"\b(?:celui|celle|ceux|celles)(?= (?:de|du|des|d['’]))", re.IGNORECASE)


def find_pointers(text: str) -> list[Found]:
    """The pointers of a question in order; none where it can be asked alone, as far as its pronouns tell."""
    words, phrases = read_words(text), find_noun_phrases(text)
    apart = _set_apart(text, phrases)
    found = [
        *_subjects(text, words, phrases),
        *_objects(text, words, apart),
        *_phrases_that_point(phrases),
        *_partitives(words),
        *_stressed(words),
        *(Found(Pointer.THERE, match.start(), match.end()) for match in _THERE.finditer(text)),
        *(Found(Pointer.THAT_OF, match.start(), match.end()) for match in _THAT_OF.finditer(text)),
        *(Found(Pointer.IT, match.start(), match.end()) for match in _IT.finditer(text) if match.start() < apart),
        *(Found(Pointer.IT, match.start(), match.end()) for match in _WHICH.finditer(text)),
    ]
    return sorted(found, key=lambda pointer: pointer.start)


def _subjects(text: str, words: Sequence[Word], phrases: Sequence[NounPhrase]) -> Iterator[Found]:
    """« il » and « elle » that no noun phrase before them explains, and that stand for something."""
    empty = [match.span() for match in _IMPERSONAL.finditer(text)]
    for place, word in enumerate(words):
        if word.lowered not in _SUBJECTS or _is_stressed(words, place):
            continue
        if any(start <= word.start < end for start, end in empty) or _bound(word.start, phrases):
            continue
        yield Found(Pointer.SUBJECT, word.start, word.end, *_SUBJECTS[word.lowered])


def _set_apart(text: str, phrases: Sequence[NounPhrase]) -> int:
    """Where a phrase that is set apart ends and explains what follows: « Ce fonds, qui le dirige ? »."""
    return min((phrase.end for phrase in phrases if text[phrase.end : phrase.end + 1] == ","), default=len(text))


def _objects(text: str, words: Sequence[Word], apart: int) -> Iterator[Found]:
    """« le » and « l’ » before a verb, where no phrase that is set apart explains them."""
    for place in range(len(words) - 1):
        word = words[place]
        if word.start < apart and is_clitic(text, words, place) and not _IS_SO.match(text[word.start :]):
            gender, plural = _OBJECTS[word.lowered]
            yield Found(Pointer.OBJECT, word.start, word.end, gender or _participle_gender(words, place), plural)


def _participle_gender(words: Sequence[Word], place: int) -> Gender | None:
    """The gender that a participle tells of the object before it: « qui l’a annoncée »."""
    after = [word.lowered for word in words[place + 1 : place + 5]]
    return (
        "feminine" if after and after[0] in AUXILIARIES and any(_FEMININE.fullmatch(word) for word in after) else None
    )


def _phrases_that_point(phrases: Sequence[NounPhrase]) -> Iterator[Found]:
    """« son taux » that nothing before it owns, « ce fonds » but not « cette année »."""
    for phrase in phrases:
        noun = phrase.head_noun
        if phrase.determiner in _POSSESSIVES and not _bound(phrase.start, phrases):
            plural = _POSSESSIVES[phrase.determiner]
            yield Found(Pointer.POSSESSIVE, phrase.start, phrase.core_end, None, plural, noun)
        elif phrase.determiner in _DEMONSTRATIVES and noun.lower() not in _TIMES:
            yield Found(Pointer.DEMONSTRATIVE, phrase.start, phrase.core_end, *_DEMONSTRATIVES[phrase.determiner], noun)


def _partitives(words: Sequence[Word]) -> Iterator[Found]:
    """« en » before a verb: after « combien », « qui » or a subject, and before neither a name nor a year."""
    for place in range(1, len(words) - 1):
        before, following = words[place - 1].lowered, words[place + 1]
        if words[place].lowered != "en" or following.kind in ("name", "figure", "determiner"):
            continue
        if before in BEFORE_CLITIC or before == "combien" or following.lowered in AUXILIARIES:
            yield Found(Pointer.PARTITIVE, words[place].start, words[place].end)


def _stressed(words: Sequence[Word]) -> Iterator[Found]:
    for place, word in enumerate(words):
        if word.lowered in _STRESSED and _is_stressed(words, place):
            yield Found(Pointer.STRESSED, word.start, word.end, *_STRESSED[word.lowered])


def _is_stressed(words: Sequence[Word], place: int) -> bool:
    return place > 0 and words[place - 1].lowered in PREPOSITIONS | {"et"} and words[place].lowered in _STRESSED


def _bound(place: int, phrases: Sequence[NounPhrase]) -> bool:
    """Whether a phrase before `place` explains a pronoun there: no date, and nothing that points itself."""
    return any(
        phrase.end <= place
        and phrase.head_noun.lower() not in _TIMES
        and phrase.determiner not in _POSSESSIVES
        and not phrase.head_noun.isdigit()
        for phrase in phrases
    )
