"""What in a question points back at the turns before: a pronoun, « son », « ce fonds », « Et à Shenzhen ? ».

Each finding says where the pointer stands and what kind it is; what it points at is for `antecedents` to say.
French binds many pronouns inside the question itself (« Quand Huawei a-t-il publié son rapport ? »): those point at
nothing outside and are not found.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rag.follow_ups.binding import TIMES, Inside
from rag.follow_ups.noun_phrases import Gender, find_noun_phrases
from rag.follow_ups.question_words import (
    AUXILIARIES,
    BEFORE_CLITIC,
    PREPOSITIONS,
    Word,
    is_clitic,
    is_infinitive,
    is_inverted,
    read_words,
)


class Pointer(StrEnum):
    """How a question points back."""

    SUBJECT = "subject"  # « Quand a-t-il été créé ? »
    OBJECT = "object"  # « Qui le dirige ? »
    INDIRECT = "indirect"  # « Que lui conseille-t-on ? »
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
}  # fmt: skip
_INDIRECT = {"lui": False, "leur": True}
_STRESSED: dict[str, _Agreement] = {
    "lui": ("masculine", False), "elle": ("feminine", False), "eux": ("masculine", True), "elles": ("feminine", True),
}  # fmt: skip
_POSSESSIVES = {"son": False, "sa": False, "ses": False, "leur": True, "leurs": True}
_THOSE: dict[str, _Agreement] = {
    "celui": ("masculine", False), "celle": ("feminine", False), "ceux": ("masculine", True),
    "celles": ("feminine", True),
}  # fmt: skip
_DEMONSTRATIVES: dict[str, _Agreement] = {
    "ce": ("masculine", False), "cet": ("masculine", False), "cette": ("feminine", False), "ces": (None, True),
}  # fmt: skip
_FEMININE = re.compile(r"\w+(?:ée|ie|ue|ise|ite)s?")
_MODALS = frozenset("doit doivent devait devaient peut peuvent pouvait pouvaient pourra pourront va vont veut".split())
_IS_SO = re.compile(r"l['’](?:est|était|sera|fut)-", re.IGNORECASE)  # « depuis quand l’est-il ? » stands for no thing
_IMPERSONAL = re.compile(
    r"\b(?:y (?:en )?(?:a-t|avait|aura-t|passe-t)-il|faut-il|(?:il )?faut|il y (?:en )?(?:a|avait|aura|aurait|eut)"
    r"|s['’]agit-il"
    r"|(?:existe|reste|manque|suffit|convient)-t-il(?=\s\w)|il (?:lui |leur )?(?:manque|reste|suffit)"
    r"|(?:manque|reste)\w*-t-il(?=\W*$)|s['’]est-il passé|se passe-t-il|est-il (?:vrai|question|possible|prévu))\b",
    re.IGNORECASE,
)
_IT = re.compile(
    r"\best[- ]ce\b(?![- ]qu)|\b(?:cela|ça|ceci)\b|\bc['’]est\b"
    r"(?= (?:qui|quoi|où|ou|quand|combien|pour|quel|une?|l[ea]s?)\b| l['’]|\W*$)",
    re.IGNORECASE,
)
_WHICH = re.compile(r"^\W*(?:et |à |pour |dans |de )?(?:lequel|laquelle|lesquels|lesquelles)\b(?! d)", re.IGNORECASE)
_THERE = re.compile(
    r"\b(?:là[- ]bas|la[- ]bas|sur place)\b|(?<=\bs['’])y\b|\by\b(?! (?:a|en|aura|avait)\b)", re.IGNORECASE
)
_THAT_OF = re.compile(r"\b(?:celui|celle|ceux|celles)(?= (?:de|du|des|d['’]))", re.IGNORECASE)


def find_pointers(text: str) -> list[Found]:
    """The pointers of a question in order; none where it can be asked alone, as far as its pronouns tell."""
    words = read_words(text)
    inside = Inside(text, words, find_noun_phrases(text))
    found = [
        *_subjects(inside),
        *_objects(inside),
        *_phrases_that_point(inside),
        *_partitives(inside),
        *_stressed(inside),
        *(found for found in _matched(Pointer.THERE, _THERE, text) if not inside.explains_place(found.start)),
        *_those_of(text),
        *(found for found in _matched(Pointer.IT, _IT, text) if not inside.is_set_apart(found.start)),
        *_matched(Pointer.IT, _WHICH, text),
    ]
    return sorted(found, key=lambda pointer: pointer.start)


def _those_of(text: str) -> Iterator[Found]:
    for match in _THAT_OF.finditer(text):
        yield Found(Pointer.THAT_OF, match.start(), match.end(), *_THOSE[match.group().lower()])


def _matched(pointer: Pointer, pattern: re.Pattern[str], text: str) -> Iterator[Found]:
    yield from (Found(pointer, match.start(), match.end()) for match in pattern.finditer(text))


def _subjects(inside: Inside) -> Iterator[Found]:
    """« il » and « elle » that no noun phrase of the question explains, and that stand for something."""
    empty = [match.span() for match in _IMPERSONAL.finditer(inside.text)]
    for place, word in enumerate(inside.words):
        if word.lowered not in _SUBJECTS or _is_stressed(inside, place):
            continue
        gender, plural = _SUBJECTS[word.lowered]
        if any(start <= word.start < end for start, end in empty):
            continue
        if not inside.explains_subject(word.start, gender, plural=bool(plural)):
            yield Found(Pointer.SUBJECT, word.start, word.end, gender, plural)


def _objects(inside: Inside) -> Iterator[Found]:
    """« le », « l’ », « lui » and « leur » before a verb, where no phrase that is set apart explains them."""
    words = inside.words
    for place in range(len(words) - 1):
        word = words[place]
        if not is_clitic(inside.text, words, place) or inside.is_set_apart(word.start):
            continue
        if word.lowered in _INDIRECT:
            yield Found(Pointer.INDIRECT, word.start, word.end, None, _INDIRECT[word.lowered])
        elif not _IS_SO.match(inside.text[word.start :]):
            gender, plural = _OBJECTS[word.lowered]
            yield Found(Pointer.OBJECT, word.start, word.end, gender or _participle_gender(words, place), plural)


def _participle_gender(words: Sequence[Word], place: int) -> Gender | None:
    """The gender that a participle tells of the object before it: « qui l’a annoncée »."""
    after = [word.lowered for word in words[place + 1 : place + 5]]
    return (
        "feminine" if after and after[0] in AUXILIARIES and any(_FEMININE.fullmatch(word) for word in after) else None
    )


def _phrases_that_point(inside: Inside) -> Iterator[Found]:
    """« son taux » that nothing in the question owns, « ce fonds » but not « cette année »."""
    for phrase in inside.phrases:
        noun = phrase.head_noun
        if phrase.determiner in _POSSESSIVES:
            plural = _POSSESSIVES[phrase.determiner]
            if not inside.explains_possessive(phrase.start, plural=plural):
                yield Found(Pointer.POSSESSIVE, phrase.start, phrase.core_end, None, plural, noun)
        elif phrase.determiner in _DEMONSTRATIVES and noun.lower() not in TIMES:
            yield Found(Pointer.DEMONSTRATIVE, phrase.start, phrase.core_end, *_DEMONSTRATIVES[phrase.determiner], noun)


def _partitives(inside: Inside) -> Iterator[Found]:
    """« en » before a verb; « a-t-il en portefeuille » and « en Chine » have the preposition."""
    words = inside.words
    for place in range(1, len(words) - 1):
        word = words[place]
        if word.lowered == "en" and not inside.is_set_apart(word.start) and _is_partitive(inside, place):
            yield Found(Pointer.PARTITIVE, word.start, word.end)


def _is_partitive(inside: Inside, place: int) -> bool:
    before, following = inside.words[place - 1], inside.words[place + 1]
    if following.kind in ("name", "figure", "determiner"):
        return False
    if before.lowered in _MODALS and is_infinitive(following):
        return True  # « Combien de foyers doivent en profiter ? »
    if is_inverted(inside.text, inside.words, place - 1) or before.kind == "preposition":
        return is_infinitive(following)  # « à en attirer »
    return before.lowered in BEFORE_CLITIC or before.lowered == "combien" or following.lowered in AUXILIARIES


def _stressed(inside: Inside) -> Iterator[Found]:
    for place, word in enumerate(inside.words):
        if _is_stressed(inside, place) and not inside.is_set_apart(word.start):
            yield Found(Pointer.STRESSED, word.start, word.end, *_STRESSED[word.lowered])


def _is_stressed(inside: Inside, place: int) -> bool:
    """« selon lui », « et elle », « pourquoi elle et pas … », where no verb follows."""
    words = inside.words
    if place == 0 or words[place].lowered not in _STRESSED or is_inverted(inside.text, words, place):
        return False
    if words[place - 1].lowered in PREPOSITIONS | {"et"}:
        return True
    return words[place - 1].lowered == "pourquoi" and (place + 1 == len(words) or words[place + 1].lowered == "et")
