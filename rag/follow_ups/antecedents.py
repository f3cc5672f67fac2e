"""What a follow-up may speak of: the noun phrases of the question before it, and what its answer named."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.french_analysis import fold, search_terms
from rag.follow_ups.noun_phrases import NounPhrase, find_noun_phrases
from rag.follow_ups.pointers import Found, Pointer
from rag.reading.question_analysis import AnswerKind, analyse_question

_MARKER = re.compile(r"\s*\[\d+\]")
_ASKED = re.compile(
    r"(?:\bquel(?:le)?s?\b(?: (?:est|sont|était|étaient|fut|sera))?|\bqui (?:est|sont)|\bcombien d[e’'])\s*$",
    re.IGNORECASE,
)
# What is asked about people and not about companies, towns or funds.
_OF_PEOPLE = re.compile(
    r"\b(?:age|ne|nee|poste|fonctions?|metier|role|profession|parcours|carriere|nationalite|nom|biographie|propos"
    r"|dit|dire|declare|declarer|affirme|estime|pense|penser|explique|expliquer|travaille|ajoute|craint|espere)\b"
)
_COUNTED = re.compile(r"\b(?:combien d(?:e |['’] ?)|quel(?:le)?s (?!sont\b))(?=\w)", re.IGNORECASE)
_WHICH_NOUN = re.compile(r"\bquel(le)? (?!est\b|a\b|sera\b|fut\b|était\b)(?=\w)", re.IGNORECASE)
_WHO_IS = re.compile(r"^\W*qui (?:est|sont) ", re.IGNORECASE)
_WHICH = re.compile(r"\bquel(?:le)?\b(?! est\b)", re.IGNORECASE)
_AT = re.compile(r"\b(?:à|au|aux|en|dans|sur) (?:l[ae]s? |l['’])?$", re.IGNORECASE)
_OWNED = frozenset("son sa ses leur leurs chaque".split())  # these point elsewhere themselves, or at nothing
_SHORT_ACRONYM = 3
_IDENTITIES = (AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.PLACE)
_KINDS = {
    AnswerKind.ORGANISATION: "entreprise societe groupe firme compagnie constructeur start organisme banque",
    AnswerKind.PLACE: "ville pays region endroit lieu quartier province district commune metropole municipalite cite",
    AnswerKind.PERSON: "homme femme personne directeur directrice dirigeant dirigeante responsable patron patronne "
    "expert experte president presidente chercheur chercheuse maire ministre",
}


@dataclass(frozen=True, slots=True)
class Before:
    """The exchange before a follow-up: the question as it was searched, and the answer, empty where it was refused."""

    question: str
    answer: str

    @property
    def kind(self) -> AnswerKind:
        """What the question before asked for."""
        return analyse_question(self.question).kind


def topics(before: Before) -> list[NounPhrase]:
    """What the question before was about, best first: phrases with complements, then names, then other phrases.

    What it asked for is left out (« Quel est *le montant* du fonds »): that is the answer, not the subject.
    """
    phrases = [
        phrase
        for phrase in find_noun_phrases(before.question)
        if not _is_asked(phrase) and phrase.determiner not in _OWNED
    ]
    return sorted(phrases, key=lambda phrase: (_rank(phrase), phrase.start))


def asked_phrase(question: str) -> NounPhrase | None:
    """What a question asks the value of: « le montant du fonds » in « Quel est le montant du fonds ? »."""
    return next((phrase for phrase in find_noun_phrases(question) if _is_asked(phrase)), None)


def asked_noun(question: str) -> NounPhrase | None:
    """The same where no article stands before it: « le taux d’imposition » in « Quel taux d’imposition … ? »."""
    match = _WHICH_NOUN.search(question)
    if match is None:
        return None
    article = "la" if match.group(1) else "le"
    return next(iter(find_noun_phrases(f"{article} {question[match.end() :]}")), None)


def counted_phrase(question: str) -> NounPhrase | None:
    """The things that « Combien d’entreprises … ? » or « Quels investisseurs … ? » asks about: « les entreprises »."""
    match = _COUNTED.search(question)
    return find_noun_phrases(f"les {question[match.end() :]}")[0] if match else None


def answered_with(before: Before) -> NounPhrase | None:
    """The first name of the answer that the question did not have; None where it has none.

    It has the gender of what was asked: « Quelle entreprise … ? » is answered by a feminine name.
    """
    known = set(search_terms(before.question))
    names = [phrase for phrase in _phrases(before.answer) if phrase.is_name]
    name = next((name for name in names if not known & set(search_terms(name.noun))), None)
    asked = re.search(r"\bquel(le)?\b", before.question, re.IGNORECASE)
    if name is None or asked is None or before.kind not in _IDENTITIES:
        return name
    return replace(name, gender="feminine" if asked.group(1) else "masculine")


def find_antecedent(found: Found, question: str, before: Before) -> NounPhrase | None:
    """What the pointer stands for; None where nothing said before fits."""
    if found.pointer is Pointer.DEMONSTRATIVE:
        return _named_by(found.noun, before)
    if found.pointer is Pointer.THERE:
        return next(_places(before), None)
    named, counted = answered_with(before), counted_phrase(before.question)
    if found.plural and counted is not None and found.pointer is not Pointer.POSSESSIVE:
        return counted
    about = [phrase for phrase in topics(before) if _agrees(phrase, found)]
    if named is not None and _agrees(named, found) and _is_the_new_subject(found, question, before):
        return named
    asked = asked_noun(before.question) or (asked_phrase(before.question) if _may_be_asked(found, before) else None)
    fitting = [*about, *([named] if named else []), *([asked] if asked and _agrees(asked, found) else [])]
    certain = [phrase for phrase in fitting if _opens(phrase) or (phrase.gender and phrase.gender == found.gender)]
    common = [phrase for phrase in fitting if not phrase.is_name and not phrase.indefinite]
    return next(iter([*certain, *common, *about]), None) or named


def _may_be_asked(found: Found, before: Before) -> bool:
    """Whether what was asked for may be spoken of: « qui l’a annoncé », or the person of « Qui est … ? »."""
    return found.pointer is Pointer.OBJECT or bool(_WHO_IS.search(before.question))


def _is_the_new_subject(found: Found, question: str, before: Before) -> bool:
    """Whether what the answer named is what is spoken of now.

    It is after « Quelle entreprise … ? », and after « Qui … ? » where the question is of people. « Qui est-ce ? » never
    asks about anything else.
    """
    if found.pointer is Pointer.IT:
        return True
    if before.kind is AnswerKind.PERSON:
        return bool(_WHO_IS.search(before.question)) or bool(_OF_PEOPLE.search(fold(question)))
    return before.kind in (AnswerKind.ORGANISATION, AnswerKind.THING) and bool(_WHICH.search(before.question))


def _named_by(noun: str, before: Before) -> NounPhrase | None:
    """What « ce fonds », « cette entreprise » names: a phrase with that noun, else a name of that kind of thing."""
    wanted = set(search_terms(noun))
    about, named = topics(before), answered_with(before)
    if wanted == {analyse_question(before.question).focus}:
        return named if before.kind in _IDENTITIES else asked_phrase(before.question)
    told = [phrase for phrase in _phrases(before.answer) if _has_name(phrase)]
    for phrase in [*about, *told]:
        if set(search_terms(phrase.head_noun)) == wanted and phrase.noun != noun:
            return phrase
    kind = next((kind for kind, nouns in _KINDS.items() if fold(noun).split("-")[0].rstrip("s") in nouns.split()), None)
    if kind is None:
        return None
    names = [phrase for phrase in about if phrase.is_name]
    return named if named is not None and (kind is before.kind or not names) else next(iter(names), None)


def _places(before: Before) -> Iterator[NounPhrase]:
    """Where the question before was, else where its answer was: « à Lingang »."""
    for phrases in (topics(before), list(_phrases(before.answer))):
        yield from (phrase for phrase in phrases if phrase.is_name and _AT.search(phrase.text[: phrase.start]))
    yield from topics(before)


def _has_name(phrase: NounPhrase) -> bool:
    return any(inner.is_name and phrase.start <= inner.start < phrase.end for inner in find_noun_phrases(phrase.text))


def _phrases(answer: str) -> Iterator[NounPhrase]:
    yield from find_noun_phrases("Oui, " + _MARKER.sub("", answer))  # a name is known as one after a first word


def _is_asked(phrase: NounPhrase) -> bool:
    return not phrase.is_name and bool(_ASKED.search(phrase.text[: phrase.start]))


def _rank(phrase: NounPhrase) -> int:
    """The name a question begins with and definite phrases with complements, then other names, then the rest."""
    if phrase.is_name and phrase.noun.isupper() and len(phrase.noun) <= _SHORT_ACRONYM:
        return 3  # « IA » says what a thing is about, and is hardly ever what « elle » stands for
    if phrase.is_name:
        return 0 if _opens(phrase) else 1
    return 2 if phrase.indefinite or len(phrase.noun.split()) == 1 else 0


def _opens(phrase: NounPhrase) -> bool:
    """Whether it is the name that its question is about: « Pékin fait-elle une place à la recherche ? »."""
    return phrase.is_name and phrase.start == 0


def _agrees(phrase: NounPhrase, found: Found) -> bool:
    """Whether gender and number fit, as far as both are known; a name fits everything but a plural."""
    if found.pointer is Pointer.POSSESSIVE or found.plural is None:
        return True
    if phrase.plural != found.plural:
        return False
    return found.gender is None or phrase.gender is None or phrase.gender == found.gender
