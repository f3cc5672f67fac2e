"""What an exchange spoke of, with what a pronoun may ask of it: number, gender, and whether it is somebody."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

from index.terms.french_analysis import search_terms
from rag.follow_ups.binding import TIMES
from rag.follow_ups.names import is_role, sort_of, told_names, told_phrases, with_gender
from rag.follow_ups.noun_phrases import Gender, NounPhrase, find_noun_phrases, first_noun_phrase
from rag.follow_ups.said_before import (
    Before,
    asked_noun,
    asked_phrase,
    counted_phrase,
    counted_with_clause,
    topic_rank,
    topics,
)
from rag.reading.question_analysis import AnswerKind

_WHICH = re.compile(r"\bquel(?P<feminine>le)?\b(?! (?:est|sont|était)\b)", re.IGNORECASE)
_BY_THE_WAY = re.compile(r"^\W*(?:et )?(?:à|de|dans|sur|pour|avec|par|en|chez|depuis) quel(?:le)?s?\b", re.IGNORECASE)
_QUEL = re.compile(r"\bquel(?P<feminine>le)?\b", re.IGNORECASE)
_WHO_IS = re.compile(r"^\W*(?:qui (?:est|sont)|c['’]est qui)\b", re.IGNORECASE)
_HAS = re.compile(
    r"(?P<owner>[A-ZÉÈ][^,?]*?) (?:a|compte|possède|offre|propose|prévoit|accueille)(?:-t)?-(?:il|elle) (?:d['’]|de )?$"
)
_SUBJECT_OF = r"\s+(?:(?:ne|n['’]|y|en|se|s['’]|l['’]|les?|la|lui|leur)\s*)*[^\W\d_]+-(?:t-)?(il|elle)\b"
_BESIDE = re.compile(r"\b(?:à|en|dans|contre|chez|sur|vers|pour|face à) $", re.IGNORECASE)
_NAMED = re.compile(r"[^\W\d_]+ [A-ZÉÈ]")
_MEASURES = frozenset(
    "temps fois heure heures minute minutes seconde secondes euro euros dollar dollars yuan yuans million millions "
    "milliard milliards "
    "kilomètre kilomètres mètre mètres tonne tonnes hectare hectares litre litres degré degrés".split()
)
_IDENTITIES = (AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.PLACE)


class Salience(IntEnum):
    """How much in view a thing is, by what it did in the exchange; gaps leave room for what a pronoun asks of it."""

    ASIDE = 0
    TOLD = 2
    ASKED = 3
    NAMED = 4
    TOPIC = 5
    GIVEN = 6  # what answered « qui … ? » or « quelle entreprise … ? »
    COUNTED = 8  # what a plural is about after « combien de … ? » or « quels … ? »


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing that was spoken of. `sort` is PERSON or PLACE, or None where nothing tells."""

    phrase: NounPhrase
    salience: Salience
    sort: AnswerKind | None

    @property
    def plain(self) -> NounPhrase:
        """The phrase without the clause that says more of it: « les entreprises d’IA »."""
        return first_noun_phrase(self.phrase.text) or self.phrase

    @property
    def terms(self) -> frozenset[str]:
        """The search terms of its words."""
        return frozenset(search_terms(self.phrase.noun))


def find_mentions(before: Before, said: str) -> list[Mention]:
    """Everything the exchange spoke of, what it was about first; `said` is all that was said, to know places by."""
    found = [*_counted(before), *_given(before, said), *_topics(before, said), *_asked(before)]
    known = frozenset().union(*(mention.terms for mention in found)) if found else frozenset()
    told = [phrase for phrase in told_phrases(before.answer) if phrase.is_name or is_role(phrase.head_noun)]
    told = [phrase for phrase in told if phrase.is_name or not any(_leads(phrase, name) for name in told)]
    new = [phrase for phrase in told if not known & set(search_terms(phrase.noun))]
    return [*found, *(Mention(with_gender(phrase), Salience.TOLD, sort_of(phrase, said)) for phrase in new)]


def _leads(role: NounPhrase, name: NounPhrase) -> bool:
    """Whether it only says who a name right behind it is: « la maire, Anna Roux »."""
    return name.is_name and 0 <= name.start - role.end <= len(", ")


def answered_with(before: Before, said: str) -> NounPhrase | None:
    """The name that answered the question, which had it not yet; None where the answer has none.

    After « qui » it is the first that is known for a person, else the first. It has the gender of what was asked:
    « Quelle entreprise … ? » is answered by a feminine name.
    """
    known = set(search_terms(before.question))
    names = [name for name in told_names(before.answer) if not known & set(search_terms(name.noun))]
    if asks_for_somebody(before):
        people = [name for name in names if sort_of(name, said) is AnswerKind.PERSON]
        roles = [phrase for phrase in told_phrases(before.answer) if not phrase.is_name and is_role(phrase.head_noun)]
        holders = [role for role in roles if any(role.start < name.start < role.end for name in names)]
        bare = [name for name in names if not name.determiner and not _BESIDE.search(name.text[: name.start])]
        return next(map(with_gender, [*people, *holders, *bare]), None)
    asked = _QUEL.search(before.question)
    if called := _called_as_asked(before):
        return called
    if not names or asked is None or before.kind not in _IDENTITIES:
        return names[0] if names else None
    return replace(names[0], gender="feminine" if asked["feminine"] else "masculine")


