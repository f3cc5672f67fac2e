"""The names of an answer, and what they name as far as the words around them tell: a person, a place, or anything.

French newspapers say who somebody is beside the name: « Wu Wei, directeur général », « le vice-maire Wu Qing »,
« …, a déclaré Wu Qing », « selon Zhao Gang ». Places stand after « à », « en » or « dans ».
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from index.terms.french_analysis import fold
from rag.follow_ups.noun_phrases import Gender, NounPhrase, find_noun_phrases, first_noun_phrase
from rag.reading.question_analysis import AnswerKind, analyse_question

_MARKER = re.compile(r"\s*\[\d+\]")
_SAID_BY = re.compile(
    r"(?:\b(?:selon|d['’]après)|,[^,]*\b(?:a|ont) \w+|, (?!l[ea]s?\b)\w+e) $", re.IGNORECASE
)  # « selon … », « …, a déclaré … », « …, estime … »
_ROLE_AFTER = re.compile(r",\s+(?:l[ea] |l['’])?(?P<role>[a-zéè][\w-]+)")
_ROLE_BEFORE = re.compile(
    r"\b(?P<article>[Ll][ea]|[Uu]ne?|[Ss]a|[Ss]on) (?P<role>[a-zéè][\w-]+)(?: (?!d(?:e|u|es)\b)[a-zé]+)?,? $"
)  # « le vice-maire Wu Qing », « sa présidente, Anna Roux », but not « la présidente de Clinea »
_ROLE_FIRST = re.compile(r"(?:^|[.!?] )(?P<role>\w+)\b[^,.]*, $")  # « Chercheur à Pékin, Cao Qingfeng … »
_RELATIVE = re.compile(r",\s+qui\b")
_PREFIX = re.compile(r"^(?:vice|co|ex|sous|contre)-?(?=\w{4})")
_AGENT = re.compile(
    r"\w{2,}(?:teur|seur|trice|euse|iste|logue|cien|cienne|ologue)|pdg|dg|(?:pre|sous pre)fete?|elue?|chefe?|cheffe"
    r"|adjointe?|patron(?:ne)?|juge|avocate?|medecin|infirmiere?|secretaire|porte parole|deputee?|candidate?"
    r"|champion(?:ne)?|gerante?|proprietaire|ingenieure?|professeure?|ouvriere?|capitaine|colonel|procureure?"
)
# Of the same making as « directeur », and nobody.
_THINGS = frozenset(
    "secteur moteur facteur vecteur ordinateur processeur capteur compteur indicateur reacteur tracteur accelerateur "
    "incubateur detecteur transformateur generateur serveur ascenseur projecteur simulateur".split()
)
_FEMININE = re.compile(r"\w+(?:trice|euse|ere|ienne|ente|ee)")
_MASCULINE = re.compile(r"\w+(?:eur|ien|ent|ier)")
_DETERMINED = "l[ea]|une?|son|sa|cet?|cette"
_OPENING = "Oui, "  # a name is known as one after a first word
_NO_NAME = re.compile(
    r"\w+(?:ée?s?|er|ir)\b|\w+ (?:au|aux|du)\b|\w+, [a-zéèêô]+(?:[,;:]| et\b)"
    r"|\w{2,}(?:ue?s?|ites?|ertes?|intes?) (?:en|par|dans|à|depuis|pour|sur|sous)\b"
)
_PLACED = re.compile(r"\b(?:[àÀ]|[Aa]ux?|[Ee]n|[Dd]ans|[Ss]ur) (?:l[ae]s? |l['’])?$|\bville de $")


def told_phrases(answer: str) -> Iterator[NounPhrase]:
    """Everything that an answer speaks of in order, names among it.

    Its first word is taken for a name where nothing in its form or after it says otherwise: « SenseTime, déjà citée »,
    not « Publié il y a peu », « Promu en mai » or « Voitures, téléphones ».
    """
    text = _MARKER.sub("", answer)
    first = re.split(r"\W", text, maxsplit=1)[0]
    named = not _NO_NAME.match(text) and not is_role(first)
    yield from find_noun_phrases(_OPENING + text if named else text[:1].lower() + text[1:])


def told_names(answer: str) -> Iterator[NounPhrase]:
    """The names that an answer speaks of, in order."""
    yield from (phrase for phrase in told_phrases(answer) if phrase.is_name)


def sort_of(phrase: NounPhrase, said: str) -> AnswerKind | None:
    """PERSON or PLACE where the words around a name say so, or around the same name in `said`; else None.

    A common noun is a person where it says who somebody is: « le directeur ».
    """
    if not phrase.is_name:
        return AnswerKind.PERSON if is_role(phrase.head_noun) else None
    left, right = phrase.text[: phrase.start], phrase.text[phrase.end :]
    full = len(phrase.noun.split()) > 1 and not phrase.determiner
    if not phrase.determiner and _role(phrase):
        return AnswerKind.PERSON
    if full and (_SAID_BY.search(left) or _RELATIVE.match(right)):
        return AnswerKind.PERSON
    placed = _PLACED.search(left) or re.search(rf"\b(?:[àÀ]|[Ee]n|[Dd]ans) {re.escape(phrase.noun)}\b", said)
    return AnswerKind.PLACE if placed else None


def with_gender(name: NounPhrase) -> NounPhrase:
    """The name with the gender that the role beside it tells, or that of a country: « en Chine »."""
    gender: Gender | None = name.gender
    role = _role(name)
    if role:
        folded = fold(role)
        led = _ROLE_BEFORE.search(name.text[: name.start])
        if led:
            return replace(name, gender="feminine" if led["article"].lower() in ("la", "une", "sa") else "masculine")
        gender = "feminine" if _FEMININE.fullmatch(folded) else "masculine" if _MASCULINE.fullmatch(folded) else None
    return replace(name, gender=gender or name.gender)


def is_role(noun: str) -> bool:
    """Whether a noun says who somebody is: « directrice », « vice-maire », « économiste »."""
    folded = _PREFIX.sub("", fold(noun)).strip("-").rstrip("s")
    agent = bool(_AGENT.fullmatch(folded)) and folded not in _THINGS
    return agent or analyse_question(f"Quel est le {folded} ?").kind is AnswerKind.PERSON


def _role(name: NounPhrase) -> str:
    """The word beside a name that says who it is; empty where none does."""
    after = _ROLE_AFTER.match(name.text[name.end :])
    if after and is_role(after["role"]):
        return after["role"]
    left = name.text[: name.start]
    before = _ROLE_BEFORE.search(left) or _ROLE_FIRST.search(left)
    return before["role"] if before and is_role(before["role"]) else ""


def called_phrase(noun: str, gender: Gender | None, said: str) -> NounPhrase | None:
    """The thing of that noun with the name that « » gave it: « le plan « Computing Power River » »."""
    name = r"«\s*(?P<name>[^«»]+?)\s*»"
    before = re.search(rf"\b(?:{_DETERMINED}) (?:\w+ )?{re.escape(noun)}\b(?: [^\W\d_]+){{0,2}},? {name}", said)
    match = before or re.search(rf"{name}, (?:{_DETERMINED}) (?:\w+ )?{re.escape(noun)}\b", said)
    if match is None:
        return None
    text = f"{'la' if gender == 'feminine' else 'le'} {noun} « {match['name']} »"
    first = first_noun_phrase(text)
    return replace(first, end=len(text)) if first is not None else None