def asks_for_somebody(before: Before) -> bool:
    """« Qui … ? », « Quel préfet … ? »."""
    asked = asked_noun(before.question)
    return before.kind is AnswerKind.PERSON or (asked is not None and is_role(asked.head_noun))


def _called_as_asked(before: Before) -> NounPhrase | None:
    """The noun that was asked for, with its name: « l’Institut Alba » after « Quel institut … ? »."""
    asked = asked_noun(before.question)
    if asked is None:
        return None
    noun = asked.head_noun.lower()
    told = (phrase for phrase in told_phrases(before.answer) if phrase.head_noun.lower() == noun)
    return next((phrase for phrase in told if _NAMED.match(phrase.noun)), None)


def asks_who_it_is(question: str) -> bool:
    """Whether a question asks who somebody is: « Qui est le vice-maire ? »."""
    return bool(_WHO_IS.search(question))


def _counted(before: Before) -> Iterator[Mention]:
    counted = counted_with_clause(before.question)
    if counted is not None and counted.head_noun.lower() not in TIMES | _MEASURES:
        yield Mention(counted, Salience.COUNTED, sort_of(counted, ""))


def _given(before: Before, said: str) -> Iterator[Mention]:
    """The one that was asked for, where the question asks for one: « qui … ? », « quelle entreprise … ? »."""
    asks_one = before.kind is AnswerKind.PERSON or (
        before.kind in (AnswerKind.ORGANISATION, AnswerKind.PLACE, AnswerKind.THING)
        and _WHICH.search(before.question)
        and not _BY_THE_WAY.search(before.question)
    )
    name = _identified(before) or (answered_with(before, said) if asks_one else None)
    if name is not None:
        yield Mention(name, Salience.GIVEN, AnswerKind.PERSON if _identified(before) else sort_of(name, said))


def _identified(before: Before) -> NounPhrase | None:
    """Whom « Qui est Wu Wei ? » is about: no other name of the answer is."""
    who = _WHO_IS.match(before.question)
    phrases = find_noun_phrases(before.question) if who else []
    names = [phrase for phrase in phrases if phrase.is_name and not phrase.determiner]
    return names[0] if who and names and names[0].start <= who.end() + 1 else None


def _topics(before: Before, said: str) -> Iterator[Mention]:
    phrases = topics(before)
    for phrase in phrases:
        salience = (Salience.TOPIC, Salience.NAMED, Salience.ASKED, Salience.ASIDE)[topic_rank(phrase)]
        inside = any(other.start < phrase.start and phrase.end <= other.end for other in phrases)
        if inside:  # « l’école de Brévan compte-t-elle » is said of the school
            named = with_gender(phrase) if phrase.is_name else phrase
            yield Mention(named, min(salience, Salience.NAMED), sort_of(phrase, said))
            continue
        if re.match(_SUBJECT_OF, phrase.text[phrase.end :]):
            salience = Salience.TOPIC
        yield Mention(_as_spoken_of(phrase), salience, sort_of(phrase, said))


def _asked(before: Before) -> Iterator[Mention]:
    if counted_phrase(before.question) is not None and _QUEL.search(before.question) is None:
        return
    asked = asked_phrase(before.question) or asked_noun(before.question)
    if asked is not None:
        yield Mention(asked, Salience.ASKED, sort_of(asked, ""))


def _as_spoken_of(phrase: NounPhrase) -> NounPhrase:
    """With the gender that « fait-elle » behind it tells, the gender of a role, or the article of « en Chine ».

    « Pékin a-t-elle des laboratoires ? » is about « les laboratoires de Pékin ».
    """
    behind = re.match(_SUBJECT_OF, phrase.text[phrase.end :])
    if behind:
        gender: Gender = "feminine" if behind.group(1) == "elle" else "masculine"
        return replace(phrase, gender=gender)
    had = _HAS.search(phrase.text[: phrase.start]) if phrase.indefinite else None
    if had:
        owner = first_noun_phrase(f"de {had['owner']}")
        whole = f"{phrase.words} {owner.after('de')}" if owner is not None and owner.is_name else ""
        if first := first_noun_phrase(whole):
            return replace(first, end=len(whole))
    if phrase.is_name and not phrase.determiner and re.search(r"\ben $", phrase.text[: phrase.start], re.IGNORECASE):
        return first_noun_phrase(f"la {phrase.noun}") or phrase
    return with_gender(phrase) if phrase.is_name else phrase
